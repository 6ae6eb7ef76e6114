"""An answer told line by line, as systems give it: brought to the one answer of a request that people read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from lachan.office.refusals import NotRight
from lachan.office.requests.actions.answers import LONGEST_TEXT, Reply
from lachan.office.requests.models import AnswerKind

A = AnswerKind
SHORTEST_REASON = 10


@dataclass(frozen=True)
class LineReply:
    """What is said of one line (identifier) of a request; lines are counted from 1."""

    line: int
    kind: str
    reason: str = ""
    ported_to: str = ""


def reply_of_lines(lines: Sequence[LineReply], *, lines_asked: int) -> Reply:
    """The answer of the whole request.

    A line that is left out, or said to be partial, makes it a partial answer and the clock runs on. With all lines
    said, one objection makes it an objection, which the asker has to decide on; one that was carried out makes it
    answered; one kind alone is that kind; and what is left, mixed, is that there is no data.
    """
    _check(lines, lines_asked)
    kinds = {one.kind for one in lines}
    if len(lines) < lines_asked or A.PARTIAL in kinds:
        kind = A.PARTIAL
    elif A.OBJECTION in kinds:
        kind = A.OBJECTION
    elif A.ANSWERED in kinds:
        kind = A.ANSWERED
    elif len(kinds) == 1:
        kind = A(kinds.pop())
    else:
        kind = A.NO_DATA
    operators = sorted({one.ported_to.strip() for one in lines if one.kind == A.PORTED})
    text = _told(lines)
    if len(text) > LONGEST_TEXT:
        raise NotRight("text_too_long", gettext_lazy("Nội dung trả lời dài quá 4.000 ký tự."), field="lines")
    return Reply(kind.value, text, ", ".join(operators)[:100])


def _check(lines: Sequence[LineReply], lines_asked: int) -> None:
    numbers = [one.line for one in lines]
    if not lines or len(set(numbers)) < len(numbers) or not all(1 <= number <= lines_asked for number in numbers):
        raise NotRight(
            "no_such_line", gettext_lazy("Mỗi dòng của yêu cầu được trả lời nhiều nhất một lần."), field="lines"
        )
    for one in lines:
        if one.kind == A.OBJECTION and len(one.reason.strip()) < SHORTEST_REASON:
            raise NotRight("words_missing", gettext_lazy("Hãy ghi lý do không thực hiện."), field="lines")
        if one.kind == A.PORTED and not one.ported_to.strip():
            raise NotRight("ported_where", gettext_lazy("Hãy ghi doanh nghiệp đang phục vụ số này."), field="lines")


def _told(lines: Sequence[LineReply]) -> str:
    """Lines with the same answer in one sentence: "Dòng 1, 3: Không có dữ liệu."."""
    with override("vi"):
        told: dict[str, list[int]] = {}
        for one in sorted(lines, key=lambda line: line.line):
            more = one.reason.strip() if one.reason.strip() else one.ported_to.strip()
            said = f"{A(one.kind).label} – {more}" if more else str(A(one.kind).label)
            told.setdefault(said, []).append(one.line)
        return "\n".join(
            _("Dòng %(numbers)s: %(said)s.") % {"numbers": ", ".join(map(str, numbers)), "said": said}
            for said, numbers in told.items()
        )
