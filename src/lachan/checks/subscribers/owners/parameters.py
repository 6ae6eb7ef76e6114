"""What can be set about holders of many: the bands, and how much each kind of evidence weighs."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lachan.checks.given import Given, own_parameters
from lachan.checks.subscribers.table import refuse_before_the_law
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording

WEIGHTS: dict[str, float] = {
    # the writing of the name
    "name_slip": -1.5,  # taken from the weight of the name that one keystroke explains
    "name_word_less": -5.0,  # taken from the weight of the shorter name
    "name_mark": -3.0,  # a tone or vowel mark that contradicts, at most twice
    "name_other": -7.0,
    # the birth date
    "date_slip": 4.0,
    "date_swapped": 6.0,
    "date_year": 3.0,
    "date_part": 1.0,
    "date_other": -8.0,
    # the paper
    "paper_slip": 11.0,
    "paper_near": 2.0,
    "paper_apart": -6.0,
    "two_cards": -14.0,  # a person has one personal number for life, and both fit sex and birth year of their record
    # what surrounds it
    "sexes_differ": -4.0,
    "address_most": 10.0,
    "commune_most": 6.0,
    "commune_other": -1.0,
    "point_most": 3.0,
    "photo": 10.0,
    "scan": 10.0,
    "imei": 6.0,
    "representative": 6.0,
}
"""Contributions to the score of a pair in bits: how much likelier (as a power of two) the agreement or difference is
for one person than for two. What agrees in name, date or place weighs as it is rare in the data, and is not here."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Bands and limits; `Parameters.on(day)` has the bands in force."""

    persons: tuple[int, ...] = (4, 10, 20)
    """First count of each band, ascending: 4–9, 10–19, 20 and more."""
    organisations: tuple[int, ...] = (50,)
    top_points: int = 5
    """How many service points with the most numbers the summary names."""
    threshold: float = 1.0
    """Bits from which two identities are one holder: 1 means twice as likely one person as two."""
    background: float = 20_000
    """How many unseen people the frequencies of names and dates are smoothed with, so that a small file does not make
    a common name look rare."""
    rare_word: int = 20
    """A word of a name is a possible slip when another, one keystroke away, is this many times as common."""
    common_mark: int = 8
    """A photo, scan, device or representative that more identities than this share ties nobody."""
    organisations_of_one: int = 4
    """A representative of more organisations than this ties none of them (agents who found companies for others)."""
    weights: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    def __post_init__(self) -> None:
        for name, bands in (("persons", self.persons), ("organisations", self.organisations)):
            if not bands or bands[0] < 2 or any(low >= high for low, high in pairwise(bands)):
                raise InputError(
                    "owners.bands",
                    Wording(
                        f"Các mốc của nhóm ({name}) phải là số nguyên từ 2, tăng dần, ví dụ 4,10,20.",
                        f"The limits of the bands ({name}) must be whole numbers from 2 upward, for example 4,10,20.",
                    ),
                )

    @classmethod
    def on(cls, day: datetime.date, own: Mapping[str, Any] | None = None) -> "Parameters":
        """The bands in force on that day (law.toml), or an operator's own of the same names.

        InputError for a day before there was a law on this, and for an own value that is of no parameter.
        """
        refuse_before_the_law(day)
        given = Given(day, own_parameters(own or {}))
        return cls(
            persons=tuple(given.value("bands.person", day)),
            organisations=tuple(given.value("bands.organisation", day)),
            top_points=given.value("bands.top_points", day),
        )

    def of_kind(self, kind: str) -> tuple[int, ...]:
        """The limits for "person" or "organisation"."""
        return self.organisations if kind == "organisation" else self.persons


def band_names(limits: tuple[int, ...]) -> tuple[str, ...]:
    """The names of the bands: (4, 10, 20) gives "4-9", "10-19", "20+"."""
    ends = [str(low) if high == low + 1 else f"{low}-{high - 1}" for low, high in pairwise(limits)]
    return (*ends, f"{limits[-1]}+")
