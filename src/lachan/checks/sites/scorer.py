"""How much a name looks like those of fraud that copies no brand: a sum of learned weights, explained piece by piece.

The weights are made by `scripts/train_sites.py` from lists of real fraud and of honest names (docs/decisions/0019);
they are data, and the arithmetic is all here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lachan.checks.sites.features import Bytes, buffer_of, families, lines_of

VIETNAMESE = ".vn"
"""Names under .vn are given against papers; more must speak against one before it is accused."""

MOST_TOLD, SHORTEST_TOLD = 3, 3
"""Pieces that are told of a name, and the letters that a piece has at least."""
_LOOKED_AT = 16
"""Of the heaviest pieces, which are often the same letters once more."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a weight a slot, and the sums from which a name is told."""

    table: NDArray[np.int8]
    scale: float
    """What one step of the table is worth."""
    bias: float
    least: float
    least_vn: float

    @property
    def lowest(self) -> float:
        """The lower of both limits."""
        return min(self.least, self.least_vn)

    def limit(self, host: str) -> float:
        """The sum from which this host is told."""
        return self.least_vn if host.endswith(VIETNAMESE) else self.least


@cache
def weights() -> Weights:
    """The weights that come with the product."""
    with (files(__package__) / "weights.npz").open("rb") as content, np.load(content) as stored:
        return Weights(
            stored["table"], float(stored["scale"]), float(stored["bias"]), float(stored["least"]),
            float(stored["least_vn"]),
        )  # fmt: skip


def sums(buffer: Bytes) -> NDArray[np.float64]:
    """The sum of every name of a buffer, one after the other."""
    known, lines = weights(), lines_of(buffer)
    begun, whole = np.zeros(len(buffer), np.int32), np.zeros(len(lines.starts), np.int32)
    for family in families(buffer, lines):
        worth = known.table.take(family.slots)
        if family.kept is None:
            whole += worth
        else:
            worth *= family.kept.view(np.int8)
            begun[: len(worth)] += worth
    steps = np.add.reduceat(begun, lines.breaks[:-1]) + whole
    return steps.astype(np.float64) * known.scale + known.bias


def likeness(over: float) -> float:
    """What a sum is over its limit, as a score from 0 to 1: 0.5 at the limit."""
    return float(1 / (1 + np.exp(-over)))


def telling_pieces(hosts: Sequence[str]) -> list[tuple[str, ...]]:
    """The pieces of every host that spoke most against it, the strongest first."""
    buffer = buffer_of(list(hosts))
    lines, table = lines_of(buffer), weights().table
    starts, lengths, worths = [], [], []
    for family in families(buffer, lines):
        if family.kept is None or family.length < SHORTEST_TOLD:
            continue
        worth = table.take(family.slots)
        at = np.flatnonzero(family.kept & (worth > 0))
        starts.append(at)
        lengths.append(np.full(len(at), family.length))
        worths.append(worth[at].astype(np.int64))
    start, length, worth = np.concatenate(starts), np.concatenate(lengths), np.concatenate(worths)
    line = lines.numbers()[start] if len(start) else start
    order = np.lexsort((length, start, -worth, line))
    until = np.searchsorted(line[order], np.arange(len(hosts) + 1))
    text = buffer.tobytes().decode("ascii")
    told = []
    for first, last in pairwise(until.tolist()):
        places = order[first : min(last, first + _LOOKED_AT)]
        told.append(
            _apart(text[a : a + n] for a, n in zip(start[places].tolist(), length[places].tolist(), strict=True))
        )
    return told


def _apart(pieces: Iterable[str]) -> tuple[str, ...]:
    """The first few pieces of which none lies within another."""
    told: list[str] = []
    for piece in (one.strip("\n") for one in pieces):
        if len(told) < MOST_TOLD and not any(piece in one or one in piece for one in told):
            told.append(piece)
    return tuple(told)
