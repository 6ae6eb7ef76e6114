"""Whole columns of digits, codes and days as Arrow arrays, made without a loop over rows."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
SECONDS_A_DAY = 86_400


def digits(values: Numbers, width: int) -> pa.StringArray:
    """Each value as decimal digits with leading zeros; values of more digits lose their first ones."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    letters = (values[:, None] // powers % 10 + ord("0")).astype(np.uint8)
    return _fixed_width(letters)


def hashes(rng: np.random.Generator, size: int) -> pa.StringArray:
    """Random hashes of 32 hex digits."""
    letters = np.frombuffer(b"0123456789abcdef", np.uint8)
    drawn = rng.integers(0, 256, (size, 16), dtype=np.uint8)
    return _fixed_width(np.stack([letters[drawn >> 4], letters[drawn & 15]], axis=2).reshape(size, 32))


def _fixed_width(letters: NDArray[np.uint8]) -> pa.StringArray:
    """Rows of ASCII letters as strings."""
    size, width = letters.shape
    offsets = (np.arange(size + 1, dtype=np.int64) * width).astype(np.int32)
    return pa.StringArray.from_buffers(size, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(letters)))


def coded(codes: NDArray[np.integer], texts: Sequence[str | None]) -> pa.StringArray:
    """The text of each code."""
    return pa.array(texts, pa.string()).take(pa.array(codes))


def days(numbers: Numbers, known: NDArray[np.bool_] | None = None) -> pa.Date32Array:
    """Days since 1970 as dates; null where not `known`."""
    return pa.array(numbers.astype(np.int32), mask=None if known is None else ~known).cast(pa.date32())


def moments(seconds: Numbers, known: NDArray[np.bool_] | None = None) -> pa.TimestampArray:
    """Seconds since 1970, local time, as moments; null where not `known`."""
    micros = pa.array(seconds * 1_000_000, mask=None if known is None else ~known)
    return micros.cast(pa.timestamp("us"))


def only(column: pa.Array, known: NDArray[np.bool_]) -> pa.Array:
    """The column with nulls where not `known`."""
    return pc.if_else(pa.array(known), column, pa.scalar(None, column.type))


def luhn_digits(numbers: Numbers, width: int) -> Numbers:
    """The check digit that Luhn's rule puts behind a number of `width` digits (as on an IMEI)."""
    total = np.zeros(len(numbers), np.int64)
    rest = numbers.copy()
    for place in range(width):
        digit = rest % 10 * (2 if place % 2 == 0 else 1)
        total += digit // 10 + digit % 10
        rest //= 10
    return -total % 10


def add_years(day: Numbers, years: int | Numbers) -> Numbers:
    """The same day of the year some years later (29 February becomes 1 March), as days since 1970."""
    dates = day.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    within = (dates - months.astype("datetime64[D]")).astype(np.int64)
    moved: Numbers = (months + 12 * np.asarray(years)).astype("datetime64[D]").astype(np.int64) + within
    return moved


def year_of(day: Numbers) -> Numbers:
    """The calendar year of days since 1970."""
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
