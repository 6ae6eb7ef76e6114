"""Call records as switches export them, read into the canonical columns."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from lachan.readers.calls.layout import CALLS
from lachan.readers.exports import mapping as mappings
from lachan.readers.exports.inputs import sha256_of
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.reading import Progress, Snapshot, read_exports
from lachan.readers.exports.understanding import SAMPLE_ROWS, understand
from lachan.readers.exports.understood import Understood

__all__ = ["Mapping", "Snapshot", "distinct_files", "last_day", "read_calls", "read_mapping", "understand_calls"]


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file; InputError (`mapping_…`) names what is wrong and what would be right."""
    return mappings.read_mapping(path, CALLS)


def read_calls(
    files: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    work: Path,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Read the files into the folder `work`; see `lachan.readers.exports.reading.read_exports`."""
    return read_exports(files, CALLS, mapping=mapping, work=work, rejected=rejected, progress=progress)


def understand_calls(
    files: Sequence[Path], *, mapping: Mapping | None = None, sample_rows: int = SAMPLE_ROWS
) -> tuple[Understood, ...]:
    """What is understood of the first rows of each file; InputError as `read_calls`."""
    return understand(files, CALLS, mapping=mapping, sample_rows=sample_rows)


def distinct_files(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files without those that hold the same bytes as one before, and these; only files of one size are read."""
    sizes: dict[int, list[Path]] = {}
    for path in files:
        sizes.setdefault(path.stat().st_size, []).append(path)
    distinct: list[Path] = []
    repeated: list[Path] = []
    seen: set[str] = set()
    for path in files:
        digest = sha256_of(path) if len(sizes[path.stat().st_size]) > 1 else ""
        (repeated if digest in seen else distinct).append(path)
        seen |= {digest} - {""}
    return distinct, repeated


def last_day(parquet: Sequence[Path]) -> date:
    """The day of the last call in canonical Parquet."""
    with duckdb.connect() as db:
        found = db.execute("SELECT max(started_at)::DATE FROM read_parquet(?)", [[str(one) for one in parquet]])
        day: date = found.fetchall()[0][0]
    return day
