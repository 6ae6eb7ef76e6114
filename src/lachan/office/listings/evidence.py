"""The evidence pack of a listing: made by another room, which comes later in the flow and so gives its function here.

The room of evidence says in its `apps.py` who makes packs:

    def ready(self):
        from lachan.office.evidence.packs import pack_of
        from lachan.office.listings.evidence import packs_are_made_by
        packs_are_made_by(pack_of)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lachan.office.files.models import StoredFile
from lachan.office.intake.models import Subject
from lachan.office.people.actor import Actor


@dataclass(frozen=True)
class EvidencePack:
    """What proves the signs of a subject, as kept files: a paper to read, and a ZIP of everything with its hashes."""

    pdf: StoredFile
    archive: StoredFile


PackMaker = Callable[[Subject, Actor, datetime], EvidencePack | None]
_makers: list[PackMaker] = []


def packs_are_made_by(maker: PackMaker) -> None:
    """Name the function that makes and keeps packs; it answers None when nothing was gathered of the subject."""
    _makers[:] = [maker]


def pack_of(subject: Subject, actor: Actor, now: datetime) -> EvidencePack | None:
    """The pack of a subject; None when there is none, or no room that makes any."""
    return _makers[0](subject, actor, now) if _makers else None
