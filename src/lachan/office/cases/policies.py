"""What the state of a case allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.models import Case, CaseState
from lachan.office.refusals import NotNow


class CaseMove(StrEnum):
    """Everything that can be done with a case."""

    WRITE = "write"
    LINK = "link"
    MERGE = "merge"
    TAKE_IN = "take_in"
    SPLIT = "split"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    REOPEN = "reopen"


# (state, move) -> the state after it. What is missing is not allowed.
CASE_MOVES: dict[tuple[str, CaseMove], CaseState] = {
    (CaseState.OPEN, CaseMove.WRITE): CaseState.OPEN,  # title, subjects, evidence, notes, code of the reporter
    (CaseState.OPEN, CaseMove.LINK): CaseState.OPEN,
    (CaseState.OPEN, CaseMove.MERGE): CaseState.MERGED,
    (CaseState.OPEN, CaseMove.TAKE_IN): CaseState.OPEN,  # another case is merged into this one
    (CaseState.OPEN, CaseMove.SPLIT): CaseState.OPEN,
    (CaseState.OPEN, CaseMove.HAND_OVER): CaseState.HANDED_OVER,
    (CaseState.OPEN, CaseMove.CLOSE): CaseState.CLOSED,
    (CaseState.HANDED_OVER, CaseMove.WRITE): CaseState.HANDED_OVER,  # reaches the police with the next letter only
    (CaseState.HANDED_OVER, CaseMove.LINK): CaseState.HANDED_OVER,
    (CaseState.HANDED_OVER, CaseMove.HAND_OVER): CaseState.HANDED_OVER,  # what was added since
    (CaseState.HANDED_OVER, CaseMove.CLOSE): CaseState.CLOSED,
    (CaseState.CLOSED, CaseMove.LINK): CaseState.CLOSED,
    (CaseState.CLOSED, CaseMove.REOPEN): CaseState.OPEN,
}

# Who has to act for the case to go on: every state has one owner, the end states nobody.
CASE_OWNER: dict[str, Promise | None] = {
    CaseState.OPEN: _("Chuyên viên, lãnh đạo của Sở"),
    CaseState.HANDED_OVER: _("Cơ quan công an đã nhận"),
    CaseState.CLOSED: None,
    CaseState.MERGED: None,
}
CASE_NEXT_STEP: dict[str, Promise] = {
    CaseState.OPEN: _("Ghi đối tượng, chứng cứ; lãnh đạo chuyển công an hoặc kết thúc"),
    CaseState.HANDED_OVER: _("Công an xử lý; có kết quả thì lãnh đạo kết thúc vụ việc"),
    CaseState.CLOSED: _("Đã kết thúc; người phản ánh xem kết quả bằng mã tra cứu"),
    CaseState.MERGED: _("Xem vụ việc đã nhập vào"),
}


def allowed(case: Case, move: CaseMove) -> bool:
    """Whether the state of the case allows the move; one that was handed over is not merged away from the police."""
    if (case.state, move) not in CASE_MOVES:
        return False
    return move != CaseMove.MERGE or not case.letters.exists()


def state_after(case: Case, move: CaseMove) -> CaseState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if (case.state, move) not in CASE_MOVES:
        raise NotNow(
            "not_in_this_state",
            _("Vụ việc %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": case.number, "state": case.get_state_display()},
        )
    if not allowed(case, move):
        raise NotNow(
            "handed_over_before",
            _("Vụ việc %(number)s đã từng chuyển công an nên không nhập vào vụ việc khác được.")
            % {"number": case.number},
        )
    return CASE_MOVES[(case.state, move)]
