"""More time: asked, granted, refused; and what lateness is measured by."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lachan.office.directives.models import Directive
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.reports.actions.due_dates import recompute_due_dates
from lachan.office.reports.actions.extensions import ask_extension, decide_extension
from lachan.office.reports.actions.rounds import close_round, open_round
from lachan.office.reports.actions.signing import return_report
from lachan.office.reports.lateness import days_late, is_late, late_in
from lachan.office.reports.models import ExtensionState, Round, UnitReport
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.vietnam.working_days import Calendar
from tests.office.reports.conftest import DUE, MARCH, TODAY, Bring
from tests.people import NOW, Cast


def ask(report: UnitReport, cast: Cast, days: int = 2, reason: str = "Lũ quét") -> None:
    ask_extension(report_id=report.pk, working_days=days, reason=reason, actor=cast.actor("hoa"), now=NOW)


def decide(report: UnitReport, cast: Cast, granted: bool = True, answer: str = "", who: str = "lan") -> None:
    decide_extension(report_id=report.pk, granted=granted, answer=answer, actor=cast.actor(who), now=NOW)
    report.refresh_from_db()


def test_a_granted_wish_moves_the_due_date_and_shows_how(cast: Cast, report: UnitReport) -> None:
    ask(report, cast)
    assert Notice.objects.filter(person=cast.minh, key__contains="extension-asked").count() == 1
    decide(report, cast)
    assert report.due_on == date(2026, 3, 11)
    assert "gia hạn 2 ngày làm việc (ngày 02/03: Lũ quét)" in [step["vi"] for step in report.due_steps]
    assert "11/03/2026" in Notice.objects.get(person=cast.hoa, key__contains="extension-decided").body


def test_a_second_wish_counts_on_from_the_first(cast: Cast, report: UnitReport) -> None:
    for _ in range(2):
        ask(report, cast)
        decide(report, cast)
    assert report.due_on == date(2026, 3, 13)


def test_a_refused_wish_needs_a_reason_and_moves_nothing(cast: Cast, report: UnitReport) -> None:
    ask(report, cast)
    with pytest.raises(NotRight):
        decide(report, cast, granted=False)
    decide(report, cast, granted=False, answer="Cần số liệu gấp")
    assert report.due_on == DUE
    assert report.extensions.get().state == ExtensionState.REFUSED
    with pytest.raises(NotNow):
        decide(report, cast)


@pytest.mark.parametrize(("days", "reason"), [(0, "Bận"), (31, "Bận"), (2, "  ")])
def test_a_wish_is_measured_and_reasoned(cast: Cast, report: UnitReport, days: int, reason: str) -> None:
    with pytest.raises(NotRight):
        ask(report, cast, days, reason)


def test_one_open_wish_at_a_time(cast: Cast, report: UnitReport) -> None:
    ask(report, cast)
    with pytest.raises(NotNow):
        ask(report, cast)


def test_only_the_department_decides(cast: Cast, report: UnitReport) -> None:
    ask(report, cast)
    for name in ("hoa", "tam", "dung"):
        with pytest.raises(NotAllowed):
            decide(report, cast, who=name)


def test_nothing_is_asked_or_granted_once_the_round_is_closed(cast: Cast, opened: Round, report: UnitReport) -> None:
    ask(report, cast)
    close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotNow) as no:
        decide(report, cast)
    assert no.value.code == "round_closed"


def test_time_on_top_of_a_given_day_counts_working_days(cast: Cast, issued: Directive) -> None:
    terms = replace(MARCH, working_days=None, due_on=date(2026, 3, 6))  # a Friday
    opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    report = opened.reports.get(unit=cast.commune_a)
    ask(report, cast, 1)
    decide(report, cast)
    assert report.due_on == date(2026, 3, 9)
    assert report.due_steps[0]["vi"] == "Hạn do Sở ấn định: 06/03/2026"


def test_due_dates_move_with_the_calendar_extension_and_all(cast: Cast, opened: Round, report: UnitReport) -> None:
    ask(report, cast)
    decide(report, cast)
    changed = Calendar.load().with_changes(off=[date(2026, 3, 4)])
    assert recompute_due_dates(NOW, changed) == 4
    assert recompute_due_dates(NOW, changed) == 0
    report.refresh_from_db()
    opened.refresh_from_db()
    assert (opened.due_on, report.due_on) == (date(2026, 3, 10), date(2026, 3, 12))
    assert Entry.objects.filter(event=Event.ROUND_DUE_MOVED).count() == 1
    assert "11/03/2026 sang 12/03/2026" in Notice.objects.get(person=cast.hoa, key__startswith="due-moved").body


def test_a_report_is_late_from_the_day_after_its_due_date(report: UnitReport) -> None:
    calendar = Calendar.load()
    assert not is_late(report, DUE)
    assert is_late(report, DUE + timedelta(days=1))
    assert days_late(report, date(2026, 3, 16), calendar) == 5


def late(opened: Round, day: date) -> set[int]:
    return set(opened.reports.filter(late_in(opened, day)).values_list("unit_id", flat=True))


def test_the_day_of_the_first_signature_counts(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "signed")
    return_report(report_id=report.pk, reason="Sửa", actor=cast.actor("lan"), now=NOW)
    other = bring(opened.reports.get(unit=cast.commune_b), "signed", now=NOW + timedelta(days=9))
    day = date(2026, 3, 31)
    report.refresh_from_db()
    assert (is_late(report, day), days_late(report, day, Calendar.load())) == (False, 0)
    assert (is_late(other, day), days_late(other, day, Calendar.load())) == (True, 2)
    assert late(opened, day) == {cast.commune_b.pk, cast.operator.pk, cast.division.pk}
    assert late(opened, TODAY) == {cast.commune_b.pk}


def test_a_signature_of_the_evening_counts_on_its_day_in_vietnam(report: UnitReport, bring: Bring) -> None:
    evening = NOW + timedelta(days=7, hours=14, minutes=59)  # Monday 09/03, 23:59
    bring(report, "signed", now=evening)
    assert not is_late(report, DUE)
    UnitReport.objects.filter(pk=report.pk).update(first_signed_at=evening + timedelta(minutes=1))
    report.refresh_from_db()
    assert is_late(report, DUE)
    assert late(report.round, DUE) == {report.unit_id}


def test_a_closed_round_measures_by_the_day_it_was_closed(cast: Cast, opened: Round, report: UnitReport) -> None:
    closed = close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW)
    report.round = closed
    assert not is_late(report, date(2027, 1, 1))
    assert late(closed, date(2027, 1, 1)) == set()
