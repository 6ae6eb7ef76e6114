"""Units that belong to a group of a running directive and hold none of its duties."""

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


def newcomers(directive: Directive, today: date) -> list[Newcomer]:
    """Units valid today that belong to a group but never got a task of the directive, by name."""
    held = set(
        Task.objects.filter(duty__group__directive=directive).order_by().values_list("unit_id", flat=True).distinct()
    )
    units: dict[int, Unit] = {}
    duties: dict[int, dict[int, Duty]] = {}
    for group in directive.groups.prefetch_related("duties"):
        for code in group.addressee_groups:
            for unit in units_of_group(AddresseeGroup(code), today, within=directive.unit):
                if unit.pk not in held:
                    units[unit.pk] = unit
                    duties.setdefault(unit.pk, {}).update({duty.pk: duty for duty in group.duties.all()})
    found = [Newcomer(unit, tuple(duties[pk].values())) for pk, unit in units.items()]
    return sorted(found, key=lambda one: one.unit.name)
