"""What lies in a case: subjects, evidence and notes, sealed as they come in; and opening a sealed value."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import case_to_write, without_numbers
from lachan.office.cases.masks import usual
from lachan.office.cases.models import CaseNote, Evidence, Subject, SubjectKind, SubjectRole
from lachan.office.cases.permissions import access_subject, checked_purpose, find_case, may_reveal
from lachan.office.cases.sealing import blind_of, opened, seal_into
from lachan.office.files.actions import store_file
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.readers.uploads import FileKind, inspect_upload

EVIDENCE = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.CSV, FileKind.TEXT, FileKind.JPEG,
                      FileKind.PNG, FileKind.WEBP})  # fmt: skip
LONGEST_VALUE = 300
LONGEST_NOTE = 4000
WHAT_WOULD_BE_RIGHT = {
    SubjectKind.NUMBER: _("Không nhận ra số điện thoại này. Hãy ghi dạng 0… hoặc +84…, số nước ngoài ghi kèm dấu +."),
    SubjectKind.SITE: _("Không nhận ra tên miền này. Hãy ghi dạng ten-mien.com hoặc cả đường dẫn."),
    SubjectKind.ADDRESS: _("Không nhận ra địa chỉ IP này. Hãy ghi dạng 203.0.113.7 hoặc 203.0.113.7:443."),
    SubjectKind.BANK_ACCOUNT: _("Số tài khoản phải có ít nhất 4 chữ số."),
}


@transaction.atomic
def add_subject(*, case_id: int, kind: str, value: str, role: str, actor: Actor, now: datetime) -> Subject:
    """Put a person, number, site, account or address into the case; the value is stored sealed only."""
    case = case_to_write(actor, case_id)
    if kind not in SubjectKind.values:
        raise NotRight("kind_unknown", _("Hãy chọn loại đối tượng."), field="kind")
    if role not in SubjectRole.values:
        raise NotRight("role_unknown", _("Hãy chọn vai trò trong vụ việc."), field="role")
    words = " ".join(value.split())
    written = usual(kind, words)
    if written is None or len(words) > LONGEST_VALUE:
        raise NotRight(
            "value_not_right", WHAT_WOULD_BE_RIGHT.get(SubjectKind(kind), _("Hãy ghi tên, tối đa 300 ký tự.")),
            field="value",
        )  # fmt: skip
    subject = Subject(
        case=case, first_case=case, kind=kind, role=role, blind=blind_of(kind, written), added_by=actor.person,
        added_at=now, here_since=now,
    )  # fmt: skip
    if case.subjects.filter(kind=kind, role=role, blind=subject.blind, withdrawn_at__isnull=True).exists():
        raise NotRight("subject_twice", _("Đối tượng này đã có trong vụ việc với cùng vai trò."), field="value")
    # A person's name is kept as written, everything else in its one usual writing.
    subject.sealed = seal_into(subject, words if kind == SubjectKind.PERSON else written)
    subject.save()
    record(
        Event.CASE_SUBJECT_ADDED, on=subject, by=actor, at=now, unit=case.unit,
        facts={"case": case.pk, "kind": kind, "role": role},
    )  # fmt: skip
    return subject


@transaction.atomic
def withdraw_subject(*, case_id: int, subject_id: UUID, reason: str, actor: Actor, now: datetime) -> Subject:
    """Mark a subject that was put in by mistake; it is found no more, and stays to be read with the reason."""
    case = case_to_write(actor, case_id)
    subject = access_subject(actor, case, subject_id)
    if subject.withdrawn_at is not None:
        raise NotRight("withdrawn_before", _("Đối tượng này đã được rút."))
    words = without_numbers(reason, field="reason")[:300]
    if not words:
        raise NotRight("reason_missing", _("Hãy ghi lý do rút đối tượng."), field="reason")
    before = digest(subject)
    subject.withdrawn_at, subject.withdrawn_reason = now, words
    subject.save()
    record(
        Event.CASE_SUBJECT_WITHDRAWN, on=subject, by=actor, at=now, unit=case.unit, before=before,
        facts={"case": case.pk, "reason": words},
    )  # fmt: skip
    return subject


@transaction.atomic
def reveal_subject(*, case_id: int, subject_id: UUID, purpose: str, actor: Actor, now: datetime) -> str:
    """The value itself, for a purpose that the trail keeps. Nothing comes out before the trail has its line."""
    case = find_case(actor, case_id)
    require(may_reveal(actor, case))
    subject = access_subject(actor, case, subject_id)
    record(
        Event.CASE_SUBJECT_REVEALED, on=subject, by=actor, at=now, unit=case.unit, purpose=checked_purpose(purpose),
        facts={"case": case.pk},
    )  # fmt: skip
    return opened(subject)


@dataclass(frozen=True)
class EvidenceFacts:
    """What a piece of evidence shows (without personal data), when it was taken, and from whom (kept sealed)."""

    what: str
    taken_on: date
    from_whom: str = ""


@transaction.atomic
def add_evidence(
    *, case_id: int, facts: EvidenceFacts, upload: BinaryIO, name: str, actor: Actor, now: datetime
) -> Evidence:
    """Keep a file as evidence under a neutral name, with its digest; InputError says what is wrong with the file."""
    case = case_to_write(actor, case_id)
    found = inspect_upload(upload, name=name, allow=EVIDENCE)
    what = without_numbers(facts.what, field="what")
    if not 3 <= len(what) <= 200:
        raise NotRight("what_length", _("Hãy ghi chứng cứ là gì, từ 3 đến 200 ký tự."), field="what")
    if facts.taken_on > timezone.localtime(now).date():
        raise NotRight("in_the_future", _("Ngày thu thập không được sau hôm nay."), field="taken_on")
    if Evidence.objects.filter(case=case, sha256=found.sha256).exists():
        raise NotRight("evidence_twice", _("Tệp này đã có trong vụ việc."), field="file")
    # The given name may tell a person or a number; the register of files is read by more people than the case.
    neutral = f"chung-cu-{case.number}-{case.evidence.count() + 1}.{found.kind.value}"
    stored = store_file(
        upload=BytesIO(found.content), name=neutral, owner_unit=case.unit, actor=actor, now=now, allow=EVIDENCE
    )
    evidence = Evidence(
        case=case, first_case=case, file=stored, sha256=stored.sha256, what=what, taken_on=facts.taken_on,
        added_by=actor.person, added_at=now, here_since=now,
    )  # fmt: skip
    evidence.from_whom = seal_into(evidence, " ".join(facts.from_whom.split())[:LONGEST_VALUE])
    evidence.save()
    record(
        Event.CASE_EVIDENCE_ADDED, on=evidence, by=actor, at=now, unit=case.unit,
        facts={"case": case.pk, "sha256": evidence.sha256},
    )  # fmt: skip
    return evidence


@transaction.atomic
def add_note(*, case_id: int, text: str, happened_at: datetime | None = None, actor: Actor, now: datetime) -> CaseNote:
    """Write into the timeline what happened, at its time; for the Department alone."""
    case = case_to_write(actor, case_id)
    if not 1 <= len(text.strip()) <= LONGEST_NOTE:
        raise NotRight("note_length", _("Hãy ghi nội dung, tối đa %(n)d ký tự.") % {"n": LONGEST_NOTE}, field="text")
    if happened_at is not None and happened_at > now:
        raise NotRight("in_the_future", _("Việc đã diễn ra không thể sau lúc này."), field="happened_at")
    note = CaseNote(
        case=case, first_case=case, happened_at=happened_at or now, added_by=actor.person, added_at=now, here_since=now
    )
    note.sealed = seal_into(note, text.strip())
    note.save()
    record(Event.CASE_NOTE_ADDED, on=note, by=actor, at=now, unit=case.unit, facts={"case": case.pk})
    return note
