"""Writing rows into the data base, for the actions of this room; the actions check and record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lachan.office.units.checks import since_of
from lachan.office.units.models import Succession, Unit
from lachan.office.units.rows import UnitRow


def store_new(rows: Iterable[UnitRow]) -> list[Unit]:
    """Store new units, superiors first, and then who follows whom."""
    rows = list(rows)
    stored = []
    for row in superiors_first(rows):
        parent = Unit.objects.get(key=row.parent) if row.parent else None
        unit = Unit(key=row.key, kind=row.kind, valid_to=row.valid_to, **description_of(row), parent=parent)
        unit.save()
        stored.append(unit)
    ids: dict[str, int] = dict(Unit.objects.values_list("key", "pk"))
    for row in rows:
        store_successors(row, ids)
    return stored


def store_successors(row: UnitRow, ids: Mapping[str, int]) -> None:
    """Make the stored successions of a unit those of its row; they begin on the day after its last."""
    Succession.objects.filter(predecessor_id=ids[row.key]).delete()
    if row.successors:
        Succession.objects.bulk_create(
            Succession(predecessor_id=ids[row.key], successor_id=ids[key], since=since_of(row), basis=row.basis)
            for key in row.successors
        )


def description_of(row: UnitRow) -> dict[str, Any]:
    """The values of a row that a correction may change, its superior aside."""
    return {
        "name": row.name,
        "short_name": row.short_name,
        "symbol": row.symbol,
        "email": row.email,
        "area": list(row.area),
        "valid_from": row.valid_from,
    }


def superiors_first(rows: list[UnitRow]) -> Iterator[UnitRow]:
    """The rows in an order in which each one's superior stands before it; the checks have found no cycle."""
    waiting = {row.key: row for row in rows}
    while waiting:
        ready = [row for row in waiting.values() if row.parent not in waiting]
        if not ready:
            raise ValueError("units that are their own superiors: " + ", ".join(waiting))
        yield from ready
        for row in ready:
            del waiting[row.key]
