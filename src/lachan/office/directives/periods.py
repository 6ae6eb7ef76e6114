"""Which period of a repeating duty a day lies in; periods follow the civil calendar (month, quarter, year). Pure."""

from calendar import monthrange
from datetime import date

from lachan.office.directives.models import Repeat

MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12}


def _index(repeat: str, day: date) -> int:
    """Number of the month, quarter or year since year 0."""
    return (day.year * 12 + day.month - 1) // MONTHS[Repeat(repeat)]


def period_number(repeat: str, given_on: date, today: date) -> int:
    """1 for the period that `given_on` lies in, 2 for the one after; 1 for a duty that does not repeat."""
    if repeat == Repeat.NONE:
        return 1
    return max(1, _index(repeat, today) - _index(repeat, given_on) + 1)


def period_start(repeat: str, given_on: date, number: int) -> date:
    """The first day of the period: `given_on` itself for the first, else the first of a month."""
    if number == 1:
        return given_on
    months = (_index(repeat, given_on) + number - 1) * MONTHS[Repeat(repeat)]
    return date(months // 12, months % 12 + 1, 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_period(repeat: str, day: date, number: int) -> date:
    """A day that a person named for the first period, moved to the period `number`."""
    return months_later(day, (number - 1) * MONTHS[Repeat(repeat)]) if number > 1 else day
