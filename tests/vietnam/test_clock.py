"""Due dates: 700 cases from a table, and what must hold for every term, pause, extension and calendar."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lachan.vietnam.clock import (
    DueDate,
    Extension,
    Pause,
    StepKind,
    Term,
    date_at_share,
    due_date,
    share_passed,
    working_days_after,
    working_days_between,
    working_days_late,
)
from lachan.vietnam.working_days import Calendar, OutsideCalendarError
from tests.vietnam import clock_oracle
from tests.vietnam.clock_oracle import Case

CALENDAR = Calendar.load()
CASES = clock_oracle.read_cases()
MONDAY = date(2020, 4, 20)  # of the week before Victory Day, Thursday 30 April 2020
DAY = timedelta(days=1)

starts = st.dates(date(2020, 1, 1), date(2029, 6, 30))
units = st.sampled_from(["working", "calendar"])
terms = st.builds(Term, st.integers(0, 60), units)
working_terms = st.builds(Term, st.integers(1, 60), st.just("working"))
extensions = st.lists(st.builds(Extension, st.integers(1, 10), st.just(""), st.just(MONDAY)), max_size=3)


@st.composite
def pauses_near(draw: st.DrawFn, start: date) -> list[Pause]:
    """Up to three pauses with an end that may overlap, near the start of a term."""
    begins = draw(st.lists(st.integers(-5, 60), max_size=3))
    return [Pause(start + n * DAY, start + n * DAY + draw(st.integers(0, 20)) * DAY, "chờ xác minh") for n in begins]


@st.composite
def changed_calendars(draw: st.DrawFn) -> Calendar:
    """The shipped calendar with a dozen days changed at a place of its own."""
    around = draw(starts)
    near = st.sets(st.integers(0, 90).map(lambda n: around + n * DAY), max_size=12)
    off = draw(near)
    return CALENDAR.with_changes(off=off, working=draw(near) - off)


def passed_over(due: DueDate, *kinds: StepKind) -> list[date]:
    return [day for step in due.steps if step.kind in kinds for day in step.days]


def days_from(start: date, end: date) -> list[date]:
    """The days after `start` up to and including `end`."""
    return [start + n * DAY for n in range(1, (end - start).days + 1)]


def asked(case: Case) -> DueDate:
    return due_date(
        start=case.start,
        term=Term(case.days, case.unit),  # type: ignore[arg-type]  # the table holds the two words only
        calendar=CALENDAR,
        pauses=[Pause(start, end, "chờ xác minh") for start, end in case.pauses],
        extensions=[Extension(days, "chờ số liệu", case.start) for days in case.extensions],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.by}-{case.start}-{case.days}-{case.unit}")
def test_the_due_date_is_that_of_the_table(case: Case) -> None:
    assert asked(case).on == case.due, case.why


def test_the_second_opinion_agrees_with_every_row_by_hand_and_by_machine() -> None:
    """A machine row that fails after a change of holidays.csv is rewritten by clock_oracle."""
    for case in CASES:
        assert clock_oracle.due(case.start, case.days, case.unit, case.pauses, case.extensions) == case.due, case


def test_the_table_is_as_large_and_as_wide_as_promised() -> None:
    by = Counter(case.by for case in CASES)
    assert by["hand"] >= 60
    assert by.total() >= 500
    assert all(case.why for case in CASES)
    assert {case.start.year for case in CASES} == set(range(2020, 2031))


def test_the_explanation_is_one_sentence_that_names_each_day_left_out() -> None:
    due = due_date(
        start=MONDAY,
        term=Term(10, "working"),
        calendar=CALENDAR,
        pauses=[Pause(date(2020, 4, 22), date(2020, 4, 22), "chờ nhà mạng trả lời")],
        extensions=[Extension(2, "chờ số liệu", date(2020, 5, 6))],
    )
    assert due.explain("vi") == (
        "Bắt đầu 20/04/2020; 10 ngày làm việc; "
        "tạm dừng từ 22/04 đến hết 22/04, 1 ngày làm việc: chờ nhà mạng trả lời; "
        "bỏ 6 ngày nghỉ (25/04 Thứ Bảy, 26/04 Chủ nhật, 30/04 Ngày Chiến thắng, 01/05 Ngày Quốc tế lao động, "
        "02/05 Thứ Bảy, 03/05 Chủ nhật); "
        "gia hạn 2 ngày làm việc (ngày 06/05: chờ số liệu); "
        "bỏ 2 ngày nghỉ (09/05 Thứ Bảy, 10/05 Chủ nhật); "
        "đến hạn 11/05/2020"
    )
    assert due.explain("en") == (
        "Starts 20/04/2020; 10 working days; "
        "paused from 22/04 to 22/04, 1 working day: chờ nhà mạng trả lời; "
        "skipping 6 days off (25/04 Saturday, 26/04 Sunday, 30/04 Victory Day, 01/05 Labour Day, "
        "02/05 Saturday, 03/05 Sunday); "
        "extended by 2 working days (on 06/05: chờ số liệu); "
        "skipping 2 days off (09/05 Saturday, 10/05 Sunday); "
        "due 11/05/2020"
    )


def test_the_explanation_of_a_calendar_term_says_why_it_moved() -> None:
    due = due_date(start=date(2020, 4, 27), term=Term(3, "calendar"), calendar=CALENDAR)
    assert due.explain() == (
        "Bắt đầu 27/04/2020; 3 ngày; ngày cuối rơi vào ngày nghỉ (30/04 Ngày Chiến thắng, "
        "01/05 Ngày Quốc tế lao động, 02/05 Thứ Bảy, 03/05 Chủ nhật) nên chuyển sang ngày làm việc tiếp theo; "
        "đến hạn 04/05/2020"
    )


def test_the_explanation_of_a_stopped_clock_says_since_when_and_gives_no_date() -> None:
    due = due_date(
        start=MONDAY,
        term=Term(4, "working"),
        calendar=CALENDAR,
        pauses=[Pause(date(2020, 4, 22), None, "chờ xác minh")],
        extensions=[Extension(1, "", date(2020, 4, 21))],
    )
    assert due.on is None
    assert due.steps[-1].kind is StepKind.STOPPED
    assert due.explain() == (
        "Bắt đầu 20/04/2020; 4 ngày làm việc; tạm dừng từ 22/04: chờ xác minh; "
        "gia hạn 1 ngày làm việc (ngày 21/04); chưa có ngày đến hạn cho đến khi hết tạm dừng"
    )


def test_the_days_of_another_year_carry_it() -> None:
    due = due_date(start=date(2020, 12, 31), term=Term(1, "working"), calendar=CALENDAR)
    assert "01/01/2021 Tết Dương lịch" in due.explain()


@given(starts, terms, extensions, changed_calendars(), st.data())
def test_something_is_always_due_on_a_working_day_on_which_no_pause_holds(
    start: date, term: Term, more: list[Extension], calendar: Calendar, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_near(start))
    due = due_date(start=start, term=term, calendar=calendar, pauses=pauses, extensions=more).on
    assert due is not None
    assert calendar.is_working_day(due)
    assert not any(pause.holds(due) for pause in pauses)
    assert due >= start
    assert due > start or term.days == 0


@given(starts, terms, changed_calendars(), st.data())
def test_a_longer_term_is_never_due_earlier(start: date, term: Term, calendar: Calendar, data: st.DataObject) -> None:
    pauses = data.draw(pauses_near(start))
    longer = Term(term.days + 1, term.unit)
    due, later = (due_date(start=start, term=t, calendar=calendar, pauses=pauses).on for t in (term, longer))
    assert due is not None
    assert later is not None
    assert due <= later
    if term.unit == "working" and term.days > 0:
        assert due < later


@given(starts, terms, extensions, st.sets(st.integers(0, 120), max_size=20), st.data())
def test_more_days_off_never_make_it_earlier(
    start: date, term: Term, more: list[Extension], offsets: set[int], data: st.DataObject
) -> None:
    pauses = data.draw(pauses_near(start))
    fewer = CALENDAR.with_changes(off=[start + n * DAY for n in offsets])
    due, later = (
        due_date(start=start, term=term, calendar=c, pauses=pauses, extensions=more).on for c in (CALENDAR, fewer)
    )
    assert due is not None
    assert later is not None
    assert due <= later


@given(starts, working_terms, changed_calendars(), st.integers(1, 60), st.integers(0, 20))
def test_a_pause_of_n_working_days_moves_a_working_term_by_n(
    start: date, term: Term, calendar: Calendar, begins: int, length: int
) -> None:
    pause = Pause(start + begins * DAY, start + (begins + length) * DAY, "")
    due = due_date(start=start, term=term, calendar=calendar).on
    assert due is not None
    assume(pause.start <= due)
    assert pause.end is not None
    lost = working_days_between(pause.start - DAY, pause.end, calendar)
    moved = due_date(start=start, term=term, calendar=calendar, pauses=[pause]).on
    assert moved == working_days_after(due, lost, calendar)


@given(starts, working_terms, changed_calendars(), st.integers(1, 20), st.integers(1, 20))
def test_extensions_add_up(start: date, term: Term, calendar: Calendar, first: int, second: int) -> None:
    def due(*days: int) -> date | None:
        more = [Extension(n, "", start) for n in days]
        return due_date(start=start, term=term, calendar=calendar, extensions=more).on

    assert due(first, second) == due(second, first) == due(first + second)
    longer = Term(term.days + first + second, "working")
    assert due(first, second) == due_date(start=start, term=longer, calendar=calendar).on


@given(starts, st.integers(0, 60), extensions, changed_calendars(), st.data())
def test_a_working_term_leaves_out_precisely_the_days_off_and_the_pauses(
    start: date, days: int, more: list[Extension], calendar: Calendar, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_near(start))
    due = due_date(start=start, term=Term(days, "working"), calendar=calendar, pauses=pauses, extensions=more)
    assert due.on is not None
    between = days_from(start, due.on) if days else days_from(start - DAY, due.on)
    held = [day for day in between if any(pause.holds(day) for pause in pauses)]
    off = [day for day in between if day not in held and not calendar.is_working_day(day)]
    assert passed_over(due, StepKind.SKIPPED, StepKind.MOVED) == off
    assert sorted(passed_over(due, StepKind.PAUSED)) == held
    counted = len(between) - len(off) - len(held)
    assert counted == days + sum(e.working_days for e in more) + (1 if days == 0 else 0)


@given(starts, st.integers(1, 90), changed_calendars(), st.data())
def test_a_calendar_term_leaves_out_precisely_the_pauses_and_the_days_off_at_its_end(
    start: date, days: int, calendar: Calendar, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_near(start))
    due = due_date(start=start, term=Term(days, "calendar"), calendar=calendar, pauses=pauses)
    assert due.on is not None
    running = [day for day in days_from(start, due.on) if not any(pause.holds(day) for pause in pauses)]
    moved = passed_over(due, StepKind.MOVED)
    assert passed_over(due, StepKind.SKIPPED) == []
    assert moved == running[days - 1 : -1]
    assert not any(calendar.is_working_day(day) for day in moved)


@given(starts, working_terms, extensions, changed_calendars())
def test_the_sentence_names_each_skipped_day_once_with_its_reason(
    start: date, term: Term, more: list[Extension], calendar: Calendar
) -> None:
    due = due_date(start=start, term=term, calendar=calendar, extensions=more)
    sentence = due.explain()
    for day in passed_over(due, StepKind.SKIPPED):
        written = f"{day:%d/%m}" if day.year == start.year else f"{day:%d/%m/%Y}"
        assert sentence.count(f"{written} {calendar.reason(day)}") == 1
    assert due.on is not None
    assert sentence.endswith(f"đến hạn {due.on:%d/%m/%Y}")


@given(starts, st.integers(0, 60), changed_calendars())
def test_the_nth_working_day_after_has_n_working_days_before_it(day: date, n: int, calendar: Calendar) -> None:
    end = working_days_after(day, n, calendar)
    assert calendar.is_working_day(end)
    assert working_days_between(day, end, calendar) == (n or int(end > day))


def test_a_day_is_late_by_the_working_days_since_it_was_due() -> None:
    due = date(2020, 4, 29)  # the Wednesday before the holidays
    assert working_days_late(due, date(2020, 4, 28), CALENDAR) == 0
    assert working_days_late(due, due, CALENDAR) == 0
    assert working_days_late(due, date(2020, 5, 3), CALENDAR) == 0
    assert working_days_late(due, date(2020, 5, 4), CALENDAR) == 1
    assert working_days_late(due, date(2020, 5, 6), CALENDAR) == 3


def test_the_share_of_the_working_time_grows_to_one_and_beyond() -> None:
    due = date(2020, 4, 24)  # four working days after Monday
    shares = [share_passed(MONDAY, due, MONDAY + n * DAY, CALENDAR) for n in range(-1, 9)]
    assert shares == [0, 0, 0.25, 0.5, 0.75, 1, 1, 1, 1.25, 1.5]


def test_a_term_without_working_days_has_passed_on_its_due_date() -> None:
    assert share_passed(MONDAY, MONDAY, MONDAY - DAY, CALENDAR) == 0
    assert share_passed(MONDAY, MONDAY, MONDAY, CALENDAR) == 1


@pytest.mark.parametrize(
    ("due", "share", "expected"),
    [
        (date(2020, 4, 24), 0.75, date(2020, 4, 23)),  # 3 of 4 working days
        (date(2020, 5, 6), 0.75, date(2020, 5, 4)),  # 7.5 of 10 is reached on the eighth, after the holidays
        (date(2020, 4, 21), 0.75, date(2020, 4, 21)),  # one day: the due date itself
        (date(2020, 5, 27), 0.28, date(2020, 4, 29)),  # exactly 7 of 25, though 0.28 * 25 > 7 in binary
        (date(2020, 5, 6), 0.0, MONDAY),
        (date(2020, 5, 6), 1.0, date(2020, 5, 6)),
    ],
)
def test_the_day_of_a_share_is_the_first_on_which_it_has_passed(due: date, share: float, expected: date) -> None:
    assert date_at_share(MONDAY, due, share, CALENDAR) == expected


@given(starts, st.integers(1, 60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), changed_calendars())
def test_the_day_of_a_share_and_the_share_of_a_day_agree(
    start: date, days: int, share: float, calendar: Calendar
) -> None:
    due = working_days_after(start, days, calendar)
    day = date_at_share(start, due, share, calendar)
    assert start < day <= due
    assert share_passed(start, due, day, calendar) >= share - 1e-9
    assert share_passed(start, due, day - DAY, calendar) < share


def test_a_term_that_leaves_the_calendar_is_refused_in_words_for_people() -> None:
    with pytest.raises(OutsideCalendarError, match="31/12/2030"):
        due_date(start=date(2030, 12, 30), term=Term(2, "working"), calendar=CALENDAR)
    with pytest.raises(OutsideCalendarError):
        due_date(start=MONDAY, term=Term(10**9, "calendar"), calendar=CALENDAR)
    with pytest.raises(OutsideCalendarError):
        due_date(
            start=MONDAY, term=Term(5, "working"), calendar=CALENDAR, pauses=[Pause(MONDAY, date(9999, 12, 31), "")]
        )


def test_what_cannot_be_counted_cannot_be_written_down() -> None:
    with pytest.raises(ValueError, match="-1"):
        Term(-1, "working")
    with pytest.raises(ValueError, match="0 working days"):
        Extension(0, "", MONDAY)
    with pytest.raises(ValueError, match="before it starts"):
        Pause(MONDAY, MONDAY - DAY, "")
    with pytest.raises(ValueError, match=r"1\.5"):
        date_at_share(MONDAY, MONDAY, 1.5, CALENDAR)
    with pytest.raises(ValueError, match="-2"):
        working_days_after(MONDAY, -2, CALENDAR)
