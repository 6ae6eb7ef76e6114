"""One day while its special calls are made: who asks for calls hands in lines, and gets their rows."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lachan.invented.calls.records import RINGING, Draw, Ints, Lines, Records, dialled, spread
from lachan.invented.calls.world import World

HOUR = 3_600
DAY = 24 * HOUR


@dataclass
class Told:
    """The truth of subjects: what they are, of which planted `kind` and strength, or which honest `negative`."""

    subject_kind: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    strength: list[str] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)

    def add(self, subject_kind: str, subjects: list[str], kind: str, strength: str, negative: str = "") -> None:
        """Put subjects in."""
        many = len(subjects)
        self.subject_kind += [subject_kind] * many
        self.subject += subjects
        self.kind += [kind] * many
        self.strength += [strength] * many
        self.negative += [negative] * many


@dataclass
class Day:
    """The day that begins at second `start`; `who` draws identities, alike each day, `rng` what happens on this one."""

    world: World
    who: Draw
    rng: Draw
    start: int
    rows: int
    told: Told
    parts: list[Records] = field(default_factory=list)

    def many(self, rows_each: int, least: int = 1) -> int:
        """How many of a thing there are where one comes with so many rows of the day."""
        return max(least, self.rows // rows_each)

    def number(self, texts: list[str]) -> NDArray[Any]:
        """Places of numbers given by name."""
        return self.world.numbers.add(texts)

    def call(
        self,
        lines: Lines,
        counts: Ints,
        hours: tuple[Any, Any],
        *,
        callees: NDArray[Any] | None = None,
        answer: Any,
        talk: Any,
        sigma: float = 0.9,
        ringing: float = RINGING,
        evenness: float = 2.5,
        moments: NDArray[Any] | None = None,
        called_back: float = 0.0,
        missed_only: bool = True,
    ) -> Records:
        """Calls of `lines` between two hours of the day (numbers or an array), to anybody unless `callees` says whom.

        A share `called_back` of those missed (or of all) is returned later on the same day.
        """
        if callees is None:
            callees = self.world.people(self.rng, int(counts.sum()))
        if moments is None:
            start, end = (self.start + HOUR * np.broadcast_to(one, len(lines)).astype(float) for one in hours)
            moments = spread(self.rng, counts, start, end, evenness)
        made = dialled(
            self.rng, lines, callees, moments, counts=counts, answer=answer, talk=talk, sigma=sigma, ringing=ringing
        )  # fmt: skip
        self.parts.append(made)
        if called_back:
            self.call_back(made, called_back, missed_only=missed_only)
        return made

    def call_back(
        self, made: Records, share: float, *, missed_only: bool, within: float = 3.0, talk: float = 35.0
    ) -> None:
        """Subscribers who return a call, within some hours and before midnight."""
        can = (made.callee < self.world.own) & (self.rng.random(len(made)) < share)
        rows = np.flatnonzero(can & ~made.answered if missed_only else can)
        if len(rows):
            lines = self.world.lines_of(self.rng, made.callee[rows])
            late = np.minimum(
                made.at[rows] + 60 + within * HOUR * self.rng.random(len(rows)) ** 2, self.start + DAY - 1
            )
            one = np.ones(len(rows), np.int64)
            self.parts.append(
                dialled(self.rng, lines, made.caller[rows], late, counts=one, answer=0.9, talk=talk, sigma=0.9)
            )

    def ring(
        self, number: NDArray[Any], counts: Ints, hours: tuple[float, float], *, answer: float, talk: float
    ) -> Records:
        """Subscribers call these numbers."""
        total = int(counts.sum())
        lines = self.world.lines_of(self.rng, self.world.people(self.rng, total))
        moments = self.start + HOUR * (hours[0] + (hours[1] - hours[0]) * self.rng.beta(1.6, 1.6, total))
        made = dialled(
            self.rng, lines, np.repeat(number, counts), moments, counts=np.ones(total, np.int64), answer=answer,
            talk=talk,
        )  # fmt: skip
        self.parts.append(made)
        return made
