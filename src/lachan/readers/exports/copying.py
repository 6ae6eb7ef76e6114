"""One input into normalised Parquet, and its bad rows into rejected.csv."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from lachan.readers.exports.forms import literal
from lachan.readers.exports.inputs import Input
from lachan.readers.exports.plan import Plan
from lachan.readers.exports.refusals import broken_parquet, broken_table, no_room
from lachan.readers.exports.rejected import RejectedFile, Rejection
from lachan.readers.exports.rows import Passed

MEMORY = "1400MB"
"""What DuckDB may hold; buffers of the readers and the writer come on top, to some 2 GB together."""
_OPTIONS = "FORMAT PARQUET, COMPRESSION SNAPPY, ROW_GROUP_SIZE 122880"


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of an input; `sha256` is "" when the whole file did not pass."""

    parquet: Path
    rows: int
    rejections: tuple[Rejection, ...]
    sha256: str


@contextmanager
def workbench(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that keeps within `MEMORY` and spills into `folder`."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".spill-") as spill, duckdb.connect() as db:
        db.execute(f"SET memory_limit='{MEMORY}'; SET preserve_insertion_order=false; SET TimeZone='Asia/Ho_Chi_Minh'")
        db.execute(f"SET temp_directory={literal(spill)}; SET enable_progress_bar=false")
        db.execute("SET autoinstall_known_extensions=false")
        yield db


@contextmanager
def damage_told(given: Input) -> Iterator[None]:
    """A damaged file is bad input, whatever the engine calls it."""
    try:
        yield
    except duckdb.Error as error:
        if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in str(error):
            raise no_room(given.path.name) from error
        if given.kind == "parquet":
            raise broken_parquet(given.path.name) from error
        raise broken_table(given.path.name, str(error).split("\n")[0][:200]) from error


def copy_rows(
    db: duckdb.DuckDBPyConnection,
    given: Input,
    folder: Path,
    rejected: RejectedFile,
    *,
    limit: int | None = None,
    passed: Passed | None = None,
) -> Copied:
    """Write the normal rows to `folder` and the others to `rejected`; of the first `limit` rows only, where given.

    `passed` is told how many bytes of a text file have been read.
    """
    out = folder / f"{given.layout.kind}-{given.index:03}.parquet"
    with damage_told(given), given.rows(db, limit=limit, passed=passed) as (relation, count):
        db.execute(f"COPY ({given.layout.good_rows(given.plan(relation))}) TO {literal(str(out))} ({_OPTIONS})")
    repeats = _repeats_taken_out(db, given, out) if given.layout.unique else []
    out.chmod(0o600)
    with pq.ParquetFile(out) as written:
        rows = written.metadata.num_rows
    if count.rows == rows:
        return Copied(out, rows, (), count.digest)
    part = rejected.part(given)
    with damage_told(given), given.rows(db, limit=limit, broken=part.broken) as (relation, _):
        db.execute("SET preserve_insertion_order=true")
        db.execute(given.layout.bad_rows(given.plan(relation)))
        while batch := db.fetchmany(10_000):
            part.add(batch)
        db.execute("SET preserve_insertion_order=false")
    if repeats:
        with damage_told(given), given.rows(db, limit=limit) as (relation, _):
            db.execute(_repeated_rows(given.plan(relation)), [repeats])
            part.add(sorted(db.fetchall()))
    return Copied(out, rows, part.rejections(), count.digest)


def _repeats_taken_out(db: duckdb.DuckDBPyConnection, given: Input, out: Path) -> list[int]:
    """Lines of `out` that are the same record as one above; the file is written anew without them."""
    columns = ", ".join(given.layout.unique)
    table = f"read_parquet({literal(str(out))})"
    with damage_told(given):
        lines = db.execute(
            f"SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY {columns} ORDER BY line) AS place "  # noqa: S608
            f"FROM {table} WHERE hash({columns}) IN "
            f"(SELECT hash({columns}) AS mark FROM {table} GROUP BY mark HAVING count(*) > 1)) WHERE place > 1"
        ).fetchall()
        repeats = sorted(line for (line,) in lines)
        if repeats:
            draft = out.with_suffix(".once")
            db.execute(
                f"COPY (SELECT * FROM {table} ANTI JOIN (SELECT unnest(?::BIGINT[]) AS line) USING (line)) "  # noqa: S608
                f"TO {literal(str(draft))} ({_OPTIONS})",
                [repeats],
            )
            draft.replace(out)
    return repeats


def _repeated_rows(plan: Plan) -> str:
    """The rows at the lines of a list, with the cells as written."""
    cells = ", ".join(f"{plan.as_text(at)} AS c{at}" for at in range(plan.width))
    return (
        f"SELECT line, '|repeated' AS problem, {cells} FROM {plan.relation} "  # noqa: S608
        "SEMI JOIN (SELECT unnest(?::BIGINT[]) AS line) USING (line)"
    )
