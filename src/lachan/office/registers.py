"""Numbers without gaps: one row a year holds the last number given, and is locked by whoever takes the next."""

from datetime import datetime
from typing import Any

from django.utils import timezone


def next_in_year(register: Any, prefix: str, now: datetime, *, digits: int = 4) -> str:
    """ "VV-2026-0001": the next number of the year in Vietnam; a transaction that fails gives its number back.

    `register` is a model with `year` as its key and `last`; must run inside the transaction that uses the number.
    The number has `digits` digits, more when they do not suffice.
    """
    year = timezone.localtime(now).year
    register.objects.get_or_create(year=year)
    row = register.objects.select_for_update().get(year=year)
    row.last += 1
    row.save()
    return f"{prefix}-{year}-{row.last:0{digits}d}"


def next_serial(last: int, now: datetime) -> int:
    """Year, month, day, hour and minute in Vietnam, and always above the last.

    So an office that was restored from an old backup, and has forgotten what it published since, does not go back.
    """
    return max(last + 1, int(f"{timezone.localtime(now):%Y%m%d%H%M}"))
