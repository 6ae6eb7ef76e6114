"""Provinces, districts and communes: the national tables, who followed whom in 2025, and boundaries.

Codes are those of the General Statistics Office: two digits for a province, three for a district, five for a
commune. `data/README.md` names source and licence of each table.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

GeoJson = dict[str, Any]
"""A GeoJSON feature or feature collection (RFC 7946), WGS 84."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province (tỉnh) or city under central government (thành phố), as of 1 July 2025."""

    code: str
    name: str
    name_en: str
    full_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune (xã), ward (phường) or special zone (đặc khu), as of 1 July 2025."""

    code: str
    name: str
    full_name: str
    kind: str
    province_code: str


@dataclass(frozen=True, slots=True)
class District:
    """A district-level unit as it stood until `valid_to`, its last day; its old communes have one run of codes."""

    code: str
    name: str
    full_name: str
    kind: str
    province_code: str
    valid_to: date
    first_commune_code: str
    last_commune_code: str


@dataclass(frozen=True, slots=True)
class Succession:
    """On 1 July 2025 the new commune took over all or part of the old one; names are full ("Xã Yên Phúc")."""

    old_code: str
    old_name: str
    old_province_code: str
    new_code: str
    new_name: str


def _table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table, blanks around the values taken off (the sources have some)."""
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        yield {column: value.strip() for column, value in row.items()}


@cache
def _provinces_by_code() -> dict[str, Province]:
    return {
        row["code"]: Province(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            full_name=row["full_name"],
            kind=row["full_name"].removesuffix(row["name"]).strip().lower(),  # the source cuts it short: "Thành"
        )
        for row in _table("provinces_2025.csv")
    }


@cache
def _communes_by_code() -> dict[str, Commune]:
    # The source writes one kind of commune with a small letter ("xã Bắc Sơn").
    rows = (
        row | {"full_name": row["full_name"][:1].upper() + row["full_name"][1:]} for row in _table("communes_2025.csv")
    )
    return {row["code"]: Commune(**row) for row in rows}


@cache
def _districts() -> tuple[District, ...]:
    return tuple(
        District(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            kind=row["kind"],
            province_code=row["province_code"],
            valid_to=date.fromisoformat(row["valid_to"]),
            first_commune_code=row["first_commune_code"],
            last_commune_code=row["last_commune_code"],
        )
        for row in _table("districts_before_2025.csv")
    )


@cache
def _successions() -> tuple[Succession, ...]:
    """All successions, the new commune coded and named as in the table of communes."""
    corrected = {row["source_code"]: row["code"] for row in _table("commune_code_corrections.csv")}
    successions = []
    for row in _table("communes_old_to_new.csv"):
        new_code = corrected.get(row["new_code"], row["new_code"])
        successions.append(
            Succession(
                old_code=row["old_code"],
                old_name=row["old_name"],
                old_province_code=row["old_province_code"],
                new_code=new_code,
                new_name=commune_name(new_code),
            )
        )
    return tuple(successions)


@cache
def _successions_by_old_code() -> dict[str, tuple[Succession, ...]]:
    by_code: dict[str, tuple[Succession, ...]] = {}
    for succession in _successions():
        by_code[succession.old_code] = (*by_code.get(succession.old_code, ()), succession)
    return by_code


@cache
def _successions_by_new_code() -> dict[str, tuple[Succession, ...]]:
    by_code: dict[str, tuple[Succession, ...]] = {}
    for succession in _successions():
        by_code[succession.new_code] = (*by_code.get(succession.new_code, ()), succession)
    return by_code


def provinces() -> tuple[Province, ...]:
    """The 34 provinces and cities since 1 July 2025, by code."""
    return tuple(_provinces_by_code().values())


def province(code: str) -> Province:
    """The province with this two-digit code; LookupError names a code that none of the 34 has."""
    found = _provinces_by_code().get(code)
    if found is None:
        known = ", ".join(_provinces_by_code())
        raise LookupError(f"no province has the code {code!r}; the codes in use since 1 July 2025 are {known}")
    return found


def communes(province_code: str) -> tuple[Commune, ...]:
    """The communes of a province since 1 July 2025, by code; LookupError for an unknown province."""
    province(province_code)
    return tuple(c for c in _communes_by_code().values() if c.province_code == province_code)


def commune(code: str) -> Commune | None:
    """The commune that bears this five-digit code since 1 July 2025; None when none does.

    Old communes are asked for with `successors`: many old codes live on for a different, larger commune.
    """
    return _communes_by_code().get(code)


def commune_name(code: str) -> str:
    """The full name ("Xã Đình Lập") of the commune with this code; LookupError when there is none."""
    found = commune(code)
    if found is None:
        raise LookupError(f"no commune has had the code {code!r} since 1 July 2025")
    return found.full_name


def successors(old_code: str) -> tuple[Succession, ...]:
    """Who took over the commune that had `old_code` on 30 June 2025; empty when the code was not in use."""
    return _successions_by_old_code().get(old_code, ())


def predecessors(new_code: str) -> tuple[Succession, ...]:
    """Out of which old communes the commune with `new_code` was made.

    Empty for an unknown code, and for the five island zones that were districts without communes.
    """
    return _successions_by_new_code().get(new_code, ())


def districts(province_code: str, on: date) -> tuple[District, ...]:
    """The district-level units of a province on a day; shipped for Lạng Sơn, empty for the others.

    Empty from 1 July 2025, when the level ended (Resolution 203/2025/QH15). Before, the table holds for the
    years in which the names stood as shipped, 2020 included.
    """
    return tuple(d for d in _districts() if d.province_code == province_code and on <= d.valid_to)


def communes_out_of(district: District) -> tuple[Commune, ...]:
    """The communes since 1 July 2025 that got all or part of an old commune of `district`, by code.

    An old commune's district is told by its code: the statistics office numbered them district after district.
    """
    first, last = district.first_commune_code, district.last_commune_code
    return tuple(
        new
        for new in communes(district.province_code)
        if any(first <= old.old_code <= last for old in predecessors(new.code))
    )


@cache
def _map(province_code: str) -> GeoJson | None:
    names = {row["province_code"]: row["file"] for row in _table("boundaries.csv")}
    if province_code not in names:
        return None
    text = files(__package__).joinpath("data", names[province_code]).read_text(encoding="utf-8")
    collection: GeoJson = json.loads(text)
    for feature in collection["features"]:
        found = _communes_by_code().get(feature["properties"]["code"])
        if found is not None:  # the table has the last word on names
            feature["properties"]["full_name"] = found.full_name
    return collection


def boundaries(province_code: str) -> GeoJson | None:
    """The communes of a province as a GeoJSON feature collection; None where no map is shipped.

    Each feature's properties have `code`, `full_name`, `area_km2`. The answer is the caller's own at the top:
    the geometries are shared and must not be changed.
    """
    collection = _map(province_code)
    if collection is None:
        return None
    features = [f for f in collection["features"] if f["properties"]["level"] == "commune"]
    return {"type": "FeatureCollection", "features": features}


def province_outline(province_code: str) -> GeoJson | None:
    """The outline of a province as a GeoJSON feature; None where no map is shipped. Not to be changed."""
    collection = _map(province_code)
    if collection is None:
        return None
    outline: GeoJson = next(f for f in collection["features"] if f["properties"]["level"] == "province")
    return outline
