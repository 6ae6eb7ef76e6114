"""The units that a province starts with, as rows: made from the national tables and from a table of bodies.

What is known differs. The national tables give every province its communes since 01/07/2025. The 11 district-level
units before that day, and with them the district offices of culture and information, are known for Lạng Sơn alone:
other provinces begin with what stands since 01/07/2025 and bring their past by import. A commune office follows the
office of each district of which its commune took over an old commune (`places.communes_out_of`).
`data/README.md` says which of the other bodies rest on documents and which names are plausible only.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

from lachan.office.units.checks import COMMUNES_SINCE
from lachan.office.units.models import UnitKind
from lachan.office.units.plan import table_in
from lachan.office.units.rows import UnitRow, row_from_cells
from lachan.readers.uploads.kinds import FileKind
from lachan.vietnam import places

BEGINNING = date(2020, 1, 1)
"""The first day that the register tells of; bodies that stood then are older."""

LAST_DAY_OF_DISTRICTS = COMMUNES_SINCE - timedelta(days=1)
DISTRICTS_TO_COMMUNES = "Nghị quyết 202/2025/QH15; Nghị quyết 1672/NQ-UBTVQH15"
OWN_BODIES = {"20": "bodies_20.csv"}
ANY_BODIES = "bodies_any.csv"
# Huế was not merged in July 2025 but became a city under central government half a year before (175/2024/QH15).
_CITY_SINCE = {"46": date(2025, 1, 1)}


def seed_rows(province: str) -> list[UnitRow]:
    """Every unit that the province with this code starts with; LookupError for a code that none of the 34 has."""
    return [_province_row(province), *_district_rows(province), *_commune_rows(province), *_body_rows(province)]


def _province_row(province: str) -> UnitRow:
    one = places.province(province)
    return UnitRow(
        key=f"ubnd-{one.code}",
        name=f"Ủy ban nhân dân {one.kind} {one.name}",
        short_name=f"UBND {one.kind} {one.name}",
        kind=UnitKind.PROVINCE.value,
        valid_from=_CITY_SINCE.get(one.code, COMMUNES_SINCE if _was_merged(one.code) else BEGINNING),
    )


def _was_merged(province: str) -> bool:
    """Whether the province of today was made out of several in 2025."""
    old = {old.old_province_code for new in places.communes(province) for old in places.predecessors(new.code)}
    return len(old) > 1


def _district_rows(province: str) -> Iterator[UnitRow]:
    for one in places.districts(province, LAST_DAY_OF_DISTRICTS):
        heirs = [commune.code for commune in places.communes_out_of(one)]
        yield UnitRow(
            key=f"ubnd-{one.code}",
            name=f"Ủy ban nhân dân {one.kind} {one.name}",
            short_name=f"UBND {one.kind} {one.name}",
            kind=UnitKind.DISTRICT.value,
            parent=f"ubnd-{province}",
            area=(one.code,),
            valid_from=BEGINNING,
            valid_to=one.valid_to,
            successors=tuple(f"ubnd-{code}" for code in heirs),
            basis=DISTRICTS_TO_COMMUNES,
        )
        yield UnitRow(
            key=f"vhtt-{one.code}",
            name=f"Phòng Văn hóa và Thông tin {one.kind} {one.name}",
            short_name=f"Phòng VHTT {one.kind} {one.name}",
            kind=UnitKind.DISTRICT_OFFICE.value,
            parent=f"ubnd-{one.code}",
            area=(one.code,),
            valid_from=BEGINNING,
            valid_to=one.valid_to,
            successors=tuple(f"vhxh-{code}" for code in heirs),
            basis=DISTRICTS_TO_COMMUNES,
        )


def _commune_rows(province: str) -> Iterator[UnitRow]:
    for one in places.communes(province):
        yield UnitRow(
            key=f"ubnd-{one.code}",
            name=f"Ủy ban nhân dân {one.kind} {one.name}",
            short_name=f"UBND {one.kind} {one.name}",
            kind=UnitKind.COMMUNE.value,
            parent=f"ubnd-{province}",
            area=(one.code,),
            valid_from=COMMUNES_SINCE,
        )
        yield UnitRow(
            key=f"vhxh-{one.code}",
            name=f"Phòng Văn hóa - Xã hội {one.kind} {one.name}",
            short_name=f"Phòng VHXH {one.kind} {one.name}",
            kind=UnitKind.COMMUNE_OFFICE.value,
            parent=f"ubnd-{one.code}",
            area=(one.code,),
            valid_from=COMMUNES_SINCE,
        )


def _body_rows(province: str) -> Iterator[UnitRow]:
    """Department, divisions, operators and police: the province's own table, or the one for any with its name."""
    name = OWN_BODIES.get(province, ANY_BODIES)
    one = places.province(province)
    text = files("lachan.office.units").joinpath("data", name).read_text(encoding="utf-8")
    text = text.replace("{code}", one.code).replace("{kind}", one.kind).replace("{name}", one.name)
    for _number, cells in table_in(text.encode(), FileKind.CSV, name=name).rows:
        row, problems = row_from_cells(cells, None)
        if row is None:
            raise ValueError(f"{name}: {problems}")
        yield row
