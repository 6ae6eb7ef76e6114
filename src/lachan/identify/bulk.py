"""Sheets of plain questions (IPv4 address, port, moment) answered as whole columns.

Only what needs no second look: a question that is not plainly right, or whose answer says more than "this one" or
"nobody", is left to `questions` and `answers`, which say the same of every question one by one.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa

from lachan.identify.answers import NOBODY, SILENT, Cells, in_both
from lachan.identify.lookup import Lookup
from lachan.identify.parts import Column
from lachan.identify.staging import is_private, moment_ms, octets

COLUMNS = ("at", "port", "public_ip")
_MOMENT = r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.]\d{1,3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
_TYPED = f"""
    SELECT place, address, asked_port, asked_at, coalesce(
        address IS NOT NULL AND asked_port > 0 AND asked_port::VARCHAR = port AND asked_at IS NOT NULL
        AND regexp_full_match("at", '{_MOMENT}') AND NOT ({is_private("address")})
        AND concat_ws('.', address >> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255) = public_ip,
        false) AS plain
    FROM (SELECT *, {octets("public_ip")} AS address, try_cast(port AS USMALLINT) AS asked_port,
        {moment_ms('"at"')} AS asked_at FROM sheet)
"""  # noqa: S608


def plain_answers(lookup: Lookup, columns: Mapping[str, Sequence[str]], *, skew_ms: int) -> list[Cells | None]:
    """The cells `subscriber`, `candidates`, `note` of every row, None where it must be looked at by itself."""
    count = len(columns["at"])
    places, addresses, ports, moments = _typed(columns)
    since, until = moments - skew_ms, moments + skew_ms
    positions, holders = lookup.leases(addresses, ports, since, until)
    found = np.bincount(positions, minlength=len(places))
    alone = ~lookup.special(addresses) & (found <= 1)
    one = alone[positions]
    texts = np.zeros(len(places), object)
    texts[:] = ""
    texts[positions[one]] = np.char.decode(lookup.names.texts(holders[one]), "utf-8")
    notes = np.where(lookup.silences(since, until), in_both(SILENT), np.where(found == 0, in_both(NOBODY), ""))
    cells: list[Cells | None] = [None] * count
    ready = (column[alone].tolist() for column in (places, texts, found, notes))
    for place, subscriber, candidates, note in zip(*ready, strict=True):
        cells[place] = (subscriber, candidates, note)
    return cells


def _typed(columns: Mapping[str, Sequence[str]]) -> tuple[Column, ...]:
    """The plain rows: their places, addresses and ports as numbers, moments in milliseconds."""
    table = pa.table({name: pa.array(columns[name], pa.string()) for name in COLUMNS})
    with duckdb.connect() as db:
        db.execute("SET TimeZone='UTC'")
        db.register("sheet", table.append_column("place", pa.array(np.arange(len(table)))))
        typed = db.execute(_TYPED).fetchnumpy()
    plain = np.asarray(typed["plain"])
    return tuple(
        np.ma.getdata(typed[name])[plain].astype(np.int64) for name in ("place", "address", "asked_port", "asked_at")
    )
