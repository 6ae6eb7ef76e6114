"""What the state of a capture allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.models import Capture, CaptureState
from lachan.office.refusals import NotNow

S = CaptureState


class CaptureMove(StrEnum):
    """Everything that can be done with a capture. What was collected is changed by nobody."""

    COLLECT = "collect"
    TRY_AGAIN = "try_again"
    REFUSE = "refuse"
    GIVE_UP = "give_up"


M = CaptureMove
# (state, move) -> the state after it. What is missing is not allowed.
CAPTURE_MOVES: dict[tuple[str, CaptureMove], CaptureState] = {
    (S.WAITING, M.COLLECT): S.COLLECTED,
    (S.WAITING, M.TRY_AGAIN): S.WAITING,
    (S.WAITING, M.REFUSE): S.REFUSED,
    (S.WAITING, M.GIVE_UP): S.FAILED,
}

# Who has to act for it to go on: the worker alone, and in the end states nobody.
CAPTURE_OWNER: dict[str, Promise | None] = {
    S.WAITING: _("Tiến trình thu thập chứng cứ"),
    S.COLLECTED: None,
    S.REFUSED: None,
    S.FAILED: None,
}
CAPTURE_NEXT_STEP: dict[str, Promise] = {
    S.WAITING: _("Chờ tiến trình thu thập mở địa chỉ"),
    S.COLLECTED: _("Xem, đưa vào bộ chứng cứ"),
    S.REFUSED: _("Kiểm tra lại địa chỉ; nếu cần, tải chứng cứ lên"),
    S.FAILED: _("Yêu cầu thu thập lại hoặc tải chứng cứ lên"),
}


def state_after(capture: Capture, move: CaptureMove) -> CaptureState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if (capture.state, move) not in CAPTURE_MOVES:
        raise NotNow(
            "not_in_this_state",
            _("Bản thu thập %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": capture.number, "state": capture.get_state_display()},
        )
    return CAPTURE_MOVES[(capture.state, move)]
