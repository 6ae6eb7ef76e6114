"""Which days are worked: the shipped table against astronomy, the Labour Code and what was announced."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.working_days import (
    Calendar,
    DayKind,
    Holiday,
    OutsideCalendarError,
    SpecialDay,
    Sureness,
    shipped_days,
)
from tests.vietnam.lunar import CHINA, gregorian

YEARS = range(2020, 2031)
SATURDAY = 5
FREE = (DayKind.HOLIDAY, DayKind.IN_LIEU, DayKind.SWAPPED)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def rows(year: int, *, holiday: Holiday | None = None, kind: DayKind | None = None) -> list[SpecialDay]:
    return [
        row
        for row in shipped_days()
        if row.day.year == year and (holiday in (None, row.holiday)) and (kind in (None, row.kind))
    ]


def test_the_table_is_sorted_and_names_no_day_twice() -> None:
    listed = [row.day for row in shipped_days()]
    assert listed == sorted(set(listed))


def test_every_row_says_what_it_rests_on() -> None:
    assert all(row.source for row in shipped_days())


@pytest.mark.parametrize("year", YEARS)
def test_tet_is_five_days_around_the_lunar_new_year_of_vietnam(year: int) -> None:
    """One to three days of the old year and the rest of the new (Decree 145/2020): the eve is always off."""
    tet = [row.day for row in rows(year, holiday=Holiday.TET, kind=DayKind.HOLIDAY)]
    first = gregorian(1, 1, year)
    assert len(tet) == 5
    assert tet == [tet[0] + timedelta(days=n) for n in range(5)]
    assert 1 <= (first - tet[0]).days <= 3


def test_tet_of_2030_comes_a_day_before_the_chinese_new_year() -> None:
    assert gregorian(1, 1, 2030) == date(2030, 2, 2)
    assert gregorian(1, 1, 2030, CHINA) == date(2030, 2, 3)
    assert not Calendar.load().is_working_day(date(2030, 2, 1))


@pytest.mark.parametrize("year", YEARS)
def test_hung_kings_day_is_the_tenth_of_the_third_lunar_month(year: int) -> None:
    (row,) = rows(year, holiday=Holiday.HUNG_KINGS, kind=DayKind.HOLIDAY)
    assert row.day == gregorian(10, 3, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_fixed_days_stand_where_the_labour_code_puts_them(year: int) -> None:
    expected = {
        Holiday.NEW_YEAR: date(year, 1, 1),
        Holiday.VICTORY_DAY: date(year, 4, 30),
        Holiday.LABOUR_DAY: date(year, 5, 1),
    }
    for holiday, day in expected.items():
        assert [row.day for row in rows(year, holiday=holiday, kind=DayKind.HOLIDAY)] == [day]


@pytest.mark.parametrize("year", YEARS)
def test_national_day_is_one_day_in_2020_and_two_adjacent_days_since(year: int) -> None:
    national = [row.day for row in rows(year, holiday=Holiday.NATIONAL_DAY, kind=DayKind.HOLIDAY)]
    assert date(year, 9, 2) in national
    assert len(national) == (1 if year == 2020 else 2)
    assert all(abs((day - date(year, 9, 2)).days) <= 1 for day in national)


@pytest.mark.parametrize("year", YEARS)
def test_a_holiday_on_a_day_of_rest_is_made_good_on_a_weekday_after_it(year: int) -> None:
    holidays = rows(year, kind=DayKind.HOLIDAY)
    on_week_ends = Counter(row.holiday for row in holidays if row.day.weekday() >= SATURDAY)
    in_lieu = rows(year, kind=DayKind.IN_LIEU)
    assert Counter(row.holiday for row in in_lieu) == on_week_ends
    for row in in_lieu:
        assert row.day.weekday() < SATURDAY
        assert row.day > min(h.day for h in holidays if h.holiday is row.holiday)


@pytest.mark.parametrize("year", YEARS)
def test_no_working_day_lies_between_a_holiday_and_the_day_in_lieu_of_it(year: int) -> None:
    calendar = Calendar.load(with_culture_day=True)
    for row in rows(year, kind=DayKind.IN_LIEU):
        holidays = rows(year, holiday=row.holiday, kind=DayKind.HOLIDAY)
        day = next(h.day for h in holidays if h.day.weekday() >= SATURDAY)
        while day < row.day:
            assert not calendar.is_working_day(day)
            day += timedelta(days=1)


def test_every_swapped_day_is_worked_on_one_saturday() -> None:
    swapped = [row for row in shipped_days() if row.kind is DayKind.SWAPPED]
    made_up = [row for row in shipped_days() if row.kind is DayKind.MAKE_UP]
    assert [row.day for row in made_up] == [
        date(2024, 5, 4),
        date(2025, 4, 26),
        date(2026, 1, 10),
        date(2026, 8, 22),
    ]
    assert Counter((row.day.year, row.holiday) for row in swapped) == Counter(
        (row.day.year, row.holiday) for row in made_up
    )
    assert all(row.day.weekday() == SATURDAY for row in made_up)
    assert all(row.day.weekday() < SATURDAY for row in swapped)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2021, 2, 10), date(2021, 2, 16)),
        (date(2022, 1, 29), date(2022, 2, 6)),
        (date(2022, 4, 30), date(2022, 5, 3)),
        (date(2022, 9, 1), date(2022, 9, 4)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2023, 4, 29), date(2023, 5, 3)),
        (date(2023, 9, 1), date(2023, 9, 4)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2024, 4, 27), date(2024, 5, 1)),
        (date(2024, 8, 31), date(2024, 9, 3)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2025, 4, 30), date(2025, 5, 4)),
        (date(2025, 8, 30), date(2025, 9, 2)),
        (date(2026, 1, 1), date(2026, 1, 4)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2026, 4, 25), date(2026, 4, 27)),
        (date(2026, 8, 29), date(2026, 9, 2)),
    ],
)
def test_the_announced_blocks_of_rest_are_whole_and_end_on_both_sides(first: date, last: date) -> None:
    calendar = Calendar.load()
    length = (last - first).days + 1
    assert not any(calendar.is_working_day(first + timedelta(days=n)) for n in range(length))
    assert calendar.is_working_day(first - timedelta(days=1))
    assert calendar.is_working_day(last + timedelta(days=1))


def test_what_was_announced_is_sure_and_what_was_not_is_not_called_decided() -> None:
    for row in shipped_days():
        if row.day > date(2026, 12, 31):
            assert row.sure is not Sureness.DECIDED
        elif row.holiday is not Holiday.CULTURE_DAY:
            assert row.sure is not Sureness.PROJECTED


def test_a_saturday_and_a_sunday_are_off_and_say_so() -> None:
    calendar = Calendar.load()
    saturday, sunday = calendar.reason(date(2020, 4, 25)), calendar.reason(date(2020, 4, 26))
    assert saturday is not None
    assert sunday is not None
    assert (saturday.vi, sunday.vi, sunday.en) == ("Thứ Bảy", "Chủ nhật", "Sunday")


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2020, 1, 25), "Tết Nguyên đán"),  # a Saturday too: the holiday says more
        (date(2020, 1, 28), "Nghỉ bù Tết Nguyên đán"),
        (date(2020, 4, 30), "Ngày Chiến thắng"),
        (date(2026, 4, 27), "Nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 8, 31), "Nghỉ hoán đổi (Quốc khánh)"),
    ],
)
def test_a_day_off_is_called_by_its_name(day: date, reason: str) -> None:
    assert str(Calendar.load().reason(day)) == reason


def test_a_make_up_saturday_is_worked_and_needs_no_reason() -> None:
    assert Calendar.load().is_working_day(date(2026, 8, 22))
    assert Calendar.load().reason(date(2026, 8, 22)) is None
    (row,) = [row for row in shipped_days() if row.day == date(2026, 8, 22)]
    assert row.reason.vi == "Làm bù (Quốc khánh)"


@given(days)
def test_a_day_has_a_reason_exactly_when_it_is_off(day: date) -> None:
    calendar = Calendar.load()
    assert (calendar.reason(day) is None) == calendar.is_working_day(day)


def test_culture_day_is_worked_until_it_is_law_or_asked_for() -> None:
    assert Calendar.load().is_working_day(date(2026, 11, 24))
    asked_for = Calendar.load(with_culture_day=True)
    assert str(asked_for.reason(date(2026, 11, 24))) == "Ngày Văn hóa Việt Nam"
    assert asked_for.is_working_day(date(2025, 11, 24))
    assert str(asked_for.reason(date(2029, 11, 26))) == "Nghỉ bù Ngày Văn hóa Việt Nam"
    assert asked_for.version != Calendar.load().version


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2031, 1, 1), date(1975, 4, 30)])
def test_a_day_outside_the_calendar_is_refused_in_both_languages(day: date) -> None:
    calendar = Calendar.load()
    assert not calendar.covers(day)
    with pytest.raises(OutsideCalendarError) as refused:
        calendar.is_working_day(day)
    assert f"Ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc" in refused.value.wording.vi
    assert "from 01/01/2020 to 31/12/2030" in refused.value.wording.en
    with pytest.raises(OutsideCalendarError):
        calendar.reason(day)
    with pytest.raises(OutsideCalendarError):
        calendar.with_changes(off=[day])


def test_the_first_and_the_last_day_are_covered() -> None:
    assert Calendar.load().covers(date(2020, 1, 1))
    assert Calendar.load().covers(date(2030, 12, 31))


def test_a_changed_copy_leaves_the_shipped_calendar_alone() -> None:
    storm, saturday = date(2026, 9, 14), date(2026, 9, 19)
    changed = Calendar.load().with_changes(off=[storm], working=[saturday])
    assert not changed.is_working_day(storm)
    assert str(changed.reason(storm)) == "Ngày nghỉ do cơ quan ấn định"
    assert changed.is_working_day(saturday)
    assert Calendar.load().is_working_day(storm)
    assert not Calendar.load().is_working_day(saturday)
    assert changed.version != Calendar.load().version


def test_a_holiday_can_be_worked_and_a_make_up_saturday_rested_after_a_change() -> None:
    changed = Calendar.load().with_changes(off=[date(2026, 8, 22)], working=[date(2026, 8, 31)])
    assert changed.is_working_day(date(2026, 8, 31))
    assert not changed.is_working_day(date(2026, 8, 22))


@given(days)
def test_a_change_that_changes_nothing_gives_the_same_version_and_reason(day: date) -> None:
    calendar = Calendar.load()
    same = calendar.with_changes(
        off=[] if calendar.is_working_day(day) else [day],
        working=[day] if calendar.is_working_day(day) else [],
    )
    assert same == calendar
    assert same.version == calendar.version


@given(st.sets(days, max_size=5), st.sets(days, max_size=5))
def test_after_a_change_every_named_day_is_as_wanted(off: set[date], working: set[date]) -> None:
    changed = Calendar.load().with_changes(off=off - working, working=working)
    assert not any(changed.is_working_day(day) for day in off - working)
    assert all(changed.is_working_day(day) for day in working)


def test_a_day_cannot_be_made_both_off_and_working() -> None:
    day = date(2026, 9, 14)
    with pytest.raises(ValueError, match="2026-09-14"):
        Calendar.load().with_changes(off=[day], working=[day])


def test_the_version_is_the_same_in_every_process() -> None:
    """It is stored beside due dates, so that the office knows which to recount."""
    assert Calendar(special_days=()).version == "de91374c19e8"
