"""Raw logs into one typed table of a temporary data base: in bulk where a row is plainly right, by hand elsewhere."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from lachan.identify import rows, sightings
from lachan.identify.addresses import NOT_PUBLIC
from lachan.identify.fixed import FixedRow, row_of
from lachan.identify.moments import DAY_MS, VIETNAM_MS
from lachan.identify.parts import LONGEST_MS
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

LEASE_COLUMNS = ("public_ip", "port_from", "port_to", "started_at", "ended_at", "subscriber")
HOLDER_COLUMNS = ("number", "subscriber", "from", "to")
_LINE_MAX = 2_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that stays out of the store, and why."""

    file: str
    row: int
    column: str
    code: str
    wording: Wording
    values: tuple[str, ...]


def open_workbench(folder: Path, *, memory: str = "2GB") -> duckdb.DuckDBPyConnection:
    """A temporary data base in `folder` that spills to it above `memory`."""
    db = duckdb.connect(str(folder / "workbench.duckdb"))
    db.execute(f"SET memory_limit='{memory}'; SET TimeZone='UTC'; SET enable_progress_bar=false")
    db.execute(f"SET temp_directory='{_quoted(folder / 'spill')}'; SET preserve_insertion_order=false")
    db.execute("CREATE TABLE leases (key UBIGINT, starts BIGINT, ends BIGINT, subscriber VARCHAR, day INTEGER)")
    db.execute("CREATE TABLE sightings (devices UBIGINT, numbers UBIGINT, starts BIGINT, ends BIGINT)")
    db.execute("CREATE TABLE holdings (number UBIGINT, starts BIGINT, ends BIGINT, subscriber VARCHAR)")
    return db


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def source(db: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[str]) -> str:
    """The file as a SQL table of texts with these columns; InputError when it lacks one or is no table."""
    if path.suffix.lower() == ".parquet":
        relation = f"read_parquet('{_quoted(path)}')"
        try:
            found = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]  # noqa: S608
        except duckdb.Error as error:
            raise _broken(path, error) from None
        spelling = _spelling(found, columns, path)
    else:
        header, delimiter = _header(path)
        spelling = _spelling(header, columns, path)
        kinds = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(header)))
        spelling = {column: f"c{header.index(name)}" for column, name in spelling.items()}
        relation = (
            f"read_csv('{_quoted(path)}', auto_detect=false, header=false, skip=1, delim='{delimiter}', quote='\"', "
            f"escape='\"', null_padding=true, max_line_size={_LINE_MAX}, columns={{{kinds}}})"
        )
    texts = ", ".join(f'coalesce("{spelling[c]}"::VARCHAR, \'\') AS "{c}"' for c in columns)
    return f"(SELECT {texts} FROM {relation})"  # noqa: S608


def _header(path: Path) -> tuple[list[str], str]:
    with path.open("rb") as file:
        line = file.readline(_LINE_MAX)
    try:
        text = line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise _broken(path, error) from None
    delimiter = max(",;\t|", key=text.count)
    return next(csv.reader([text], delimiter=delimiter), []), delimiter


def _spelling(found: Sequence[str], columns: Sequence[str], path: Path) -> dict[str, str]:
    by_name = {name.strip().lower(): name for name in found}
    missing = [column for column in columns if column not in by_name]
    if missing or len(by_name) < len(found):
        raise InputError(
            "wrong_headers",
            Wording(
                f"thiếu hoặc trùng cột {', '.join(missing)}; cần đúng các cột {', '.join(columns)}",
                f"lacks or repeats a column {', '.join(missing)}; needed are {', '.join(columns)}",
            ),
            Place(path.name, 1),
        )
    return {column: by_name[column] for column in columns}


def _broken(path: Path, error: Exception) -> InputError:
    detail = str(error).split("\n")[0][:200]
    return InputError(
        "broken",
        Wording(
            f"không đọc được như bảng CSV (UTF-8) hay Parquet: {detail}",
            f"cannot be read as a table in CSV (UTF-8) or Parquet: {detail}",
        ),
        Place(path.name),
    )


def octets(column: str) -> str:
    """SQL of an IPv4 address as a number, else NULL."""
    parts = [f"try_cast(split_part({column}, '.', {at}) AS UTINYINT)::UBIGINT" for at in (1, 2, 3, 4)]
    return f"({parts[0]} << 24) | ({parts[1]} << 16) | ({parts[2]} << 8) | {parts[3]}"


