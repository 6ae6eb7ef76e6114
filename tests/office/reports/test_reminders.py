"""Reminders: four steps up the ladder, each once, and none when nothing waits."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.directives.models import Task
from lachan.office.notices.models import Notice
from lachan.office.reports.actions.reminders import remind, step_on
from lachan.office.reports.actions.signing import return_report
from lachan.office.reports.models import Reminder, ReminderStep, Round, UnitReport
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.vietnam.clock import share_passed, working_days_between
from lachan.vietnam.working_days import Calendar
from tests.office.reports.conftest import DUE, Bring, at_once
from tests.people import NOW, Cast

S = ReminderStep
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8), HANOI).astimezone(UTC)


def reminded(report: UnitReport) -> list[str]:
    return list(report.reminders.order_by("id").values_list("step", flat=True))


def told(report: UnitReport, step: ReminderStep) -> set[str]:
    found = Notice.objects.filter(key__startswith=f"reminder-{report.pk}-{step.value}")
    return {notice.person.email.split("@")[0] for notice in found}


def test_the_ladder_of_a_report_nobody_writes(cast: Cast, report: UnitReport) -> None:
    for days in range(20):  # every day from 02/03 to 21/03
        remind(morning(date(2026, 3, 2) + timedelta(days=days)))
    assert [(r.step, r.sent_at.astimezone(HANOI).date().day) for r in report.reminders.order_by("id")] == [
        (S.AT_75_PERCENT, 6), (S.ON_THE_DAY, 9), (S.ONE_DAY_LATE, 10), (S.THREE_DAYS_LATE, 12),
    ]  # fmt: skip
    assert told(report, S.AT_75_PERCENT) == {"hoa"}
    assert told(report, S.ON_THE_DAY) == {"hoa", "tam"}
    assert told(report, S.ONE_DAY_LATE) == {"hoa", "tam", "lan"}
    assert told(report, S.THREE_DAYS_LATE) == {"hoa", "tam", "lan", "minh"}
    assert Entry.objects.filter(event=Event.REMINDER_SENT).count() == 16


def test_a_reminder_says_what_and_by_when(cast: Cast, report: UnitReport) -> None:
    remind(morning(DUE))
    notice = Notice.objects.get(person=cast.hoa, key__startswith="reminder")
    assert notice.subject == f"Hôm nay là hạn: báo cáo của {report.unit}"
    assert notice.body == "Báo cáo tháng 3. Hạn báo cáo: 09/03/2026."


def test_each_step_once_however_often_the_clockwork_turns(report: UnitReport) -> None:
    assert remind(morning(DUE)) == 4
    assert remind(morning(DUE) + timedelta(minutes=15)) == 0
    assert reminded(report) == [S.ON_THE_DAY]


def test_steps_that_nobody_saw_are_not_made_up_for(report: UnitReport) -> None:
    remind(morning(date(2026, 3, 20)))
    assert reminded(report) == [S.THREE_DAYS_LATE]


@pytest.mark.parametrize("state", ["signed", "accepted"])
def test_who_reported_is_left_in_peace(report: UnitReport, bring: Bring, state: str) -> None:
    bring(report, state)
    remind(morning(date(2026, 3, 20)))
    assert reminded(report) == []


def test_a_report_returned_after_it_was_signed_in_time_is_not_called_late(
    cast: Cast, report: UnitReport, bring: Bring
) -> None:
    bring(report, "signed")
    return_report(report_id=report.pk, reason="Sửa", actor=cast.actor("lan"), now=NOW)
    remind(morning(DUE))
    remind(morning(date(2026, 3, 20)))
    assert reminded(report) == [S.ON_THE_DAY]


def test_a_new_due_date_starts_the_ladder_anew(report: UnitReport) -> None:
    remind(morning(DUE))
    UnitReport.objects.filter(pk=report.pk).update(due_on=date(2026, 3, 13))
    remind(morning(date(2026, 3, 13)))
    assert reminded(report) == [S.ON_THE_DAY, S.ON_THE_DAY]


@pytest.mark.django_db(transaction=True)
def test_two_clockworks_remind_once(cast: Cast, report: UnitReport, task: Task) -> None:
    assert at_once(*[lambda: remind(morning(DUE))] * 3) == ["done"] * 3
    assert Reminder.objects.filter(report=report).count() == 1
    assert Notice.objects.filter(person=cast.hoa, key__startswith="reminder").count() == 1


DAYS = st.dates(date(2026, 1, 5), date(2026, 11, 30))


@given(
    start=DAYS,
    length=st.integers(0, 40),
    offset=st.integers(-5, 80),
    off=st.sets(DAYS, max_size=15),
    signed=st.booleans(),
)
def test_the_step_follows_the_working_days_whatever_the_holidays(
    start: date, length: int, offset: int, off: set[date], signed: bool
) -> None:
    calendar = Calendar.load().with_changes(off=sorted(off))
    due, today = start + timedelta(days=length), start + timedelta(days=offset)
    report = UnitReport(round=Round(), opened_on=start, due_on=due, first_signed_at=NOW if signed else None)
    step = step_on(report, today, calendar)
    late = working_days_between(due, today, calendar)
    if today < due:
        passed = share_passed(start, due, today, calendar) >= 0.75
        assert step == (S.AT_75_PERCENT if passed else None)
    elif late == 0:  # the day itself, and the days off after it
        assert step == S.ON_THE_DAY
    elif signed:
        assert step is None
    else:
        assert step == (S.THREE_DAYS_LATE if late >= 3 else S.ONE_DAY_LATE)


@given(start=DAYS, length=st.integers(0, 40), off=st.sets(DAYS, max_size=15))
def test_the_ladder_is_only_climbed(start: date, length: int, off: set[date]) -> None:
    calendar = Calendar.load().with_changes(off=sorted(off))
    report = UnitReport(round=Round(), opened_on=start, due_on=start + timedelta(days=length))
    order = [None, *ReminderStep]
    steps = [order.index(step_on(report, start + timedelta(days=n), calendar)) for n in range(length + 40)]
    assert steps == sorted(steps)
    assert steps[-1] == 4
