"""What one body may ask of another: kinds of request, dated legal grounds, data that may be asked, widest range.

The catalogue is `data/request_kinds.toml`. Sources: Telecom Law 24/2023/QH15 (articles 6.4, 13.2), Criminal Procedure
Code 2015 (articles 5.4, 197), Cybersecurity Laws 24/2018 and 116/2025, Decrees 333/2026 (article 16) and 174/2026
(article 34.9). What rests on second-hand sources is marked `sure = False` with its doubt, to be shown.
A body is named here by its kind ("police", "department", "operator", "commune_office", "other").
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How the time for an answer is counted: hours by law, or (`hours` None) the working days that the letter gives."""

    hours: int | None = None
    urgent_hours: int | None = None

    @property
    def by_letter(self) -> bool:
        """Whether the letter says how many working days there are."""
        return self.hours is None


@dataclass(frozen=True, slots=True)
class DataKind:
    """One kind of data that an answer may hold, and which kinds of bodies may ask for it."""

    code: str
    wording: Wording
    askers: tuple[str, ...]
    content: bool


@dataclass(frozen=True, slots=True)
class RequestLaw:
    """One kind of request: who may ask whom, by which identifiers, for which data, how wide (0: no range of time)."""

    code: str
    wording: Wording
    pairs: tuple[tuple[str, str], ...]
    identifiers: tuple[str, ...]
    data_kinds: tuple[str, ...]
    widest_days: int

    def may_ask(self, asker: str, asked: str) -> bool:
        """Whether a body of the first kind may ask one of the second."""
        return (asker, asked) in self.pairs

    def askers(self) -> frozenset[str]:
        """The kinds of bodies that may make such a request at all."""
        return frozenset(asker for asker, _asked in self.pairs)

    def asked_by(self, asker: str) -> frozenset[str]:
        """The kinds of bodies of which `asker` may ask it."""
        return frozenset(asked for one, asked in self.pairs if one == asker)


@dataclass(frozen=True, slots=True)
class Ground:
    """One legal ground, with its days in force, who may rely on it, and the clock of each kind of request."""

    code: str
    wording: Wording
    since: date
    until: date | None
    askers: tuple[str, ...]
    sure: bool
    doubt: Wording
    seizure: bool
    clocks: dict[str, ClockRule] = field(hash=False)
    own_clocks: dict[tuple[str, str], ClockRule] = field(hash=False)

    def in_force(self, day: date) -> bool:
        """Whether the ground holds on the day (the letter's, never today's)."""
        return self.since <= day and (self.until is None or day <= self.until)

    def clock(self, kind: str, asker: str) -> ClockRule | None:
        """The clock of a kind of request made by a kind of body; None when the ground does not carry it."""
        if asker not in self.askers:
            return None
        return self.own_clocks.get((asker, kind)) or self.clocks.get(kind)


_TABLE = tomllib.loads((files("lachan.vietnam") / "data" / "request_kinds.toml").read_text(encoding="utf-8"))

MOST_IDENTIFIERS: int = _TABLE["limits"]["most_identifiers"]
MOST_LETTER_DAYS: int = _TABLE["limits"]["most_letter_days"]


def _clock(entry: dict[str, Any]) -> ClockRule:
    return ClockRule(entry.get("hours"), entry.get("urgent_hours"))


def _ground(entry: dict[str, Any]) -> Ground:
    own = {key.removeprefix("clock_"): value for key, value in entry.items() if key.startswith("clock_")}
    return Ground(
        code=entry["code"],
        wording=Wording(entry["vi"], entry["en"]),
        since=entry["since"],
        until=entry.get("until"),
        askers=tuple(entry["askers"]),
        sure=entry["sure"],
        doubt=Wording(entry.get("doubt_vi", ""), entry.get("doubt_en", "")),
        seizure=entry.get("seizure", False),
        clocks={kind: _clock(rule) for kind, rule in entry["clock"].items()},
        own_clocks={(asker, kind): _clock(rule) for asker, rules in own.items() for kind, rule in rules.items()},
    )


DATA_KINDS: dict[str, DataKind] = {
    one["code"]: DataKind(one["code"], Wording(one["vi"], one["en"]), tuple(one["askers"]), one.get("content", False))
    for one in _TABLE["data_kind"]
}
"""Kinds of data by code, in the order of the form."""

KINDS: dict[str, RequestLaw] = {
    one["code"]: RequestLaw(
        code=one["code"],
        wording=Wording(one["vi"], one["en"]),
        pairs=tuple((asker, asked) for asker, asked in one["pairs"]),
        identifiers=tuple(one["identifiers"]),
        data_kinds=tuple(one["data_kinds"]),
        widest_days=one["widest_days"],
    )
    for one in _TABLE["kind"]
}
"""Kinds of request by code, in the order of the form."""

GROUNDS: dict[str, Ground] = {one["code"]: _ground(one) for one in _TABLE["ground"]}
"""Legal grounds by code, in and out of force."""


def kinds_for(asker: str) -> list[RequestLaw]:
    """The kinds of request that a kind of body may make."""
    return [kind for kind in KINDS.values() if asker in kind.askers()]


def grounds_for(kind: str, asker: str, day: date) -> list[Ground]:
    """The grounds on which such a body may make such a request by a letter of that day."""
    return [ground for ground in GROUNDS.values() if ground.in_force(day) and ground.clock(kind, asker) is not None]


def data_for(kind: str, asker: str) -> list[DataKind]:
    """The kinds of data that such a body may ask for by such a request."""
    return [DATA_KINDS[code] for code in KINDS[kind].data_kinds if asker in DATA_KINDS[code].askers]
