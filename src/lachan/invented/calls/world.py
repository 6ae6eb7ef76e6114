"""The country in which the calls are made: numbers, people with few contacts each, cells, devices, trunks.

People exist as numbers from 0 on; who knows whom, where they live and work follows from these by arithmetic, so that
twenty million calls need no table of friends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lachan.invented.calls.records import NONE, Draw, Lines

INTERNAL = ("MSC-01", "MSC-02", "MSC-03")
DOMESTIC = ("DOM-01", "DOM-02", "DOM-03", "DOM-04", "DOM-05")
INTERNATIONAL = ("INT-01", "INT-02", "INT-03", "INT-04")
TRUNKS = (*INTERNAL, *DOMESTIC, *INTERNATIONAL)
TRUNK_KINDS = ("internal",) * 3 + ("domestic",) * 5 + ("international",) * 4
AGENCIES, BANKS, FIXED, VOIP = (TRUNKS.index(one) for one in ("DOM-02", "DOM-03", "DOM-04", "DOM-05"))
FIRST_DOMESTIC, FIRST_INTERNATIONAL = len(INTERNAL), len(INTERNAL) + len(DOMESTIC)
WITHOUT_PLUS = TRUNKS.index("INT-03")
"""A trunk that leaves the + out, as some carriers do; its callers are as honest as others."""

CONTACTS = 40
"""How many people somebody knows at most; on an ordinary day most call four to fifteen of them."""
_MOBILE = np.array([
    32, 33, 34, 35, 36, 37, 38, 39, 70, 76, 77, 78, 79, 81, 82, 83, 84, 85, 86, 88, 89, 90, 91, 93, 94, 96, 97, 98,
])  # fmt: skip
_EACH = 10_000_000
_AREAS = np.array([205, 206, 203, 204, 208, 209])
_COUNTRIES = np.array([1, 82, 81, 886, 61, 49, 86, 66, 855, 856, 65, 60, 44, 33, 420, 7])
_LENGTHS = np.array([10, 10, 10, 9, 9, 10, 11, 9, 8, 9, 8, 9, 10, 9, 9, 10])


_AWAY = 0.0002
"""Subscribers who roam on a day."""


def mixed(one: NDArray[Any], salt: int) -> NDArray[Any]:
    """A well mixed 32-bit number of each, the same for the same salt."""
    found = one.astype(np.uint32) * np.uint32(2_654_435_761) + np.uint32((salt * 0x9E3779B9) & 0xFFFFFFFF)
    found ^= found >> np.uint32(15)
    found *= np.uint32(2_246_822_519)
    found ^= found >> np.uint32(13)
    return found


@dataclass
class Texts:
    """A table of texts that grows: those of people first, those of lines that somebody names behind them."""

    base: pa.Array
    added: list[str] = field(default_factory=list)

    def add(self, texts: Iterable[str]) -> NDArray[Any]:
        """Put texts in; their places."""
        first = len(self.base) + len(self.added)
        self.added.extend(texts)
        return np.arange(first, len(self.base) + len(self.added))

    def named(self, places: NDArray[Any]) -> list[str]:
        """The texts at some places."""
        first = len(self.base)
        inside = self.base.take(pa.array(np.where(places < first, places, 0))).to_pylist()
        return [
            self.added[place - first] if place >= first else text for place, text in zip(places, inside, strict=True)
        ]

    def whole(self) -> pa.Array:
        """All texts, to take from."""
        return pa.concat_arrays([self.base, pa.array(self.added, pa.string())])


@dataclass
class World:
    """Who there is. Numbers 0 to `own` - 1 are the operator's subscribers, then people of other networks, then abroad.

    `own_urn` and `other_urn` hold people as often as they call. `device` says which IMEI a subscriber's calls show,
    `away` who is abroad and calls from there. `as_shown`: numbers are written as switches show them.
    """

    own: int
    others: int
    foreign: int
    cells: int
    constants: NDArray[Any]
    own_urn: NDArray[Any]
    other_urn: NDArray[Any]
    device: NDArray[Any]
    away: NDArray[Any]
    numbers: Texts
    imei: Texts
    imsi: Texts
    cell_names: Texts
    fresh_from: int
    as_shown: bool

    def contact(self, person: NDArray[Any], which: NDArray[Any]) -> NDArray[Any]:
        """The `which`-th acquaintance; who is somebody's acquaintance has him as one too."""
        constant = self.constants[which]
        of_own = person < self.own
        peers = (constant - person) % self.own
        outside = self.own + (person + constant) % self.others
        turns = max(1, self.own // self.others)
        back = (person - self.own - constant) % self.others
        back = np.minimum(back + self.others * (mixed(person, 5) % np.uint32(turns)), self.own - 1)
        return np.asarray(np.where(of_own, np.where(which % 2 == 0, peers, outside), back))

    def cell_at(self, rng: Draw, person: NDArray[Any], at_work: float) -> NDArray[Any]:
        """Where subscribers are: at home, at work with chance `at_work`, near by, or somewhere far."""
        drawn = rng.random(len(person))
        home, work = mixed(person, 1) % np.uint32(self.cells), mixed(person, 2) % np.uint32(self.cells)
        settled = mixed(person, 3) % np.uint32(20) == 0  # telephones that stand in a house
        cell = np.where((drawn < at_work) & ~settled, work, home).astype(np.int64)
        astray = (drawn > 0.82) & ~settled
        near = np.where(drawn > 0.97, rng.integers(0, self.cells, len(person)), cell + rng.integers(-3, 4, len(person)))
        return np.asarray(np.where(astray, near % self.cells, cell))

    def lines_of(self, rng: Draw, person: NDArray[Any], at_work: float = 0.5) -> Lines:
        """People of any network as lines; a call a person. Who is away comes in from abroad, with his own number."""
        theirs = np.where(person < self.own, person, 0)
        away = (person < self.own) & self.away[theirs]
        own = (person < self.own) & ~away
        cell = np.where(own, self.cell_at(rng, theirs, at_work), NONE)
        abroad = person >= self.own + self.others
        fixed = ~abroad & ((person - self.own) % 10 == 0)
        mobile = FIRST_DOMESTIC + mixed(person, 4) % np.uint32(3)
        outside = np.where(abroad, self.trunk_of_foreign(person), np.where(fixed, FIXED, mobile))
        outside = np.where(away, FIRST_INTERNATIONAL + person % 2, outside)
        trunk = np.where(own, cell % len(INTERNAL), outside)
        return Lines(person, trunk, cell, np.where(own, self.device[theirs], NONE), np.where(own, person, NONE))

    def trunk_of_foreign(self, person: NDArray[Any]) -> NDArray[Any]:
        """The trunk that somebody abroad comes in on."""
        return FIRST_INTERNATIONAL + (mixed(person, 6) % np.uint32(len(INTERNATIONAL))).astype(np.int64)

    def home(self, texts: Iterable[str]) -> list[str]:
        """Numbers of fixed lines and services, given as E.164, as the old network writes them where `as_shown`."""
        if not self.as_shown:
            return list(texts)
        return [one[3:] if one.startswith(("+841800", "+841900")) else f"0{one[3:]}" for one in texts]

    def people(self, rng: Draw, count: int) -> NDArray[Any]:
        """Any subscribers."""
        return rng.integers(0, self.own, count)

    def subscribers(self, rng: Draw, count: int) -> NDArray[Any]:
        """Different subscribers who are in the country."""
        drawn = np.unique(rng.integers(0, self.own, 2 * count + 20))
        at_home = drawn[~self.away[drawn]]
        return rng.permutation(at_home)[: min(count, len(at_home))]

    def fresh(self, count: int) -> list[str]:
        """Mobile numbers that nobody has yet, as E.164."""
        made = mobile_numbers(np.arange(self.fresh_from, self.fresh_from + count)).to_pylist()
        self.fresh_from += count
        return list(made)

    def new_sims(self, rng: Draw, count: int, *, devices: NDArray[Any] | None = None, cell: Any = None) -> Lines:
        """Fresh lines of the operator: a SIM each, a device each unless given, in a cell of its own or `cell`."""
        serial = len(self.imsi.base) + len(self.imsi.added)
        sims = self.imsi.add(f"45204{9 * 10**9 + serial + place:010}" for place in range(count))
        if devices is None:
            devices = self.new_devices(count)
        cells = rng.integers(0, self.cells, count) if cell is None else np.broadcast_to(cell, count)
        return Lines(self.numbers.add(self.fresh(count)), cells % len(INTERNAL), cells, devices, sims)

    def new_devices(self, count: int) -> NDArray[Any]:
        """Fresh devices."""
        serial = len(self.imei.base) + len(self.imei.added)
        return self.imei.add(f"8651{10**10 + serial + place:011}" for place in range(count))


def mobile_numbers(serial: NDArray[Any]) -> pa.Array:
    """A mobile number for each serial number, no two alike, in no visible order."""
    place = (serial.astype(np.int64) * 198_491_317 + 55_511_151) % (len(_MOBILE) * _EACH)
    return _plus(84 * 10**9 + _MOBILE[place // _EACH] * _EACH + place % _EACH)


def _plus(digits: NDArray[Any]) -> pa.Array:
    return pc.binary_join_element_wise("+", pc.cast(pa.array(digits), pa.string()), "")


def _fixed_numbers(count: int, front: str) -> pa.Array:
    """Fixed lines: 0 or +84, area, seven digits."""
    serial = np.arange(count, dtype=np.int64)
    area = _AREAS[serial // 999_983 % len(_AREAS)]
    return pc.binary_join_element_wise(
        front, pc.cast(pa.array(area * _EACH + 3_000_000 + serial * 611_953 % 999_983), pa.string()), ""
    )


def foreign_numbers(serial: NDArray[Any]) -> pa.Array:
    """Numbers of people abroad as E.164."""
    country = (mixed(serial, 11) % np.uint32(len(_COUNTRIES))).astype(np.int64)
    length = 10 ** _LENGTHS[country]
    rest = length // 10 * 2 + (serial * 7_368_787 + mixed(serial, 12).astype(np.int64) * 1000) % (length // 10 * 7)
    return _plus(_COUNTRIES[country] * length + rest)


def draw_world(rng: Draw, rows_a_day: float, *, as_shown: bool) -> World:
    """People in the number that makes so many calls a day."""
    own = max(600, int(rows_a_day * 0.13))
    others = max(400, int(rows_a_day * 0.08))
    foreign = max(60, int(rows_a_day * 0.004))
    cells = max(40, own // 900)
    outside = np.arange(others)
    mobile = mobile_numbers(np.arange(own + others))
    fixed = pa.concat_arrays([mobile, _fixed_numbers(others // 10 + 1, "0" if as_shown else "+84")])
    place = np.where(outside % 10 == 0, own + others + outside // 10, own + outside)
    abroad = foreign_numbers(np.arange(foreign))
    bare = pc.utf8_slice_codeunits(abroad, 1) if as_shown else abroad
    numbers = pa.concat_arrays([mobile[:own], fixed.take(pa.array(place)), abroad, bare])
    model = 35_000_000 + np.arange(240) * 41_003
    serials = np.arange(own, dtype=np.int64)
    device = model[(mixed(serials, 8) % np.uint32(240)).astype(np.int64)] * 10**7 + serials % 10**7
    cell_names = pa.array([f"LS{place:05}" for place in range(cells)])
    world = World(
        own, others, foreign, cells, rng.integers(0, 2**40, CONTACTS),
        _urn(rng, np.arange(own), 0.9), _urn(rng, own + outside, 0.7), np.arange(own),
        rng.random(own) < _AWAY, Texts(numbers), Texts(pc.cast(pa.array(device), pa.string())),
        Texts(pc.cast(pa.array(452_040_000_000_000 + serials * 13), pa.string())), Texts(cell_names), own + others,
        as_shown,
    )  # fmt: skip
    _clone_devices(rng, world)
    return world


def _urn(rng: Draw, people: NDArray[Any], sigma: float) -> NDArray[Any]:
    """Each person as often as he calls compared with others: few call much, most little."""
    weight = np.clip(np.rint(np.exp(rng.normal(np.log(3.2), sigma, len(people)))), 1, 80).astype(np.int64)
    return np.repeat(people.astype(np.int32), weight)


def _clone_devices(rng: Draw, world: World) -> None:
    """Cheap telephones that all bear one IMEI, scattered over the country: many SIMs on one device, and no box."""
    for holders in (40, 15, 12):
        people = rng.choice(world.own, min(holders, world.own // 20), replace=False)
        world.device[people] = people[0]
