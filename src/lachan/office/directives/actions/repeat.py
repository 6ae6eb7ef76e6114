"""Recurring duties come back: when a period has begun, the units that hold the duty get the task of that period."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.actions.giving import make_tasks
from lachan.office.directives.models import Directive, DirectiveState, Duty, Repeat, Task, TaskState
from lachan.office.directives.periods import period_number, period_start
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit
from lachan.office.units.queries import successors_on
from lachan.vietnam.working_days import Calendar


def repeat_tasks(now: datetime, calendar: Calendar | None = None) -> int:
    """Make the tasks of the period that `now` lies in, where they are missing. Answers how many were made.

    Periods that went by while the office was switched off are not made up for: nobody could have worked on them.
    """
    calendar = calendar or Calendar.load()
    today = timezone.localtime(now).date()
    duties = Duty.objects.exclude(repeat=Repeat.NONE).filter(group__directive__state=DirectiveState.ISSUED)
    return sum(_repeat(duty, today, calendar, now) for duty in duties.select_related("group__directive__unit"))


@transaction.atomic
def _repeat(duty: Duty, today: date, calendar: Calendar, now: datetime) -> int:
    directive = Directive.objects.select_for_update().get(pk=duty.group.directive_id)  # one clockwork at a time
    first = directive.takes_effect_on
    assert first is not None  # every issued directive has its day
    period = period_number(duty.repeat, first, today)
    tasks = Task.objects.filter(duty=duty)
    already = set(tasks.filter(period=period).values_list("unit_id", flat=True))
    units = [unit for unit in _holders(duty, today) if unit.pk not in already]
    if period == 1 or not units:
        return 0
    made = make_tasks(
        {duty: units}, given_on=period_start(duty.repeat, first, period), calendar=calendar, period=period
    )
    record(
        Event.TASK_REPEATED, on=duty, by=None, at=now, unit=directive.unit,
        facts={"period": period, "units": len(units)},
    )  # fmt: skip
    tell_units(
        [unit.pk for unit in units], key=f"duty-{duty.pk}-period-{period}", now=now,
        subject=gettext("Kỳ mới: %(duty)s") % {"duty": duty},
        body=gettext("Nhiệm vụ định kỳ của “%(directive)s” sang kỳ mới.") % {"directive": directive},
        link=reverse("directive", args=[directive.pk]),
    )  # fmt: skip
    return len(made)


def _holders(duty: Duty, today: date) -> list[Unit]:
    """The units that hold the duty, successors in the place of those that have ended, each once."""
    held = Task.objects.filter(duty=duty).exclude(state=TaskState.HANDED_OVER).select_related("unit")
    holders: dict[int, Unit] = {}
    for unit in {task.unit_id: task.unit for task in held}.values():
        for heir in [unit] if unit.is_valid_on(today) else successors_on(unit, today):
            holders[heir.pk] = heir
    return list(holders.values())
