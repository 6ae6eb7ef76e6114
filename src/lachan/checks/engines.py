"""The engines on which the same rules run: DuckDB in this process, PySpark, ClickHouse.

An engine reads Parquet into an Ibis table, writes an Ibis table to Parquet, and names its own functions for the two
things that Ibis has no common word for: a quick fingerprint (inside one run only, so it may differ) and MD5.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import IntegerValue, StringValue, Table

from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording

EngineName = Literal["duckdb", "spark", "clickhouse"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
MEMORY = "1400MB"
"""What DuckDB may keep; buffers of readers and writers come on top."""


def _builtin(name: str, gives: str) -> Callable[..., Any]:
    """A function of the engine itself that takes a text."""

    def of_text(text: Any) -> None: ...

    function: Callable[..., Any] = ibis.udf.scalar.builtin(of_text, name=name, signature=(("string",), gives))
    return function


_duckdb_hash = _builtin("hash", "uint64")
_spark_hash = _builtin("xxhash64", "int64")
_clickhouse_hash = _builtin("cityHash64", "uint64")
_clickhouse_md5 = _builtin("MD5", "string")
_clickhouse_hex = _builtin("hex", "string")


def _md5(text: StringValue) -> StringValue:
    digest: StringValue = text.hexdigest("md5")
    return digest


@dataclass(frozen=True, slots=True)
class Engine:
    """A connection of Ibis and the functions that are its own."""

    name: EngineName
    connection: Any
    fingerprint: Callable[[StringValue], IntegerValue]
    md5: Callable[[StringValue], StringValue] = _md5

    def read(self, files: Sequence[Path], shape: Mapping[str, str] | None = None) -> Table:
        """The rows of Parquet files, or of folders of them; `shape`: the types that their columns get."""
        names = [str(part) for file in files for part in _parts(file)]
        if self.name == "duckdb":
            table = self.connection.read_parquet(names)
        else:
            parts = (self.connection.read_parquet(name) for name in names)
            first, *rest = (one.cast(dict(shape)) for one in parts) if shape else parts
            table = first.union(*rest) if rest else first
        table = table.cast(dict(shape)) if shape else table
        moments = [name for name, kind in table.schema().items() if kind.is_timestamp()]
        return table.cast(dict.fromkeys(moments, "timestamp"))  # one precision, so that tables can be put together

    def write(self, table: Table, file: Path, *, last: bool = False) -> Path:
        """The rows of `table` as Parquet: one file, or a folder of parts where the engine writes side by side.

        `last`: the file is kept, and may take longer to be smaller.
        """
        options = {"compression": "zstd" if last else "snappy"} if self.name == "duckdb" else {}
        self.connection.to_parquet(table, file, **options)
        return file

    def named(self, table: Table, name: str) -> Table:
        """The same rows under a name, so that what is asked of them is written, and read by the engine, without it."""
        if self.name != "duckdb":
            return table
        return self.connection.create_view(name, table, overwrite=True)

    def counted(self, file: Path) -> int:
        """How many rows a file has that was written here."""
        return sum(pq.read_metadata(part).num_rows for part in _parts(file))

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """The rows of a small table."""
        found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
        return found


def _parts(file: Path) -> list[Path]:
    return sorted(file.glob("*.parquet")) if file.is_dir() else [file]


@contextmanager
def opened(name: str, work: Path, *, session: Any = None) -> Iterator[Engine]:
    """The engine called `name`, its spill and intermediate files in `work`; InputError for one that is not there.

    `session`: a running Spark session to use, which is left running.
    """
    ibis.options.sql.fuse_selects = name != "duckdb"  # DuckDB does that itself, and faster than Ibis
    if name == "duckdb":
        connection = ibis.duckdb.connect(
            memory_limit=MEMORY, temp_directory=str(work / "spill"), preserve_insertion_order=False
        )
        connection.raw_sql("SET enable_progress_bar = false")  # it would write into the output of --json
        try:
            yield Engine("duckdb", connection, _duckdb_hash)
        finally:
            connection.disconnect()
    elif name == "spark":
        with _spark(session) as connection:
            yield Engine("spark", connection, _spark_hash)
    elif name == "clickhouse":
        yield Engine("clickhouse", _clickhouse(), _clickhouse_hash, _lower_md5)
    else:
        raise InputError("engine", Wording(f"không có máy tính toán {name!r}", f"there is no engine {name!r}"))


def _lower_md5(text: StringValue) -> StringValue:
    digest: StringValue = _clickhouse_hex(_clickhouse_md5(text)).lower()
    return digest


@contextmanager
def _spark(session: Any) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise _not_installed("spark") from None
    own = session is None
    if own:
        session = (
            SparkSession.builder.appName("lachan").config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC").getOrCreate()
        )  # fmt: skip
    try:
        yield ibis.pyspark.connect(session)
    finally:
        if own:
            session.stop()


def _clickhouse() -> Any:
    try:
        return ibis.clickhouse.connect()
    except ImportError:
        raise _not_installed("clickhouse") from None


def _not_installed(name: str) -> InputError:
    return InputError(
        "engine",
        Wording(f"cần cài thêm: pip install 'lachan[{name}]'", f"to be installed first: pip install 'lachan[{name}]'"),
    )
