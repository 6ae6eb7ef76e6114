"""Opening a case under the next number of the year, correcting what it says, and the reporter's receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.masks import tells_somebodys_number
from lachan.office.cases.models import LONGEST_TITLE, Case, CaseRegister, CaseSource, ReporterCode
from lachan.office.cases.permissions import departments_to_write_for, find_case, may_write
from lachan.office.cases.policies import CaseMove, state_after
from lachan.office.cases.sealing import blind_of_code
from lachan.office.people.actor import Actor
from lachan.office.receipts import new_code, usual_code
from lachan.office.refusals import NotRight, require
from lachan.office.registers import next_in_year
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit

MOST_LOSS = 10**15  # đồng: far above any fraud, below what the column holds


@dataclass(frozen=True)
class CaseFacts:
    """What a person says of a case: title and kind of fraud without personal data, source, loss in đồng."""

    title: str
    kind: str
    source: str = CaseSource.OTHER.value
    loss: int | None = None


@transaction.atomic
def open_case(*, unit: Unit, facts: CaseFacts, actor: Actor, now: datetime) -> Case:
    """A new case of the Department `unit`, under the next number of the year."""
    require(unit in departments_to_write_for(actor))
    case = Case(number=next_number(now), unit=unit, opened_by=actor.person, opened_at=now)
    _put(case, facts)
    case.save()
    record(Event.CASE_OPENED, on=case, by=actor, at=now, unit=unit, facts={"source": case.source, "kind": case.kind})
    return case


def next_number(now: datetime) -> str:
    """ "VV-2026-0001": the next number of a case."""
    return next_in_year(CaseRegister, "VV", now)


@transaction.atomic
def change_case(*, case_id: int, facts: CaseFacts, actor: Actor, now: datetime) -> Case:
    """Correct title, kind, source or loss."""
    case = case_to_write(actor, case_id)
    before = digest(case)
    _put(case, facts)
    if digest(case) == before:
        return case
    case.save()
    record(Event.CASE_CHANGED, on=case, by=actor, at=now, unit=case.unit, before=before)
    return case


@transaction.atomic
def give_reporter_code(*, case_id: int, actor: Actor, now: datetime) -> str:
    """A new receipt code for somebody who reported; it is shown this once, the office keeps only its hash."""
    case = case_to_write(actor, case_id)
    code = new_code()
    ReporterCode.objects.create(case=case, code_hash=blind_of_code(usual_code(code)), made_by=actor.person, made_at=now)
    record(Event.REPORTER_CODE_GIVEN, on=case, by=actor, at=now, unit=case.unit)
    return code


def case_to_write(actor: Actor, case_id: int) -> Case:
    """The case, locked, when this person may write into it now."""
    case = find_case(actor, case_id, lock=True)
    require(may_write(actor, case))
    state_after(case, CaseMove.WRITE)
    return case


def without_numbers(text: str, *, field: str) -> str:
    """A text that many read, in one line; NotRight when it holds what looks like somebody's number."""
    words = " ".join(text.split())
    if tells_somebodys_number(words):
        raise NotRight(
            "number_in_the_open",
            _("Không ghi số điện thoại, số tài khoản, số giấy tờ ở đây; hãy ghi ở mục Đối tượng (được mã hóa)."),
            field=field,
        )  # fmt: skip
    return words


def _put(case: Case, facts: CaseFacts) -> None:
    title, kind = without_numbers(facts.title, field="title"), without_numbers(facts.kind, field="kind")
    if not 5 <= len(title) <= LONGEST_TITLE:
        raise NotRight("title_length", _("Tên vụ việc dài từ 5 đến %(n)d ký tự.") % {"n": LONGEST_TITLE}, field="title")
    if not 1 <= len(kind) <= 100:
        raise NotRight("kind_length", _("Hãy ghi thủ đoạn, tối đa 100 ký tự."), field="kind")
    if facts.source not in CaseSource.values:
        raise NotRight("source_unknown", _("Hãy chọn nguồn trong danh sách."), field="source")
    if facts.loss is not None and not 0 <= facts.loss <= MOST_LOSS:
        raise NotRight("loss_not_right", _("Thiệt hại là số đồng nguyên, không âm."), field="loss")
    case.title, case.kind, case.source, case.loss = title, kind, facts.source, facts.loss
