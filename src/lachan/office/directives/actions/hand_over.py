"""When a unit ends: its running tasks, and the directives it steered, go to the successors valid then."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.models import Directive, DirectiveState, Task, TaskState
from lachan.office.directives.policies import RUNNING, TaskMove, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit, UnitKind
from lachan.office.units.queries import successors_on


def hand_over_tasks(now: datetime) -> int:
    """Hand every running task of an ended unit over to its successors. Answers how many tasks were handed over.

    Each successor gets a task of its own, due as before; a successor of several units gets one for all. Results stay
    with the unit that achieved them. A unit without successors keeps its tasks: its end is seen on the board.
    """
    today = timezone.localtime(now).date()
    running = Task.objects.filter(state__in=RUNNING, duty__group__directive__state=DirectiveState.ISSUED)
    ended = Unit.objects.filter(valid_to__lt=today, pk__in=running.order_by().values("unit_id"))
    return sum(_hand_over_unit(unit, today, now) for unit in ended)


@transaction.atomic
def _hand_over_unit(unit: Unit, today: date, now: datetime) -> int:
    heirs = list(successors_on(unit, today))
    if not heirs:
        return 0
    tasks = Task.objects.select_for_update(of=("self",)).filter(
        unit=unit, state__in=RUNNING, duty__group__directive__state=DirectiveState.ISSUED
    )
    directives: dict[int, Directive] = {}
    tasks_of_unit = list(tasks.select_related("duty__group__directive", "unit"))
    for task in tasks_of_unit:
        _hand_over(task, heirs, now)
        directives[task.duty.group.directive_id] = task.duty.group.directive
    for directive in directives.values():
        tell_units(
            [heir.pk for heir in heirs], key=f"directive-{directive.pk}-from-{unit.pk}", now=now,
            subject=gettext("Nhận nhiệm vụ kế thừa: %(what)s") % {"what": directive},
            body=gettext("Nhiệm vụ của %(unit)s được chuyển cho đơn vị kế thừa.") % {"unit": unit},
            link=reverse("directive", args=[directive.pk]),
        )  # fmt: skip
    return len(tasks_of_unit)


def _hand_over(task: Task, heirs: list[Unit], now: datetime) -> None:
    before = digest(task)
    for heir in heirs:
        taken, _made = Task.objects.get_or_create(
            duty=task.duty, unit=heir, period=task.period,
            defaults={
                "given_on": task.given_on, "due_on": task.due_on, "due_steps": task.due_steps,
                "calendar_version": task.calendar_version,
            },
        )  # fmt: skip
        taken.handed_over_from.add(task)
    task.state = TaskState(state_after(task, TaskMove.HAND_OVER))
    task.save()
    record(
        Event.TASK_HANDED_OVER, on=task, by=None, at=now, unit=task.unit, before=before,
        facts={"to": [heir.key for heir in heirs]},
    )  # fmt: skip


def hand_over_directives(now: datetime) -> int:
    """Directives of a Department that has ended are steered by the Department that succeeded it, when there is one.

    Where several Departments succeeded it nothing moves: which of them goes on is for people to say.
    """
    today = timezone.localtime(now).date()
    moved = 0
    for directive in Directive.objects.filter(unit__valid_to__lt=today).select_related("unit"):
        heirs = [one for one in successors_on(directive.unit, today) if one.kind == UnitKind.DEPARTMENT]
        if len(heirs) != 1:
            continue
        with transaction.atomic():
            before, was = digest(directive), directive.unit
            directive.unit = heirs[0]
            directive.save()
            record(
                Event.DIRECTIVE_HANDED_OVER, on=directive, by=None, at=now, unit=heirs[0], before=before,
                facts={"from": was.key, "to": heirs[0].key},
            )  # fmt: skip
        moved += 1
    return moved
