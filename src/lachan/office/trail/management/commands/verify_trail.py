"""`verify_trail`: is the trail as the office wrote it?"""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from lachan.office.trail.management.progress import bar
from lachan.office.trail.nightly import keep_result
from lachan.office.trail.verify import verify_trail


class Command(BaseCommand):
    """Verify the whole trail; exit 0 when it is intact, 1 when it was tampered with."""

    help = "Kiểm tra toàn bộ nhật ký / verify the whole trail"

    def handle(self, **options: object) -> None:
        """Verify, say what was found in both languages, and keep the result for the page of the trail."""
        with bar("Kiểm tra nhật ký / verifying") as progress:
            verdict = verify_trail(progress)
        keep_result(verdict, timezone.now())
        self.stdout.write(f"{verdict.wording.vi}\n{verdict.wording.en}")
        if verdict.bad_rows:
            more = " …" if verdict.cut_off else ""
            self.stdout.write(f"Dòng sai đầu tiên / first bad row: {verdict.first_bad}")
            self.stdout.write(f"Mọi dòng sai / all bad rows: {', '.join(map(str, verdict.bad_rows))}{more}")
        if not verdict.intact:
            sys.exit(1)
