"""What is done with a call, and why, so that a clerk can read it."""

from typing import Any, Literal, NamedTuple

from lachan.vietnam.wording import Wording

Action = Literal["allow", "watch", "label", "reject"]
ACTIONS: tuple[Action, ...] = ("allow", "watch", "label", "reject")
"""From the mildest; `watch` lets the call pass and counts what would have been done."""


class Answer(NamedTuple):
    """What a rule does on a trunk.

    A reject has the `status` and `phrase` of its SIP answer and `headers`, whole lines without line end; a label has
    the `label` to be shown to the callee.
    """

    action: Action
    status: int = 0
    phrase: str = ""
    headers: tuple[str, ...] = ()
    label: str = ""


class Fired(NamedTuple):
    """One rule that spoke: its code, what it may do on this trunk, what of this call, and the figures it went by."""

    code: str
    answer: Answer
    why: Wording | None
    facts: dict[str, Any]


class Verdict:
    """The decision on one call.

    `code` is that of the rule with the heaviest answer, or of an allowed call `SCR-000` (no rule spoke), or
    `SCR-EMERGENCY`, or `SCR-FAILED` (the screen itself failed). `fired` are all rules that spoke. `trunk` is the name
    of the trunk, "" for none; `caller` and `callee` are numbers in clear, for the log that masks them.
    `counted_as` is what the rates know the caller by, "" when it is not counted.
    """

    __slots__ = ("answer", "callee", "caller", "code", "counted_as", "fired", "reason", "trunk")

    def __init__(
        self,
        answer: Answer,
        code: str,
        reason: Wording,
        trunk: str = "",
        caller: str = "",
        callee: str = "",
        fired: tuple[Fired, ...] = (),
        counted_as: str = "",
    ) -> None:
        self.answer = answer
        self.code = code
        self.reason = reason
        self.trunk = trunk
        self.caller = caller
        self.callee = callee
        self.fired = fired
        self.counted_as = counted_as

    @property
    def action(self) -> Action:
        """Allow, watch, label or reject."""
        return self.answer.action

    @property
    def passes(self) -> bool:
        """Whether the call goes on to the callee."""
        return self.answer.action != "reject"

    @property
    def facts(self) -> dict[str, Any]:
        """The figures that the deciding rule went by; empty for an allowed call."""
        return next((one.facts for one in self.fired if one.code == self.code), {})


ALLOW = Answer("allow")
NOTHING_FOUND = "SCR-000"
EMERGENCY = "SCR-EMERGENCY"
FAILED = "SCR-FAILED"
REASONS = {
    NOTHING_FOUND: Wording("không thấy dấu hiệu nào", "no sign was found"),
    EMERGENCY: Wording(
        "cuộc gọi đến số khẩn cấp, luôn được nối", "a call to an emergency number, which is always put through"
    ),
    FAILED: Wording(
        "sàng lọc gặp lỗi, cuộc gọi được nối theo cấu hình", "the screen failed, the call passes as configured"
    ),
}
"""Why a call is allowed."""
