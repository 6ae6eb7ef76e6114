"""Holding the inspection: when and where it was, what the owner explained. The paper is made from it when asked."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import without_numbers
from lachan.office.cases.permissions import checked_purpose
from lachan.office.inspections.actions.planning import to_write
from lachan.office.inspections.models import Inspection, Result
from lachan.office.inspections.permissions import find_inspection, may_write
from lachan.office.inspections.policies import InspectionMove, state_after
from lachan.office.inspections.sealing import sealed_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def hold(
    *, inspection_id: int, place: str, began_at: datetime, ended_at: datetime, explanation: str, actor: Actor,
    now: datetime,
) -> Inspection:  # fmt: skip
    """Close the checking: every number has a result; from here the minutes say the same for ever."""
    inspection = to_write(actor, inspection_id, InspectionMove.HOLD)
    waiting = inspection.numbers.filter(result=Result.OPEN).count()
    if waiting:
        raise NotNow("numbers_waiting", _("Còn %(n)d thuê bao chưa có kết quả kiểm tra.") % {"n": waiting})
    if began_at >= ended_at:
        raise NotRight("ends_before_start", _("Giờ kết thúc phải sau giờ bắt đầu."), field="ended_clock")
    if ended_at > now:
        raise NotRight("not_over", _("Biên bản lập khi kết thúc kiểm tra, không sau bây giờ."), field="ended_clock")
    day = timezone.localtime(began_at).date()
    assert inspection.decision_on is not None
    if day < max(inspection.starts_on, inspection.decision_on) or day > inspection.ends_on:
        raise NotRight("outside_the_decision", _("Ngày kiểm tra phải nằm trong thời hạn của quyết định."), field="day")
    before = digest(inspection)
    inspection.place = without_numbers(place, field="place")[:200]
    inspection.began_at, inspection.ended_at = began_at, ended_at
    words = explanation.strip()
    if not 5 <= len(words) <= 4000:
        raise NotRight(
            "explanation_length", _("Ghi ý kiến giải trình của người được kiểm tra, hoặc “Không có ý kiến”."),
            field="explanation",
        )  # fmt: skip
    inspection.sealed_explanation = sealed_for(inspection, "sealed_explanation", words)
    inspection.state = state_after(inspection, InspectionMove.HOLD)
    inspection.save()
    record(
        Event.INSPECTION_HELD, on=inspection, by=actor, at=now, unit=inspection.unit, before=before,
        facts={"numbers": inspection.numbers.count(),
               "confirmed": inspection.numbers.filter(result=Result.CONFIRMED).count()},
    )  # fmt: skip
    return inspection


@transaction.atomic
def paper_made(
    *, inspection_id: int, paper: str, purpose: str, make: Callable[[], bytes], actor: Actor, now: datetime
) -> bytes:
    """A paper for somebody who writes here: the trail keeps who took which words, and what for; nothing is stored."""
    inspection = find_inspection(actor, inspection_id)
    require(may_write(actor, inspection))
    said = checked_purpose(purpose)
    content = make()
    record(
        Event.INSPECTION_PAPER_MADE, on=inspection, by=actor, at=now, unit=inspection.unit, purpose=said,
        facts={"paper": paper, "sha256": hashlib.sha256(content).hexdigest()},
    )  # fmt: skip
    return content
