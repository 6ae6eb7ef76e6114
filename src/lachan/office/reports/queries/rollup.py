"""The roll-up of a round: figures by duty, by unit and by area, in the period and cumulative.

The counting rules are `COUNTING_RULES`: shown on the page and printed in the workbook.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Duty
from lachan.office.reports.indicators import Asked, Key, asked_in
from lachan.office.reports.lateness import is_late
from lachan.office.reports.models import Figure, ReportState, Round, UnitReport
from lachan.office.reports.policies import REPORTED
from lachan.office.units.models import Unit
from lachan.vietnam.duties import Indicator

FEWEST_TO_COMPARE = 5

COUNTING_RULES = (
    _("Chỉ tính báo cáo đã được Sở tiếp nhận; báo cáo chờ tiếp nhận chưa tính."),
    _("Kỳ số liệu gồm cả ngày đầu và ngày cuối kỳ."),
    _("Báo cáo “không phát sinh” là báo cáo đầy đủ: mọi số phát sinh trong kỳ bằng 0."),
    _("Chỉ tiêu không cộng được giữa các đơn vị (có thể trùng đối tượng) chỉ nêu theo từng đơn vị, không cộng tổng."),
    _("Lũy kế là tổng các đợt của văn bản tính đến hết kỳ này; chỉ tiêu theo thời điểm lấy số của đợt cuối."),
    _("Đúng hạn tính theo ngày ký lần đầu; báo cáo trả lại để sửa vẫn giữ ngày ký lần đầu."),
    _("Tỷ lệ, trung vị chỉ nêu khi có từ 5 đơn vị trở lên; không xếp hạng đơn vị theo số tuyệt đối."),
)


@dataclass(frozen=True)
class Line:
    """One indicator under one duty. `in_period` and `cumulative` are None where units may not be added up."""

    key: Key
    duty: Duty
    indicator: Indicator
    in_period: int | None
    cumulative: int | None
    units_asked: int
    units_counted: int
    median_of_units: float | None

    @property
    def address(self) -> str:
        """What names the figure in the address of a page."""
        return "-".join(map(str, self.key))


@dataclass(frozen=True)
class KindLine:
    """How the units of one kind reported. The rate is None where they are too few to compare fairly."""

    kind: str
    asked: int
    reported: int
    accepted: int
    in_time: int

    @property
    def rate(self) -> int | None:
        """Share of the units asked that reported in time, in whole percent, rounded down."""
        return 100 * self.in_time // self.asked if self.asked >= FEWEST_TO_COMPARE else None


@dataclass(frozen=True)
class Rollup:
    """Everything that the roll-up page, the official report and the workbook show."""

    round: Round
    reports: tuple[UnitReport, ...]
    lines: tuple[Line, ...]
    by_unit: dict[int, dict[Key, int]]

    @property
    def counted(self) -> tuple[UnitReport, ...]:
        """The reports whose figures count."""
        return tuple(r for r in self.reports if r.state == ReportState.ACCEPTED)

    def value(self, unit: Unit, key: Key) -> int | None:
        """One unit's accepted figure; None when it has none."""
        return self.by_unit.get(unit.pk, {}).get(key)

    def kinds(self, today: date) -> tuple[KindLine, ...]:
        """Reporting by kind of unit, in the order of the alphabet: no league table."""
        groups: dict[str, list[UnitReport]] = defaultdict(list)
        for report in self.reports:
            groups[str(report.unit.get_kind_display())].append(report)
        return tuple(
            KindLine(
                kind,
                asked=len(group),
                reported=sum(r.state in REPORTED for r in group),
                accepted=sum(r.state == ReportState.ACCEPTED for r in group),
                in_time=sum(r.first_signed_at is not None and not is_late(r, today) for r in group),
            )
            for kind, group in sorted(groups.items())
        )


def rollup_of(found: Round) -> Rollup:
    """Add up a round."""
    rows = found.reports.exclude(state=ReportState.HANDED_OVER).select_related("unit")
    reports = tuple(rows.order_by("unit__kind", "unit__name", "pk"))
    for report in reports:
        report.round = found
    by_round = _accepted_figures(found)
    asking: Counter[Key] = Counter()
    asked: dict[Key, Asked] = {}
    for figures in asked_in(found, reports).values():
        for one in figures:
            asking[one.key] += 1
            asked[one.key] = one
    order = {key: place for place, key in enumerate(_keys_in_order(found))}
    ordered = sorted(asked.values(), key=lambda one: order[one.key])
    return Rollup(
        round=found,
        reports=reports,
        lines=tuple(_line(one, asking[one.key], by_round, found.pk) for one in ordered),
        by_unit=by_round.get(found.pk, {}),
    )


def _keys_in_order(found: Round) -> list[Key]:
    duties = Duty.objects.filter(group__directive=found.directive_id)
    return [(duty.pk, code) for duty in duties for code in duty.indicators]


Figures = dict[int, dict[Key, int]]  # unit id -> (duty id, indicator) -> value


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
        by_round[round_id][unit_id][(duty_id, code)] = value or 0
    return by_round


def _line(one: Asked, asking: int, by_round: dict[int, Figures], round_id: int) -> Line:
    def values(of_round: int) -> list[int]:
        return [f[one.key] for f in by_round.get(of_round, {}).values() if one.key in f]

    now = values(round_id)
    adds_up = one.indicator.sum_over_units
    over_time = [v for r in by_round for v in values(r)] if one.indicator.aggregate == "sum" else now
    return Line(
        key=one.key,
        duty=one.duty,
        indicator=one.indicator,
        in_period=sum(now) if adds_up and now else None,
        cumulative=sum(over_time) if adds_up and over_time else None,
        units_asked=asking,
        units_counted=len(now),
        median_of_units=median(now) if len(now) >= FEWEST_TO_COMPARE else None,
    )
