"""What the state of an inspection allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.inspections.models import Inspection, InspectionState
from lachan.office.refusals import NotNow

S = InspectionState


class InspectionMove(StrEnum):
    """Everything that can be done with an inspection."""

    WRITE = "write"
    ADD_NUMBERS = "add_numbers"
    DECIDE = "decide"
    JUDGE = "judge"
    HOLD = "hold"
    PROPOSE_FINE = "propose_fine"
    CONCLUDE = "conclude"
    SETTLE_FINE = "settle_fine"
    CLOSE = "close"
    CANCEL = "cancel"


# (state, move) -> the state after it. What is missing is not allowed.
INSPECTION_MOVES: dict[tuple[str, InspectionMove], InspectionState] = {
    (S.PLANNED, InspectionMove.WRITE): S.PLANNED,
    (S.PLANNED, InspectionMove.ADD_NUMBERS): S.PLANNED,
    (S.PLANNED, InspectionMove.DECIDE): S.DECIDED,
    (S.PLANNED, InspectionMove.CANCEL): S.CANCELLED,
    (S.DECIDED, InspectionMove.ADD_NUMBERS): S.DECIDED,  # found on the spot
    (S.DECIDED, InspectionMove.JUDGE): S.DECIDED,
    (S.DECIDED, InspectionMove.HOLD): S.HELD,
    (S.DECIDED, InspectionMove.CANCEL): S.CANCELLED,
    (S.HELD, InspectionMove.PROPOSE_FINE): S.HELD,
    (S.HELD, InspectionMove.CONCLUDE): S.CONCLUDED,
    (S.CONCLUDED, InspectionMove.SETTLE_FINE): S.CONCLUDED,
    (S.CONCLUDED, InspectionMove.CLOSE): S.CLOSED,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
INSPECTION_OWNER: dict[str, Promise | None] = {
    S.PLANNED: _("Lãnh đạo Sở"),
    S.DECIDED: _("Đoàn kiểm tra"),
    S.HELD: _("Lãnh đạo Sở"),
    S.CONCLUDED: _("Chuyên viên theo dõi"),
    S.CLOSED: None,
    S.CANCELLED: None,
}
INSPECTION_NEXT_STEP: dict[str, Promise] = {
    S.PLANNED: _("Ghi đoàn kiểm tra, danh sách thuê bao; lãnh đạo ký quyết định"),
    S.DECIDED: _("Kiểm tra từng thuê bao với chủ thuê bao, rồi lập biên bản"),
    S.HELD: _("Đề xuất xử phạt nếu có; lãnh đạo kết luận và hẹn ngày kiểm tra lại"),
    S.CONCLUDED: _("Ghi quyết định xử phạt; đến hẹn thì kiểm tra lại và kết thúc"),
    S.CLOSED: _("Đã kết thúc"),
    S.CANCELLED: _("Đã hủy"),
}


def allowed(inspection: Inspection, move: InspectionMove) -> bool:
    """Whether the state allows the move."""
    return (inspection.state, move) in INSPECTION_MOVES


def state_after(inspection: Inspection, move: InspectionMove) -> InspectionState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(inspection, move):
        raise NotNow(
            "not_in_this_state",
            _("Cuộc kiểm tra %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": inspection.number, "state": inspection.get_state_display()},
        )
    return INSPECTION_MOVES[(inspection.state, move)]
