"""The numbers of an inspection: put on the list, judged one by one, opened for a purpose."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import without_numbers
from lachan.office.cases.masks import masked, usual
from lachan.office.cases.models import SubjectKind
from lachan.office.cases.permissions import checked_purpose
from lachan.office.inspections.actions.planning import to_write
from lachan.office.inspections.models import CheckedNumber, Inspection, Measure, Result
from lachan.office.inspections.permissions import access_number, find_inspection, may_write
from lachan.office.inspections.policies import InspectionMove
from lachan.office.inspections.sealing import blind_of, opened, sealed_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

MOST_NUMBERS = 1000


@transaction.atomic
def add_numbers(*, inspection_id: int, lines: str, sign: str, actor: Actor, now: datetime) -> int:
    """Put numbers on the list, one a line; answers how many are new. One line that is no number puts none on it."""
    inspection = to_write(actor, inspection_id, InspectionMove.ADD_NUMBERS)
    words = without_numbers(sign, field="sign")[:200]
    if len(words) < 5:
        raise NotRight("sign_missing", _("Hãy ghi dấu hiệu cần kiểm tra."), field="sign")
    written: dict[str, None] = {}
    for place, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        number = usual(SubjectKind.NUMBER, line)
        if number is None:
            raise NotRight(
                "not_a_number",
                _("Dòng %(line)d không phải số thuê bao. Hãy ghi mỗi dòng một số, dạng 0… hoặc +84….")
                % {"line": place},
                field="lines",
            )
        written[number] = None
    have = set(inspection.numbers.values_list("blind", flat=True))
    new = [number for number in written if blind_of(number) not in have]
    if not written:
        raise NotRight("no_numbers", _("Hãy ghi ít nhất một số thuê bao."), field="lines")
    if len(have) + len(new) > MOST_NUMBERS:
        raise NotRight(
            "too_many_numbers", _("Một cuộc kiểm tra có tối đa %(n)d thuê bao.") % {"n": MOST_NUMBERS}, field="lines"
        )
    for order, number in enumerate(new, start=len(have) + 1):
        row = CheckedNumber(
            inspection=inspection, order=order, blind=blind_of(number), masked=masked(SubjectKind.NUMBER, number),
            sign=words,
        )  # fmt: skip
        row.sealed = sealed_for(row, "sealed", number)
        row.save(force_insert=True)
    record(
        Event.INSPECTION_NUMBERS_ADDED, on=inspection, by=actor, at=now, unit=inspection.unit,
        facts={"new": len(new), "sign": words},
    )  # fmt: skip
    return len(new)


@transaction.atomic
def judge_number(
    *, inspection_id: int, number_id: UUID, result: str, measure: str, note: str, actor: Actor, now: datetime
) -> CheckedNumber:
    """What was found of one number with its owner, and what is to be done."""
    inspection = to_write(actor, inspection_id, InspectionMove.JUDGE)
    row = access_number(inspection, number_id)
    if result not in Result.values or result == Result.OPEN:
        raise NotRight("result_unknown", _("Hãy chọn kết quả kiểm tra."), field="result")
    if measure not in Measure.values:
        raise NotRight("measure_unknown", _("Hãy chọn biện pháp."), field="measure")
    if result == Result.DROPPED and measure != Measure.NONE:
        raise NotRight("measure_without_fault", _("Không có sai sót thì không xử lý thuê bao."), field="measure")
    if result == Result.CONFIRMED and measure == Measure.NONE:
        raise NotRight("fault_without_measure", _("Thông tin không đúng thì phải chọn biện pháp."), field="measure")
    before = digest(row)
    row.result, row.measure, row.note = result, measure, without_numbers(note, field="note")[:300]
    row.judged_by, row.judged_at = actor.person, now
    row.save()
    record(
        Event.INSPECTION_NUMBER_JUDGED, on=row, by=actor, at=now, unit=inspection.unit, before=before,
        facts={"inspection": inspection.pk, "result": result, "measure": measure},
    )  # fmt: skip
    return row


@transaction.atomic
def open_all(*, inspection_id: int, purpose: str, actor: Actor, now: datetime) -> tuple[Inspection, dict[UUID, str]]:
    """The inspection and its numbers in full, for a purpose that the trail keeps."""
    inspection = find_inspection(actor, inspection_id)
    require(may_write(actor, inspection))
    record(
        Event.INSPECTION_REVEALED, on=inspection, by=actor, at=now, unit=inspection.unit,
        purpose=checked_purpose(purpose),
    )  # fmt: skip
    return inspection, {row.pk: opened(row, "sealed") for row in inspection.numbers.all()}
