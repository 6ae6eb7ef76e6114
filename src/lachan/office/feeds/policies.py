"""How sources and what comes from them may move between states: pure, without rows."""

from enum import StrEnum

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


def must_be_looked_at(*, before: int, added: int, gone: int) -> bool:
    """Whether a person looks before this is taken in: the first time, and when a feed changed by very much."""
    if before == 0:
        return True
    return (added + gone) * 100 > GREATEST_CHANGE * max(before, FEWEST_JUDGED)
