"""What the state of a request allows: one table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotNow
from lachan.office.requests.models import AgencyRequest, AnswerKind, RequestState


class RequestMove(StrEnum):
    """Everything that can be done with a request."""

    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    RECEIVE = "receive"
    PAUSE = "pause"
    RESUME = "resume"
    ANSWER = "answer"
    ANSWER_PART = "answer_part"
    OBJECT = "object"
    INSIST = "insist"
    TAKE_PACKAGE = "take_package"
    RECORD_OUTCOME = "record_outcome"
    CLOSE = "close"
    WITHDRAW = "withdraw"


S, M = RequestState, RequestMove
# (state, move) -> the state after it. What is missing is not allowed.
MOVES: dict[tuple[str, RequestMove], RequestState] = {
    (S.DRAFT, M.SAVE): S.DRAFT,
    (S.TO_APPROVE, M.SAVE): S.DRAFT,  # what was submitted is void
    (S.DRAFT, M.SUBMIT): S.TO_APPROVE,
    (S.TO_APPROVE, M.APPROVE): S.SENT,
    (S.TO_APPROVE, M.RETURN): S.DRAFT,
    (S.SENT, M.RECEIVE): S.RECEIVED,
    (S.RECEIVED, M.PAUSE): S.RECEIVED,
    (S.PARTIAL, M.PAUSE): S.PARTIAL,
    (S.RECEIVED, M.RESUME): S.RECEIVED,
    (S.PARTIAL, M.RESUME): S.PARTIAL,
    (S.RECEIVED, M.ANSWER): S.ANSWERED,
    (S.PARTIAL, M.ANSWER): S.ANSWERED,
    (S.RECEIVED, M.ANSWER_PART): S.PARTIAL,
    (S.PARTIAL, M.ANSWER_PART): S.PARTIAL,
    (S.RECEIVED, M.OBJECT): S.OBJECTED,
    (S.PARTIAL, M.OBJECT): S.OBJECTED,
    (S.OBJECTED, M.INSIST): S.RECEIVED,  # the asking unit answers the objection; the clock never stood
    (S.RECEIVED, M.TAKE_PACKAGE): S.RECEIVED,
    (S.PARTIAL, M.TAKE_PACKAGE): S.PARTIAL,
    (S.ANSWERED, M.TAKE_PACKAGE): S.ANSWERED,  # sealed anew after a lost key
    (S.ANSWERED, M.RECORD_OUTCOME): S.CONCLUDED,
    (S.OBJECTED, M.RECORD_OUTCOME): S.CONCLUDED,
    (S.CONCLUDED, M.CLOSE): S.CLOSED,
    (S.DRAFT, M.WITHDRAW): S.WITHDRAWN,
    (S.TO_APPROVE, M.WITHDRAW): S.WITHDRAWN,
    (S.SENT, M.WITHDRAW): S.WITHDRAWN,
    (S.RECEIVED, M.WITHDRAW): S.WITHDRAWN,
    (S.PARTIAL, M.WITHDRAW): S.WITHDRAWN,
    (S.OBJECTED, M.WITHDRAW): S.WITHDRAWN,
}

# Who has to act for the request to go on: every state has exactly one owner, the end states nobody.
OWNER = {
    S.DRAFT: _("Người soạn của cơ quan yêu cầu"),
    S.TO_APPROVE: _("Lãnh đạo cơ quan yêu cầu"),
    S.SENT: _("Đơn vị được yêu cầu"),
    S.RECEIVED: _("Đơn vị được yêu cầu"),
    S.PARTIAL: _("Đơn vị được yêu cầu"),
    S.OBJECTED: _("Cơ quan yêu cầu"),
    S.ANSWERED: _("Cơ quan yêu cầu"),
    S.CONCLUDED: _("Cơ quan yêu cầu"),
    S.CLOSED: None,
    S.WITHDRAWN: None,
}
NEXT_STEP = {
    S.DRAFT: _("Hoàn thiện nội dung và trình phê duyệt"),
    S.TO_APPROVE: _("Lãnh đạo đọc toàn bộ nội dung và phê duyệt"),
    S.SENT: _("Đơn vị được yêu cầu tiếp nhận"),
    S.RECEIVED: _("Đơn vị được yêu cầu trả lời trước hạn"),
    S.PARTIAL: _("Đơn vị được yêu cầu trả lời phần còn lại"),
    S.OBJECTED: _("Cơ quan yêu cầu giải trình, thu hồi hoặc ghi kết quả"),
    S.ANSWERED: _("Cơ quan yêu cầu ghi kết quả xử lý"),
    S.CONCLUDED: _("Cơ quan yêu cầu kết thúc"),
    S.CLOSED: _("Đã xong"),
    S.WITHDRAWN: _("Đã xong"),
}
NOT_SENT = (S.DRAFT, S.TO_APPROVE)
RUNNING = (S.SENT, S.RECEIVED, S.PARTIAL)  # the clock runs
OPEN = (*NOT_SENT, *RUNNING, S.OBJECTED, S.ANSWERED, S.CONCLUDED)
MOVE_OF_ANSWER = {
    AnswerKind.ANSWERED: M.ANSWER,
    AnswerKind.NO_DATA: M.ANSWER,
    AnswerKind.PORTED: M.ANSWER,
    AnswerKind.OUT_OF_RETENTION: M.ANSWER,
    AnswerKind.PARTIAL: M.ANSWER_PART,
    AnswerKind.OBJECTION: M.OBJECT,
}


def is_allowed(request: AgencyRequest, move: RequestMove) -> bool:
    """Whether the request's state allows the move."""
    return (request.state, move) in MOVES


def state_after(request: AgencyRequest, move: RequestMove) -> RequestState:
    """The state after the move; `NotNow` with a sentence when it is not allowed."""
    after = MOVES.get((request.state, move))
    if after is None:
        raise NotNow("not_in_this_state", _not_now(str(request.state)))
    return after


def _sentence_of(state: str) -> str:
    label = RequestState(state).label
    return gettext("Yêu cầu đang ở trạng thái “%(state)s” nên chưa làm được việc này.") % {"state": label}


_not_now = lazy(_sentence_of, str)  # said in the reader's language when it is shown: the API shows it in two
