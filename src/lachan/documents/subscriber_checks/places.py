"""Names of places on a day: communes since July 2025, districts and old communes before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lachan.vietnam.places import commune, districts, province, successors
from lachan.vietnam.wording import Wording

DISTRICTS_ENDED = date(2025, 7, 1)
UNKNOWN = Wording("Không rõ địa bàn", "Place unknown")
_OF_PROVINCES = ("20",)
"""Provinces whose districts are shipped (`lachan.vietnam.places.districts`)."""


def place_name(code: str | None, *, with_province: bool = False) -> Wording:
    """The name of the commune with this code: of today, or the old one with a word that it is old."""
    if not code:
        return UNKNOWN
    found = commune(code)
    if found is not None:
        name = f"{found.full_name}, {province(found.province_code).name}" if with_province else found.full_name
        return Wording(name, name)
    old = successors(code)
    if old:
        return Wording(f"{old[0].old_name} (xã cũ)", f"{old[0].old_name} (old commune)")
    return Wording(f"Mã {code}", f"Code {code}")


def several_provinces(codes: Iterable[str | None]) -> bool:
    """Whether communes of more than one province are among them, so that a name alone could be two places."""
    found = (commune(code) for code in codes if code)
    return len({one.province_code for one in found if one}) > 1


def area_name(code: str | None, on: date, *, with_province: bool = False) -> Wording:
    """The area of figures on a day: before July 2025 the district where it is known, else the commune."""
    if code and on < DISTRICTS_ENDED:
        for of in _OF_PROVINCES:
            for one in districts(of, on):
                if one.first_commune_code <= code <= one.last_commune_code:
                    return Wording(one.full_name, one.full_name)
    return place_name(code, with_province=with_province)


def by_area(rows: Sequence[Mapping[str, Any]], on: date) -> list[tuple[Wording, int, int]]:
    """Active and faulty numbers by area, the most faulty first, from the rows of `by_commune`."""
    added: dict[str, tuple[Wording, int, int]] = {}
    several = several_provinces(row["commune_code"] for row in rows)
    for row in rows:
        name = area_name(row["commune_code"], on, with_province=several)
        _, active, faulty = added.get(name.vi, (name, 0, 0))
        added[name.vi] = (name, active + row["active"], faulty + row["faulty"])
    return sorted(added.values(), key=lambda one: (-one[2], -one[1], one[0].vi))
