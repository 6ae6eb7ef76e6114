"""`run_clockwork`: do what the office does by itself, for ever or once."""

import signal
import threading

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lachan.office.clockwork import Clockwork


class Command(BaseCommand):
    """Run the periodic jobs."""

    help = "Chạy các việc định kỳ / run the periodic jobs"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for a timer outside, and for tests."""
        parser.add_argument("--once", action="store_true", help="chạy mỗi việc một lần rồi thôi / each job once")

    def handle(self, *, once: bool, **options: object) -> None:
        """Run; with `--once` fail when a job failed."""
        if once:
            self._once()
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        Clockwork().run(stop)

    def _once(self) -> None:
        outcome = Clockwork().run_due(timezone.now())
        for name, error in outcome.items():
            self.stdout.write(f"{name}: {'xong / done' if error is None else f'lỗi / failed: {error}'}")
        if any(error is not None for error in outcome.values()):
            raise CommandError("Có việc định kỳ bị lỗi. / A periodic job failed.")
