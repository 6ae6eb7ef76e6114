"""When the working calendar changes, running due dates move and say so."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.due import due_of
from lachan.office.directives.models import DirectiveState, Task
from lachan.office.directives.policies import RUNNING
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.vietnam.working_days import Calendar


@transaction.atomic
def recompute_due_dates(now: datetime, calendar: Calendar | None = None) -> int:
    """Count every running due date anew that was counted with another calendar. Answers how many moved."""
    calendar = calendar or Calendar.load()
    tasks = Task.objects.select_for_update(of=("self",)).filter(
        state__in=RUNNING, duty__group__directive__state=DirectiveState.ISSUED, duty__due_working_days__isnull=False
    )
    tasks = tasks.exclude(calendar_version=calendar.version).select_related("duty__group__directive", "unit")
    moved: dict[int, list[tuple[Task, str]]] = defaultdict(list)
    for task in tasks:
        before, was = digest(task), task.due_on
        due = due_of(task.duty, task.given_on, calendar, period=task.period)
        task.due_on, task.due_steps, task.calendar_version = due.on, due.steps, due.calendar_version
        task.save()
        if task.due_on == was:
            continue
        moved[task.unit_id].append((task, f"{was:%d/%m/%Y}"))
        record(
            Event.TASK_DUE_MOVED, on=task, by=None, at=now, unit=task.unit, before=before,
            facts={"was": str(was), "due": str(task.due_on)},
        )  # fmt: skip
    for unit_id, some in moved.items():
        _tell(unit_id, some, calendar, now)
    return sum(map(len, moved.values()))


def _tell(unit_id: int, moved: list[tuple[Task, str]], calendar: Calendar, now: datetime) -> None:
    lines = [f"{task.duty}: {was} → {task.due_on:%d/%m/%Y}" for task, was in moved]
    tell_units(
        [unit_id], key=f"tasks-moved-{unit_id}-{calendar.version}", now=now,
        subject=gettext("Lịch làm việc thay đổi: dời hạn %(n)d nhiệm vụ") % {"n": len(lines)},
        body="\n".join(lines), link=reverse("tasks"),
    )  # fmt: skip
