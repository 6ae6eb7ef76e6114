"""Numbers without gaps: one row a year holds the last number given, and is locked by whoever takes the next."""

from datetime import datetime
from typing import Any

from django.utils import timezone


def next_in_year(register: Any, prefix: str, now: datetime) -> str:
    """ "VV-2026-0001": the next number of the year in Vietnam; a transaction that fails gives its number back.

    `register` is a model with `year` as its key and `last`; must run inside the transaction that uses the number.
    """
    year = timezone.localtime(now).year
    register.objects.get_or_create(year=year)
    row = register.objects.select_for_update().get(year=year)
    row.last += 1
    row.save()
    return f"{prefix}-{year}-{row.last:04d}"