def moment_ms(column: str) -> str:
    """SQL of the milliseconds of a moment whose text ends in its zone, else NULL."""
    zone = f"({column}[-1] = 'Z' OR {column}[-6] IN ('+', '-') OR {column}[-3] IN ('+', '-'))"
    return f"CASE WHEN length({column}) >= 17 AND {zone} THEN epoch_ms(try_cast({column} AS TIMESTAMPTZ)) END"


def is_private(column: str) -> str:
    """SQL of whether an address, as a number, is private or reserved."""
    ranges = ((int(n.network_address), int(n.broadcast_address)) for n in NOT_PUBLIC if n.version == 4)
    return " OR ".join(f"{column} BETWEEN {first} AND {last}" for first, last in ranges)


_TYPED = f"""
    SELECT *, {octets("public_ip")} AS address,
        try_cast(port_from AS USMALLINT)::UBIGINT AS first, try_cast(port_to AS USMALLINT)::UBIGINT AS last,
        {moment_ms("started_at")} AS starts, {moment_ms("ended_at")} AS ends
"""
_PLAIN = f"""
    address IS NOT NULL AND first <= last AND first > 0 AND length(port_from) <= 5 AND length(port_to) <= 5
    AND first::VARCHAR = port_from AND last::VARCHAR = port_to AND NOT ({is_private("address")})
    AND concat_ws('.', address >> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255) = public_ip
    AND starts >= {rows.EARLIEST_MS} AND ends > starts AND ends - starts <= {LONGEST_MS}
    AND regexp_full_match(subscriber, '[A-Za-z0-9+_./]([A-Za-z0-9+_./ -]{{0,62}}[A-Za-z0-9+_./-])?')
"""
"""What is right beyond doubt. Anything else, right or wrong, is read again by `rows.lease`."""


def stage_leases(db: duckdb.DuckDBPyConnection, path: Path, spare: Path) -> tuple[list[FixedRow], list[Rejected]]:
    """Take the rows of one log in; the fixed lines among them, and the rows that were refused.

    `spare` is a file that may be written on the way.
    """
    table = source(db, path, LEASE_COLUMNS)
    plain = f"coalesce({_PLAIN}, false)"
    day = f"((starts + {VIETNAM_MS}) // {DAY_MS})::INTEGER"
    key = "(address << 32) | (first << 16) | last"
    before = _count(db, "leases")
    try:
        total = db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]  # noqa: S608
        # Pushed down to the file, the filter would type the same columns again for each of its conditions.
        db.execute("SET disabled_optimizers='filter_pushdown'")
        db.execute(
            f"INSERT INTO leases SELECT {key}, starts, ends, subscriber, {day} FROM ({_TYPED} FROM {table}) WHERE {plain}"  # noqa: S608, E501
        )
        db.execute("SET disabled_optimizers=''")
    except duckdb.Error as error:
        raise _broken(path, error) from None
    if _count(db, "leases") - before == total:
        return [], []
    odd = f"SELECT row, {', '.join(LEASE_COLUMNS)} FROM ({_TYPED} FROM {_numbered(table)}) WHERE NOT {plain}"  # noqa: S608
    fixed: list[FixedRow] = []
    rejected: list[Rejected] = []
    with spare.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        for number, *values in _fetched(db, odd):
            read = _by_hand(rows.lease, LEASE_COLUMNS, values, path.name, number)
            if isinstance(read, Rejected):
                rejected.append(read)
            elif read.fixed:
                fixed.append(row_of(read))
            else:
                address = int(read.network.network_address)
                block = address << 32 | read.first << 16 | read.last
                day_number = (read.start + VIETNAM_MS) // DAY_MS
                writer.writerow((block, read.start, read.end, read.subscriber, day_number))
    _take_spare(db, "leases", spare)
    return fixed, rejected


def stage_holders(db: duckdb.DuckDBPyConnection, path: Path, spare: Path) -> list[Rejected]:
    """Take the holders' history in; the rows that were refused."""

    def typed(values: Mapping[str, str], *, file: str, row: int) -> tuple[object, ...]:
        read = rows.holding(values, file=file, row=row)
        return read.number, read.start, read.end, read.subscriber

    return _stage(db, path, spare, "holdings", HOLDER_COLUMNS, typed)


def stage_sightings(db: duckdb.DuckDBPyConnection, path: Path, spare: Path) -> list[Rejected]:
    """Take the sightings of devices in; the rows that were refused."""

    def typed(values: Mapping[str, str], *, file: str, row: int) -> tuple[object, ...]:
        read = sightings.sighting(values, file=file, row=row)
        return read.device, read.number, read.start, read.end

    return _stage(db, path, spare, "sightings", sightings.COLUMNS, typed)


