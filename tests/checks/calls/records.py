"""Calls for tests: ordinary life of many callers, and calls of one caller laid out as a case wants them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lachan.readers.calls.columns import COLUMNS
from lachan.readers.protected_list import ProtectedList, ProtectedRange

AS_OF = date(2026, 10, 1)
ARROW = {"text": pa.string(), "moment": pa.timestamp("us"), "flag": pa.bool_(), "seconds": pa.int32()}
SCHEMA = pa.schema([(one.name, ARROW[one.kind]) for one in COLUMNS])
Row = dict[str, Any]
POLICE, BANK, HOTLINE = "+842053811001", "+842436660101", "+8419001188"


def at(hour: float, *, day: date = AS_OF) -> datetime:
    """A moment of the day of the check."""
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour)  # noqa: DTZ001 - Vietnamese local time


def call(caller: str | None, callee: str, moment: datetime, **changes: Any) -> Row:
    """An answered call of a minute from another network."""
    record = {
        "started_at": moment, "seconds": 60, "caller": caller, "callee": callee, "trunk": "DOM-01",
        "trunk_kind": "domestic", "answered": True, "cell": None, "imei": None, "imsi": None,
    }  # fmt: skip
    assert not set(changes) - set(record)
    return record | changes


def stranger(number: int) -> str:
    """Somebody who is called; numbers that lie far from one another."""
    return f"+8496{(number * 7_919_111) % 10**7:07}"


def calls(
    caller: str,
    count: int,
    *,
    start: float = 9.0,
    hours: float = 2.0,
    answered: int = 0,
    gap: Callable[[int], float] | None = None,
    callee: Callable[[int], str] = stranger,
    **changes: Any,
) -> list[Row]:
    """`count` calls at uneven distances over some hours; `answered` in ten are, and lead to a talk."""
    rows = []
    moment = start * 3600.0
    for place in range(count):
        step = gap(place) if gap else hours * 3600 / count * (0.2 + 1.6 * ((place * 37) % 23) / 22)
        moment += step
        took = {"answered": True, "seconds": 60} if place % 10 < answered else {"answered": False, "seconds": 20}
        rows.append(call(caller, callee(place), at(moment / 3600), **(took | changes)))
    return rows


def mobile(**changes: Any) -> Row:
    """What the operator knows of a call of its own subscriber."""
    return {"trunk": "MSC-01", "trunk_kind": "internal", "cell": "LS001", "imei": None, "imsi": None} | changes


def ordinary(callers: int = 4000) -> list[Row]:
    """People who call one or two others, and are called."""
    rows = []
    for place in range(callers):
        caller, hour = f"+8438{place:07}", 7 + (place % 140) / 10
        where = mobile(cell=f"LS{place % 50:03}", imei=f"35{place:013}", imsi=f"45204{place:010}")
        for turn in range(1 + place % 2):
            other = f"+8438{(place * 17 + turn * 31) % callers:07}"
            rows.append(call(caller, other, at(hour + turn / 3), **where))
    return rows


@dataclass(frozen=True)
class Case:
    """Calls, and whether the rule must speak of the subject."""

    rule: str
    name: str
    fires: bool
    subject: str
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        """For the test report."""
        return f"{self.rule} {self.name}"


def written(rows: Sequence[Row], file: Path) -> Path:
    """The calls as canonical Parquet."""
    pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), file)
    return file


OPERATORS = {"DOM-01": "Nhà mạng B", "DOM-09": "Nhà mạng A"}
"""Whose some trunks are."""


def protected_list() -> ProtectedList:
    """A police line that calls from one trunk, a bank's voice, a hot line that never calls, and a pattern."""
    since, now = date(2025, 1, 1), datetime(2026, 9, 1, tzinfo=UTC)
    ranges = (
        ProtectedRange(POLICE, "+842053811009", "Công an tỉnh", "only_from", ("DOM-02", "Nhà mạng A"), since, None),
        ProtectedRange(BANK, BANK, "Ngân hàng", "only_from", ("DOM-03",), since, date(2026, 9, 30)),
        ProtectedRange(HOTLINE, HOTLINE, "Tổng đài", "never", (), since, None),
    )
    return ProtectedList(1, now, now + timedelta(days=60), "so-khcn", ranges, ("+842462740???",))
