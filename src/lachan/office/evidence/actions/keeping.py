"""Pieces become an archive, rows and digests, in the transaction of whoever brought them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lachan.office.evidence.archive import Part, manifest_of, zipped
from lachan.office.evidence.models import Capture, Piece
from lachan.office.evidence.policies import CaptureMove, state_after
from lachan.office.files.actions import store_evidence, store_made
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.people.actor import Actor
from lachan.readers.uploads import FileKind
from lachan.readers.uploads.kinds import kind_by_content


def keep(capture: Capture, parts: Sequence[Part], *, picture: bytes, actor: Actor, now: datetime) -> None:
    """Store the archive of the parts and the picture, and put the capture, with its digest, into its end state."""
    capture.state = state_after(capture, CaptureMove.COLLECT)
    capture.collected_at, capture.next_at = now, None
    manifest = manifest_of(said_of(capture), parts)
    capture.digest = hashlib.sha256(manifest).hexdigest()
    capture.archive = store_evidence(
        content=zipped(parts, manifest, now), name=f"{capture.number}.zip", owner_unit=capture.unit, actor=actor,
        now=now,
    )  # fmt: skip
    kind = kind_by_content(picture)
    if kind in (FileKind.PNG, FileKind.JPEG, FileKind.WEBP):
        capture.picture = store_made(
            content=picture, name=f"{capture.number}.{kind.value}", kind=kind, owner_unit=capture.unit, actor=actor,
            now=now,
        )  # fmt: skip
    capture.save()
    Piece.objects.bulk_create(
        Piece(capture=capture, name=one.name, what=one.what, size=len(one.content), sha256=one.sha256) for one in parts
    )


def told_of(subject: Subject) -> dict[str, str]:
    """A subject in a manifest; the keys of numbers and messages mean nothing outside the office."""
    open_key = subject.kind in (SubjectKind.SITE, SubjectKind.ACCOUNT)
    return {"kind": subject.kind, "shown": subject.shown} | ({"key": subject.key} if open_key else {})


def said_of(capture: Capture) -> dict[str, Any]:
    """What the manifest says beside the files: who asked, what for, what of, when, and the way there."""
    return {
        "number": capture.number, "source": capture.source, "unit": str(capture.unit), "link": capture.link,
        "subject": told_of(capture.subject),
        "purpose": capture.purpose, "note": capture.note, "asked_by": str(capture.asked_by),
        "asked_at": capture.asked_at.isoformat(),
        "collected_at": capture.collected_at.isoformat() if capture.collected_at else None,
        "isolated": capture.isolated, "visit": capture.facts,
    }  # fmt: skip