def _stage(
    db: duckdb.DuckDBPyConnection,
    path: Path,
    spare: Path,
    table: str,
    columns: Sequence[str],
    typed: Callable[..., tuple[object, ...]],
) -> list[Rejected]:
    """Every row of a file by hand into `table`; those that were refused."""
    rejected: list[Rejected] = []
    names = ", ".join(f'"{column}"' for column in columns)
    numbered = f"SELECT row, {names} FROM {_numbered(source(db, path, columns))}"  # noqa: S608
    with spare.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        try:
            for number, *values in _fetched(db, numbered):
                read = _by_hand(typed, columns, values, path.name, number)
                if isinstance(read, Rejected):
                    rejected.append(read)
                else:
                    writer.writerow(read)
        except duckdb.Error as error:
            raise _broken(path, error) from None
    _take_spare(db, table, spare)
    return rejected


def contradicting(
    db: duckdb.DuckDBPyConnection, path: Path, disputed: Sequence[tuple[str, int, int, int, int, str]]
) -> Iterator[Rejected]:
    """The rows of a log that stand in `disputed` (network, first, last, start, end, subscriber)."""
    spans: dict[tuple[str, int, int, str], list[tuple[int, int]]] = {}
    for network, first, last, start, end, name in disputed:
        spans.setdefault((network, first, last, name), []).append((start, end))
    numbered = f"SELECT row, {', '.join(LEASE_COLUMNS)} FROM {_numbered(source(db, path, LEASE_COLUMNS))}"  # noqa: S608
    for number, *values in _fetched(db, numbered):
        read = _by_hand(rows.lease, LEASE_COLUMNS, values, path.name, number)
        if isinstance(read, Rejected):
            continue
        network = str(read.network)
        around = spans.get((network, read.first, read.last, read.subscriber), ())
        if any(start <= read.start and read.end <= end for start, end in around):
            yield Rejected(path.name, number, "public_ip", "contradiction", CONTRADICTION, tuple(values))


def contradicting_holders(
    db: duckdb.DuckDBPyConnection, path: Path, disputed: Sequence[tuple[int, int, int, str]]
) -> Iterator[Rejected]:
    """The rows of the holders' history that stand in `disputed` (number, start, end, subscriber)."""
    spans: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for phone, start, end, name in disputed:
        spans.setdefault((phone, name), []).append((start, end))
    numbered = f'SELECT row, number, subscriber, "from", "to" FROM {_numbered(source(db, path, HOLDER_COLUMNS))}'  # noqa: S608
    for number, *values in _fetched(db, numbered):
        read = _by_hand(rows.holding, HOLDER_COLUMNS, values, path.name, number)
        if isinstance(read, Rejected):
            continue
        around = spans.get((read.number, read.subscriber), ())
        if any(start <= read.start and read.end <= end for start, end in around):
            yield Rejected(path.name, number, "to", "contradiction", CONTRADICTION, tuple(values))


CONTRADICTION = Wording(
    "cùng lúc ghi cho hai thuê bao (hoặc người trước chưa có ngày kết thúc); không dòng nào được dùng, hãy sửa nhật ký",
    "held by two subscribers at once (or the former one has no end); neither row is used, correct the log",
)


def _by_hand(
    read: Callable[..., T], columns: Sequence[str], values: Sequence[str], file: str, number: int
) -> T | Rejected:
    try:
        return read(dict(zip(columns, values, strict=True)), file=file, row=number)
    except InputError as error:
        return Rejected(file, number, error.place.column, error.code, error.wording, tuple(values))


def _numbered(table: str) -> str:
    """The table with `row`, the line as a spreadsheet shows it (the header is 1)."""
    return f"(SELECT row_number() OVER () + 1 AS row, * FROM {table})"  # noqa: S608


def _fetched(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of `query` in the order of the file."""
    cursor = db.cursor()
    cursor.execute("SET preserve_insertion_order=true")
    try:
        cursor.execute(query)
        while batch := cursor.fetchmany(10_000):
            yield from batch
    finally:
        db.execute("SET preserve_insertion_order=false")
        cursor.close()


def _take_spare(db: duckdb.DuckDBPyConnection, table: str, spare: Path) -> None:
    if spare.stat().st_size:
        kinds = ", ".join(f"'{name}': '{kind}'" for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall())
        db.execute(
            f"INSERT INTO {table} SELECT * FROM read_csv('{_quoted(spare)}', auto_detect=false, header=false, "  # noqa: S608
            f"quote='\"', escape='\"', columns={{{kinds}}})"
        )
    spare.unlink()


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608
