"""Keeping files, and taking their contents away.

The content is written before the row is stored, and erased after: a row never lacks its content. A content whose
transaction was undone, or whose process died in between, has no row; `sweep` takes it away.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db import transaction

from lachan.office.files import shelf
from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.people.models import Person
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit
from lachan.readers.uploads import FileKind, inspect_upload, safe_name

# Longer than any transaction lasts: the content of one that is still open has no row that others can see.
YOUNGEST_ORPHAN = timedelta(hours=1)

logger = logging.getLogger("lachan.files")


def store_file(
    *, upload: BinaryIO, name: str, owner_unit: Unit | None, actor: Actor, now: datetime, allow: frozenset[FileKind]
) -> StoredFile:
    """Check a file from outside and keep it; InputError says in words what is wrong with it."""
    found = inspect_upload(upload, name=name, allow=allow)
    return _keep(
        found.content,
        actor=actor,
        now=now,
        name=found.name,
        kind=found.kind.value,
        media_type=found.media_type,
        owner_unit=owner_unit,
    )


def store_made(
    *, content: bytes, name: str, kind: FileKind, owner_unit: Unit | None, actor: Actor, now: datetime
) -> StoredFile:
    """Keep a file that the office itself made, such as an official report."""
    return _keep(
        content,
        actor=actor,
        now=now,
        name=safe_name(name),
        kind=kind.value,
        media_type=kind.media_type,
        owner_unit=owner_unit,
    )


def store_sealed(*, content: bytes, name: str, owner_unit: Unit | None, actor: Actor, now: datetime) -> StoredFile:
    """Keep a sealed package that the office cannot open; the caller has checked its header and signature."""
    return _keep(
        content,
        actor=actor,
        now=now,
        name=safe_name(name),
        kind="sealed",
        media_type="application/octet-stream",
        owner_unit=owner_unit,
    )


def store_signed(*, content: bytes, name: str, owner_unit: Unit, actor: Actor, now: datetime) -> StoredFile:
    """Keep a signed bundle as it came, as proof; the caller has checked its signature."""
    return _keep(
        content,
        actor=actor,
        now=now,
        name=safe_name(name),
        kind="bundle",
        media_type="application/octet-stream",
        owner_unit=owner_unit,
    )


def store_evidence(*, content: bytes, name: str, owner_unit: Unit, actor: Actor, now: datetime) -> StoredFile:
    """Keep an archive of evidence as the office packed it: what lies in it came from strangers and is never opened."""
    return _keep(
        content,
        actor=actor,
        now=now,
        name=safe_name(name),
        kind="evidence",
        media_type="application/zip",
        owner_unit=owner_unit,
    )


def _keep(content: bytes, *, actor: Actor, now: datetime, **values: Any) -> StoredFile:
    with transaction.atomic():
        file = StoredFile.objects.create(
            **values,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_as=shelf.put(content),
            stored_by=actor.person,
            stored_at=now,
        )
        facts = {"sha256": file.sha256, "size": file.size}
        record(Event.FILE_STORED, on=file, by=actor, at=now, unit=file.owner_unit, facts=facts)
    return file


def open_for(*, file: StoredFile, person: Person, purpose: str, now: datetime) -> BinaryIO:
    """The content, for one person; the trail keeps who got it. FileNotFoundError when the disk has lost it.

    The view reads the ticket that the guarded door gave; this asks no more.
    """
    content = shelf.opened(file.stored_as)
    facts = {"sha256": file.sha256}
    try:
        with transaction.atomic():
            record(
                Event.FILE_HANDED_OUT, on=file, by=person, at=now, unit=file.owner_unit, purpose=purpose, facts=facts
            )
    except BaseException:
        content.close()
        raise
    return content


@transaction.atomic
def erase_file(*, file: StoredFile, actor: Actor | None, now: datetime, purpose: str) -> StoredFile:
    """Take the content away for good; name, size and digest stay. The caller's door has decided who may.

    `actor` is None when the office erases by itself because the time to keep is over.
    """
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if file.erased_at is not None:
        return file
    before = digest(file)
    file.erased_at = now
    file.save(update_fields=["erased_at"])
    record(Event.FILE_ERASED, on=file, by=actor, at=now, unit=file.owner_unit, purpose=purpose, before=before)
    transaction.on_commit(lambda: shelf.remove(file.stored_as))
    return file


@dataclass(frozen=True)
class Swept:
    """What `sweep` did: how many contents without row it took away, and the rows whose content is missing."""

    removed: int
    lost: tuple[str, ...]


def sweep(now: datetime) -> Swept:
    """Take away the contents that no row names, and tell of rows whose content is gone."""
    old = set(shelf.names_older_than(YOUNGEST_ORPHAN, now))
    kept = dict(StoredFile.objects.filter(erased_at__isnull=True).values_list("stored_as", "id"))
    orphans = old - kept.keys()
    for name in orphans:
        shelf.remove(name)
    lost = tuple(sorted(str(file_id) for name, file_id in kept.items() if not shelf.has(name)))
    if lost:
        logger.error("the content of %s stored files is missing: %s", len(lost), ", ".join(lost[:20]))
    return Swept(len(orphans), lost)
