"""The only place that changes directives, tasks and results: one function a use case."""

from lachan.office.directives.actions.drafts import (
    confirm_directive,
    correct_directive,
    discard_directive,
    import_directive,
    send_back_directive,
)
from lachan.office.directives.actions.due_dates import recompute_due_dates
from lachan.office.directives.actions.giving import give_tasks
from lachan.office.directives.actions.hand_over import hand_over_directives, hand_over_tasks
from lachan.office.directives.actions.issue import close_directive, issue_directive
from lachan.office.directives.actions.repeat import repeat_tasks
from lachan.office.directives.actions.results import add_result, withdraw_result
from lachan.office.directives.actions.tasks import complete_task, reopen_task, start_task

__all__ = [
    "add_result",
    "close_directive",
    "complete_task",
    "confirm_directive",
    "correct_directive",
    "discard_directive",
    "give_tasks",
    "hand_over_directives",
    "hand_over_tasks",
    "import_directive",
    "issue_directive",
    "recompute_due_dates",
    "reopen_task",
    "repeat_tasks",
    "send_back_directive",
    "start_task",
    "withdraw_result",
]
