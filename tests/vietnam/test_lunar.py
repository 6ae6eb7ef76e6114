"""The check of the check: the lunar calendar in `lunar.py` gives the dates that everybody knows."""

from datetime import date

import pytest

from tests.vietnam.lunar import CHINA, gregorian


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (1, 1, 1968, date(1968, 1, 29)),  # the North's first Tết by its own calendar, a day before the South
        (1, 1, 1985, date(1985, 1, 21)),  # a month before China
        (1, 1, 2007, date(2007, 2, 17)),  # a day before China
        (15, 8, 2025, date(2025, 10, 6)),  # mid-autumn after the leap sixth month
        (1, 6, 2025, date(2025, 6, 25)),  # before the leap month
        (5, 5, 2023, date(2023, 6, 22)),  # after the leap second month
        (23, 12, 2025, date(2026, 2, 10)),
    ],
)
def test_known_lunar_dates(day: int, month: int, year: int, expected: date) -> None:
    assert gregorian(day, month, year) == expected


@pytest.mark.parametrize(("year", "expected"), [(1985, date(1985, 2, 20)), (2007, date(2007, 2, 18))])
def test_china_celebrates_on_its_own_day(year: int, expected: date) -> None:
    assert gregorian(1, 1, year, CHINA) == expected
