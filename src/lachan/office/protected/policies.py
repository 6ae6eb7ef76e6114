"""What the state of an entry allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.protected.models import NumberState, ProtectedNumber
from lachan.office.refusals import NotNow

S = NumberState


class NumberMove(StrEnum):
    """Everything that can be done with a protected number."""

    CHANGE = "change"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


# (state, move) -> the state after it. What is missing is not allowed. Whatever changes must be approved anew.
NUMBER_MOVES: dict[tuple[str, NumberMove], NumberState] = {
    (S.WAITING, NumberMove.CHANGE): S.WAITING,
    (S.WAITING, NumberMove.APPROVE): S.APPROVED,
    (S.WAITING, NumberMove.SEND_BACK): S.RETURNED,
    (S.WAITING, NumberMove.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, NumberMove.CHANGE): S.WAITING,
    (S.RETURNED, NumberMove.WITHDRAW): S.WITHDRAWN,
    (S.APPROVED, NumberMove.CHANGE): S.WAITING,
    (S.APPROVED, NumberMove.WITHDRAW): S.WITHDRAWN,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
NUMBER_OWNER: dict[str, Promise | None] = {
    S.WAITING: _("Lãnh đạo Sở"),
    S.RETURNED: _("Chuyên viên của Sở"),
    S.APPROVED: _("Lãnh đạo Sở"),
    S.WITHDRAWN: None,
}
NUMBER_NEXT_STEP: dict[str, Promise] = {
    S.WAITING: _("Lãnh đạo không phải người ghi xem và phê duyệt"),
    S.RETURNED: _("Sửa theo lý do trả lại, rồi lưu để trình lại"),
    S.APPROVED: _("Có trong lần phát hành danh sách tiếp theo"),
    S.WITHDRAWN: _("Không có trong lần phát hành danh sách tiếp theo"),
}
LIVE = (S.WAITING, S.RETURNED, S.APPROVED)


def allowed(number: ProtectedNumber, move: NumberMove) -> bool:
    """Whether the state allows the move."""
    return (number.state, move) in NUMBER_MOVES


def state_after(number: ProtectedNumber, move: NumberMove) -> NumberState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(number, move):
        raise NotNow(
            "not_in_this_state",
            _("Số %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": number.number_text, "state": number.get_state_display()},
        )
    return NUMBER_MOVES[(number.state, move)]
