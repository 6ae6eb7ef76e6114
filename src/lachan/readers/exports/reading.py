"""Files into the canonical table of a layout: normal rows as Parquet, the others with their reason in rejected.csv."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from lachan.readers.errors import InputError, Place
from lachan.readers.exports.columns import DUCKDB_TYPES
from lachan.readers.exports.copying import copy_rows, damage_told, workbench
from lachan.readers.exports.inputs import Input, opened, sha256_of
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.refusals import refused
from lachan.readers.exports.rejected import REJECTED, RejectedFile
from lachan.readers.exports.understood import Understood, understood_of
from lachan.vietnam.wording import Wording

Progress = Callable[[str, int, int], None]
"""Told "read", how many of the bytes of all inputs are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """What is known of one input: enough to prove later that the same file was meant."""

    name: str
    sha256: str
    bytes: int
    rows: int
    rejected_rows: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All inputs as one table.

    `parquet` holds every canonical column, typed and normal. Files that were written here also have `file` and `line`
    (where each row comes from) and `conversions` (the bits of the layout's conversions); inputs that
    were canonical already, all of them, are used where they lie, with the columns they have.
    """

    parquet: tuple[Path, ...]
    rows: int
    rejected_rows: int
    rejected: Path
    inputs: tuple[InputFile, ...]
    understood: tuple[Understood, ...]


def read_exports(
    files: Sequence[Path],
    layout: Layout,
    *,
    mapping: Mapping | None = None,
    work: Path,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Read the files into the folder `work`, which is made and must be the caller's alone.

    Rows that cannot be read are left out, counted and kept in `rejected` (by default `rejected.csv` in `work`; there is
    no such file without such rows); the rest goes on. InputError when a file cannot be read at all, `no_rows` when
    there is nothing in any, `all_rows_rejected` when nothing is left.
    """
    refuse_twice(files)
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with workbench(work) as db:
        inputs = [opened(index, path, mapping, layout, db) for index, path in enumerate(files)]
        sizes = [given.path.stat().st_size for given in inputs]

        def told(given: Input, done: int | None = None) -> None:
            if progress:
                here = sizes[given.index] if done is None else done
                progress("read", sum(sizes[: given.index]) + here, sum(sizes))

        left_out = RejectedFile(rejected or work / REJECTED, inputs)
        try:
            parts = _as_they_are(db, inputs, told) or _copied(db, inputs, work, left_out, told)
        finally:
            path = left_out.finish()
    snapshot = Snapshot(
        parquet=tuple(parquet for parquet, _, _ in parts),
        rows=sum(one.rows for _, one, _ in parts),
        rejected_rows=sum(one.rejected_rows for _, one, _ in parts),
        rejected=path,
        inputs=tuple(one for _, one, _ in parts),
        understood=tuple(what for _, _, what in parts),
    )
    if not snapshot.rows:
        raise _nothing_left(snapshot, left_out, layout)
    return snapshot


_Part = tuple[Path, InputFile, Understood]


def _as_they_are(
    db: duckdb.DuckDBPyConnection, inputs: Sequence[Input], told: Callable[..., None]
) -> list[_Part] | None:
    """The inputs themselves when each is canonical and normal; None when one is not.

    All or none: files of two shapes would not make one table in every engine.
    """
    if not all(_has_canonical_columns(given) for given in inputs):
        return None
    parts: list[_Part] = []
    with ThreadPoolExecutor(max_workers=1) as beside:
        digests = [beside.submit(sha256_of, given.path) for given in inputs]
        for given, digest in zip(inputs, digests, strict=True):
            with damage_told(given):
                if not given.layout.is_normal(db, given):
                    beside.shutdown(wait=False, cancel_futures=True)
                    return None
            rows = given.parquet_rows or 0
            told(given)
            parts.append(
                (
                    given.path,
                    _input_file(given, digest.result(), rows, 0),
                    understood_of(given, given.path, rows, (), as_it_is=True),
                )
            )
    return parts


def _has_canonical_columns(given: Input) -> bool:
    """All canonical columns under their own names with their own types, and no mapping that would change a value."""
    if given.kind != "parquet" or given.mapping.values or given.mapping.date_formats or given.mapping.zone:
        return False
    types = dict(zip(given.head.cells, given.types, strict=True))
    return all(types.get(column.name) == DUCKDB_TYPES[column.kind] for column in given.layout.columns)


def _copied(
    db: duckdb.DuckDBPyConnection,
    inputs: Sequence[Input],
    work: Path,
    rejected: RejectedFile,
    told: Callable[..., None],
) -> list[_Part]:
    parts: list[_Part] = []
    for given in inputs:
        copied = copy_rows(db, given, work, rejected, passed=partial(told, given))
        told(given)
        what = understood_of(given, copied.parquet, copied.rows, copied.rejections, as_it_is=False)
        digest = copied.sha256 or sha256_of(given.path)
        parts.append((copied.parquet, _input_file(given, digest, copied.rows, what.rejected_rows), what))
    return parts


def refuse_twice(files: Sequence[Path]) -> None:
    """InputError `repeated_file`: a file given twice would make two records of each."""
    seen: set[Path] = set()
    for path in files:
        if path.resolve() in seen:
            raise refused(
                "repeated_file", path.name, "được đưa vào hai lần; hãy bỏ một", "is given twice; leave one out"
            )
        seen.add(path.resolve())


def _input_file(given: Input, digest: str, rows: int, rejected: int) -> InputFile:
    return InputFile(given.path.name, digest, given.path.stat().st_size, rows, rejected)


def _nothing_left(snapshot: Snapshot, rejected: RejectedFile, layout: Layout) -> InputError:
    names = ", ".join(one.name for one in snapshot.inputs)
    if rejected.first is None:
        return InputError(
            "no_rows",
            Wording(
                f"không có dòng nào dưới tiêu đề; cần ít nhất một {layout.one.vi}",
                f"has no row below the header; at least one {layout.one.en} is needed",
            ),
            Place(names),
        )
    count, first, name = snapshot.rejected_rows, rejected.first, snapshot.rejected.name
    return InputError(
        "all_rows_rejected",
        Wording(
            f"cả {count} dòng bị từ chối; dòng đầu: {first.message('vi')}; xem {name}",
            f"all {count} rows were rejected; the first: {first.message('en')}; see {name}",
        ),
        Place(names),
    )
