"""The numbering plan as tables: what the first digits of a number say, and how long such a number is.

Read once from `data/`, where each row says how sure it is; nothing is read while numbers are explained. Who was first
allocated a prefix is known, who serves a number today is not: numbers move between operators since November 2018.
Sources: Circular 22/2014/TT-BTTTT, the changes of 2017 (area codes) and 15 September 2018 (mobile), ITU-T E.164.
"""

import csv
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple

from lachan.vietnam.identity import birth_provinces
from lachan.vietnam.numbers.normal import PREFIXES_OF_2018
from lachan.vietnam.numbers.signs import DOMESTIC_FROM_ABROAD, MOBILE_FROM_ABROAD, Sign
from lachan.vietnam.places import province
from lachan.vietnam.wording import Wording

KEY = 4
"""Digits behind the 0 or +84 that decide what a number is."""
MOBILE_CHANGED_ON = date(2018, 9, 15)
MOBILE_BOTH_UNTIL = date(2018, 11, 14)
"""Last day on which mobile numbers of 11 digits were still put through (from memory; press of the time)."""


class Kind(StrEnum):
    """What a shown number is."""

    MOBILE = "mobile"
    FIXED = "fixed"
    FREE_SERVICE = "free_service"
    PAID_SERVICE = "paid_service"
    POLICE_ARMY = "police_army"
    STATE = "state"
    EMERGENCY = "emergency"
    SHORT = "short"
    FOREIGN = "foreign"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"
    IMPOSSIBLE = "impossible"


KIND_WORDS = {
    Kind.MOBILE: Wording("số di động", "mobile number"),
    Kind.FIXED: Wording("số cố định", "fixed number"),
    Kind.FREE_SERVICE: Wording("dịch vụ 1800, miễn cước người gọi", "service 1800, free to the caller"),
    Kind.PAID_SERVICE: Wording("dịch vụ 1900, người gọi trả cước", "service 1900, paid by the caller"),
    Kind.POLICE_ARMY: Wording("mạng 069 của công an, quân đội", "network 069 of police and army"),
    Kind.STATE: Wording("mạng 080 của cơ quan Đảng, Nhà nước", "network 080 of Party and State offices"),
    Kind.EMERGENCY: Wording("số khẩn cấp", "emergency number"),
    Kind.SHORT: Wording("số ngắn", "short number"),
    Kind.FOREIGN: Wording("số nước ngoài", "foreign number"),
    Kind.WITHHELD: Wording("người gọi không cho hiện số", "the caller shows no number"),
    Kind.UNKNOWN: Wording("dải số chưa đủ căn cứ để kết luận", "a range that too little is known about"),
    Kind.IMPOSSIBLE: Wording("không thể là số điện thoại", "can be no telephone number"),
}


class Area(NamedTuple):
    """An area code with its 0, the province that it was made for, and that province's name since 1 July 2025."""

    code: str
    name: str
    province_2025: str


class Country(NamedTuple):
    """A country code of E.164 (of North America with the area code where that names a country), ISO code and name.

    `shortest` is how few digits a number there has, with the code; it decides between two readings of bare digits.
    """

    code: str
    iso: str
    name: Wording
    shortest: int


class What(NamedTuple):
    """What the first digits of a number say.

    `lengths` are those of the digits behind the 0 or +84; `since` the first day of such numbers where it is known;
    `allocated_to` is an operator that `allocation_sure` says a list confirms, or one to be expected, or "".
    `new_prefix` replaces the first three digits of a mobile number before 2018. `note` is the name of a short number.
    `unallocated` ranges have the form of a number, and no operator is known to have them. `from_abroad` is the sign of
    a call with such a number from an international trunk.
    """

    kind: Kind
    lengths: frozenset[int] = frozenset()
    allocated_to: str = ""
    allocation_sure: bool = False
    area: Area | None = None
    country: Country | None = None
    since: date | None = None
    new_prefix: str = ""
    note: Wording | None = None
    unallocated: bool = False
    from_abroad: Sign | None = None


class OldArea(NamedTuple):
    """An area code of before 2017: successor, how many digits follow it, the day of the change, last day of both."""

    new: str
    length: int
    changed_on: date
    both_until: date
    what: What


_MOBILE = frozenset({9})
_FIXED = frozenset({10})
_SERVICE = frozenset({8, 10})
_POLICE_ARMY = frozenset({7, 8, 9})
_STATE = frozenset({7})
_CITIES = ("24", "28")
"""Area codes of two digits, whose numbers have eight behind them."""
_UNALLOCATED_MOBILE = "95"


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("lachan.vietnam").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _keys(prefix: str) -> Iterator[str]:
    """Every key that begins with `prefix`."""
    rest = KEY - len(prefix)
    yield from (f"{prefix}{tail:0{rest}d}" for tail in range(10**rest)) if rest else (prefix,)


