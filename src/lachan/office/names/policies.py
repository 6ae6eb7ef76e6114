"""What the state of a protected name allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.names.models import NameState, ProtectedName
from lachan.office.refusals import NotNow

S = NameState


class NameMove(StrEnum):
    """Everything that can be done with a protected name."""

    CHANGE = "change"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


# (state, move) -> the state after it. What is missing is not allowed. Whatever changes must be approved anew.
NAME_MOVES: dict[tuple[str, NameMove], NameState] = {
    (S.SHIPPED, NameMove.CHANGE): S.WAITING,
    (S.SHIPPED, NameMove.APPROVE): S.APPROVED,
    (S.SHIPPED, NameMove.WITHDRAW): S.WITHDRAWN,
    (S.WAITING, NameMove.CHANGE): S.WAITING,
    (S.WAITING, NameMove.APPROVE): S.APPROVED,
    (S.WAITING, NameMove.SEND_BACK): S.RETURNED,
    (S.WAITING, NameMove.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, NameMove.CHANGE): S.WAITING,
    (S.RETURNED, NameMove.WITHDRAW): S.WITHDRAWN,
    (S.APPROVED, NameMove.CHANGE): S.WAITING,
    (S.APPROVED, NameMove.WITHDRAW): S.WITHDRAWN,
    (S.WITHDRAWN, NameMove.CHANGE): S.WAITING,  # its key belongs to it for ever
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
NAME_OWNER: dict[str, Promise | None] = {
    S.SHIPPED: _("Lãnh đạo Sở"),
    S.WAITING: _("Lãnh đạo Sở"),
    S.RETURNED: _("Chuyên viên của Sở"),
    S.APPROVED: _("Chuyên viên của Sở"),
    S.WITHDRAWN: None,
}
NAME_NEXT_STEP: dict[str, Promise] = {
    S.SHIPPED: _("Đối chiếu với chủ tên, sửa nếu cần, rồi phê duyệt"),
    S.WAITING: _("Lãnh đạo không phải người ghi xem và phê duyệt"),
    S.RETURNED: _("Sửa theo lý do trả lại, rồi lưu để trình lại"),
    S.APPROVED: _("Đang dùng để rà soát và đăng trên trang công khai; giữ cho đúng"),
    S.WITHDRAWN: _("Không dùng để rà soát, không đăng"),
}
IN_USE = (S.SHIPPED, S.APPROVED)
"""States in which checks go by the name."""


def allowed(name: ProtectedName, move: NameMove) -> bool:
    """Whether the state allows the move."""
    return (name.state, move) in NAME_MOVES


def state_after(name: ProtectedName, move: NameMove) -> NameState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(name, move):
        raise NotNow(
            "not_in_this_state",
            _("Tên %(name)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"name": name.name, "state": name.get_state_display()},
        )
    return NAME_MOVES[(name.state, move)]
