"""Adding up: what counts, what is not added, over time, by kind and by area."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lachan.office.directives.models import Directive
from lachan.office.reports.actions.rounds import Terms, open_round
from lachan.office.reports.actions.signing import return_report
from lachan.office.reports.indicators import asked_of
from lachan.office.reports.models import Round, UnitReport
from lachan.office.reports.queries.areas import areas_of
from lachan.office.reports.queries.rollup import Line, Rollup, rollup_of
from tests.office.reports.conftest import TODAY, Bring, filled
from tests.office.reports.province import add_communes, report_all
from tests.people import NOW, Cast

APRIL = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


def line(rollup: Rollup, duty: str, code: str) -> Line:
    return next(one for one in rollup.lines if (one.duty.code, one.indicator.code) == (duty, code))


def test_only_accepted_reports_count(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted", draft=filled(report, 7))
    bring(opened.reports.get(unit=cast.commune_b), "signed", draft=filled(report, 100))
    one = line(rollup_of(opened), "1.1", "TT-01")
    assert (one.in_period, one.cumulative, one.units_counted, one.units_asked) == (7, 7, 1, 3)
    return_report(report_id=report.pk, reason="Sai", actor=cast.actor("lan"), now=NOW)
    one = line(rollup_of(opened), "1.1", "TT-01")
    assert (one.in_period, one.cumulative, one.units_counted) == (None, None, 0)


def test_the_same_figure_under_two_duties_stays_apart(
    cast: Cast, opened: Round, report: UnitReport, bring: Bring
) -> None:
    draft = filled(report, 7)
    figures = {key: number for number, key in enumerate(draft.figures)}
    bring(report, "accepted", draft=replace(draft, figures=figures))
    rollup = rollup_of(opened)
    both = [one for one in rollup.lines if one.indicator.code == "TT-01"]
    assert [one.duty.code for one in both] == ["1.1", "1.2"]
    assert [one.in_period for one in both] == [figures[one.key] for one in both]
    assert rollup.value(report.unit, both[1].key) == figures[both[1].key]


def test_what_may_not_be_added_over_units_is_not(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted")
    one = line(rollup_of(opened), "1.2", "TT-10")
    assert (one.in_period, one.cumulative, one.units_counted) == (None, None, 1)


def test_figures_add_up_over_rounds_and_levels_do_not(cast: Cast, issued: Directive, bring: Bring) -> None:
    def of(month: int, value: int, now: datetime) -> Round:
        terms = Terms(f"Tháng {month}", date(2026, month, 2), date(2026, month, 28), working_days=5)
        opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=now)
        operator = opened.reports.get(unit=cast.operator)
        bring(operator, "accepted", draft=filled(operator, value), now=now)
        return opened

    march, april = of(3, 10, NOW), of(4, 5, APRIL)
    added = line(rollup_of(april), "2.1", "TB-09")
    level = line(rollup_of(april), "2.1", "TB-01")
    assert (added.in_period, added.cumulative) == (5, 15)
    assert (level.in_period, level.cumulative) == (5, 5)
    assert line(rollup_of(march), "2.1", "TB-09").cumulative == 10  # what came later does not count back


def test_a_nil_report_counts_as_zero(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted", draft=replace(filled(report, 0), nothing_to_report=True))
    one = line(rollup_of(opened), "1.1", "TT-01")
    assert (one.in_period, one.units_counted) == (0, 1)


def test_medians_and_rates_only_where_five_units_can_be_compared(
    cast: Cast, opened: Round, report: UnitReport, bring: Bring
) -> None:
    bring(report, "accepted")
    rollup = rollup_of(opened)
    assert {one.median_of_units for one in rollup.lines} == {None}
    assert {kind.rate for kind in rollup.kinds(TODAY)} == {None}


def test_a_province_is_added_up_in_few_queries(
    cast: Cast, issued: Directive, django_assert_num_queries: pytest.fixture
) -> None:
    add_communes(issued)
    terms = Terms("Tháng 3", date(2026, 3, 1), date(2026, 3, 31), working_days=5)
    opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    report_all(opened, cast, NOW + timedelta(days=1))
    with django_assert_num_queries(6):
        rollup = rollup_of(opened)
    one = line(rollup, "1.1", "TT-01")
    expected = [0 if number % 7 == 0 else number + 1 for number in range(59)]
    assert (one.in_period, one.units_counted, one.units_asked) == (sum(expected), 59, 66)
    assert one.median_of_units == sorted(expected)[29]
    kinds = {kind.kind: kind for kind in rollup.kinds(date(2026, 3, 20))}
    communes = kinds["Phòng Văn hóa - Xã hội"]
    assert (communes.asked, communes.reported, communes.in_time, communes.rate) == (65, 59, 60, 92)
    assert kinds["Doanh nghiệp viễn thông"].rate is None
    areas = areas_of(rollup, one, "20", links=None, standalone=True)
    assert len(areas.lines) == 65
    assert sum(area.value or 0 for area in areas.lines) == one.in_period
    assert areas.svg.count("<path") == 65
    for area in areas.lines:
        assert f"{area.name}: {'chưa có số liệu' if area.value is None else f'{area.shown} tin, bài'}" in areas.svg


def test_the_map_of_states_speaks_in_words(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted")
    areas = areas_of(rollup_of(opened), None, "20", links={"05977": "/x/"}, standalone=False)
    assert "Phường Đông Kinh: Đã tiếp nhận" in areas.svg
    assert {(area.name, area.shown) for area in areas.lines} == {
        ("Phường Đông Kinh", "Đã tiếp nhận"), ("Phường Kỳ Lừa", "Đang soạn"),
    }  # fmt: skip


def test_a_province_without_boundaries_has_the_table_only(cast: Cast, opened: Round) -> None:
    areas = areas_of(rollup_of(opened), None, "01", links=None, standalone=False)
    assert (areas.svg, len(areas.lines)) == ("", 2)


def test_every_figure_asked_has_a_line(cast: Cast, opened: Round) -> None:
    keys = {one.key for report in opened.reports.all() for one in asked_of(report)}
    assert {one.key for one in rollup_of(opened).lines} == keys
