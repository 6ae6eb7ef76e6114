"""Reminders up the ladder, each step once for a due time."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.people.models import Person
from lachan.office.requests.actions.announce import announce, approvers, workers
from lachan.office.requests.models import AgencyRequest, RequestReminder, RequestStep
from lachan.office.requests.policies import RUNNING
from lachan.office.trail.events import Event
from lachan.office.trail.record import record

ONE_DAY, THREE_DAYS = timedelta(days=1), timedelta(days=3)


def step_at(request: AgencyRequest, now: datetime) -> RequestStep | None:
    """The highest step of the ladder reached; None before three quarters of the time, and while the clock stands."""
    if request.due_at is None or request.approved_at is None:
        return None
    if now > request.due_at + THREE_DAYS:
        return RequestStep.VERY_LATE
    if now > request.due_at + ONE_DAY:
        return RequestStep.LATE
    if now > request.due_at:
        return RequestStep.DUE
    if now >= request.approved_at + (request.due_at - request.approved_at) * 3 / 4:
        return RequestStep.AT_75_PERCENT
    return None


def remind(now: datetime) -> int:
    """Send each reminder that is reached and was not sent; answers how many requests were reminded of.

    The ladder: three quarters of the time, who works on it in the asked unit; when due, its leaders too; a day late,
    the asking unit too; three days late, its leaders too. Steps missed while the office was off are not made up for.
    """
    waiting = AgencyRequest.objects.filter(state__in=RUNNING).select_related("asking_unit", "asked_unit")
    sent = set(RequestReminder.objects.filter(request__in=waiting.order_by()).values_list("request", "step", "due_at"))
    count = 0
    for request in waiting:
        step = step_at(request, now)
        if step is not None and (request.pk, step.value, request.due_at) not in sent:
            count += _send(request, step, now)
    return count


def _send(request: AgencyRequest, step: RequestStep, now: datetime) -> bool:
    try:
        with transaction.atomic():
            assert request.due_at is not None
            RequestReminder.objects.create(request=request, step=step, due_at=request.due_at, sent_at=now)
            people = _people(request, step, now)
            facts = {"step": step.value, "people": len(people)}
            record(Event.REMINDER_SENT, on=request, by=None, at=now, unit=request.asked_unit, facts=facts)
            announce(
                request, people, step=f"reminder-{step.value}-{request.due_at:%y%m%d%H%M}",
                subject=_SUBJECTS[step], now=now,
            )  # fmt: skip
    except IntegrityError:  # another worker sent this step in the same moment
        return False
    return True


_SUBJECTS = {
    RequestStep.AT_75_PERCENT: _("Sắp đến hạn trả lời: %(request)s"),
    RequestStep.DUE: _("Đã đến hạn trả lời: %(request)s"),
    RequestStep.LATE: _("Quá hạn một ngày: %(request)s"),
    RequestStep.VERY_LATE: _("Quá hạn ba ngày: %(request)s"),
}


def _people(request: AgencyRequest, step: RequestStep, now: datetime) -> list[Person]:
    people = workers(request.asked_unit_id, now)
    if step is not RequestStep.AT_75_PERCENT:
        people += approvers(request.asked_unit_id, now)
    if step in (RequestStep.LATE, RequestStep.VERY_LATE):
        people += workers(request.asking_unit_id, now)
    if step is RequestStep.VERY_LATE:
        people += approvers(request.asking_unit_id, now)
    return list({one.pk: one for one in people}.values())
