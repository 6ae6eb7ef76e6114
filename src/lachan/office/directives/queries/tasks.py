"""Lists of tasks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from lachan.office.directives.models import DirectiveState, Result, Task
from lachan.office.directives.permissions import READS, visible_tasks
from lachan.office.directives.policies import RUNNING
from lachan.office.people.actor import Actor
from lachan.vietnam.text import plain


@dataclass(frozen=True)
class TaskFilter:
    """What a reader wants to see; `everything`: also the tasks of other units that the reader's Department steers."""

    search: str = ""
    state: str = ""
    late: bool = False
    everything: bool = False
    directive: int | None = None


def tasks_of(actor: Actor, wanted: TaskFilter | None = None, *, today: date) -> QuerySet[Task]:
    """The tasks of the person's own units (or all that the person may see), soonest due first, "when asked" last.

    Each row carries `late`.
    """
    wanted = wanted or TaskFilter()
    found = visible_tasks(actor).annotate(late=_late(today))
    if not wanted.everything:
        found = found.filter(unit_id__in=actor.units(*READS))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.late:
        found = found.filter(_late(today))
    if wanted.directive is not None:
        found = found.filter(duty__group__directive_id=wanted.directive)
    for word in plain(wanted.search).split():
        found = found.filter(unit__search_name__contains=word) | found.filter(
            duty__group__directive__search_text__contains=word
        )
    return found.order_by(F("due_on").asc(nulls_last=True), "unit__name", "duty__group__order", "duty__order", "id")


def _late(today: date) -> Q:
    """Running tasks of running directives whose due date has passed: `is_late` for the data base."""
    return Q(state__in=RUNNING, due_on__lt=today, duty__group__directive__state=DirectiveState.ISSUED)


def succeeded_tasks(task: Task) -> list[Task]:
    """The tasks of ended units that this one goes on with, with their results: they stay where they were achieved."""
    return list(task.handed_over_from.select_related("unit").prefetch_related("results__files"))


def results_of(task: Task) -> list[Result]:
    """All results of the task, withdrawn ones too, newest first."""
    return list(task.results.select_related("added_by").prefetch_related("files"))


def is_late(task: Task, today: date) -> bool:
    """Whether the task runs and its due date has passed; the task comes with its directive."""
    running = task.state in RUNNING and task.duty.group.directive.state == DirectiveState.ISSUED
    return running and task.due_on is not None and task.due_on < today
