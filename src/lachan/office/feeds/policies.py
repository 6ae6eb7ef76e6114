"""How sources and what comes from them may move between states: pure, without rows."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.feeds.models import PullState, SourceState

GREATEST_CHANGE = 30
"""Per cent of its entries by which a feed may change before a person looks at it."""
FEWEST_JUDGED = 20  # entries below which a share says nothing


class SourceMove(StrEnum):
    """What may be done with a source."""

    START = "start"
    PAUSE = "pause"


class PullMove(StrEnum):
    """What may be done with what came and waits."""

    TAKE = "take"
    DISCARD = "discard"


SOURCE_MOVES: dict[tuple[str, SourceMove], SourceState] = {
    (SourceState.PAUSED, SourceMove.START): SourceState.ACTIVE,
    (SourceState.ACTIVE, SourceMove.PAUSE): SourceState.PAUSED,
}
PULL_MOVES: dict[tuple[str, PullMove], PullState] = {
    (PullState.WAITING, PullMove.TAKE): PullState.TAKEN,
    (PullState.WAITING, PullMove.DISCARD): PullState.DISCARDED,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
SOURCE_OWNER: dict[str, Promise | None] = {
    SourceState.ACTIVE: _("Chuyên viên của Sở"),
    SourceState.PAUSED: _("Chuyên viên của Sở"),
}
SOURCE_NEXT_STEP: dict[str, Promise] = {
    SourceState.ACTIVE: _("Tự lấy theo giờ đã đặt; xem khi nguồn thay đổi nhiều"),
    SourceState.PAUSED: _("Bắt đầu lấy, hoặc đưa tệp của nguồn lên"),
}
PULL_OWNER: dict[str, Promise | None] = {
    PullState.WAITING: _("Chuyên viên của Sở"),
    PullState.TAKEN: None,
    PullState.DISCARDED: None,
    PullState.UNCHANGED: None,
    PullState.FAILED: None,
}
PULL_NEXT_STEP: dict[str, Promise] = {
    PullState.WAITING: _("Xem các mục, rồi tiếp nhận hoặc bỏ"),
    PullState.TAKEN: _("Xem xét tín hiệu trong hàng đợi"),
    PullState.DISCARDED: _("Không ghi gì vào hàng đợi"),
    PullState.UNCHANGED: _("Không có gì mới"),
    PullState.FAILED: _("Xem lý do; lần sau tự lấy lại"),
}


def must_be_looked_at(*, before: int, added: int, gone: int) -> bool:
    """Whether a person looks before this is taken in: the first time, and when a feed changed by very much."""
    if before == 0:
        return True
    return (added + gone) * 100 > GREATEST_CHANGE * max(before, FEWEST_JUDGED)
