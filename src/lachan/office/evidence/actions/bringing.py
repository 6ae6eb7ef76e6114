"""An officer brings evidence: screenshots and papers of an account, a site, a message, cleaned like every upload."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.actions.keeping import keep
from lachan.office.evidence.archive import Part
from lachan.office.evidence.models import LONGEST_NOTE, Capture, CaptureRegister, CaptureSource, CaptureState
from lachan.office.evidence.permissions import checked_purpose, unit_to_collect_for
from lachan.office.intake.keys import named
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.intake.permissions import find_subject
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight
from lachan.office.registers import next_in_year
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.subjects import AskedKind, read_subjects
from lachan.readers.uploads import FileKind, InspectedFile, inspect_upload
from lachan.readers.uploads.kinds import IMAGES

ALLOWED = IMAGES | {FileKind.PDF, FileKind.TEXT}
MOST_FILES = 10
_WITH_LINK = (SubjectKind.SITE, SubjectKind.ACCOUNT)


@transaction.atomic
def bring_evidence(
    *,
    subject_id: int,
    files: Sequence[tuple[str, BinaryIO]],
    link: str = "",
    note: str = "",
    purpose: str,
    actor: Actor,
    now: datetime,
) -> Capture:
    """Keep up to ten files (name, content) about a subject; InputError says in words what is wrong with a file."""
    unit = unit_to_collect_for(actor)
    subject = find_subject(actor, subject_id, lock=True)
    words = checked_purpose(purpose)
    address = _normal(subject, link)
    if not 1 <= len(files) <= MOST_FILES:
        raise NotRight("files_count", _("Hãy chọn từ 1 đến 10 tệp."), field="proof")
    found = [inspect_upload(content, name=name, allow=ALLOWED) for name, content in files]
    capture = Capture.objects.create(
        number=next_in_year(CaptureRegister, "CC", now), unit=unit, subject=subject, source=CaptureSource.BROUGHT,
        link=address, purpose=words, note=" ".join(note.split())[:LONGEST_NOTE], asked_by=actor.person, asked_at=now,
        next_at=now, state=CaptureState.WAITING,
    )  # fmt: skip
    picture = next((one for one in found if one.kind in IMAGES), None)
    keep(capture, _parts(found), picture=picture.content if picture else b"", actor=actor, now=now)
    record(
        Event.CAPTURE_BROUGHT, on=capture, by=actor, at=now, unit=unit, purpose=words,
        facts={"manifest": capture.digest, "files": len(found)},
    )  # fmt: skip
    return capture


def _parts(found: Sequence[InspectedFile]) -> list[Part]:
    """The files under names of our own order, each told by the name it came with."""
    return [
        Part(f"{place:02}-{one.name}", "tệp tải lên", one.content) for place, one in enumerate(found, start=1)
    ]  # fmt: skip


def _normal(subject: Subject, link: str) -> str:
    """The link in its usual writing, which must lead to this subject; "" when none is given."""
    if not link.strip():
        return ""
    read = [one for one in read_subjects(link) if one.kind is not AskedKind.UNREADABLE] if link else []
    if subject.kind not in _WITH_LINK or len(read) != 1 or subject.key not in (named(read[0]).key, *read[0].keys):
        raise NotRight("another_subject", _("Địa chỉ này không thuộc đối tượng đang xem."), field="link")
    return read[0].address or read[0].shown
