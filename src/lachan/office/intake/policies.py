"""What the state of a subject allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models import Subject, SubjectState
from lachan.office.refusals import NotNow

S = SubjectState


class SubjectMove(StrEnum):
    """Everything that can be decided of a subject, and its return to the queue."""

    FALSE_ALARM = "false_alarm"
    MORE = "more"
    CORROBORATE = "corroborate"
    CASE = "case"
    MERGE = "merge"
    RETURN = "return"


M = SubjectMove
# (state, move) -> the state after it. What is missing is not allowed. An undo goes back to the state before.
SUBJECT_MOVES: dict[tuple[str, SubjectMove], SubjectState] = {
    **{
        (state, move): after
        for state in (S.WAITING, S.MORE)
        for move, after in (
            (M.FALSE_ALARM, S.FALSE_ALARM),
            (M.MORE, S.MORE),
            (M.CORROBORATE, S.CORROBORATED),
            (M.CASE, S.IN_CASE),
            (M.MERGE, S.MERGED),
        )
    },
    (S.CORROBORATED, M.FALSE_ALARM): S.FALSE_ALARM,
    (S.CORROBORATED, M.CASE): S.IN_CASE,
    (S.IN_CASE, M.CORROBORATE): S.CORROBORATED,
    (S.MORE, M.RETURN): S.WAITING,
    (S.CORROBORATED, M.RETURN): S.WAITING,
    (S.IN_CASE, M.RETURN): S.WAITING,
    (S.FALSE_ALARM, M.RETURN): S.WAITING,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
SUBJECT_OWNER: dict[str, Promise | None] = {
    S.WAITING: _("Chuyên viên của Sở"),
    S.MORE: _("Chuyên viên của Sở"),
    S.CORROBORATED: _("Chuyên viên của Sở"),
    S.IN_CASE: _("Chuyên viên của Sở"),
    S.FALSE_ALARM: None,
    S.MERGED: None,
}
SUBJECT_NEXT_STEP: dict[str, Promise] = {
    S.WAITING: _("Xem xét trong hàng đợi"),
    S.MORE: _("Tìm thêm căn cứ; có tín hiệu mới thì tự trở lại hàng đợi"),
    S.CORROBORATED: _("Thẩm định và trình duyệt mục cảnh báo"),
    S.IN_CASE: _("Xử lý theo vụ việc"),
    S.FALSE_ALARM: _("Không báo lại cho đến hết hạn đã ghi; phản ánh mới của người dân vẫn vào hàng đợi"),
    S.MERGED: _("Theo dõi ở mục đã gộp vào"),
}
IN_QUEUE = (S.WAITING, S.MORE)


def allowed(subject: Subject, move: SubjectMove) -> bool:
    """Whether the state allows the move."""
    return (subject.state, move) in SUBJECT_MOVES


def state_after(subject: Subject, move: SubjectMove) -> SubjectState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(subject, move):
        raise NotNow(
            "not_in_this_state",
            _("“%(subject)s” đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"subject": subject.shown, "state": subject.get_state_display()},
        )
    return SUBJECT_MOVES[(subject.state, move)]