def _mobile() -> Iterator[tuple[str, What]]:
    changed = set(PREFIXES_OF_2018.values())
    yield _UNALLOCATED_MOBILE, What(Kind.MOBILE, _MOBILE, unallocated=True, from_abroad=MOBILE_FROM_ABROAD)
    for row in sorted(_rows("mobile_prefixes.csv"), key=lambda one: len(one["prefix"])):
        since = MOBILE_CHANGED_ON if row["prefix"][:2] in changed else None
        yield (
            row["prefix"],
            What(
                Kind.MOBILE, _MOBILE, row["operator"], row["sure"] == "listed",
                since=since, from_abroad=MOBILE_FROM_ABROAD,
            ),
        )  # fmt: skip


def _old_mobile(plan: dict[str, What]) -> Iterator[tuple[str, What]]:
    for old, new in PREFIXES_OF_2018.items():
        holder = plan[f"{new}00"]
        yield old, holder._replace(lengths=frozenset({10}), since=None, new_prefix=new)


def _areas() -> dict[str, Area]:
    return {
        one.area_code: Area(f"0{one.area_code}", one.name, province(one.successor).name)
        for one in birth_provinces().values()
    }


def _old_areas(plan: dict[str, What]) -> dict[str, OldArea]:
    return {
        row["old"]: OldArea(
            row["new"],
            8 if row["new"] in _CITIES else 7,
            date.fromisoformat(row["changed_on"]),
            date.fromisoformat(row["both_until"]),
            plan[(row["new"] + "00")[:KEY]],
        )
        for row in _rows("old_area_codes.csv")
    }


def _fixed(area: Area, since: date | None) -> What:
    return What(Kind.FIXED, _FIXED, area=area, since=since, from_abroad=DOMESTIC_FROM_ABROAD)


def _plan() -> dict[str, What]:
    changed_on = {row["new"]: date.fromisoformat(row["changed_on"]) for row in _rows("old_area_codes.csv")}
    ranges = [
        *_mobile(),
        *((code, _fixed(area, changed_on.get(code))) for code, area in _areas().items()),
        ("1800", What(Kind.FREE_SERVICE, _SERVICE, from_abroad=DOMESTIC_FROM_ABROAD)),
        ("1900", What(Kind.PAID_SERVICE, _SERVICE, from_abroad=DOMESTIC_FROM_ABROAD)),
        ("69", What(Kind.POLICE_ARMY, _POLICE_ARMY, from_abroad=DOMESTIC_FROM_ABROAD)),
        ("80", What(Kind.STATE, _STATE, from_abroad=DOMESTIC_FROM_ABROAD)),
        # Internet telephony, by the circular and by a foreign table; not confirmed which, nor how long.
        ("65", What(Kind.UNKNOWN, frozenset({8, 9, 10}))),
        ("672", What(Kind.UNKNOWN, frozenset({9}))),
    ]
    plan = {key: what for prefix, what in ranges for key in _keys(prefix)}
    return plan | {key: what for prefix, what in _old_mobile(plan) for key in _keys(prefix)}


PLAN: dict[str, What] = _plan()
"""What a Vietnamese number is, by the first four digits behind its 0 or +84."""
OLD_AREAS: dict[str, OldArea] = _old_areas(PLAN)
"""Area codes of before 2017, without their 0."""
SHORT: dict[str, What] = {
    row["number"]: What(Kind(row["kind"]), note=Wording(row["vi"], row["en"]), from_abroad=DOMESTIC_FROM_ABROAD)
    for row in _rows("short_numbers.csv")
}
"""Emergency and short numbers with a known meaning."""
FOREIGN: dict[str, What] = {
    row["code"]: What(
        Kind.FOREIGN,
        country=Country(row["code"], row["iso"], Wording(row["vi"], row["en"]), int(row["shortest"])),
    )
    for row in _rows("country_codes.csv")
}
"""Countries and world-wide services by their code."""
ANY_SHORT = What(Kind.SHORT, from_abroad=DOMESTIC_FROM_ABROAD)
ANY_FOREIGN = What(Kind.FOREIGN)
WITHHELD = What(Kind.WITHHELD)
IMPOSSIBLE = What(Kind.IMPOSSIBLE)


def foreign_of(digits: str) -> What | None:
    """The country whose code `digits` begin with; the longest code counts."""
    for length in (4, 3, 2, 1):
        if found := FOREIGN.get(digits[:length]):
            return found
    return None
