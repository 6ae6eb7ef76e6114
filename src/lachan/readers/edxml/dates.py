"""Dates in messages: yyyy/MM/dd by the standard, and what else programs write."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_FORM = re.compile(
    r"(?:(?P<y>\d{4})(?P<s1>[-/.])(?P<m>\d{1,2})(?P=s1)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[-/.])(?P<m2>\d{1,2})(?P=s2)(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2}))"
    r"(?:[T\s]+(?P<H>\d{1,2})[:h](?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp][Mm]|SA|CH)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_YEARS = range(1945, 2101)


def read_moment(text: str) -> tuple[datetime | None, bool]:
    """The moment in `text`, None when there is none; and whether the month stood before the day.

    Without a zone it stays without one. A day without time is midnight. "3/4/2020" is 3 April, as Vietnam writes it.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None, False
    part = found.groupdict()
    year, month, day = (int(part[k] or part[k + "2"] or part[k + "3"]) for k in ("y", "m", "d"))
    swapped = bool(part["d2"]) and month > 12 >= day
    if swapped:
        month, day = day, month
    hour = int(part["H"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].upper() in ("PM", "CH") else 0)
    if year not in _YEARS:
        return None, swapped
    try:
        moment = datetime(year, month, day, hour, int(part["M"] or 0), int(part["S"] or 0))  # noqa: DTZ001
        return moment.replace(tzinfo=_zone(part["zone"])), swapped
    except ValueError:
        return None, swapped


def read_day(text: str) -> tuple[date | None, bool]:
    """The same without the time of day."""
    moment, swapped = read_moment(text)
    return (moment.date() if moment else None), swapped


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
