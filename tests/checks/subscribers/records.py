"""Rows of a subscriber table for tests: a blameless person's record, changed where a case says so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lachan.readers.subscribers.columns import COLUMNS

AS_OF = date(2026, 10, 1)
ARROW = {"text": pa.string(), "date": pa.date32(), "moment": pa.timestamp("us"), "flag": pa.bool_(), "count": pa.int8()}
SCHEMA = pa.schema([(one.name, ARROW[one.kind]) for one in COLUMNS])
Row = dict[str, Any]


def at(text: str) -> datetime:
    """A moment written shortly: "2026-05-20" (midnight: time of day unknown) or "2026-05-20 09:30"."""
    return datetime.fromisoformat(text)


def day(text: str) -> date:
    """A day written shortly."""
    return date.fromisoformat(text)


def subscriber(case: int = 0, row: int = 0, **changes: Any) -> Row:
    """A record that no rule offends, its values its own; "{n}" in a changed text is the case in four digits."""
    mark = f"{case:04}{row:02}"
    record: Row = {
        "number": f"09{mark}00", "service": "mobile", "plan": "prepaid", "use": "h2h", "status": "active",
        "activated_on": at("2026-05-20 09:30"), "ended_on": None, "operator": "OP1", "point_id": f"P{mark}",
        "point_kind": "own", "clerk_id": f"C{mark}", "owner_kind": "person",
        "owner_name": f"NGUYỄN VĂN {_letters(mark)}",
        "birth_date": day("1990-03-15"), "sex": "M", "nationality": "VN", "id_kind": "cccd",
        "id_number": f"001090{mark}", "id_issued_on": day("2021-04-20"), "id_issuer": "CỤC CẢNH SÁT QLHC VỀ TTXH",
        "id_expires_on": day("2030-03-15"), "tax_code": None, "representative_id": None, "address": "THÔN 1",
        "commune_code": "05971", "user_kind": "self", "user_id_number": None, "id_scan_hash": f"scan{mark}",
        "photo_hash": f"photo{mark}", "photo_taken_at": at("2026-05-20 09:25"), "contract_signed": True,
        "verified_on": day("2026-05-20"), "verified_fields": 4, "verified_by": "CSDLQG", "imei": f"35{mark}1234567",
        "last_used_on": day("2026-09-15"),
    }  # fmt: skip
    unknown = set(changes) - set(record)
    assert not unknown, f"no such columns: {unknown}"
    written = {
        name: value.replace("{n}", f"{case:04}").replace("{r}", f"{row:02}") if isinstance(value, str) else value
        for name, value in changes.items()
    }
    return record | written


def organisation(**changes: Any) -> Row:
    """What makes a record that of a blameless organisation."""
    return {
        "owner_kind": "organisation", "owner_name": "CÔNG TY TNHH {n}", "birth_date": None, "sex": None,
        "id_kind": "org", "id_number": "QD{n}{r}", "tax_code": "0100109106", "representative_id": "001090999999",
        "user_kind": "employee", "user_id_number": "001090888888", "plan": "postpaid",
    } | changes  # fmt: skip


def _letters(mark: str) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in mark)


FILLERS = (
    organisation(operator="OP9"),
    {"status": "ended", "ended_on": day("2026-09-20"), "operator": "OP9"},
)
"""Blameless rows that give every column a value, so that no rule is left out."""


@dataclass(frozen=True)
class Case:
    """Rows, and whether the rule must speak of one of them."""

    rule: str
    name: str
    fires: bool
    rows: tuple[Row, ...]
    index: int = field(default=0)

    def values(self) -> set[str]:
        """Every text that a finding on this case can have as its subject or part of it."""
        return {str(value) for row in self.rows for value in row.values() if value is not None}

    @property
    def label(self) -> str:
        """For the test report."""
        return f"{self.rule} {self.name}"


def written(rows: Sequence[Row], file: Path) -> Path:
    """The rows as canonical Parquet."""
    pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), file)
    return file
