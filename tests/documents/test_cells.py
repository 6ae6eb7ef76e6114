"""Figures and dates as Vietnamese readers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lachan.documents.cells import Cell, shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1234567, "1.234.567"),
        (0, "0"),
        (-1234.5, "-1.234,5"),
        (100.0, "100"),
        (33.333333, "33,33"),
        (Decimal("1234.50"), "1.234,50"),
        (float("nan"), ""),
        (date(2020, 2, 5), "05/02/2020"),
        (datetime(2020, 2, 5, 17, 30, tzinfo=UTC), "00:30 06/02/2020"),
        ("=1+1", "=1+1"),
        (None, ""),
    ],
)
def test_a_cell_reads_as_vietnamese_readers_write_it(cell: Cell, text: str) -> None:
    assert shown(cell) == text
