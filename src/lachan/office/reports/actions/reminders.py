"""Reminders up the ladder, each step once."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.models import Person, Role
from lachan.office.reports.actions.announce import JUDGES, UNIT, WRITERS, members, tell_of
from lachan.office.reports.models import Reminder, ReminderStep, RoundState, UnitReport
from lachan.office.reports.policies import WAITS_FOR_UNIT
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.vietnam.clock import date_at_share, working_days_late
from lachan.vietnam.working_days import Calendar


def step_on(report: UnitReport, today: date, calendar: Calendar) -> ReminderStep | None:
    """The highest step of the ladder reached today; None before 75 % of the working time has passed.

    A report that was signed once and returned is never late again, so it has no step after its due date.
    """
    late = working_days_late(report.due_on, today, calendar)
    if late >= 1 and report.first_signed_at is not None:
        return None
    if late >= 3:
        return ReminderStep.THREE_DAYS_LATE
    if late >= 1:
        return ReminderStep.ONE_DAY_LATE
    if today >= report.due_on:
        return ReminderStep.ON_THE_DAY
    if today >= date_at_share(report.opened_on, report.due_on, 0.75, calendar):
        return ReminderStep.AT_75_PERCENT
    return None


def remind(now: datetime, calendar: Calendar | None = None) -> int:
    """Send each reminder that is due and was not sent. Answers how many reports were reminded of.

    The ladder (domain rules of the loop): 75 % of the time, the unit's officers; on the day, its leader too; one
    working day late, the Department's officers too; three, the Department's leaders too. Steps that passed while
    the office was switched off are not made up for: only the highest one reached is sent.
    """
    calendar = calendar or Calendar.load()
    today = timezone.localdate(now)
    waiting = UnitReport.objects.filter(round__state=RoundState.OPEN, state__in=WAITS_FOR_UNIT)
    sent = set(Reminder.objects.filter(report__in=waiting.order_by()).values_list("report_id", "step", "due_on"))
    count = 0
    for report in waiting.select_related("round__directive", "unit"):
        step = step_on(report, today, calendar)
        if step is not None and (report.pk, step.value, report.due_on) not in sent:
            count += _send(report, step, now)
    return count


def _send(report: UnitReport, step: ReminderStep, now: datetime) -> bool:
    people = _people(report, step, now)
    try:
        with transaction.atomic():
            Reminder.objects.create(report=report, step=step, due_on=report.due_on, sent_at=now)
            facts = {"step": step.value, "people": len(people)}
            record(Event.REMINDER_SENT, on=report, by=None, at=now, unit=report.unit, facts=facts)
            tell_of(
                report, people, key=f"reminder-{report.pk}-{step.value}-{report.due_on:%Y%m%d}", now=now,
                subject=_("%(step)s: báo cáo của %(unit)s"), body=_("%(round)s. Hạn báo cáo: %(due)s."),
                facts={"step": step.label},
            )  # fmt: skip
    except IntegrityError:  # another worker sent this step in the same moment
        return False
    return True


def _people(report: UnitReport, step: ReminderStep, now: datetime) -> list[Person]:
    own = WRITERS if step == ReminderStep.AT_75_PERCENT else UNIT
    steering = {ReminderStep.ONE_DAY_LATE: (Role.OFFICER,), ReminderStep.THREE_DAYS_LATE: JUDGES}.get(step, ())
    return [*members(report.unit_id, own, now), *members(report.round.directive.unit_id, steering, now)]
