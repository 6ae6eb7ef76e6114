"""What the state of a directive or a task allows: two tables, from which the documentation draws its pictures."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState, Task, TaskState
from lachan.office.refusals import NotNow


class DirectiveMove(StrEnum):
    """Everything that can be done with a directive."""

    CORRECT = "correct"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    DISCARD = "discard"
    ISSUE = "issue"
    GIVE = "give"
    CLOSE = "close"


class TaskMove(StrEnum):
    """Everything that can be done with a task."""

    START = "start"
    PROVE = "prove"
    WITHDRAW_PROOF = "withdraw_proof"
    COMPLETE = "complete"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"


# (state, move) -> the state after it. What is missing is not allowed.
DIRECTIVE_MOVES: dict[tuple[str, DirectiveMove], DirectiveState] = {
    (DirectiveState.DRAFT, DirectiveMove.CORRECT): DirectiveState.DRAFT,
    (DirectiveState.DRAFT, DirectiveMove.CONFIRM): DirectiveState.CONFIRMED,
    (DirectiveState.DRAFT, DirectiveMove.DISCARD): DirectiveState.DISCARDED,
    (DirectiveState.CONFIRMED, DirectiveMove.SEND_BACK): DirectiveState.DRAFT,
    (DirectiveState.CONFIRMED, DirectiveMove.DISCARD): DirectiveState.DISCARDED,
    (DirectiveState.CONFIRMED, DirectiveMove.ISSUE): DirectiveState.ISSUED,
    (DirectiveState.ISSUED, DirectiveMove.GIVE): DirectiveState.ISSUED,  # tasks for a unit that joined later
    (DirectiveState.ISSUED, DirectiveMove.CLOSE): DirectiveState.CLOSED,
}
TASK_MOVES: dict[tuple[str, TaskMove], TaskState] = {
    (TaskState.OPEN, TaskMove.START): TaskState.STARTED,
    (TaskState.OPEN, TaskMove.PROVE): TaskState.STARTED,  # the first result starts the task
    (TaskState.OPEN, TaskMove.HAND_OVER): TaskState.HANDED_OVER,
    (TaskState.STARTED, TaskMove.PROVE): TaskState.STARTED,
    (TaskState.STARTED, TaskMove.WITHDRAW_PROOF): TaskState.STARTED,
    (TaskState.STARTED, TaskMove.COMPLETE): TaskState.DONE,
    (TaskState.STARTED, TaskMove.HAND_OVER): TaskState.HANDED_OVER,
    (TaskState.DONE, TaskMove.REOPEN): TaskState.STARTED,
}

# Who has to act for the thing to go on: every state has one owner, the end states nobody.
DIRECTIVE_OWNER: dict[str, Promise | None] = {
    DirectiveState.DRAFT: _("Chuyên viên, văn thư của Sở"),
    DirectiveState.CONFIRMED: _("Lãnh đạo Sở"),
    DirectiveState.ISSUED: _("Các đơn vị được giao nhiệm vụ"),
    DirectiveState.CLOSED: None,
    DirectiveState.DISCARDED: None,
}
TASK_OWNER: dict[str, Promise | None] = {
    TaskState.OPEN: _("Đơn vị được giao"),
    TaskState.STARTED: _("Đơn vị được giao"),
    TaskState.DONE: None,
    TaskState.HANDED_OVER: None,
}
DIRECTIVE_NEXT_STEP: dict[str, Promise] = {
    DirectiveState.DRAFT: _("Đối chiếu với văn bản gốc, sửa chỗ sai rồi xác nhận"),
    DirectiveState.CONFIRMED: _("Lãnh đạo xem kế hoạch giao nhiệm vụ và ban hành"),
    DirectiveState.ISSUED: _("Các đơn vị thực hiện và ghi kết quả"),
    DirectiveState.CLOSED: _("Đã kết thúc theo dõi"),
    DirectiveState.DISCARDED: _("Bản nháp đã bỏ"),
}
TASK_NEXT_STEP: dict[str, Promise] = {
    TaskState.OPEN: _("Bắt đầu thực hiện hoặc ghi kết quả đầu tiên"),
    TaskState.STARTED: _("Ghi kết quả kèm minh chứng; đủ kết quả thì xác nhận hoàn thành"),
    TaskState.DONE: _("Đã hoàn thành"),
    TaskState.HANDED_OVER: _("Đơn vị kế thừa thực hiện tiếp"),
}
RUNNING = (TaskState.OPEN, TaskState.STARTED)


def allowed(thing: Directive | Task, move: DirectiveMove | TaskMove) -> bool:
    """Whether the state of the directive or task allows the move; a task moves only while its directive runs."""
    if isinstance(thing, Directive):
        return (thing.state, move) in DIRECTIVE_MOVES
    return (thing.state, move) in TASK_MOVES and thing.duty.group.directive.state == DirectiveState.ISSUED


def state_after(thing: Directive | Task, move: DirectiveMove | TaskMove) -> DirectiveState | TaskState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(thing, move):
        raise NotNow(
            "not_in_this_state",
            _("“%(what)s” đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"what": str(thing), "state": thing.get_state_display()},
        )
    moves: dict = DIRECTIVE_MOVES | TASK_MOVES
    return moves[(thing.state, move)]
