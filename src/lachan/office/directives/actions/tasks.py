"""A unit starts, completes and reopens a task."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Task, TaskState
from lachan.office.directives.permissions import access_task, may_work_on
from lachan.office.directives.policies import TaskMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


def task_to_work_on(actor: Actor, task_id: int) -> Task:
    """The task, locked, for somebody who may work on it."""
    task = access_task(actor, task_id, lock=True)
    require(may_work_on(actor, task))
    return task


@transaction.atomic
def start_task(*, task_id: int, actor: Actor, now: datetime) -> Task:
    """Say that the unit is at work."""
    return _moved(task_to_work_on(actor, task_id), TaskMove.START, Event.TASK_STARTED, actor, now)


@transaction.atomic
def complete_task(*, task_id: int, actor: Actor, now: datetime) -> Task:
    """Say that the task is done; at least one result must stand to prove it ("không phát sinh" is one, too)."""
    task = task_to_work_on(actor, task_id)
    state_after(task, TaskMove.COMPLETE)
    if not task.results.filter(withdrawn_at__isnull=True).exists():
        raise NotNow(
            "no_result", _("Chưa có kết quả nào. Hãy ghi kết quả trước; nếu không phát sinh, hãy ghi rõ như vậy.")
        )
    task.completed_at = now
    return _moved(task, TaskMove.COMPLETE, Event.TASK_COMPLETED, actor, now)


@transaction.atomic
def reopen_task(*, task_id: int, reason: str, actor: Actor, now: datetime) -> Task:
    """Take a completed task up again, with a reason."""
    task = task_to_work_on(actor, task_id)
    state_after(task, TaskMove.REOPEN)
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do mở lại nhiệm vụ."), field="reason")
    task.completed_at = None
    return _moved(task, TaskMove.REOPEN, Event.TASK_REOPENED, actor, now, reason=reason)


def _moved(task: Task, move: TaskMove, event: Event, actor: Actor, now: datetime, reason: str = "") -> Task:
    before = digest(Task.objects.get(pk=task.pk))
    task.state = TaskState(state_after(task, move))
    task.save()
    facts = {"reason": reason[:300]} if reason else {}
    record(event, on=task, by=actor, at=now, unit=task.unit, before=before, facts=facts)
    return task
