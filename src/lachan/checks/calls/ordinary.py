"""What was ordinary in that network on that day: how many calls a caller makes, and how many come to nothing.

Worked out exactly from one count a caller and day, as whole numbers, so that every engine gives the same. A finding
shows its figures beside these; on the evening of Tết everybody calls much, and a threshold moves with everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.engines import Engine

DAYS = "ordinary.parquet"
RANKS = "ranks.parquet"
_DAYS = pa.schema(
    [
        ("day", pa.date32()), ("ordinary_calls_median", pa.int64()), ("ordinary_calls_p99", pa.int64()),
        ("ordinary_lost_percent", pa.int64()),
    ]
)  # fmt: skip
_RANKS = pa.schema([("day", pa.date32()), ("calls", pa.int64()), ("callers_with_more_calls", pa.int64())])


@dataclass(frozen=True)
class Ordinary:
    """`days`: one row a day; `ranks`: for each count of calls that some caller made, how many made more.

    `callers` that show a number, on all days together, and their `calls`.
    """

    days: Table
    ranks: Table
    callers: int
    calls: int

    def beside(self, t: Table) -> Table:
        """The table, which has `day` and the `calls` of a caller and day as counted, with what was ordinary then."""
        return t.inner_join(self.days, "day").inner_join(self.ranks, ["day", "calls"])


def ordinary_of(engine: Engine, caller_days: Table, work: Path) -> Ordinary:
    """Out of the count a caller and day, over all callers that show a number."""
    counted = caller_days.group_by("day", "calls").aggregate(callers=caller_days.count(), lost=_whole(caller_days))
    rows = engine.rows(counted)
    days, ranks = [], []
    for day in sorted({row["day"] for row in rows}):
        of_day = sorted((row for row in rows if row["day"] == day), key=lambda row: row["calls"])
        days.append(_day(day, of_day))
        ranks += list(_ranks(day, of_day))
    pq.write_table(pa.Table.from_pylist(days, schema=_DAYS), work / DAYS)
    pq.write_table(pa.Table.from_pylist(ranks, schema=_RANKS), work / RANKS)
    callers = engine.rows(caller_days.aggregate(n=caller_days.caller.nunique()))[0]["n"] if len(days) > 1 else None
    return Ordinary(
        engine.read([work / DAYS]),
        engine.read([work / RANKS]),
        int(sum(row["callers"] for row in rows) if callers is None else callers),
        int(sum(row["callers"] * row["calls"] for row in rows)),
    )


def _whole(t: Table) -> Any:
    return t.lost_calls.cast("float64").sum().cast("int64")


def _day(day: Any, counted: Sequence[dict[str, Any]]) -> dict[str, Any]:
    callers = sum(row["callers"] for row in counted)
    calls = sum(row["callers"] * row["calls"] for row in counted)
    return {
        "day": day,
        "ordinary_calls_median": _at(counted, (callers + 1) // 2),
        "ordinary_calls_p99": _at(counted, -(-callers * 99 // 100)),
        "ordinary_lost_percent": int(sum(row["lost"] for row in counted)) * 100 // calls,
    }


def _at(counted: Iterable[dict[str, Any]], place: int) -> int:
    """The calls of the caller at that place, counted from those with fewest."""
    passed = 0
    found = 0
    for row in counted:
        found = int(row["calls"])
        passed += row["callers"]
        if passed >= place:
            break
    return found


def _ranks(day: Any, counted: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    above = 0
    for row in reversed(counted):
        yield {"day": day, "calls": row["calls"], "callers_with_more_calls": above}
        above += row["callers"]
