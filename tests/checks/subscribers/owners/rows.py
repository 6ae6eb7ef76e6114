"""Invented subscriptions as canonical Parquet, and the holders found in them."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lachan.checks.subscribers.owners import Parameters, find_owners
from lachan.readers.subscribers.columns import COLUMNS

AS_OF = datetime.date(2026, 10, 1)
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "flag": pa.bool_(),
    "count": pa.int8(),
}
AN = {
    "owner_kind": "person",
    "owner_name": "NÔNG VĂN THUẬN",
    "birth_date": datetime.date(1987, 3, 24),
    "sex": "M",
    "id_kind": "cccd",
    "id_number": "020087004417",
    "commune_code": "06001",
    "operator": "VIETTEL",
    "status": "active",
}
"""A man as he is registered when nothing is wrong."""


def subscriptions(start: int, count: int, who: Mapping[str, Any] = AN, **other: Any) -> list[dict[str, Any]]:
    """`count` rows of one holder with numbers of an unallocated block, from 0199000000 + start."""
    return [{**who, "number": f"0199{start + n:06}", **other} for n in range(count)]


def write(rows: Sequence[Mapping[str, Any]], file: Path) -> Path:
    """Canonical Parquet of these rows; columns that no row names are null."""
    pq.write_table(
        pa.table({c.name: pa.array([row.get(c.name) for row in rows], ARROW[c.kind]) for c in COLUMNS}), file
    )
    return file


def owners(
    rows: Sequence[Mapping[str, Any]], folder: Path, parameters: Parameters | None = None
) -> list[dict[str, Any]]:
    """The rows of owners.parquet, by number."""
    file = write(rows, folder / "rows.parquet")
    found = find_owners([file], as_of=AS_OF, out=folder / "out", parameters=parameters)
    return pq.read_table(found.parquet).sort_by("number").to_pylist()


def holders(rows: Sequence[Mapping[str, Any]], folder: Path, parameters: Parameters | None = None) -> list[set[str]]:
    """The sets of numbers, the largest first."""
    sets: dict[str, set[str]] = {}
    for row in owners(rows, folder, parameters):
        sets.setdefault(row["owner"], set()).add(row["number"])
    return sorted(sets.values(), key=lambda numbers: (-len(numbers), min(numbers)))


def crowd(count: int, start: int = 500_000) -> list[dict[str, Any]]:
    """Other people, one number each, none like another: what gives names and dates their frequency."""
    db = duckdb.connect()
    names = (
        "HOÀNG THỊ LAN",
        "TRẦN VĂN BÌNH",
        "LÊ THU HÀ",
        "PHẠM QUANG HUY",
        "VI THỊ HOA",
        "NÔNG VĂN SƠN",
        "HÀ VĂN ĐỨC",
    )
    db.execute("SELECT setseed(0.3)")
    days = db.execute("SELECT DATE '1960-01-01' + (random() * 16000)::INTEGER FROM range(?)", [count]).fetchall()
    people = []
    for n, (born,) in enumerate(days):
        name = names[n % len(names)]
        sex = "F" if "THỊ" in name or "THU" in name else "M"
        century = (born.year // 100 - 19) * 2 + (sex == "F")
        people += subscriptions(
            start + n, 1, AN,
            owner_name=name, birth_date=born, sex=sex, commune_code=f"0{6001 + n % 40}",
            id_number=f"{(20, 1, 24, 38)[n % 4]:03}{century}{born.year % 100:02}{(n * 7_919) % 1_000_000:06}",
        )  # fmt: skip
    return people
