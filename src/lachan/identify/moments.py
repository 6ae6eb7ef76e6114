"""Moments as milliseconds since 1970 UTC, and days of the log as Vietnam counts them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

DAY_MS = 86_400_000
VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh has kept +07:00 without a change since 1975, long before any log."""

VIETNAM_MS = 7 * 3_600_000
_EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_SHAPE = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,6})?)?(Z|[+-]\d\d(:?\d\d)?)", re.ASCII | re.IGNORECASE
)


def moment(text: str, place: Place) -> int:
    """The moment in `text` (ISO 8601 with its zone) in milliseconds; InputError `no_zone` or `not_a_moment`.

    A moment without zone is refused, never guessed: seven hours more or less name another person.
    """
    written = text.strip()
    if _SHAPE.fullmatch(written):
        try:
            return int((datetime.fromisoformat(written.upper().replace(",", ".")) - _START) / timedelta(milliseconds=1))
        except (ValueError, OverflowError):
            pass
    elif _SHAPE.fullmatch(f"{written}Z"):
        raise InputError(
            "no_zone",
            Wording(
                f"“{written[:40]}” không ghi múi giờ; hãy ghi như 2026-11-20T21:05:00+07:00",
                f"“{written[:40]}” has no time zone; write it like 2026-11-20T21:05:00+07:00",
            ),
            place,
        )
    raise InputError(
        "not_a_moment",
        Wording(
            f"“{written[:40]}” không phải thời điểm; hãy ghi như 2026-11-20T21:05:00+07:00",
            f"“{written[:40]}” is no moment; write it like 2026-11-20T21:05:00+07:00",
        ),
        place,
    )


def moment_or_day(text: str, place: Place) -> int:
    """Like `moment`, and a bare date (2026-11-20) is the first moment of that day in Vietnam."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return moment(text, place)
    return day_start(day_number(day))


def day_of(ms: int) -> int:
    """The Vietnamese day of a moment, as days since 1970-01-01."""
    return (ms + VIETNAM_MS) // DAY_MS


def day_start(day: int) -> int:
    """The first millisecond of a Vietnamese day."""
    return day * DAY_MS - VIETNAM_MS


def day_number(day: date) -> int:
    """A date as days since 1970-01-01."""
    return (day - _EPOCH).days


def day_name(day: int) -> str:
    """A day number as ISO date, as parts and messages name it."""
    return (_EPOCH + timedelta(days=day)).isoformat()


def written(ms: int) -> str:
    """A moment as people read it: 20/11/2026 21:05:00 (+07:00)."""
    return (_START + timedelta(milliseconds=ms)).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S (+07:00)")
