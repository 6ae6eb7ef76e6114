"""The figures that a report holds: which indicators its duties ask for, and what the platform knows of them already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles import queries as bundles
from lachan.office.directives.models import Duty, Task
from lachan.office.directives.queries import known_figures_of_round
from lachan.office.incidents import queries as incidents
from lachan.office.inspections import queries as inspections
from lachan.office.listings import queries as listings
from lachan.office.reports.models import Round, UnitReport
from lachan.office.requests import queries as requests
from lachan.office.units.models import Unit
from lachan.vietnam.duties import Indicator, indicator

Key = tuple[int, str]
"""Duty id and indicator code: what names a figure inside one report."""


@dataclass(frozen=True)
class Asked:
    """One figure asked of a unit: an indicator under a duty."""

    duty: Duty
    indicator: Indicator

    @property
    def key(self) -> Key:
        """What names the figure inside one report."""
        return (self.duty.pk, self.indicator.code)

    @property
    def field_name(self) -> str:
        """Name of its field in a form."""
        return f"figure-{self.duty.pk}-{self.indicator.code}"

    @property
    def reason_name(self) -> str:
        """Name of the field with the reason for another number than the register's."""
        return f"reason-{self.duty.pk}-{self.indicator.code}"


def asked_of(report: UnitReport) -> tuple[Asked, ...]:
    """The figures asked in the report: those of the duties that its unit, or a unit it stands for, has tasks of."""
    return asked_in(report.round, [report])[report.pk]


def asked_in(found: Round, reports: Iterable[UnitReport]) -> dict[int, tuple[Asked, ...]]:
    """The same for many reports of a round at once: report id -> figures, in the directive's order. Three queries."""
    behind = {pk: set(units) for pk, units in units_behind(found, reports).items()}
    units = set().union(*behind.values())
    tasks = Task.objects.filter(duty__group__directive=found.directive_id, given_on__lte=found.period_to)
    tasks = tasks.filter(unit_id__in=units)
    held: dict[int, set[int]] = defaultdict(set)
    for unit_id, duty_id in tasks.order_by().values_list("unit_id", "duty_id").distinct():
        held[unit_id].add(duty_id)
    duties = list(Duty.objects.filter(group__directive=found.directive_id).select_related("group"))
    return {
        pk: tuple(
            Asked(duty, indicator(code))
            for duty in duties
            if any(duty.pk in held[unit] for unit in units)
            for code in duty.indicators
        )
        for pk, units in behind.items()
    }


def units_behind(found: Round, reports: Iterable[UnitReport]) -> dict[int, dict[int, bool]]:
    """The units each report stands for: its own, and those whose reports of the round were handed over to it.

    Unit id -> whether this report alone took over; what a unit that was split had done is nobody's alone.
    """
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    heirs: dict[int, int] = defaultdict(int)
    links = UnitReport.handed_over_from.through.objects.filter(from_unitreport__round=found)
    names = ("from_unitreport_id", "to_unitreport_id", "to_unitreport__unit_id")
    for heir, before, unit_id in links.values_list(*names):
        steps[heir].append((before, unit_id))
        heirs[before] += 1
    behind: dict[int, dict[int, bool]] = {}
    for report in reports:
        units = behind[report.pk] = {report.unit_id: True}
        waiting = [(report.pk, True)]
        while waiting:
            heir, was_alone = waiting.pop()
            for before, unit_id in steps[heir]:
                if unit_id not in units:
                    units[unit_id] = was_alone and heirs[before] == 1
                    waiting.append((before, units[unit_id]))
    return behind


def known_of(report: UnitReport) -> Mapping[Key, int]:
    """What the platform knows already, by (duty, indicator): from its own registers, else from results."""
    return {**_from_results(report), **registered_of(report)}


def registered_of(report: UnitReport) -> Mapping[Key, int]:
    """The figures that the platform's own registers count for the report's period; see `SOURCES`."""
    found: dict[str, int] = {}
    for unit in _alone(report):  # its own first
        for code, value in _registered(unit, report.round).items():
            if code not in found:
                found[code] = value
            elif indicator(code).sum_over_units:
                found[code] += value
    return {one.key: found[one.indicator.code] for one in asked_of(report) if one.indicator.code in found}


SOURCES = {
    "TB": _("gói kết quả rà soát"),
    "KT": _("sổ kiểm tra"),
    "CG": _("sổ sự việc giả mạo số và gói kết quả rà soát cuộc gọi"),
    "WM": _("sổ mục cảnh báo"),
    "XM": _("sổ yêu cầu"),
}
"""Which register a figure is counted from, by the first letters of its code."""


def source_of(code: str) -> Promise:
    """The register that counts this figure, as a sentence names it."""
    return SOURCES[code[:2]]


def _registered(unit: int, period: Round) -> dict[str, int]:
    """Figures of one unit by code: from its bundles, inspections, traced calls, listings, requests that it got."""
    days = (period.period_from, period.period_to)
    found = bundles.counts_in(*days, unit)
    if inspections.has_led(unit, until=period.period_to):
        found |= inspections.counts_in(*days, unit)
    found |= incidents.counts_in(*days, Unit.objects.get(pk=unit))
    found |= listings.counts_in(*days, unit)
    if requests.was_asked(unit, until=period.period_to):
        found |= requests.counts_in(*days, unit)
    return found


def _alone(report: UnitReport) -> list[int]:
    return [unit for unit, alone in units_behind(report.round, [report])[report.pk].items() if alone]


def _from_results(report: UnitReport) -> dict[Key, int]:
    """What the results of the period add up to."""
    units = _alone(report)
    counted = known_figures_of_round(report.round.directive, report.round, units=units)
    known: dict[Key, int] = {}
    for unit_id in units:  # its own first
        for (counted_unit, duty_id, code), value in counted.items():
            if counted_unit != unit_id:
                continue
            key = (duty_id, code)
            if key not in known:
                known[key] = value
            elif indicator(code).sum_over_units:
                known[key] += value
    return known
