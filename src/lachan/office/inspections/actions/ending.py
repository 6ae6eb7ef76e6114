"""How an inspection ends: the leader's conclusion, the follow-up, or a cancellation."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import without_numbers
from lachan.office.inspections.actions.planning import to_write
from lachan.office.inspections.models import Inspection
from lachan.office.inspections.permissions import find_inspection, may_sign
from lachan.office.inspections.policies import InspectionMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def conclude(*, inspection_id: int, conclusion: str, follow_up_on: date, actor: Actor, now: datetime) -> Inspection:
    """The leader's conclusion, with the day on which it is looked at again."""
    inspection, before = _to_sign(actor, inspection_id, InspectionMove.CONCLUDE)
    words = without_numbers(conclusion, field="conclusion")
    if not 10 <= len(words) <= 1000:
        raise NotRight("conclusion_length", _("Kết luận dài từ 10 đến 1000 ký tự."), field="conclusion")
    if follow_up_on <= timezone.localtime(now).date():
        raise NotRight("follow_up_past", _("Ngày kiểm tra lại phải sau hôm nay."), field="follow_up_on")
    inspection.conclusion, inspection.concluded_at, inspection.follow_up_on = words, now, follow_up_on
    return _saved(inspection, InspectionMove.CONCLUDE, Event.INSPECTION_CONCLUDED, actor, now, before)


@transaction.atomic
def close(*, inspection_id: int, follow_up: str, actor: Actor, now: datetime) -> Inspection:
    """What was seen when it was looked at again; every proposed fine has its result by then."""
    inspection = to_write(actor, inspection_id, InspectionMove.CLOSE)
    before = digest(inspection)
    if inspection.fines.filter(amount__isnull=True, dropped_reason="").exists():
        raise NotNow("fines_waiting", _("Còn đề xuất xử phạt chưa có kết quả."))
    words = without_numbers(follow_up, field="follow_up")
    if not 10 <= len(words) <= 1000:
        raise NotRight("follow_up_length", _("Kết quả theo dõi dài từ 10 đến 1000 ký tự."), field="follow_up")
    inspection.follow_up, inspection.closed_at = words, now
    return _saved(inspection, InspectionMove.CLOSE, Event.INSPECTION_CLOSED, actor, now, before)


@transaction.atomic
def cancel(*, inspection_id: int, reason: str, actor: Actor, now: datetime) -> Inspection:
    """The leader calls it off, with the reason."""
    inspection, before = _to_sign(actor, inspection_id, InspectionMove.CANCEL)
    words = without_numbers(reason, field="reason")[:300]
    if len(words) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do hủy."), field="reason")
    inspection.cancelled_reason = words
    return _saved(inspection, InspectionMove.CANCEL, Event.INSPECTION_CANCELLED, actor, now, before)


def _to_sign(actor: Actor, inspection_id: int, move: InspectionMove) -> tuple[Inspection, str]:
    inspection = find_inspection(actor, inspection_id, lock=True)
    require(may_sign(actor, inspection))
    state_after(inspection, move)
    return inspection, digest(inspection)


def _saved(
    inspection: Inspection, move: InspectionMove, event: Event, actor: Actor, now: datetime, before: str
) -> Inspection:
    inspection.state = state_after(inspection, move)
    inspection.save()
    record(event, on=inspection, by=actor, at=now, unit=inspection.unit, before=before)
    return inspection
