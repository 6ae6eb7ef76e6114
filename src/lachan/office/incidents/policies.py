"""What the state of an incident allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.incidents.models import Incident, IncidentState
from lachan.office.refusals import NotNow

S = IncidentState


class IncidentMove(StrEnum):
    """Everything that can be done with an incident."""

    ADD_REPORT = "add_report"
    ATTACH = "attach"
    ASK = "ask"
    FIND = "find"
    CLOSE = "close"
    DISMISS = "dismiss"
    JOIN = "join"
    REOPEN = "reopen"


M = IncidentMove
# (state, move) -> the state after it. What is missing is not allowed.
INCIDENT_MOVES: dict[tuple[str, IncidentMove], IncidentState] = {
    (S.NOTED, M.ADD_REPORT): S.NOTED,
    (S.NOTED, M.ATTACH): S.IN_CASE,
    (S.NOTED, M.DISMISS): S.DISMISSED,
    (S.NOTED, M.JOIN): S.JOINED,
    (S.IN_CASE, M.ADD_REPORT): S.IN_CASE,
    (S.IN_CASE, M.ASK): S.TRACING,
    (S.IN_CASE, M.CLOSE): S.CLOSED,
    (S.IN_CASE, M.JOIN): S.JOINED,
    (S.TRACING, M.ADD_REPORT): S.TRACING,
    (S.TRACING, M.ASK): S.TRACING,
    (S.TRACING, M.FIND): S.TRACED,
    (S.TRACED, M.ADD_REPORT): S.TRACED,
    (S.TRACED, M.ASK): S.TRACING,
    (S.TRACED, M.CLOSE): S.CLOSED,
    (S.CLOSED, M.REOPEN): S.IN_CASE,
    (S.DISMISSED, M.REOPEN): S.NOTED,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
INCIDENT_OWNER: dict[str, Promise | None] = {
    S.NOTED: _("Chuyên viên của Sở"),
    S.IN_CASE: _("Chuyên viên của Sở"),
    S.TRACING: _("Doanh nghiệp viễn thông được yêu cầu"),
    S.TRACED: _("Chuyên viên của Sở"),
    S.CLOSED: None,
    S.DISMISSED: None,
    S.JOINED: None,
}
INCIDENT_NEXT_STEP: dict[str, Promise] = {
    S.NOTED: _("Xem có trùng sự việc khác không, rồi gắn vào vụ việc"),
    S.IN_CASE: _("Gửi yêu cầu truy vết tới mạng của người bị gọi"),
    S.TRACING: _("Doanh nghiệp trả lời; hỏi tiếp doanh nghiệp kế trước hoặc ghi đã truy vết xong"),
    S.TRACED: _("Ghi kết quả xử lý và kết thúc"),
    S.CLOSED: _("Đã kết thúc"),
    S.DISMISSED: _("Đã bỏ, không phải giả mạo số"),
    S.JOINED: _("Xem sự việc đã nhập vào"),
}
RUNNING = (S.NOTED, S.IN_CASE, S.TRACING, S.TRACED)


def allowed(incident: Incident, move: IncidentMove) -> bool:
    """Whether the state allows the move."""
    return (incident.state, move) in INCIDENT_MOVES


def state_after(incident: Incident, move: IncidentMove) -> IncidentState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(incident, move):
        raise NotNow(
            "not_in_this_state",
            _("Sự việc %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": incident.number, "state": incident.get_state_display()},
        )
    return INCIDENT_MOVES[(incident.state, move)]
