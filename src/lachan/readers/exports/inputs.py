"""One input file: what kind it is, where its columns are, and its rows as a relation that DuckDB can ask."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from lachan.readers.exports.forms import literal
from lachan.readers.exports.headers import Placed, place
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.plan import Plan
from lachan.readers.exports.refusals import broken_parquet, refused
from lachan.readers.exports.rows import Broken, Count, Head, Kind, Passed, no_rows, schema, text_batches, text_head
from lachan.readers.exports.sheets import sheet_batches, sheet_head
from lachan.readers.exports.stream import encoding_of
from lachan.readers.uploads.office import is_password_protected
from lachan.readers.uploads.refusals import refusal

_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"Rar!", b"7z\xbc\xaf")
_SCALARS = ("VARCHAR", "DATE", "TIMESTAMP", "BOOLEAN", "DOUBLE", "FLOAT", "DECIMAL", "ENUM", "TIME")
_INTEGERS = ("INT", "HUGEINT")


@dataclass(frozen=True)
class Input:
    """A file with its header understood; `index` is its place among the inputs."""

    index: int
    path: Path
    kind: Kind
    head: Head
    placed: Placed
    types: tuple[str, ...]
    mapping: Mapping
    layout: Layout
    parquet_rows: int | None = None
    seen: Count = field(default_factory=Count)

    def plan(self, relation: str) -> Plan:
        """The query's view of the file."""
        exact = self.kind == "parquet"
        return Plan(self.index, relation, len(self.head.cells), self.placed.places, self.types, self.mapping, exact)

    @contextmanager
    def rows(
        self,
        db: duckdb.DuckDBPyConnection,
        *,
        broken: Broken | None = None,
        limit: int | None = None,
        passed: Passed | None = None,
    ) -> Iterator[tuple[str, Count]]:
        """A relation with line, flaw, c0, c1, …, to be asked once; the count is right when it has been asked."""
        count = Count()
        if self.kind == "parquet":
            count.rows = min(self.parquet_rows or 0, limit or self.parquet_rows or 0)
            yield self._parquet_relation(limit), count
            return
        batches = (
            text_batches(self.path, self.head, count, broken, passed)
            if self.kind == "csv"
            else sheet_batches(self.path, self.head, count)
        )
        name = f"rows_{uuid.uuid4().hex}"
        reader = pa.RecordBatchReader.from_batches(schema(len(self.head.cells)), _limited(batches, limit))
        db.register(name, reader)
        try:
            yield name, count
        finally:
            batches.close()  # type: ignore[attr-defined]  # a generator: what stands in its finally is done now
            db.unregister(name)

    def _parquet_relation(self, limit: int | None) -> str:
        cells = ", ".join(f"{_quoted(name)} AS c{at}" for at, name in enumerate(self.head.cells))
        some = f" LIMIT {limit}" if limit else ""
        table = parquet_table(self.path)
        return f"(SELECT file_row_number + 1 AS line, NULL::VARCHAR AS flaw, {cells} FROM {table}{some})"  # noqa: S608


def parquet_table(path: Path) -> str:
    """A Parquet file as a SQL table with `file_row_number`."""
    return f"read_parquet({literal(str(path))}, file_row_number=true, binary_as_string=true)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _limited(batches: Iterator[pa.RecordBatch], limit: int | None) -> Iterator[pa.RecordBatch]:
    if limit is None:
        yield from batches
        return
    for batch in islice(batches, 1 + limit // 1000):
        yield batch.slice(0, limit)
        limit -= len(batch)
        if limit <= 0:
            return


def opened(index: int, path: Path, mapping: Mapping | None, layout: Layout, db: duckdb.DuckDBPyConnection) -> Input:
    """The file with its header understood; InputError says what is wrong with it."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            beginning = start + file.read(1 << 16) if start == _OLE else start
    except OSError as error:
        raise refused(
            "not_readable", path.name, f"không mở được tệp ({error.strerror})", f"cannot be opened ({error.strerror})"
        ) from None
    if not start:
        raise no_rows(path.name, layout)
    given = mapping or Mapping()
    if start.startswith(_PARQUET):
        return _parquet(index, path, given, layout, db)
    if start.startswith(_ZIP):
        head, kind = sheet_head(path, mapping, layout), "xlsx"
    elif start == _OLE:
        raise _old_excel(path, protected=is_password_protected(beginning))
    elif start.startswith(_PACKED):
        raise refused("packed", path.name, "tệp nén; hãy giải nén rồi đọc lại", "is packed; unpack it first")
    else:
        head, kind = text_head(path, encoding_of(path), mapping, layout), "csv"
    placed = place(head.cells, mapping, layout, name=path.name, row=head.row)
    types = ("VARCHAR",) * len(head.cells)
    return Input(index, path, "xlsx" if kind == "xlsx" else "csv", head, placed, types, given, layout)


def _old_excel(path: Path, *, protected: bool) -> Exception:
    if protected:
        return refusal("encrypted", path.name)
    return refused(
        "old_excel",
        path.name,
        "tệp Excel kiểu cũ (.xls); hãy lưu lại dạng .xlsx hoặc CSV UTF-8",
        "is a workbook of the old kind (.xls); save it as .xlsx or CSV in UTF-8",
    )


def _parquet(index: int, path: Path, mapping: Mapping, layout: Layout, db: duckdb.DuckDBPyConnection) -> Input:
    try:
        described = db.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))}, binary_as_string=true)")  # noqa: S608
        columns = [(row[0], row[1]) for row in described.fetchall()]
        rows = db.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({literal(str(path))})").fetchall()[0][0]  # noqa: S608
    except duckdb.Error:
        raise broken_parquet(path.name) from None
    names = tuple(name for name, _ in columns)
    if "file_row_number" in names:
        raise refused(
            "wrong_headers",
            path.name,
            "có cột tên file_row_number; hãy đổi tên cột này",
            "has a column named file_row_number; rename it",
        )
    placed = place(names, mapping, layout, name=path.name, row=None)
    types = tuple("VARCHAR" if kind.startswith("ENUM") else kind for _, kind in columns)
    for column in layout.columns:
        at = placed.places.get(column.name)
        if at is not None:
            _refuse_type(path.name, names[at], types[at], digits=column.name in layout.digits)
    return Input(index, path, "parquet", Head(names, 0), placed, types, mapping, layout, int(rows))


def _refuse_type(name: str, header: str, kind: str, *, digits: bool) -> None:
    scalar = kind.startswith(_SCALARS) or any(part in kind for part in _INTEGERS)
    if not scalar or "[" in kind or ("(" in kind and not kind.startswith("DECIMAL")):
        raise refused(
            "wrong_type",
            name,
            f"kiểu {kind} không phải một giá trị đơn; cần chữ, số, ngày hoặc đúng/sai",
            f"the type {kind} is no single value; needed are text, numbers, dates or booleans",
            column=header,
        )
    if digits and kind == "FLOAT":
        raise refused(
            "digits_lost",
            name,
            "kiểu FLOAT chỉ giữ 7 chữ số nên số đã mất chữ số; hãy xuất lại dạng văn bản",
            "the type FLOAT keeps 7 digits only, so digits are lost; export it as text",
            column=header,
        )


def sha256_of(path: Path) -> str:
    """Hexadecimal digest of the whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
