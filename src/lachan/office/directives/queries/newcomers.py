"""Units that belong to a group of a running directive and hold none of its duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lachan.office.directives.models import Directive, Duty, Task
from lachan.office.units.models import Unit
from lachan.office.units.queries import units_of_group
from lachan.vietnam.addressees import AddresseeGroup


@dataclass(frozen=True)
class Newcomer:
    """A unit without tasks, and the duties that its groups have."""

    unit: Unit
    duties: tuple[Duty, ...]


def newcomers(directive: Directive, today: date, duties: Sequence[Duty] | None = None) -> list[Newcomer]:
    """Units valid today that belong to a group but never got a task of the directive, by name.

    `duties` are the directive's with their groups, where the caller has read them already.
    """
    if duties is None:
        duties = list(Duty.objects.filter(group__directive=directive).select_related("group"))
    held = set(
        Task.objects.filter(duty__group__directive=directive).order_by().values_list("unit_id", flat=True).distinct()
    )
    found: dict[int, Newcomer] = {}
    units: dict[str, list[Unit]] = {}
    for duty in duties:
        for code in duty.group.addressee_groups:
            if code not in units:
                units[code] = list(units_of_group(AddresseeGroup(code), today, within=directive.unit))
            for unit in units[code]:
                one = found.get(unit.pk, Newcomer(unit, ()))
                if unit.pk not in held and duty not in one.duties:
                    found[unit.pk] = Newcomer(unit, (*one.duties, duty))
    return sorted(found.values(), key=lambda one: one.unit.name)
