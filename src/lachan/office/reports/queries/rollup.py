"""The roll-up of a round: figures by duty, by unit and by area, in the period and cumulative.

Counting rules (shown on the page and printed in the workbook, see `COUNTING_RULES`): only accepted reports count; both
days of a period belong to it; a nil report counts as zero; what the catalogue says must not be added over units is
not added; cumulative figures are the sum of the directive's rounds up to this one, or the last one's for a state.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Duty
from lachan.office.reports.indicators import Asked, asked_of_units
from lachan.office.reports.models import Figure, ReportState, Round, UnitReport
from lachan.office.units.models import Unit
from lachan.vietnam.duties import Indicator

FEWEST_FOR_A_MEDIAN = 5

COUNTING_RULES = (
    _("Chỉ tính báo cáo đã được Sở tiếp nhận; báo cáo chờ tiếp nhận chưa tính."),
    _("Kỳ số liệu gồm cả ngày đầu và ngày cuối kỳ."),
    _("Báo cáo “không phát sinh” là báo cáo đầy đủ: mọi số liệu trong kỳ bằng 0."),
    _("Chỉ tiêu không cộng được giữa các đơn vị (có thể trùng đối tượng) chỉ nêu theo từng đơn vị, không cộng tổng."),
    _("Lũy kế là tổng các đợt của văn bản tính đến hết kỳ này; chỉ tiêu theo thời điểm lấy số của đợt cuối."),
    _("Trung vị chỉ nêu khi có từ 5 đơn vị trở lên; không xếp hạng đơn vị theo số tuyệt đối."),
)


@dataclass(frozen=True)
class Line:
    """One indicator under one duty. `in_period` and `cumulative` are None where units may not be added up."""

    duty: Duty
    indicator: Indicator
    in_period: int | None
    cumulative: int | None
    units_asked: int
    units_counted: int
    median_of_units: float | None


@dataclass(frozen=True)
class Rollup:
    """Everything that the roll-up page, the official report and the workbook show."""

    round: Round
    reports: tuple[UnitReport, ...]
    lines: tuple[Line, ...]
    by_unit: dict[int, dict[tuple[int, str], int]]

    @property
    def counted(self) -> tuple[UnitReport, ...]:
        """The reports whose figures count."""
        return tuple(r for r in self.reports if r.state == ReportState.ACCEPTED)

    def value(self, unit: Unit, code: str) -> int | None:
        """One unit's figure of an indicator, over all duties that ask it; None when it did not report one."""
        values = [v for (_duty, one), v in self.by_unit.get(unit.pk, {}).items() if one == code]
        return sum(values) if values else None


def rollup_of(found: Round) -> Rollup:
    """Add up a round."""
    reports = tuple(
        found.reports.exclude(state=ReportState.HANDED_OVER).select_related("unit").order_by("unit__kind", "unit__name")
    )
    asked = asked_of_units(found.directive, [r.unit_id for r in reports])
    by_round = _accepted_figures(found)
    now = by_round.get(found.pk, {})
    asking: dict[tuple[int, str], list[int]] = defaultdict(list)
    first: dict[tuple[int, str], Asked] = {}
    for unit_id, figures in asked.items():
        for one in figures:
            asking[one.key].append(unit_id)
            first.setdefault(one.key, one)
    ordered = sorted(first.values(), key=lambda a: (a.duty.group.order, a.duty.order))
    return Rollup(
        round=found,
        reports=reports,
        lines=tuple(_line(one, asking[one.key], by_round, found.pk) for one in ordered),
        by_unit=now,
    )


Figures = dict[int, dict[tuple[int, str], int]]  # unit id -> (duty id, indicator) -> value


def _accepted_figures(found: Round) -> dict[int, Figures]:
    """Figures of accepted reports of this round and of earlier periods of the same directive, by round."""
    rows = Figure.objects.filter(
        report__round__directive=found.directive,
        report__round__period_to__lte=found.period_to,
        report__state=ReportState.ACCEPTED,
        value__isnull=False,
    ).values_list("report__round_id", "report__unit_id", "duty_id", "indicator", "value")
    by_round: dict[int, Figures] = defaultdict(lambda: defaultdict(dict))
    for round_id, unit_id, duty_id, code, value in rows.iterator():
        by_round[round_id][unit_id][(duty_id, code)] = value
    return by_round


def _line(one: Asked, asking: list[int], by_round: dict[int, Figures], round_id: int) -> Line:
    def values(of_round: int) -> list[int]:
        return [f[one.key] for f in by_round.get(of_round, {}).values() if one.key in f]

    now = values(round_id)
    adds_up = one.indicator.sum_over_units
    over_time = [v for r in by_round for v in values(r)] if one.indicator.aggregate == "sum" else now
    return Line(
        duty=one.duty,
        indicator=one.indicator,
        in_period=sum(now) if adds_up and now else None,
        cumulative=sum(over_time) if adds_up and over_time else None,
        units_asked=len(asking),
        units_counted=len(now),
        median_of_units=median(now) if len(now) >= FEWEST_FOR_A_MEDIAN else None,
    )
