"""Call records as arrays of one length, and how a line's calls are laid into its hours."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Draw = np.random.Generator

NONE = -1
"""No cell, no device, no SIM: the call came in from another network."""
LONGEST_TALK = 7_200
RINGING = 22.0
"""Seconds after which most people who do not answer are given up."""


@dataclass
class Records:
    """Calls: second since 1970, seconds talked (of ringing where unanswered), and places in the `World`'s tables."""

    at: NDArray[Any]
    seconds: NDArray[Any]
    caller: NDArray[Any]
    callee: NDArray[Any]
    trunk: NDArray[Any]
    answered: NDArray[Any]
    cell: NDArray[Any]
    device: NDArray[Any]
    sim: NDArray[Any]

    def __len__(self) -> int:
        return len(self.at)

    def take(self, rows: NDArray[Any] | slice) -> "Records":
        """Some of the calls, in the order asked for."""
        return Records(*(getattr(self, one.name)[rows] for one in fields(self)))


def joined(parts: Sequence[Records]) -> Records:
    """All calls of all parts."""
    return Records(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Records)))


@dataclass
class Lines:
    """Who calls: number, trunk that the calls come in on, and cell, device and SIM of the operator's own lines."""

    number: NDArray[Any]
    trunk: NDArray[Any]
    cell: NDArray[Any]
    device: NDArray[Any]
    sim: NDArray[Any]

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: NDArray[Any]) -> "Lines":
        """Some of the lines, each as often as asked for."""
        return Lines(*(getattr(self, one.name)[rows] for one in fields(self)))


def from_outside(number: NDArray[Any], trunk: NDArray[Any] | int) -> Lines:
    """Lines of other networks: nothing is known of cell, device and SIM."""
    none = np.full(len(number), NONE)
    return Lines(number, np.broadcast_to(trunk, len(number)), none, none, none)


def spread(rng: Draw, counts: Ints, start: Floats, end: Floats, evenness: float) -> Floats:
    """Moments of `counts` calls a line between its start and end, in order of time.

    The higher `evenness`, the steadier. The gaps are gamma distributed: 1 is chance (Poisson), 3 a person who dials one
    call after another.
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    gaps = rng.gamma(evenness, size=len(owner)) + 1e-9
    ends = np.cumsum(gaps)
    first = np.concatenate([[0.0], ends])[np.cumsum(counts) - counts]
    whole = np.add.reduceat(np.concatenate([gaps, [0.0]]), np.minimum(np.cumsum(counts) - counts, len(gaps)))
    closing = rng.gamma(evenness, size=len(counts))  # the gap behind the last call
    part = (ends - first[owner]) / (whole + closing)[owner]
    return np.asarray(start[owner] + part * (end - start)[owner])


def lasting(
    rng: Draw, answered: NDArray[Any], median: NDArray[Any] | float, sigma: float, ringing: float
) -> NDArray[Any]:
    """Seconds of the calls: talk, log-normal around the median, where answered, else ringing around `ringing`."""
    normal = rng.normal(0, 1, len(answered))
    talk, rung = np.exp(sigma * normal) * median, np.exp(0.5 * normal) * ringing
    return np.where(answered, np.clip(talk, 1, LONGEST_TALK), np.clip(rung, 1, 60)).astype(np.int32)


def dialled(
    rng: Draw,
    lines: Lines,
    callees: NDArray[Any],
    moments: NDArray[Any],
    *,
    counts: Ints,
    answer: NDArray[Any] | float,
    talk: NDArray[Any] | float,
    sigma: float = 0.9,
    ringing: float = RINGING,
) -> Records:
    """The calls of `lines`, `counts` of each, to `callees` at `moments` (a row each); `answer`, `talk`: a line each."""
    owner = np.repeat(np.arange(len(lines)), counts)
    answered = rng.random(len(owner)) < np.broadcast_to(answer, len(lines))[owner]
    who = lines.take(owner)
    seconds = lasting(rng, answered, np.broadcast_to(talk, len(lines))[owner], sigma, ringing)
    return Records(
        np.floor(moments).astype(np.int64), seconds, who.number, callees, who.trunk, answered, who.cell, who.device,
        who.sim,
    )  # fmt: skip
