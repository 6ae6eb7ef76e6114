"""What the state of a report allows: one table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotNow
from lachan.office.reports.models import ReportState, RoundState, UnitReport


class Move(StrEnum):
    """Everything that can be done with a unit's report."""

    SAVE = "save"
    SEND_TO_SIGN = "send_to_sign"
    SIGN = "sign"
    RETURN = "return"
    ACCEPT = "accept"
    ASK_EXTENSION = "ask_extension"
    DECIDE_EXTENSION = "decide_extension"
    HAND_OVER = "hand_over"


S = ReportState
# (state, move) -> the state after it. What is missing is not allowed.
MOVES: dict[tuple[str, Move], ReportState] = {
    (S.DRAFT, Move.SAVE): S.DRAFT,
    (S.TO_SIGN, Move.SAVE): S.DRAFT,
    (S.SIGNED, Move.SAVE): S.DRAFT,  # voids the signature
    (S.RETURNED, Move.SAVE): S.DRAFT,
    (S.DRAFT, Move.SEND_TO_SIGN): S.TO_SIGN,
    (S.TO_SIGN, Move.SIGN): S.SIGNED,
    (S.TO_SIGN, Move.RETURN): S.DRAFT,  # the unit's leader gives it back to the author
    (S.SIGNED, Move.RETURN): S.RETURNED,
    (S.ACCEPTED, Move.RETURN): S.RETURNED,
    (S.SIGNED, Move.ACCEPT): S.ACCEPTED,
    (S.DRAFT, Move.ASK_EXTENSION): S.DRAFT,
    (S.TO_SIGN, Move.ASK_EXTENSION): S.TO_SIGN,
    (S.RETURNED, Move.ASK_EXTENSION): S.RETURNED,
    (S.DRAFT, Move.DECIDE_EXTENSION): S.DRAFT,
    (S.TO_SIGN, Move.DECIDE_EXTENSION): S.TO_SIGN,
    (S.SIGNED, Move.DECIDE_EXTENSION): S.SIGNED,  # asked before signing: the answer still says whether it was late
    (S.RETURNED, Move.DECIDE_EXTENSION): S.RETURNED,
    (S.DRAFT, Move.HAND_OVER): S.HANDED_OVER,
    (S.TO_SIGN, Move.HAND_OVER): S.HANDED_OVER,
    (S.RETURNED, Move.HAND_OVER): S.HANDED_OVER,
}

# Who has to act for the report to go on: every state has exactly one owner, the end states nobody.
OWNER = {
    S.DRAFT: _("Chuyên viên của đơn vị"),
    S.TO_SIGN: _("Lãnh đạo của đơn vị"),
    S.SIGNED: _("Sở"),
    S.RETURNED: _("Chuyên viên của đơn vị"),
    S.ACCEPTED: None,
    S.HANDED_OVER: None,
}
NEXT_STEP = {
    S.DRAFT: _("Hoàn thiện số liệu và trình lãnh đạo đơn vị ký"),
    S.TO_SIGN: _("Lãnh đạo đơn vị xem và ký"),
    S.SIGNED: _("Sở tiếp nhận hoặc trả lại"),
    S.RETURNED: _("Sửa theo lý do trả lại rồi trình ký lại"),
    S.ACCEPTED: _("Đã xong"),
    S.HANDED_OVER: _("Đơn vị kế thừa báo cáo"),
}
WAITS_FOR_UNIT = (S.DRAFT, S.TO_SIGN, S.RETURNED)
REPORTED = (S.SIGNED, S.ACCEPTED)
NOT_DECIDED = (*WAITS_FOR_UNIT, S.SIGNED)


def is_allowed(report: UnitReport, move: Move) -> bool:
    """Whether the report's state, and the round's, allow the move."""
    if report.round.state != RoundState.OPEN:
        return False
    return (report.state, move) in MOVES


def state_after(report: UnitReport, move: Move) -> ReportState:
    """The state after the move; `NotNow` with a sentence when it is not allowed."""
    if report.round.state != RoundState.OPEN:
        raise NotNow("round_closed", _("Đợt báo cáo đã đóng."))
    after = MOVES.get((report.state, move))
    if after is None:
        raise NotNow(
            "not_in_this_state",
            _("Báo cáo đang ở trạng thái “%(state)s” nên chưa làm được việc này.")
            % {"state": report.get_state_display()},
        )
    return after
