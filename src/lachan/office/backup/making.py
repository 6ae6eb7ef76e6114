"""Making a backup: the data base at one moment, the files that it names, the signed heads of the trail."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lachan.exchange.handover import fingerprint
from lachan.office.backup.archive import DATABASE, FORMAT, HashedWriter, Member, write_archive
from lachan.office.backup.databases import NO_PROGRESS, Snapshot, snapshot
from lachan.office.backup.installation_keys import checks_of, keys_file, secrets_of
from lachan.office.files import shelf
from lachan.office.files.models import StoredFile
from lachan.office.trail.events import Event
from lachan.office.trail.models import Head
from lachan.office.trail.record import record
from lachan.office.trail.verify import Progress
from lachan.readers.canonical import moment_text, refusal

KIND = "lachan backup"
STAGING = "backup-"  # a folder in VAR while a backup is made; what a killed one left is taken away by the next
PART = ".part"


@dataclass(frozen=True)
class Made:
    """What became of it; `lost` names stored files whose content was missing or not as it was stored."""

    path: Path
    size: int
    sha256: str
    files: int
    lost: tuple[str, ...]


def make_backup(
    *, out: Path, recipients: list[str], keys_out: Path | None, now: datetime, progress: Progress = NO_PROGRESS
) -> Made:
    """Write the archive to `out` (a new file, or a folder that exists), encrypted to the age keys `recipients`.

    Nothing is at `out` before all of it is on the disk. `InputError` says why it cannot be done.
    """
    for one in recipients:
        fingerprint(one)  # refuses what is no age key
    path = out / f"lachan-{timezone.localtime(now):%Y%m%d-%H%M%S}.{'tar.age' if recipients else 'tar'}"
    path = path if out.is_dir() else out
    for new in (path, keys_out):
        if new is not None and new.exists():
            raise refusal("exists", "tệp đã có; hệ thống không ghi đè", "the file is there already", str(new))
    secrets = secrets_of(settings.KEYS)
    with _alone(path.parent) as folder:
        heads = sorted(settings.TRAIL_HEADS.glob("[0-9]*.json")) + sorted(settings.TRAIL_HEADS.glob("*.pem"))
        heads = [_copied(one, folder) for one in heads]  # before the data base: a head never tells of rows to come
        with snapshot(folder / DATABASE, progress) as copy:
            about = _about(copy, checks_of(secrets), now)
            total = copy.path.stat().st_size + sum(_size(name) for name in copy.files)
            written = _new_file(
                path,
                lambda file: write_archive(
                    file, about=about, sources=_sources(copy, heads), recipients=recipients, key=settings.TRAIL_KEY,
                    step=lambda done: progress(done, total),
                ),
            )  # fmt: skip
    members = {one.name: one for one in written.result}
    made = Made(path, written.size, written.sha256, len(members), _lost(copy, members))
    if keys_out is not None:
        _new_file(keys_out, lambda file: file.write(keys_file(secrets, recipients)))
    _tell(made, recipients, with_keys=keys_out is not None, now=now)
    return made


def _about(copy: Snapshot, checks: dict[str, list[str]], now: datetime) -> dict[str, Any]:
    return {
        "is": KIND, "format": FORMAT, "made_at": moment_text(now), "lachan": version("lachan"),
        "database": connection.vendor, "province": settings.PROVINCE, "migrations": copy.migrations, "keys": checks,
    }  # fmt: skip


def _sources(copy: Snapshot, heads: list[Path]) -> Iterator[tuple[str, Path]]:
    yield DATABASE, copy.path
    yield from ((f"trail-heads/{one.name}", one) for one in heads)
    yield from ((f"files/{name[:2]}/{name}", shelf.path_of(name)) for name in copy.files)


def _copied(path: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(path, folder / path.name))


def _size(name: str) -> int:
    try:
        return shelf.path_of(name).stat().st_size
    except FileNotFoundError:
        return 0


def _lost(copy: Snapshot, members: dict[str, Member]) -> tuple[str, ...]:
    """Files of the data base whose content is not, or not rightly, in the archive.

    A file that was erased while the archive was written is not lost: somebody meant it.
    """
    wrong = [
        name
        for name, sha256 in copy.files.items()
        if (member := members.get(f"files/{name[:2]}/{name}")) is None or member.sha256 != sha256
    ]
    rows = StoredFile.objects.filter(stored_as__in=wrong, erased_at__isnull=True)
    return tuple(sorted(str(pk) for pk in rows.values_list("pk", flat=True)))


@transaction.atomic
def _tell(made: Made, recipients: list[str], *, with_keys: bool, now: datetime) -> None:
    facts = {
        "file": made.path.name, "sha256": made.sha256, "size": made.size, "members": made.files, "lost": len(made.lost),
        "recipients": [fingerprint(one) for one in recipients], "keys": with_keys,
    }  # fmt: skip
    record(
        Event.BACKUP_MADE, on=Head.objects.filter(id=1).first() or Head(id=1), by=None, at=now, after="", facts=facts
    )


@dataclass(frozen=True)
class _Written:
    result: Any
    size: int
    sha256: str


def _new_file(path: Path, write: Callable[[BinaryIO], Any]) -> _Written:
    """Write a file for its owner alone that is there whole or not at all."""
    partial = path.with_name(f".{path.name}{PART}")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            hashed = HashedWriter(file)
            result = write(cast("BinaryIO", hashed))
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, path)
    except FileExistsError:
        raise refusal("exists", "tệp đã có; hệ thống không ghi đè", "the file is there already", str(path)) from None
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return _Written(result, hashed.size, hashed.sha256)


@contextmanager
def _alone(target: Path) -> Iterator[Path]:
    """A folder for the time of the backup, which is the only one now; what a killed one left behind is taken away."""
    with (settings.VAR / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refusal("backup_running", "một lần sao lưu khác đang chạy", "another backup is running") from None
        for left in settings.VAR.glob(f"{STAGING}*/"):
            shutil.rmtree(left)
        for left in target.glob(f".lachan-*{PART}"):
            left.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=settings.VAR) as folder:
            yield Path(folder)
