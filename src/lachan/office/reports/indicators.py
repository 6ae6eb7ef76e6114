"""The figures that a report holds: which indicators a directive's duties ask of which unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lachan.office.directives.models import Directive, Duty, Task
from lachan.office.units.models import Unit
from lachan.vietnam.duties import Indicator, indicator


@dataclass(frozen=True)
class Asked:
    """One figure asked of a unit: an indicator under a duty."""

    duty: Duty
    indicator: Indicator

    @property
    def key(self) -> tuple[int, str]:
        """What names the figure inside one report."""
        return (self.duty.pk, self.indicator.code)

    @property
    def field_name(self) -> str:
        """Name of its field in a form."""
        return f"figure-{self.duty.pk}-{self.indicator.code}"


def asked_of(directive: Directive, unit: Unit) -> tuple[Asked, ...]:
    """The figures that the directive asks of the unit: those of the duties that it has tasks of."""
    return asked_of_units(directive, [unit.pk]).get(unit.pk, ())


def asked_of_units(directive: Directive, unit_ids: Iterable[int]) -> dict[int, tuple[Asked, ...]]:
    """The same for many units at once: unit id -> figures, in the directive's order."""
    tasks = Task.objects.filter(duty__group__directive=directive, unit_id__in=list(unit_ids))
    pairs = tasks.order_by().values_list("unit_id", "duty_id").distinct()
    duties = {d.pk: d for d in Duty.objects.filter(group__directive=directive).select_related("group")}
    by_unit: dict[int, set[int]] = defaultdict(set)
    for unit_id, duty_id in pairs:
        by_unit[unit_id].add(duty_id)
    return {
        unit_id: tuple(
            Asked(duties[pk], indicator(code)) for pk in duties if pk in held for code in duties[pk].indicators
        )
        for unit_id, held in by_unit.items()
    }
