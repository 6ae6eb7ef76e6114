"""The band of a fine for an act around subscriber information, by the decree in force on the day of the act.

Source: Decree 174/2026/NĐ-CP, articles 4.3 (a person pays half), 34 (acts and amounts), 115 (an act that ended before
01/07/2026 falls under the decree before it; one that goes on, under the decree of the day on which it is found), and
those on who may fine. A band is what may be proposed, never what is owed: a competent person decides.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Band:
    """Amounts in đồng for an organisation with `first` to `last` numbers (None: no end)."""

    first: int
    last: int | None
    least: int
    most: int
    per_number: bool

    def holds(self, numbers: int) -> bool:
        """Whether that many numbers fall into the band."""
        return self.first <= numbers and (self.last is None or numbers <= self.last)


@dataclass(frozen=True, slots=True)
class Act:
    """One act that is fined: its ground, first and last day in force, and bands by how many numbers."""

    code: str
    title: Wording
    basis: Wording
    since: date
    until: date | None
    bands: tuple[Band, ...]

    def in_force(self, day: date) -> bool:
        """Whether it counts for an act of that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be proposed, in đồng, and who is the lowest in rank that may fine so much (None: nobody here)."""

    least: int
    most: int
    basis: Wording
    may_fine: Wording | None


def _read_act(entry: dict[str, Any]) -> Act:
    return Act(
        code=entry["code"],
        title=Wording(entry["vi"], entry["en"]),
        basis=Wording(entry["basis_vi"], entry["basis_en"]),
        since=entry["since"],
        until=entry.get("until"),
        bands=tuple(
            Band(one["from"], one.get("to"), one["least"], one["most"], one.get("per_number", False))
            for one in entry["bands"]
        ),
    )


_LAW = tomllib.loads((files("lachan.vietnam") / "data" / "penalties.toml").read_text(encoding="utf-8"))
ACTS: tuple[Act, ...] = tuple(_read_act(entry) for entry in _LAW["act"])
"""Every act known here, whenever in force."""

_CEILINGS = tuple((Wording(one["vi"], one["en"]), int(one["most"])) for one in _LAW["ceiling"])


def acts_on(day: date) -> tuple[Act, ...]:
    """The acts with a verified band on that day; none before 01/07/2026."""
    return tuple(act for act in ACTS if act.in_force(day))


def proposal(code: str, *, on: date, numbers: int, person: bool) -> Proposal:
    """The band for this act on that day, with so many numbers, for a person or an organisation.

    KeyError when no act of that code was in force on the day; ValueError when `numbers` is below 1.
    """
    if numbers < 1:
        raise ValueError("a fine rests on at least one number")
    act = next((one for one in acts_on(on) if one.code == code), None)
    if act is None:
        raise KeyError(code)
    band = next(one for one in act.bands if one.holds(numbers))
    times = numbers if band.per_number else 1
    least, most = band.least * times, band.most * times
    may_fine = next((who for who, ceiling in _CEILINGS if most <= ceiling), None)
    half = 2 if person else 1
    return Proposal(least // half, most // half, act.basis, may_fine)
