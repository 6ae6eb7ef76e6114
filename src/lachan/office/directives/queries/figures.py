"""The figures that results in force already add up to: what a report is prefilled with.

Counting rules: a result counts in the period that its day of work lies in, both ends included; withdrawn results
count nowhere. Figures of the kind "sum" are added up, of the kind "latest" the last one of the period stands.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from lachan.office.directives.models import Directive, Duty, Result
from lachan.office.units.models import Unit
from lachan.vietnam.duties import indicator

Key = tuple[int, int, str]
"""Unit id, duty id, indicator code."""


class Period(Protocol):
    """A span of days, both included, as a reporting round has it."""

    period_from: date
    period_to: date


def results_in(duty: Duty, unit: Unit, first: date, last: date) -> dict[str, int]:
    """The figures of one unit for one duty between two days, by indicator; only indicators that somebody counted."""
    rows = Result.objects.filter(task__duty=duty, task__unit=unit, done_on__range=(first, last))
    return {code: value for (_unit, _duty, code), value in _added_up(rows).items()}


def known_figures(unit: Unit, duty: Duty, period_from: date, period_to: date) -> dict[str, int]:
    """What the platform knows of a unit's figures for a report, by indicator."""
    return results_in(duty, unit, period_from, period_to)


def known_figures_of_round(
    directive: Directive, period: Period, *, units: Collection[int] | None = None
) -> dict[Key, int]:
    """The same for all duties of a directive, and all or some units, at once, in one query."""
    rows = Result.objects.filter(
        task__duty__group__directive=directive, done_on__range=(period.period_from, period.period_to)
    )
    if units is not None:
        rows = rows.filter(task__unit_id__in=units)
    return _added_up(rows)


def _added_up(rows: Iterable[Result]) -> dict[Key, int]:
    in_force = rows.filter(withdrawn_at__isnull=True).order_by("done_on", "id")  # type: ignore[attr-defined]
    figures: dict[Key, int] = {}
    for unit_id, duty_id, counted in in_force.values_list("task__unit_id", "task__duty_id", "figures"):
        for code, value in counted.items():
            key = (unit_id, duty_id, code)
            latest = indicator(code).aggregate == "latest"
            figures[key] = value if latest else figures.get(key, 0) + value
    return figures
