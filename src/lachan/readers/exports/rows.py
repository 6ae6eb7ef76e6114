"""What every kind of input gives: its header, and its rows as Arrow batches of text with the line of each."""

import csv
import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from lachan.readers.exports.headers import known_headers
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.refusals import broken_table, refused
from lachan.readers.exports.stream import LONGEST_ROW, MARK, Encoding, TextStream

Kind = Literal["csv", "xlsx", "parquet"]
HEADER_SEARCH_ROWS = 20
MAX_COLUMNS = 500
DELIMITERS = ",;\t|"
_HEAD_BYTES = 1 << 20
_SWALLOWED_LINES = 5
"""An address may have a line break or two; a cell of more lines is a quote that did not close."""
Broken = Callable[[int, list[str]], None]
Passed = Callable[[int], None]


@dataclass
class Count:
    """What went through: `rows` with blank and broken ones, `blank` without any text, `broken` of a wrong length."""

    rows: int = 0
    blank: int = 0
    broken: int = 0
    digest: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Head:
    """The header of a table: its cells as written, the 1-based row it stands in, and what the file is like."""

    cells: tuple[str, ...]
    row: int
    skip_lines: int = 0
    encoding: Encoding = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    other_sheets: tuple[str, ...] = field(default=())


def schema(width: int) -> pa.Schema:
    """line, flaw, c0, c1, …"""
    return pa.schema([("line", pa.int64()), ("flaw", pa.string()), *((f"c{at}", pa.string()) for at in range(width))])


def best_header(rows: Sequence[Sequence[str]], mapping: Mapping | None, layout: Layout) -> int | None:
    """Which of the first rows is the header: the one with most known headers; without any, the first filled one."""
    known = [known_headers(cells, mapping, layout) for cells in rows]
    if any(known):
        return known.index(max(known))
    return next((at for at, cells in enumerate(rows) if any(cells)), None)


def no_rows(name: str, layout: Layout) -> Exception:
    """The error for a table without header."""
    return refused(
        "no_rows",
        name,
        f"không có dòng nào; cần một dòng tiêu đề và ít nhất một {layout.one.vi}",
        f"has no rows; needed are a header and at least one {layout.one.en}",
    )


def text_head(path: Path, encoding: Encoding, mapping: Mapping | None, layout: Layout) -> Head:
    """Delimiter and header of a text file: the mark that cuts its first rows into most known headers."""
    stream = TextStream(path, encoding)
    try:
        text = stream.read(_HEAD_BYTES).decode("utf-8", "ignore")
    finally:
        stream.close()
    best: tuple[tuple[int, int], Head] | None = None
    for delimiter in DELIMITERS:
        rows, lines = _first_rows(text, delimiter, path.name)
        at = best_header(rows, mapping, layout)
        if at is None:
            continue
        cells = tuple(" ".join(cell.split()) for cell in rows[at])
        fit = known_headers(cells, mapping, layout), len(cells)
        if best is None or fit > best[0]:
            best = fit, Head(cells, at + 1, lines[at], encoding, delimiter)
    if best is None:
        raise no_rows(path.name, layout)
    if len(best[1].cells) > MAX_COLUMNS:
        raise refused(
            "too_many_columns",
            path.name,
            f"có hơn {MAX_COLUMNS} cột; hãy bỏ các cột không cần",
            f"has more than {MAX_COLUMNS} columns; leave out those not needed",
        )
    return best[1]


def _first_rows(text: str, delimiter: str, name: str) -> tuple[list[list[str]], list[int]]:
    """The first records, and how many physical lines of the file end with each."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for _, cells in zip(range(HEADER_SEARCH_ROWS), reader, strict=False):
            rows.append([cell.strip() for cell in cells])
            lines.append(reader.line_num)
    except csv.Error:
        if not rows:
            raise broken_table(name, "tiêu đề / header", row=1) from None
    return rows, lines


def text_batches(
    path: Path, head: Head, count: Count, broken: Broken | None, passed: Passed | None
) -> Iterator[pa.RecordBatch]:
    """The rows below the header.

    `broken` is told of each row that has another number of cells than the header, `passed` of the bytes read so far.
    """
    stream = TextStream(path, head.encoding, skip_lines=head.skip_lines)
    wrong: array[int] = array("q")

    def on_invalid(row: Any) -> str:
        wrong.append(row.number)
        count.broken += 1
        if broken:
            cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=head.delimiter), [])
            broken(head.row + row.number, cells)
        return "skip"

    names = [f"c{at}" for at in range(len(head.cells))]
    position = 0
    try:
        reader = arrow_csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=LONGEST_ROW),
            arrow_csv.ParseOptions(
                delimiter=head.delimiter, newlines_in_values=True, ignore_empty_lines=False,
                invalid_row_handler=on_invalid,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[], strings_can_be_null=False
            ),
        )  # fmt: skip
        for batch in reader:
            lines = _lines(position, len(batch), wrong)
            position = int(lines[-1]) if len(lines) else position
            if passed:
                passed(stream.bytes_read)
            yield _with_lines(batch, lines + head.row, marked=stream.marked)
    except pa.ArrowInvalid as error:
        if "Empty CSV file" not in str(error):
            raise broken_table(path.name, str(error)[:200], row=head.row + position + 1) from None
    finally:
        stream.read()
        stream.close()
        count.rows += position + len(wrong)
        count.digest, count.marked = stream.digest, stream.marked


def _lines(position: int, size: int, wrong: "array[int]") -> Any:
    """The `size` positions (1-based) behind `position` that are not among the wrong ones, which are used up here."""
    passed = 0
    while passed < len(wrong) and wrong[passed] <= position + size + passed:
        passed += 1
    lines = np.arange(position + 1, position + size + passed + 1, dtype=np.int64)
    if passed:
        lines = lines[~np.isin(lines, np.array(wrong[:passed], dtype=np.int64))]
        del wrong[:passed]
    return lines


def _with_lines(batch: pa.RecordBatch, lines: Any, *, marked: bool) -> pa.RecordBatch:
    """The batch with `line`, and `flaw` for rows that cannot be what was meant, whatever their cells say."""
    flaw = pa.nulls(len(batch), pa.string())
    for column in batch.columns:
        longest = pc.max(pc.binary_length(column)).as_py() or 0
        if longest > _SWALLOWED_LINES:
            swallowed = pc.greater_equal(pc.count_substring(column, "\n"), _SWALLOWED_LINES)
            flaw = pc.if_else(swallowed, "quote", flaw)
        if marked:
            flaw = pc.if_else(pc.match_substring(column, MARK), "encoding", flaw)
    return pa.RecordBatch.from_arrays([pa.array(lines), flaw, *batch.columns], schema=schema(batch.num_columns))
