"""What odd callers show: each distinct number explained once, in Python, and the answer written as a small table.

Rules about the number itself (protected, alike, from abroad, malformed, unassigned) read this table. Most callers are
plain mobile or fixed numbers and never come here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.calls.protection import Protection
from lachan.checks.calls.screens import odd
from lachan.checks.engines import Engine
from lachan.vietnam.numbers import SignCode, explain
from lachan.vietnam.numbers.signs import PROTECTED, Sign

FILE = "shown.parquet"
SCHEMA = pa.schema(
    [
        ("caller", pa.string()), ("day", pa.date32()), ("what", pa.string()), ("abroad_sign", pa.string()),
        ("form_sign", pa.string()), ("range_sign", pa.string()), ("alike", pa.bool_()), ("body", pa.string()),
        ("originates", pa.string()),
    ]
)  # fmt: skip
ALLOWED = "allowed.parquet"
ALLOWED_SCHEMA = pa.schema([("caller", pa.string()), ("day", pa.date32()), ("trunk", pa.string())])
_AT_ONCE = 100_000


def explained(
    engine: Engine, callers: Table, protection: Protection | None, operators: Mapping[str, str], work: Path
) -> tuple[Table, Table]:
    """The odd and protected callers with their signs, and the trunks that protected ones may come from.

    The list names trunks or operators; `operators` says whose each trunk is.
    """
    trunks_of: dict[str, list[str]] = {}
    for trunk, operator in operators.items():
        trunks_of.setdefault(operator, []).append(trunk)
    wanted = odd(callers)
    if protection is not None:
        wanted = wanted | protection.concerns(callers)
    asked = engine.write(callers.filter(wanted).select("caller", "day", "abroad"), work / "odd.parquet")
    with (
        pq.ParquetWriter(work / FILE, SCHEMA) as shown,
        pq.ParquetWriter(work / ALLOWED, ALLOWED_SCHEMA) as allowed,
    ):
        for batch in _batches(asked):
            rows = list(_rows(batch, protection))
            shown.write_table(pa.Table.from_pylist([row for row, _ in rows], schema=SCHEMA))
            places = [
                {"caller": row["caller"], "day": row["day"], "trunk": one}
                for row, named in rows
                for name in named
                for one in (name, *trunks_of.get(name, ()))
            ]
            allowed.write_table(pa.Table.from_pylist(places, schema=ALLOWED_SCHEMA))
    return engine.read([work / FILE]), engine.read([work / ALLOWED])


def _batches(written: Path) -> Iterator[pa.RecordBatch]:
    """What an engine wrote: one file, or a folder of parts."""
    for part in sorted(written.glob("*.parquet")) if written.is_dir() else [written]:
        with pq.ParquetFile(part) as file:
            yield from file.iter_batches(_AT_ONCE)


def _rows(batch: pa.RecordBatch, protection: Protection | None) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Those callers of the batch against which something speaks."""
    columns = (batch.column(name).to_pylist() for name in ("caller", "day", "abroad"))
    for caller, day, abroad in zip(*columns, strict=True):
        row, trunks = _explained(caller, day, abroad > 0, protection)
        if any(row[name] for name in ("abroad_sign", "form_sign", "range_sign", "alike", "body")):
            yield row, trunks


def _explained(
    caller: str, day: date, abroad: bool, protection: Protection | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = explain(caller, trunk_kind="international" if abroad else None, on=day)
    number = found.normal or found.new_form or caller
    own = protection.of(number, day) if protection else None
    alike = None
    if protection and own is None:
        digits = caller.removeprefix("+").removeprefix("00")
        alike = protection.alike.sign(found.normal or found.new_form, digits)
    row = {
        "caller": caller,
        "day": day,
        "what": found.kind.value,
        "abroad_sign": _key(found.signs, SignCode.S1),
        "form_sign": _key(found.signs, SignCode.S3),
        "range_sign": _key(found.signs, SignCode.S4),
        # a number whose protection ended is no look-alike of itself
        "alike": alike is not None and alike is not PROTECTED,
        "body": own.body if own else None,
        "originates": own.originates if own else None,
    }
    return row, own.trunks if own and own.originates == "only_from" else ()


def _key(signs: tuple[Sign, ...], family: SignCode) -> str | None:
    return next((one.key for one in signs if one.code is family), None)
