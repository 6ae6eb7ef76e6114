"""Restoring: everything is read and checked beside the place first; only then it takes the place."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from lachan.office.backup import databases
from lachan.office.backup.archive import DATABASE, FORMAT, read_archive
from lachan.office.backup.databases import NO_PROGRESS
from lachan.office.backup.installation_keys import differing, secrets_of
from lachan.office.backup.making import KIND
from lachan.office.trail.events import Event
from lachan.office.trail.models import Head
from lachan.office.trail.nightly import keep_result
from lachan.office.trail.record import record
from lachan.office.trail.verify import Progress, Verdict, verify_trail
from lachan.readers.canonical import refusal

STAGING = "restoring-"
FOLDERS = ("files", "trail-heads")


@dataclass(frozen=True)
class Restored:
    """What became of it: when the archive was made, what the trail says, and where the former content is now."""

    made_at: datetime
    verdict: Verdict
    old: Path | None


def restore_backup(
    *, archive: Path, identity: str, plain: bool, replace: bool, now: datetime, progress: Progress = NO_PROGRESS,
    confirm: Callable[[dict[str, Any]], None] = lambda about: None,
) -> Restored:  # fmt: skip
    """Bring back an archive into an empty place, or with `replace` into one whose content then goes aside.

    `confirm` is asked once everything was checked and before anything is changed; it may raise. `InputError` for an
    archive that is damaged, foreign or newer than this program, and for a place that is not empty or in use.
    """
    if not replace:
        _refuse_full_place()
    databases.refuse_when_in_use()
    size = archive.stat().st_size
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=settings.VAR) as name, archive.open("rb") as source:
        folder = Path(name)
        about, sha256 = read_archive(
            source, name=archive.name, into=folder, identity=identity, key=settings.TRAIL_KEY, plain=plain,
            accept=lambda about: _accept(about, archive.name), step=lambda done: progress(done, size),
        )  # fmt: skip
        confirm(about)
        databases.refuse_when_in_use()
        old = _take_place(folder, now) if replace else _take_place(folder, None)
    connections.close_all()
    call_command("migrate", verbosity=0)
    verdict = verify_trail(progress)
    keep_result(verdict, now)
    made_at = datetime.fromisoformat(about["made_at"])
    _tell(about, sha256, verdict, replaced=replace, now=now)
    return Restored(made_at, verdict, old)


def _refuse_full_place() -> None:
    full = not databases.is_empty() or any(_has_something(settings.VAR / one) for one in FOLDERS)
    if full:
        raise refusal(
            "not_empty", f"nơi khôi phục không trống ({settings.VAR}); dùng nơi khác, hoặc --replace để thay",
            f"the place is not empty ({settings.VAR}); use another one, or --replace to replace what is there",
        )  # fmt: skip


def _has_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _accept(about: dict[str, Any], name: str) -> None:
    """Refuse what this program or this installation cannot use."""
    if about.get("is") != KIND:
        raise refusal("not_a_backup", "không phải bản sao lưu của Lá Chắn", "this is not a backup of Lá Chắn", name)
    known = {f"{app}.{one}" for app, one in MigrationLoader(None).disk_migrations}
    if about.get("format") != FORMAT or set(about["migrations"]) - known:
        made_by = about.get("lachan")
        raise refusal(
            "newer", f"bản sao lưu do phiên bản mới hơn lập ({made_by}); hãy cài phiên bản ấy trước",
            f"the archive was made by a newer version ({made_by}); install that version first", name,
        )  # fmt: skip
    if about["database"] != connection.vendor:
        raise refusal(
            "other_database", f"bản sao lưu của {about['database']}, còn hệ thống này dùng {connection.vendor}",
            f"the archive is of {about['database']}, this office uses {connection.vendor}", name,
        )  # fmt: skip
    differ = differing(about["keys"], secrets_of(settings.KEYS))
    if differ:
        raise refusal(
            "other_keys",
            f"khóa của hệ thống này khác khóa lúc sao lưu ({', '.join(differ)}); "
            f"hãy đưa thư mục keys đã giữ riêng về, hoặc dùng --keys",
            f"the keys of this office are not those of the archive ({', '.join(differ)}); "
            f"bring back the folder of keys that you kept apart, or use --keys",
            name,
        )


def _take_place(folder: Path, now: datetime | None) -> Path | None:
    """Move what was read into its place; with `now`, what was there goes aside first. Answers where it is."""
    old = None
    if now is not None:
        old = settings.VAR / f"before-restore-{timezone.localtime(now):%Y%m%d-%H%M%S}"
        old.mkdir(mode=0o700)
    databases.put_back(folder / DATABASE, old=old)
    for name in FOLDERS:
        target = settings.VAR / name
        if old is not None and target.is_dir():
            target.rename(old / name)
        if (folder / name).is_dir():
            if target.is_dir():
                target.rmdir()  # empty, or the place would have been refused
            (folder / name).rename(target)
    if old is not None and not any(old.iterdir()):
        shutil.rmtree(old)
        return None
    return old


@transaction.atomic
def _tell(about: dict[str, Any], sha256: str, verdict: Verdict, *, replaced: bool, now: datetime) -> None:
    """The restored office's next line of the trail; and nobody stays signed in from before."""
    Session.objects.all().delete()
    facts = {
        "sha256": sha256, "made_at": about["made_at"], "lachan": about["lachan"], "intact": verdict.intact,
        "replaced": replaced,
    }  # fmt: skip
    record(
        Event.BACKUP_RESTORED,
        on=Head.objects.filter(id=1).first() or Head(id=1),
        by=None,
        at=now,
        after="",
        facts=facts,
    )
