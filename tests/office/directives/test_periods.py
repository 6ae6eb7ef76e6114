"""Periods of repeating duties follow the civil calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.directives.models import Repeat
from lachan.office.directives.periods import in_period, months_later, period_number, period_start

REPEATS = st.sampled_from([Repeat.MONTHLY, Repeat.QUARTERLY, Repeat.YEARLY])
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("repeat", "today", "number", "start"),
    [
        (Repeat.MONTHLY, date(2026, 3, 31), 1, date(2026, 3, 16)),
        (Repeat.MONTHLY, date(2026, 4, 1), 2, date(2026, 4, 1)),
        (Repeat.MONTHLY, date(2027, 1, 9), 11, date(2027, 1, 1)),
        (Repeat.QUARTERLY, date(2026, 4, 1), 2, date(2026, 4, 1)),
        (Repeat.QUARTERLY, date(2026, 12, 31), 4, date(2026, 10, 1)),
        (Repeat.YEARLY, date(2026, 12, 31), 1, date(2026, 3, 16)),
        (Repeat.YEARLY, date(2027, 1, 1), 2, date(2027, 1, 1)),
    ],
)
def test_a_period_begins_with_its_month_quarter_or_year(repeat: str, today: date, number: int, start: date) -> None:
    assert period_number(repeat, date(2026, 3, 16), today) == number
    assert period_start(repeat, date(2026, 3, 16), number) == start


def test_a_duty_that_does_not_repeat_has_one_period() -> None:
    assert period_number(Repeat.NONE, date(2020, 4, 20), date(2026, 3, 2)) == 1


@given(REPEATS, DAYS, DAYS)
def test_the_period_of_its_own_first_day_is_itself(repeat: str, first: date, today: date) -> None:
    number = period_number(repeat, first, today)
    start = period_start(repeat, first, number)
    assert period_number(repeat, first, start) == number
    if today >= first:
        assert start <= today
        assert period_number(repeat, first, period_start(repeat, first, number + 1) - timedelta(days=1)) == number


@given(DAYS, st.integers(0, 60))
def test_the_same_day_months_later_never_runs_into_the_next_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_a_named_day_moves_with_its_period() -> None:
    assert in_period(Repeat.MONTHLY, date(2026, 1, 31), 2) == date(2026, 2, 28)
    assert in_period(Repeat.NONE, date(2026, 1, 31), 1) == date(2026, 1, 31)
