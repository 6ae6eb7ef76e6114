"""Questions about units, always with a date."""

from collections.abc import Iterable
from datetime import date

from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.vietnam.addressees import AddresseeGroup

KINDS_OF_GROUP = {
    AddresseeGroup.LOCAL_CULTURE_OFFICES: (UnitKind.DISTRICT_OFFICE, UnitKind.COMMUNE_OFFICE),
    AddresseeGroup.OPERATORS: (UnitKind.OPERATOR,),
    AddresseeGroup.POLICE: (UnitKind.POLICE,),
    AddresseeGroup.COMMUNE_COMMITTEES: (UnitKind.COMMUNE,),
    AddresseeGroup.DEPARTMENTS: (UnitKind.DEPARTMENT,),
}


def units_of_group(group: AddresseeGroup, on: date, *, within: Unit) -> list[Unit]:
    """The units that a duty for `group`, given by the unit `within`, is for on that day, by name.

    A Department's divisions are those below it; the Departments of a province are all but the giving one.
    """
    if group is AddresseeGroup.DEPARTMENT_DIVISIONS:
        return [unit for unit in units_below(within, on) if unit.kind == UnitKind.DIVISION]
    found = Unit.objects.valid_on(on).filter(kind__in=KINDS_OF_GROUP[group])
    return list(found.exclude(pk=within.pk))


def units_below(unit: Unit, on: date) -> list[Unit]:
    """Every unit under `unit`, however deep, that exists on that day, by name."""
    below: dict[int, Unit] = {}
    level: Iterable[int] = [unit.pk]
    while level:
        children = [child for child in Unit.objects.valid_on(on).filter(parent__in=level) if child.pk not in below]
        below |= {child.pk: child for child in children}
        level = [child.pk for child in children]
    return sorted(below.values(), key=lambda one: (one.name, one.pk))


def successors_on(unit: Unit, day: date) -> list[Unit]:
    """The units that stand on `day` for `unit`, which had ended by then: its successors', as far as the line goes."""
    found: dict[int, Unit] = {}
    seen, level = {unit.pk}, [unit.pk]
    while level:
        rows = Succession.objects.filter(predecessor__in=level, since__lte=day).select_related("successor")
        heirs = {row.successor_id: row.successor for row in rows if row.successor_id not in seen}
        seen |= heirs.keys()
        found |= {pk: heir for pk, heir in heirs.items() if heir.is_valid_on(day)}
        level = [pk for pk, heir in heirs.items() if not heir.is_valid_on(day)]
    return sorted(found.values(), key=lambda one: (one.name, one.pk))
