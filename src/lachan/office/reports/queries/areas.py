"""The roll-up by area: a value for each commune, for the map and the table of the same figures beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lachan.documents.maps import Band, choropleth
from lachan.office.reports.models import ReportState
from lachan.office.reports.queries.rollup import Rollup
from lachan.vietnam import places
from lachan.vietnam.duties import indicator

STATE_VALUES = {ReportState.ACCEPTED: 2, ReportState.SIGNED: 1}


@dataclass(frozen=True)
class AreaLine:
    """One commune: its name, its unit's report, the value shown (None: nothing reported)."""

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


def areas_of(rollup: Rollup, code: str, province: str, *, links: Mapping[str, str] | None, standalone: bool) -> Areas:
    """Values by commune of one indicator, or of the reports' state when `code` is ""."""
    title = indicator(code).title.vi if code else _("Tình hình báo cáo theo địa bàn")
    lines = tuple(sorted(_lines(rollup, code), key=lambda line: line.name))
    return Areas(title, lines, _map(title, lines, code, province, links, standalone))


def _lines(rollup: Rollup, code: str) -> list[AreaLine]:
    found = []
    for report in rollup.reports:
        for area in report.unit.area:
            if code:
                value = rollup.value(report.unit, code)
                shown = "–" if value is None else str(value)
            else:
                value = STATE_VALUES.get(ReportState(report.state), 0)
                shown = str(report.get_state_display())
            found.append(AreaLine(area, places.commune_name(area) or area, report.pk, value, shown))
    return found


def _map(
    title: str, lines: tuple[AreaLine, ...], code: str, province: str, links: Mapping[str, str] | None, standalone: bool
) -> str:
    boundaries = places.boundaries(province)
    known = {line.code for line in lines}
    if boundaries is None or not any(c.code in known for c in places.communes(province)):
        return ""
    values = {line.code: None if line.value is None else float(line.value) for line in lines}
    names = {c.code: c.full_name for c in places.communes(province)}
    unit = indicator(code).unit.vi if code else ""
    legend = _bands([v for v in values.values() if v is not None]) if code else _state_bands()
    return choropleth(
        boundaries, values, title=title, legend=legend, names=names, links=links, unit=unit, standalone=standalone
    )


def _state_bands() -> list[Band]:
    return [Band(_("Chưa báo cáo"), 0), Band(_("Đã ký, chờ tiếp nhận"), 1), Band(_("Đã tiếp nhận"), 2)]


def _bands(values: list[float]) -> list[Band]:
    """Zero, then three steps that each hold about a third of the communes with more than zero."""
    above = sorted(v for v in values if v > 0)
    cuts = sorted({above[0], above[len(above) // 3], above[2 * len(above) // 3]}) if above else []
    return [Band("0", 0), *(Band(_("từ %(n)d") % {"n": int(cut)}, cut) for cut in cuts)]
