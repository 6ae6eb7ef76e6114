"""Rows of a log that cannot both be true: one thing held by two at the same time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`holder` had the ports `first` to `last` (0 to 0 for a telephone number) from `start` until before `end`."""

    start: int
    end: int
    first: int
    last: int
    holder: int


def settle(spans: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """The spans of one address or number that stand, and those that contradict each other.

    Overlapping spans of the same holder and ports are joined. Two holders at the same time: neither stands, because
    nobody may be named on a log that contradicts itself. The order of the rows does not matter.
    """
    standing: list[Span] = []
    disputed: set[Span] = set()
    active: list[Span] = []
    joined = sorted(_joined(spans))
    for span in joined:
        active = [other for other in active if other.end > span.start]
        for other in active:
            if other.holder != span.holder and other.first <= span.last and span.first <= other.last:
                disputed |= {other, span}
        active.append(span)
    standing = [span for span in joined if span not in disputed]
    return standing, sorted(disputed)


def _joined(spans: Iterable[Span]) -> Iterable[Span]:
    """Overlapping spans of one holder and the same ports as one."""
    alike: dict[tuple[int, int, int], list[Span]] = defaultdict(list)
    for span in spans:
        alike[span.first, span.last, span.holder].append(span)
    for group in alike.values():
        group.sort()
        current = group[0]
        for span in group[1:]:
            if span.start < current.end:
                end = max(current.end, span.end)
                current = Span(current.start, end, current.first, current.last, current.holder)
            else:
                yield current
                current = span
        yield current
