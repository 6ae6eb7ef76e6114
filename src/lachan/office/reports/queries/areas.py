"""The roll-up by area: a value for each commune, for the map and the table of the same figures beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lachan.documents.cells import shown_number
from lachan.documents.maps import Band, choropleth
from lachan.office.reports.models import ReportState
from lachan.office.reports.queries.rollup import Line, Rollup
from lachan.vietnam import places
from lachan.vietnam.text import plain

STATE_VALUES = {ReportState.ACCEPTED: 2, ReportState.SIGNED: 1}
MOST_STEPS = 3


@dataclass(frozen=True)
class AreaLine:
    """One commune: its name, its unit's report, the value shown (None: nothing accepted)."""

    code: str
    name: str
    report_id: int
    value: int | None
    shown: str


@dataclass(frozen=True)
class Areas:
    """The communes of a roll-up and the map, which is "" where the province has no boundaries shipped."""

    title: str
    lines: tuple[AreaLine, ...]
    svg: str


def areas_of(
    rollup: Rollup, line: Line | None, province: str, *, links: Mapping[str, str] | None, standalone: bool
) -> Areas:
    """Values by commune of one figure, or of the reports' state when there is no `line`."""
    if line is None:
        title = _("Tình hình báo cáo theo địa bàn")
    else:
        title = f"{line.duty.code}. {line.indicator.title.in_language(get_language() or 'vi')}"
    lines = tuple(sorted(_lines(rollup, line), key=lambda one: (plain(one.name), one.code)))
    return Areas(title, lines, _map(title, lines, line, province, links, standalone))


def _lines(rollup: Rollup, line: Line | None) -> list[AreaLine]:
    found = []
    for report in rollup.reports:
        if line is None:
            value: int | None = STATE_VALUES.get(ReportState(report.state), 0)
            shown = str(report.get_state_display())
        else:
            value = rollup.value(report.unit, line.key)
            shown = "–" if value is None else shown_number(value)
        for area in report.unit.area:
            found.append(AreaLine(area, places.commune_name(area) or area, report.pk, value, shown))
    return found


def _map(
    title: str,
    lines: tuple[AreaLine, ...],
    line: Line | None,
    province: str,
    links: Mapping[str, str] | None,
    standalone: bool,
) -> str:
    boundaries = places.boundaries(province)
    communes = {c.code: c.full_name for c in places.communes(province)}
    if boundaries is None or not any(one.code in communes for one in lines):
        return ""
    values = {one.code: None if one.value is None else float(one.value) for one in lines}
    legend = _state_bands() if line is None else _bands([v for v in values.values() if v is not None])
    unit = "" if line is None else line.indicator.unit.in_language(get_language() or "vi")
    shown = {one.code: one.shown for one in lines} if line is None else None
    return choropleth(
        boundaries, values, title=title, legend=legend, names=communes, links=links, unit=unit, shown=shown,
        standalone=standalone,
    )  # fmt: skip


def _state_bands() -> list[Band]:
    return [Band(_("Chưa báo cáo"), 0), Band(_("Đã ký, chờ tiếp nhận"), 1), Band(_("Đã tiếp nhận"), 2)]


def _bands(values: list[float]) -> list[Band]:
    """Zero, then at most three steps that each hold about a third of the communes with more than zero."""
    above = sorted(v for v in values if v > 0)
    cuts = sorted({above[len(above) * part // MOST_STEPS] for part in range(MOST_STEPS)}) if above else []
    return [Band("0", 0), *(Band(_("từ %(n)s") % {"n": shown_number(cut)}, cut) for cut in cuts)]
