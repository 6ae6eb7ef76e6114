"""The suspension clock: a table of days, its borders, and properties that hold for every history."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.checks.subscribers.suspension import ACTS, Act, Case, Status, first_notice, next_step, terms
from lachan.vietnam.law import NotInForceError

FIRST = date(2026, 3, 2)
FIVE = tuple(FIRST + timedelta(day) for day in range(5))


def day(after):
    return FIRST + timedelta(after)


@pytest.mark.parametrize(
    ("case", "seen", "act", "on"),
    [
        (Case(), 0, Act.NOTICE, 0),
        (Case(notices=FIVE[:1]), 0, Act.NOTICE, 1),
        (Case(notices=FIVE[:4]), 4, Act.NOTICE, 4),
        (Case(notices=FIVE[:4]), 5, Act.NOTICE, 5),  # day 4 was missed: anew
        (Case(notices=FIVE), 4, Act.ONE_WAY, 15),
        (Case(notices=FIVE), 40, Act.ONE_WAY, 15),
        (Case(Status.ONE_WAY, FIVE, day(15)), 15, Act.TWO_WAY, 30),
        (Case(Status.ONE_WAY, FIVE, day(20)), 20, Act.TWO_WAY, 35),
        (Case(Status.ONE_WAY, FIVE), 20, Act.TWO_WAY, 30),
        (Case(Status.ONE_WAY, FIVE, day(6)), 20, Act.TWO_WAY, 30),  # too early: counted from the lawful day
        (Case(Status.TWO_WAY, FIVE, day(30)), 30, Act.END, 60),
        (Case(Status.TWO_WAY, FIVE, day(33)), 33, Act.END, 63),
        (Case(Status.TWO_WAY, FIVE[:3], day(30)), 30, Act.REOPEN, 30),
        (Case(Status.ONE_WAY, FIVE, day(15), put_right_on=day(18)), 18, Act.REOPEN, 18),
        (Case(Status.ONE_WAY, FIVE, day(15), put_right_on=day(18)), 17, Act.TWO_WAY, 30),
        (Case(notices=FIVE, put_right_on=day(9)), 9, Act.NONE, None),
        (Case(Status.ENDED, FIVE), 90, Act.NONE, None),
    ],
)
def test_the_table(case, seen, act, on):
    step = next_step(case, day(seen))
    assert (step.act, step.on) == (act, None if on is None else day(on))
    assert step.why.vi != step.why.en
    assert step.act in ACTS


def test_a_broken_run_begins_anew_with_its_first_notice():
    step = next_step(Case(notices=FIVE[:3]), day(6))
    assert (step.act, step.nth) == (Act.NOTICE, 1)
    assert next_step(Case(notices=FIVE[:3]), day(3)).nth == 4


def test_a_second_full_run_does_not_put_the_clock_back():
    again = tuple(day(10 + more) for more in range(5))
    assert first_notice(FIVE + again) == FIRST
    assert first_notice(FIVE[:4] + again) == day(10)


def test_the_law_of_the_first_notice_holds_and_before_it_there_is_none():
    assert terms(date(2017, 4, 24)) == terms(date(2026, 11, 25))
    with pytest.raises(NotInForceError):
        terms(date(2017, 4, 23))


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
OFFSETS = st.lists(st.integers(0, 40), max_size=12)


@st.composite
def cases(draw):
    start = draw(DAYS)
    notices = tuple(start + timedelta(after) for after in draw(OFFSETS))
    status = draw(st.sampled_from(Status))
    suspended = start + timedelta(draw(st.integers(0, 60))) if status in (Status.ONE_WAY, Status.TWO_WAY) else None
    return Case(status, notices, suspended), start + timedelta(draw(st.integers(0, 90)))


@given(cases())
def test_nobody_is_suspended_further_without_five_days_in_a_row_and_the_whole_term(drawn):
    case, as_of = drawn
    step = next_step(case, as_of)
    if step.act in (Act.ONE_WAY, Act.TWO_WAY, Act.END):
        first = first_notice(case.notices)
        assert first is not None
        assert all(first + timedelta(more) in case.notices for more in range(5))
        least = {Act.ONE_WAY: 15, Act.TWO_WAY: 30, Act.END: 60}[step.act]
        assert (step.on - first).days >= least


@given(cases())
def test_the_order_of_notices_and_sending_twice_a_day_change_nothing(drawn):
    case, as_of = drawn
    turned = Case(case.status, tuple(reversed(case.notices)) + case.notices, case.suspended_on)
    assert next_step(turned, as_of) == next_step(case, as_of)


@given(cases())
def test_putting_right_always_ends_or_restores(drawn):
    case, as_of = drawn
    step = next_step(Case(case.status, case.notices, case.suspended_on, put_right_on=as_of), as_of)
    assert step.act in (Act.NONE, Act.REOPEN)
    assert step.late(as_of) == 0


@given(cases())
def test_notices_to_come_are_not_counted(drawn):
    case, as_of = drawn
    known = Case(case.status, tuple(one for one in case.notices if one <= as_of), case.suspended_on)
    assert next_step(case, as_of) == next_step(known, as_of)


@given(DAYS)
def test_followed_day_by_day_the_clock_takes_sixty_days(start):
    case, log = Case(), []
    for after in range(61):
        today = start + timedelta(after)
        step = next_step(case, today)
        if step.on != today:
            continue
        log.append((after, step.act))
        if step.act is Act.NOTICE:
            case = Case(case.status, (*case.notices, today))
        else:
            new = {Act.ONE_WAY: Status.ONE_WAY, Act.TWO_WAY: Status.TWO_WAY, Act.END: Status.ENDED}[step.act]
            case = Case(new, case.notices, today)
    notices = [(after, Act.NOTICE) for after in range(5)]
    assert log == [*notices, (15, Act.ONE_WAY), (30, Act.TWO_WAY), (60, Act.END)]
