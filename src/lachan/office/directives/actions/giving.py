"""Putting duties into the hands of units."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.due import due_of
from lachan.office.directives.models import Duty, Task
from lachan.office.directives.periods import period_number
from lachan.office.directives.permissions import access_steered, may_prepare
from lachan.office.directives.policies import DirectiveMove, state_after
from lachan.office.directives.queries.newcomers import newcomers
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit
from lachan.vietnam.working_days import Calendar


def make_tasks(
    units_by_duty: Mapping[Duty, Iterable[Unit]], *, given_on: date, calendar: Calendar, period: int | None = None
) -> list[Task]:
    """Store one task for each duty and unit; the caller holds a transaction and has looked that none stands there.

    `period` None: the period of a repeating duty that `given_on` lies in, counted from the directive's own day.
    """
    tasks: list[Task] = []
    for duty, units in units_by_duty.items():
        first = duty.group.directive.takes_effect_on or given_on
        number = period or period_number(duty.repeat, first, given_on)
        due = due_of(duty, given_on, calendar, period=number)
        tasks += [
            Task(
                duty=duty, unit=unit, period=number, given_on=given_on, due_on=due.on, due_steps=due.steps,
                calendar_version=due.calendar_version,
            )
            for unit in units
        ]  # fmt: skip
    return Task.objects.bulk_create(tasks)


@transaction.atomic
def give_tasks(
    *, directive_id: int, unit_id: int, actor: Actor, now: datetime, calendar: Calendar | None = None
) -> list[Task]:
    """Give a unit that joined its group after the directive was issued the duties of that group, from today."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_prepare(actor, directive))
    state_after(directive, DirectiveMove.GIVE)
    today = timezone.localtime(now).date()
    newcomer = next((one for one in newcomers(directive, today) if one.unit.pk == unit_id), None)
    if newcomer is None:
        raise NotNow("not_a_newcomer", _("Đơn vị này đã có nhiệm vụ, hoặc không thuộc nhóm nhận nhiệm vụ hôm nay."))
    tasks = make_tasks(
        {duty: [newcomer.unit] for duty in newcomer.duties}, given_on=today, calendar=calendar or Calendar.load()
    )
    record(Event.TASKS_GIVEN, on=directive, by=actor, at=now, unit=newcomer.unit, facts={"tasks": len(tasks)})
    tell_units(
        [unit_id], key=f"directive-{directive.pk}-given", now=now,
        subject=gettext("Giao nhiệm vụ: %(what)s") % {"what": directive},
        body=gettext("Đơn vị được giao %(n)d nhiệm vụ.") % {"n": len(tasks)},
        link=reverse("directive", args=[directive.pk]),
    )  # fmt: skip
    return tasks
