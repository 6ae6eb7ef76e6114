"""Questions about units, always with a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lachan.office.people.models import Membership
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.office.units.rows import UnitRow
from lachan.vietnam import places
from lachan.vietnam.addressees import AddresseeGroup
from lachan.vietnam.text import plain

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


def units_on(day: date, *, kind: str = "", search: str = "") -> QuerySet[Unit]:
    """The units that exist on `day`, of one kind if given, in whose name or key every word of `search` stands."""
    found = Unit.objects.valid_on(day).select_related("parent").order_by("name", "key")
    if kind:
        found = found.filter(kind=kind)
    for word in plain(search).split():
        found = found.filter(search_name__contains=word)
    return found


def register_of_units(*, lock: bool = False) -> dict[str, UnitRow]:
    """Every unit of every time as a row, by key; `lock` holds them until the transaction ends."""
    units = Unit.objects.select_for_update() if lock else Unit.objects.all()
    stored = list(units.order_by("key"))
    keys = {unit.pk: unit.key for unit in stored}
    heirs: dict[int, list[Succession]] = {}
    for one in Succession.objects.order_by("pk"):
        heirs.setdefault(one.predecessor_id, []).append(one)
    return {unit.key: _row(unit, heirs.get(unit.pk, []), keys) for unit in stored}


def _row(unit: Unit, heirs: list[Succession], keys: dict[int, str]) -> UnitRow:
    return UnitRow(
        key=unit.key,
        name=unit.name,
        kind=unit.kind,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        short_name=unit.short_name,
        parent=keys[unit.parent_id] if unit.parent_id else "",
        symbol=unit.symbol,
        email=unit.email,
        area=tuple(unit.area),
        successors=tuple(sorted(keys[one.successor_id] for one in heirs)),
        basis=heirs[0].basis if heirs else "",
    )


@dataclass(frozen=True)
class AreaPlace:
    """One code of a unit's area, with the name it has or had."""

    code: str
    name: str


def area_of(unit: Unit, *, province: str) -> list[AreaPlace]:
    """The communes, or former districts, that the unit is for; a code that no table knows stands alone."""
    districts = {one.code: one.full_name for one in places.districts(province, unit.valid_from)}
    named = []
    for code in unit.area:
        commune = places.commune(code)
        named.append(AreaPlace(code, commune.full_name if commune else districts.get(code, "")))
    return named


def lineage(unit: Unit) -> tuple[QuerySet[Succession], QuerySet[Succession]]:
    """Whom the unit took over from, and who took over from it, each by name."""
    before = Succession.objects.filter(successor=unit).select_related("predecessor").order_by("predecessor__name")
    after = Succession.objects.filter(predecessor=unit).select_related("successor").order_by("successor__name")
    return before, after


def children_of(unit: Unit) -> QuerySet[Unit]:
    """The units right under this one, of every time, by kind and name."""
    return unit.children.order_by("kind", "name", "key")


def member_count(unit: Unit, day: date) -> int:
    """How many people have a role in the unit on `day`."""
    return Membership.objects.filter(unit=unit).valid_on(day).values("person").distinct().count()
