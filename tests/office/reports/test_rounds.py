"""Rounds: opened at once or by calendar, once a period, never over a day that is counted already."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from lachan.office.directives.actions import close_directive, give_tasks
from lachan.office.directives.models import Directive, Repeat, Task
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.reports.actions.rounds import (
    Terms,
    ask_units_that_joined,
    close_round,
    last_whole_period,
    open_round,
    open_rounds_by_calendar,
    set_round_calendar,
)
from lachan.office.reports.actions.signing import accept_report, return_report
from lachan.office.reports.models import Round, RoundCalendar, UnitReport
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.units.models import UnitKind
from tests.office.reports.conftest import DUE, MARCH, TODAY, Bring, at_once, save
from tests.people import NOW, Cast, person, unit

APRIL = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam


def set_calendar(cast: Cast, directive: Directive, repeat: str = Repeat.MONTHLY, **more: object) -> None:
    given = {"working_days": 5, "since": TODAY, "until": None} | more
    set_round_calendar(directive_id=directive.pk, repeat=repeat, actor=cast.actor("lan"), now=NOW, **given)  # type: ignore[arg-type]


def test_every_unit_with_tasks_gets_a_report_with_the_same_due_date(cast: Cast, opened: Round) -> None:
    assert {r.unit for r in opened.reports.all()} == {cast.division, cast.commune_a, cast.commune_b, cast.operator}
    assert {r.due_on for r in opened.reports.all()} == {DUE}
    assert "5 ngày làm việc" in opened.due_steps[1]["vi"]
    assert Entry.objects.filter(event=Event.ROUND_OPENED).count() == 1


def test_the_people_of_the_units_are_told(cast: Cast, opened: Round) -> None:
    told = Notice.objects.filter(key__startswith=f"round-{opened.pk}-opened")
    assert {n.person for n in told} == {cast.hoa, cast.tam, cast.vy, cast.son}
    assert "hết ngày 09/03/2026" in told.get(person=cast.hoa).body


def test_a_due_day_can_be_given(cast: Cast, issued: Directive) -> None:
    terms = replace(MARCH, working_days=None, due_on=date(2026, 3, 20))
    opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    assert (opened.due_on, opened.due_steps[0]["vi"]) == (date(2026, 3, 20), "Hạn do Sở ấn định: 20/03/2026")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"period_to": date(2026, 2, 28)}, "period_backwards"),
        ({"due_on": date(2026, 3, 9)}, "one_due_rule"),
        ({"working_days": None}, "one_due_rule"),
        ({"working_days": None, "due_on": date(2026, 3, 1)}, "due_in_the_past"),
        ({"period_from": date(2026, 1, 1), "period_to": date(2026, 1, 31)}, "nobody_reports"),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    cast: Cast, issued: Directive, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(NotRight) as no:
        open_round(directive_id=issued.pk, terms=replace(MARCH, **wrong), actor=cast.actor("lan"), now=NOW)  # type: ignore[arg-type]
    assert no.value.code == code
    assert not Round.objects.exists()


def test_no_day_is_counted_in_two_rounds(cast: Cast, issued: Directive, opened: Round) -> None:
    terms = Terms("Đột xuất", date(2026, 3, 31), date(2026, 4, 15), working_days=2)
    with pytest.raises(NotRight) as no:
        open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    assert no.value.code == "period_overlaps"
    assert "01/03/2026 – 31/03/2026" in str(no.value)


@pytest.mark.parametrize(("who", "refusal"), [("dung", NotAllowed), ("hoa", Http404), ("vy", Http404)])
def test_who_may_not_open_a_round(cast: Cast, issued: Directive, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        open_round(directive_id=issued.pk, terms=MARCH, actor=cast.actor(who), now=NOW)


def test_a_closed_directive_asks_for_nothing(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued)
    close_directive(directive_id=issued.pk, actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotNow):
        open_round(directive_id=issued.pk, terms=MARCH, actor=cast.actor("lan"), now=NOW)
    assert open_rounds_by_calendar(APRIL) == 0


def test_a_closed_round_is_frozen(cast: Cast, opened: Round, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted")
    other = opened.reports.get(unit=cast.commune_b)
    close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW)
    for attempt in (
        lambda: save(other, cast.son),
        lambda: return_report(report_id=report.pk, reason="Sai", actor=cast.actor("minh"), now=NOW),
        lambda: close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW),
    ):
        with pytest.raises(NotNow) as no:
            attempt()
        assert no.value.code == "round_closed"


def test_a_round_with_a_signed_report_is_not_closed_before_the_answer(
    cast: Cast, opened: Round, report: UnitReport, bring: Bring
) -> None:
    bring(report, "signed")
    with pytest.raises(NotNow) as no:
        close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW)
    assert no.value.code == "reports_wait"
    accept_report(report_id=report.pk, actor=cast.actor("lan"), now=NOW)
    assert close_round(round_id=opened.pk, actor=cast.actor("lan"), now=NOW).closed_at == NOW


@pytest.mark.parametrize(
    ("repeat", "today", "period"),
    [
        (Repeat.MONTHLY, date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        (Repeat.MONTHLY, date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 31))),
        (Repeat.MONTHLY, date(2028, 3, 1), (date(2028, 2, 1), date(2028, 2, 29))),
        (Repeat.QUARTERLY, date(2026, 3, 31), (date(2025, 10, 1), date(2025, 12, 31))),
        (Repeat.QUARTERLY, date(2026, 4, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (Repeat.YEARLY, date(2026, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        (Repeat.YEARLY, date(2027, 1, 1), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_the_last_whole_period(repeat: str, today: date, period: tuple[date, date]) -> None:
    assert last_whole_period(repeat, today) == period


def test_the_calendar_opens_each_period_once_after_its_end(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued)
    assert open_rounds_by_calendar(APRIL - timedelta(days=1)) == 0
    assert open_rounds_by_calendar(APRIL) == 1
    assert open_rounds_by_calendar(APRIL + timedelta(minutes=15)) == 0
    found = Round.objects.get()
    assert (found.period_from, found.period_to, found.opened_on) == (TODAY, date(2026, 3, 31), date(2026, 4, 1))
    assert found.title == "Báo cáo kỳ 02/03/2026 – 31/03/2026"
    assert open_rounds_by_calendar(APRIL + timedelta(days=30)) == 1
    assert Round.objects.order_by("-period_to")[0].period_from == date(2026, 4, 1)


def test_the_calendar_goes_on_where_a_round_by_hand_ended(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued)
    terms = Terms("Đột xuất", TODAY, date(2026, 3, 15), working_days=2)
    open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    assert open_rounds_by_calendar(APRIL) == 1
    assert Round.objects.get(period_to=date(2026, 3, 31)).period_from == date(2026, 3, 16)


def test_the_calendar_ends_on_its_last_day(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued, until=date(2026, 4, 10))
    open_rounds_by_calendar(APRIL)
    assert open_rounds_by_calendar(APRIL + timedelta(days=30)) == 1
    assert Round.objects.filter(period_from=date(2026, 4, 1), period_to=date(2026, 4, 10)).exists()
    assert open_rounds_by_calendar(APRIL + timedelta(days=61)) == 0


def test_a_calendar_is_changed_and_ended(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued)
    set_calendar(cast, issued, Repeat.QUARTERLY)
    assert RoundCalendar.objects.get().repeat == Repeat.QUARTERLY
    with pytest.raises(NotRight) as no:
        set_calendar(cast, issued, until=date(2026, 3, 1))
    assert no.value.field == "until"
    set_calendar(cast, issued, Repeat.NONE)
    assert not RoundCalendar.objects.exists()
    assert Entry.objects.filter(event=Event.ROUND_CALENDAR_SET).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_clockworks_open_a_period_once(cast: Cast, issued: Directive) -> None:
    set_calendar(cast, issued)
    assert at_once(*[lambda: open_rounds_by_calendar(APRIL)] * 3) == ["done"] * 3
    assert Round.objects.count() == 1
    assert UnitReport.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_officers_opening_the_same_period_open_one_round(cast: Cast, issued: Directive) -> None:
    def press() -> Round:
        return open_round(directive_id=issued.pk, terms=MARCH, actor=cast.actor("lan"), now=NOW)

    at_once(press, press)
    assert Round.objects.count() == 1


def test_a_unit_that_joined_is_asked_with_its_full_time(cast: Cast, issued: Directive, opened: Round) -> None:
    assert ask_units_that_joined(NOW) == 0
    joined = unit("vhxh-05983", "Phòng Văn hóa - Xã hội phường Lương Văn Tri", UnitKind.COMMUNE_OFFICE)
    somebody = person("mai", "Lộc Thị Mai", joined, "officer")  # type: ignore[arg-type]
    later = NOW + timedelta(days=9)  # Wednesday 11/03
    give_tasks(directive_id=issued.pk, unit_id=joined.pk, actor=cast.actor("lan"), now=later)
    assert ask_units_that_joined(later) == 1
    assert ask_units_that_joined(later) == 0
    report = opened.reports.get(unit=joined)
    assert (report.opened_on, report.due_on) == (date(2026, 3, 11), date(2026, 3, 18))
    assert Notice.objects.filter(person=somebody, key__startswith="round-").count() == 1
    assert Entry.objects.get(event=Event.REPORT_ASKED).facts == {"due_on": "2026-03-18"}


def test_a_unit_that_joined_after_the_period_is_not_asked(cast: Cast, issued: Directive, opened: Round) -> None:
    joined = unit("vhxh-05983", "Phòng Văn hóa - Xã hội phường Lương Văn Tri", UnitKind.COMMUNE_OFFICE)
    duty = Task.objects.filter(unit=cast.commune_a)[0].duty
    Task.objects.create(duty=duty, unit=joined, given_on=date(2026, 4, 1))
    assert ask_units_that_joined(APRIL) == 0
