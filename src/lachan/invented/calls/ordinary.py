"""Ordinary life: whom people call over a day, how long they talk, and whom they call back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lachan.invented.calls.records import Draw, Records, dialled, joined
from lachan.invented.calls.world import CONTACTS, WITHOUT_PLUS, World

HOURS = np.array([
    0.6, 0.3, 0.2, 0.2, 0.4, 1.4, 3.2, 5.6, 7.4, 7.6, 7.2, 6.6,
    4.4, 4.4, 6.0, 6.4, 7.0, 7.8, 7.2, 7.0, 6.2, 4.2, 2.4, 1.2,
])  # fmt: skip
"""Calls by the hour of an ordinary day."""
TET_HOURS = HOURS * np.where(np.arange(24) >= 19, [1] * 19 + [3, 4, 4, 6, 9], 1)
"""The last evening of the year, when everybody calls everybody until after midnight."""
WORKING = np.array([0] * 7 + [0.5] + [0.72] * 4 + [0.5] * 2 + [0.72] * 3 + [0.5, 0.25] + [0.05] * 5)
"""The chance of being at work by the hour."""
_SHARES = (0.73, 0.258)  # own subscribers, people of other networks; the rest calls from abroad
_NEW = 0.12  # of calls to somebody whom one does not know yet
_ABROAD = 0.004
_CALLED_BACK = 0.06
_WITHHELD = 0.0006
_FLASHED = 0.04  # of missed calls: one ring by habit, "call me"


def ordinary_hour(
    rng: Draw, world: World, count: int, *, start: int, hour: int, tet: bool, withheld: NDArray[Any]
) -> Records:
    """`count` ordinary calls of the hour that begins at second `start`, in no order.

    `withheld` are the texts that stand for callers who show no number.
    """
    back = int(count * _CALLED_BACK) if count > 50 else 0
    first = count - back
    own, other = (int(first * share) for share in _SHARES)
    abroad = first - own - other
    evening = tet and hour >= 19
    callers = np.concatenate([
        world.own_urn[rng.integers(0, len(world.own_urn), own)],
        world.other_urn[rng.integers(0, len(world.other_urn), other)],
        world.own + world.others + (world.foreign * rng.random(abroad) ** 1.3).astype(np.int64),
    ]).astype(np.int64)  # fmt: skip
    callees = _callees(rng, world, callers, evening)
    lines = world.lines_of(rng, callers, float(WORKING[hour]))
    bare = lines.trunk == WITHOUT_PLUS
    lines.number = np.where(bare, lines.number + world.foreign, lines.number)
    hidden = (rng.random(first) < _WITHHELD) & (callers >= world.own)
    lines.number = np.where(hidden, withheld[rng.integers(0, len(withheld), first)], lines.number)
    answer = 0.55 + 0.25 * (callers % 97) / 97 - (0.1 if evening else 0.15 if hour < 6 else 0)
    moments = start + rng.integers(0, 3600, first)
    made = dialled(
        rng, lines, callees, moments, counts=np.ones(first, np.int64), answer=answer, talk=70.0 if evening else 42.0,
        sigma=1.1,
    )  # fmt: skip
    flashed = ~made.answered & (rng.random(first) < _FLASHED)
    made.seconds = np.where(flashed, 1 + made.seconds % 3, made.seconds)
    return joined([made, _called_back(rng, world, made, callers, back, start + 3600, hour)]) if back else made


def _callees(rng: Draw, world: World, callers: NDArray[Any], evening: bool) -> NDArray[Any]:
    """Whom they call: mostly the nearest acquaintances, on the last evening of the year nearly all of them."""
    count = len(callers)
    drawn = rng.random(count)
    known = np.full(count, CONTACTS) if evening else 4 + callers % 12
    which = (known * drawn ** (1.2 if evening else 2.2)).astype(np.int64)
    abroad = callers >= world.own + world.others
    family = (callers * 977 + which % 3 * 7919) % world.own
    callees = np.where(abroad, family, world.contact(callers, which))
    new = (rng.random(count) < (0.03 if evening else _NEW)) & ~abroad
    strangers = np.where(
        callers < world.own, rng.integers(0, world.own + world.others, count), rng.integers(0, world.own, count)
    )
    callees = np.where(new, strangers, callees)
    away = (rng.random(count) < _ABROAD) & (callers < world.own)
    relative = world.own + world.others + callers % world.foreign
    callees = np.where(away, relative, callees)
    return np.where(callees == callers, (callees + 1) % world.own, callees)


def _called_back(
    rng: Draw, world: World, made: Records, callers: NDArray[Any], count: int, end: int, hour: int
) -> Records:
    """Missed calls that subscribers return within the hour."""
    missed = np.flatnonzero(~made.answered & (made.callee < world.own))
    chosen = missed[rng.integers(0, len(missed), count)]
    lines = world.lines_of(rng, made.callee[chosen], float(WORKING[hour]))
    moments = made.at[chosen] + (end - made.at[chosen]) * rng.random(count) ** 2
    return dialled(
        rng, lines, callers[chosen], moments, counts=np.ones(count, np.int64), answer=0.78, talk=40.0, sigma=1.0
    )
