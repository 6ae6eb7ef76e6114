"""What is taken off before anything leaves the operator: small counts by commune, and codes that may name people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lachan.exchange.bundle.codes import keyed_code
from lachan.exchange.bundle.model import CommuneCount, PointCount
from lachan.exchange.bundle.spelling import MOST_POINTS, POINT


def hide_small(rows: Sequence[CommuneCount], below: int) -> tuple[CommuneCount, ...]:
    """The rows with counts from 1 to `below` - 1 hidden, and so much more that no sum gives them back.

    Who knows a commune's whole and one part may find the other part: both parts go together. Who knows the sum over
    all communes (the bundle tells it) finds a single hidden count: then the next smallest goes with it.
    """
    active = [row.active or 0 for row in rows]
    faulty = [row.faulty or 0 for row in rows]
    hidden = _with_company({place for place, count in enumerate(active) if 0 < count < below}, active, below)
    small_parts = {
        place
        for place, row in enumerate(rows)
        if 0 < (row.complete or 0) < below or 0 < (row.faulty or 0) < below
    }  # fmt: skip
    parts = _with_company(small_parts | hidden, faulty, below)
    return tuple(
        replace(
            row,
            active=None if place in hidden else row.active,
            complete=None if place in parts else row.complete,
            faulty=None if place in parts else row.faulty,
        )
        for place, row in enumerate(rows)
    )


def _with_company(hidden: set[int], counts: Sequence[int], below: int) -> set[int]:
    """`hidden` and the next smallest, until at least two are hidden that come to `below` together."""
    others = sorted((count, place) for place, count in enumerate(counts) if place not in hidden and count)
    found = set(hidden)
    while found and others and (len(found) < 2 or sum(counts[place] for place in found) < below):
        found.add(others.pop(0)[1])
    return found


def safe_points(rows: Iterable[tuple[str, int, int]], secret: bytes) -> tuple[PointCount, ...]:
    """Counts by point from (point, activated, faulty): codes that may name their keeper become keyed codes.

    Rows of one code are added up. Beyond the most that a bundle holds, the points with the fewest faulty numbers are
    added to "", the point that nobody knows.
    """
    counts: dict[str, tuple[int, int]] = {}
    for point, activated, faulty in rows:
        code = safe_point(point, secret)
        before = counts.get(code, (0, 0))
        counts[code] = (before[0] + activated, before[1] + faulty)
    ranked = sorted(counts, key=lambda code: (-counts[code][1], -counts[code][0], code))
    for code in [one for one in ranked if one][MOST_POINTS - 1 :]:
        lost, before = counts.pop(code), counts.get("", (0, 0))
        counts[""] = (before[0] + lost[0], before[1] + lost[1])
    return tuple(PointCount(code, *counts[code]) for code in sorted(counts))


def safe_point(point: str, secret: bytes) -> str:
    """`point` when it looks like a code, else a code that only the operator can make from it."""
    return point if not point or POINT.fullmatch(point) else keyed_code(point, secret)
