"""Fines: proposed by the band in force on the day of the act, then decided by the competent person, or not."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import without_numbers
from lachan.office.inspections.actions.planning import to_write
from lachan.office.inspections.models import Fine, InspectedKind, Inspection, Result
from lachan.office.inspections.permissions import access_fine
from lachan.office.inspections.policies import InspectionMove
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.vietnam.penalties import proposal

MOST_FINE = 10**12


@transaction.atomic
def propose_fine(
    *, inspection_id: int, act: str, act_on: date, numbers: int, amount: int | None, basis: str, actor: Actor,
    now: datetime,
) -> Fine:  # fmt: skip
    """Propose a fine for as many confirmed numbers; without `amount` the middle of the band.

    For an act before the first decree with verified bands, amount and ground are the person's own.
    """
    inspection = to_write(actor, inspection_id, InspectionMove.PROPOSE_FINE)
    confirmed = inspection.numbers.filter(result=Result.CONFIRMED).count()
    if not 1 <= numbers <= confirmed:
        raise NotRight(
            "more_than_confirmed",
            _("Số thuê bao vi phạm từ 1 đến %(n)d, là số có kết quả “dấu hiệu đúng”.") % {"n": confirmed},
            field="numbers",
        )
    if act_on > timezone.localtime(now).date():
        raise NotRight("act_later", _("Ngày phát hiện hành vi không sau hôm nay."), field="act_on")
    least, most, ground = _band(act, act_on, numbers, inspection)
    proposed = amount if amount is not None else None if least is None or most is None else (least + most) // 2
    if proposed is None:
        raise NotRight("amount_missing", _("Chưa có khung phạt cho ngày này: hãy tự ghi mức phạt."), field="amount")
    if least is not None and most is not None and not least <= proposed <= most:
        raise NotRight(
            "amount_outside_band",
            _("Mức phạt phải trong khung từ %(least)s đến %(most)s đồng.")
            % {"least": _dong(least), "most": _dong(most)},
            field="amount",
        )
    if not 0 < proposed <= MOST_FINE:
        raise NotRight("amount_not_right", _("Hãy ghi số tiền bằng đồng."), field="amount")
    words = ground or without_numbers(basis, field="basis")[:200]
    if len(words) < 5:
        raise NotRight("basis_missing", _("Chưa có khung phạt cho ngày này: hãy ghi căn cứ."), field="basis")
    fine = Fine.objects.create(
        inspection=inspection, act=act, act_on=act_on, basis=words, numbers=numbers, least=least, most=most,
        proposed=proposed, proposed_by=actor.person, proposed_at=now,
    )  # fmt: skip
    record(
        Event.FINE_PROPOSED, on=fine, by=actor, at=now, unit=inspection.unit,
        facts={"inspection": inspection.pk, "numbers": numbers, "amount": proposed},
    )  # fmt: skip
    return fine


@transaction.atomic
def fine_decided(
    *, inspection_id: int, fine_id: int, decision_number: str, decision_on: date, amount: int, actor: Actor,
    now: datetime,
) -> Fine:  # fmt: skip
    """Write down the decision of the competent person; it is theirs, so the amount may be another than proposed."""
    fine, before = _waiting(inspection_id, fine_id, actor)
    number = " ".join(decision_number.split())[:60]
    if not number:
        raise NotRight("number_missing", _("Hãy ghi số quyết định xử phạt."), field="decision_number")
    if not fine.act_on <= decision_on <= timezone.localtime(now).date():
        raise NotRight(
            "decision_day", _("Ngày quyết định phải từ ngày phát hiện hành vi đến hôm nay."), field="decision_on"
        )
    if not 0 < amount <= MOST_FINE:
        raise NotRight("amount_not_right", _("Hãy ghi số tiền bằng đồng."), field="amount")
    fine.decision_number, fine.decision_on, fine.amount = number, decision_on, amount
    fine.save()
    record(
        Event.FINE_DECIDED, on=fine, by=actor, at=now, unit=fine.inspection.unit, before=before,
        facts={"amount": amount, "decision": number},
    )  # fmt: skip
    return fine


@transaction.atomic
def drop_fine(*, inspection_id: int, fine_id: int, reason: str, actor: Actor, now: datetime) -> Fine:
    """Write down that no fine was decided, and why."""
    fine, before = _waiting(inspection_id, fine_id, actor)
    words = without_numbers(reason, field="reason")[:300]
    if len(words) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do không xử phạt."), field="reason")
    fine.dropped_reason = words
    fine.save()
    record(
        Event.FINE_DROPPED, on=fine, by=actor, at=now, unit=fine.inspection.unit, before=before, facts={"reason": words}
    )
    return fine


def _waiting(inspection_id: int, fine_id: int, actor: Actor) -> tuple[Fine, str]:
    inspection = to_write(actor, inspection_id, InspectionMove.SETTLE_FINE)
    fine = access_fine(inspection, fine_id)
    if fine.amount is not None or fine.dropped_reason:
        raise NotNow("fine_settled", _("Đề xuất xử phạt này đã có kết quả."))
    return fine, digest(fine)


def _band(act: str, act_on: date, numbers: int, inspection: Inspection) -> tuple[int | None, int | None, str]:
    try:
        found = proposal(act, on=act_on, numbers=numbers, person=inspection.inspected_kind == InspectedKind.PERSON)
    except KeyError:
        return None, None, ""
    return found.least, found.most, found.basis.vi


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
