"""The typed table of a check: every canonical column of the Parquet files that it is given."""

from collections.abc import Sequence
from pathlib import Path

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.engines import Engine
from lachan.readers.errors import InputError, Place
from lachan.readers.exports.columns import Column
from lachan.vietnam.wording import Wording

TYPES = {
    "text": "string", "date": "date", "moment": "timestamp", "flag": "boolean", "count": "int64", "seconds": "int64",
}  # fmt: skip
"""Ibis types of the canonical kinds."""


def typed(engine: Engine, files: Sequence[Path], columns: Sequence[Column]) -> Table:
    """Every canonical column of canonical Parquet, null where the files have none; InputError for unreadable files."""
    try:
        given = engine.read(files)
    except Exception as error:
        # Each engine has its own errors for a broken file; a person needs the file, not the engine's words.
        raise _unreadable(files, error) from error
    held = set(given.columns)
    return given.select(
        **{
            one.name: given[one.name].cast(TYPES[one.kind]) if one.name in held else ibis.null(TYPES[one.kind])
            for one in columns
        }
    )


def _unreadable(files: Sequence[Path], error: Exception) -> InputError:
    for file in files:
        try:
            pq.ParquetFile(file).close()
        except (OSError, ValueError):  # pyarrow's errors are children of these
            return InputError(
                "parquet",
                Wording("không phải tệp Parquet hoặc bị cắt cụt", "is no Parquet file or was cut short"),
                Place(file=file.name),
            )
    return InputError(
        "parquet", Wording(f"không đọc được dữ liệu ({error})", f"the data cannot be read ({error})"), Place()
    )


def empty_columns(engine: Engine, t: Table, files: Sequence[Path], columns: Sequence[Column]) -> tuple[str, ...]:
    """Canonical columns without a single value; read from the files' own statistics where these have them."""
    unknown = []
    empty = []
    for one in columns:
        values = _values_by_statistics(files, one.name)
        if values is None:
            unknown.append(one.name)
        elif values == 0:
            empty.append(one.name)
    if unknown:
        counted = engine.rows(t.aggregate(**{name: t[name].count() for name in unknown}))[0]
        empty += [name for name in unknown if counted[name] == 0]
    return tuple(one.name for one in columns if one.name in empty)


def _values_by_statistics(files: Sequence[Path], column: str) -> int | None:
    """How many values the files say that they hold in a column; None when one does not say."""
    values = 0
    for file in (part for one in files for part in (sorted(one.glob("*.parquet")) if one.is_dir() else [one])):
        with pq.ParquetFile(file) as parquet:
            at = parquet.schema_arrow.get_field_index(column)
            if at < 0:
                continue
            for group in range(parquet.metadata.num_row_groups):
                statistics = parquet.metadata.row_group(group).column(at).statistics
                if statistics is None or not statistics.has_null_count:
                    return None
                values += parquet.metadata.row_group(group).num_rows - statistics.null_count
    return values
