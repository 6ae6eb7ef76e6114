"""Keeps a screen going: takes new lists, trunks and rules while calls run, starts a Kamailio that died anew, and says
what is wrong. What a caller notices of it is nothing, or a request sent again.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lachan.readers.errors import InputError
from lachan.screening.counters import prometheus_text, read_counters
from lachan.screening.kamailio import Kamailio
from lachan.screening.run_folder import COUNTERS
from lachan.screening.sources import Watched
from lachan.screening.startup import Start
from lachan.vietnam.wording import Wording

ROUND_SECONDS = 0.25
PROBE_EVERY = 1.0
UNANSWERED = 5
"""Probes in a row after which a Kamailio that runs and does not answer is started anew."""
FIRST_REST, LONGEST_REST = 0.1, 10.0
METRICS: Final = "metrics.prom"
Says = Callable[[str, Wording], None]
"""Told of every alarm that begins or ends: its name and the sentence; of one that ends, an empty one."""


class Supervisor:
    """One screen: a Kamailio and the files it goes by."""

    def __init__(self, start: Start, watched: Watched, *, log: Path, says: Says) -> None:
        self.restarts = 0
        self.started_at = datetime.now(UTC)
        self.watched = watched
        self._folder = start.folder
        self._kamailio = Kamailio(start, log)
        self._says = says
        self._said: dict[str, Wording] = {}
        self._own: dict[str, Wording] = {}
        self._unanswered = 0
        self._probe_at = self._start_at = 0.0
        self._rest = FIRST_REST

    @property
    def alarms(self) -> dict[str, Wording]:
        """Everything that is wrong now."""
        return {**self.watched.alarms, **self._own}

    @property
    def kamailio_pid(self) -> int:
        """The main process of Kamailio."""
        return self._kamailio.pid

    def start(self) -> None:
        """Start Kamailio; InputError when it does not."""
        self._kamailio.start()
        self._say()

    def run(self, stopped: Callable[[], bool]) -> None:
        """Until `stopped` says so; Kamailio has ended then."""
        try:
            while not stopped():
                self.round(time.monotonic())
                time.sleep(ROUND_SECONDS)
        finally:
            self._kamailio.end()

    def end(self) -> None:
        """End Kamailio."""
        self._kamailio.end()

    def round(self, now: float) -> None:
        """Look at everything once."""
        if not self._kamailio.runs():
            self._start_anew(
                now, Wording("Kamailio dừng đột ngột, đã khởi động lại", "Kamailio stopped and was started anew")
            )
        self.watched.look(datetime.now(UTC))
        if now >= self._probe_at:
            self._probe_at = now + PROBE_EVERY
            self._probe(now)
            self._write_metrics()
        self._say()

    def metrics(self) -> str:
        """All counters and figures in Prometheus text."""
        counts = read_counters(self._folder.glob(COUNTERS))
        protected = self.watched.protected
        gauges: dict[str, float] = {
            "alarms": len(self.alarms),
            "kamailio_restarts": self.restarts,
            "python_failures": self._kamailio.failures,
            "files_taken": self.watched.taken,
            "started_seconds": self.started_at.timestamp(),
        }
        if protected:
            gauges["list_serial"] = protected.serial
            gauges["list_valid_until_seconds"] = protected.valid_until.timestamp()
        lines = [f'lachan_screening_alarm{{name="{name}"}} 1\n' for name in sorted(self.alarms)]
        return prometheus_text(counts, gauges) + "".join(lines)

    def _probe(self, now: float) -> None:
        if self._kamailio.probe_all():
            self._unanswered = 0
            self._own.pop("kamailio", None)
        else:
            self._unanswered += 1
        if self._unanswered >= UNANSWERED:
            self._start_anew(
                now, Wording("Kamailio không trả lời, đã khởi động lại", "Kamailio did not answer and was started anew")
            )
        if self._kamailio.failures:
            self._own["python"] = Wording(
                f"{self._kamailio.failures} cuộc gọi không hỏi được phần sàng lọc; xem kamailio.log",
                f"{self._kamailio.failures} calls could not be put to the screen; see kamailio.log",
            )

    def _start_anew(self, now: float, why: Wording) -> None:
        """One try; the next one waits twice as long as this one did."""
        self._unanswered = 0
        if now < self._start_at:
            return
        self._own["kamailio"] = why
        self._say()
        self._kamailio.end()
        self.restarts += 1
        try:
            self._kamailio.start()
        except InputError as error:
            self._own["kamailio"] = error.wording
            self._start_at = time.monotonic() + self._rest
            self._rest = min(2 * self._rest, LONGEST_REST)
        else:
            self._rest = FIRST_REST

    def _write_metrics(self) -> None:
        part = self._folder / f".{METRICS}"
        try:
            part.write_text(self.metrics(), encoding="utf-8")
            part.replace(self._folder / METRICS)
        except OSError as error:
            self._own["metrics"] = Wording(
                f"không ghi được {METRICS} ({error.strerror})", f"{METRICS} cannot be written ({error.strerror})"
            )
        else:
            self._own.pop("metrics", None)

    def _say(self) -> None:
        now = self.alarms
        for name in sorted({*now, *self._said}):
            if now.get(name) != self._said.get(name):
                self._says(name, now.get(name, Wording("", "")))
        self._said = now
