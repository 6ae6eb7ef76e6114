"""How much a name looks like those of fraud that copies no brand: a sum of learned weights, explained piece by piece.

The weights are made by `scripts/train_sites.py` from lists of real fraud and of honest names (docs/decisions/0019);
they are data, and the arithmetic is all here.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from lachan.checks.sites.features import SLOTS, Bytes, buffer_of, features

VIETNAMESE = ".vn"
"""Names under .vn are given against papers; more must speak against one before it is accused."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a weight a slot, and the sums from which a name is told."""

    table: NDArray[np.float32]
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
        table = np.zeros(SLOTS, np.float32)
        table[:] = stored["table"].astype(np.float32) * float(stored["scale"])
        return Weights(table, float(stored["bias"]), float(stored["least"]), float(stored["least_vn"]))


def sums(buffer: Bytes) -> NDArray[np.float64]:
    """The sum of every name of a buffer, one after the other."""
    known = weights()
    lines = int(np.count_nonzero(buffer == 10)) - 1
    total = np.full(lines, known.bias)
    for group in features(buffer):
        total += np.bincount(group.lines, known.table[group.slots], lines)
    return total


def likeness(total: float, limit: float) -> float:
    """A sum as a score from 0 to 1, 0.5 at the limit."""
    return float(1 / (1 + np.exp(-(total - limit))))


def telling_pieces(host: str, most: int = 3) -> list[str]:
    """The pieces of a name that spoke most against it, the strongest first."""
    known, buffer = weights(), buffer_of([host])
    text = f"\n{host}\n"
    spoken: dict[str, float] = {}
    for group in features(buffer):
        if group.length < 3:
            continue
        for slot, start in zip(group.slots.tolist(), group.starts.tolist(), strict=True):
            piece = text[start : start + group.length].strip("\n")
            spoken[piece] = max(spoken.get(piece, 0.0), float(known.table[slot]))
    ranked = sorted((piece for piece, weight in spoken.items() if weight > 0), key=lambda one: (-spoken[one], one))
    told: list[str] = []
    for piece in ranked:
        if not any(piece in one or one in piece for one in told):
            told.append(piece)
    return told[:most]
