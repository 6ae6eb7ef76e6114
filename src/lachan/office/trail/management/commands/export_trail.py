"""`export_trail`: the whole trail as one ZIP file for an inspector."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lachan.office.trail.inspector.export import export_trail
from lachan.office.trail.management.progress import bar


class Command(BaseCommand):
    """Write the export; the trail tells of it."""

    help = "Kết xuất nhật ký cho đoàn thanh tra, kiểm tra / export the trail for an inspector"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("out", help="tệp ZIP sẽ tạo / the ZIP file to make")
        parser.add_argument("--purpose", default="", help="mục đích, ghi vào nhật ký / purpose, kept in the trail")

    def handle(self, *, out: str, purpose: str, **options: object) -> None:
        """Write to a new file that only its owner can read; a file that is there already stays as it is."""
        path = Path(out)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"Không tạo được tệp {out} / cannot make {out}: {error.strerror}") from error
        try:
            with os.fdopen(descriptor, "wb") as file, bar("Kết xuất / exporting") as progress:
                rows = export_trail(file, name=path.name, purpose=purpose, now=timezone.now(), progress=progress)
        except BaseException:
            path.unlink()
            raise
        self.stdout.write(f"Đã kết xuất {rows} dòng vào {out}.\n{rows} rows exported to {out}.")
