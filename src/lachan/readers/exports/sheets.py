"""Excel workbooks, row by row: the sheet whose header is understood best, never more than its cells in memory."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa

from lachan.readers.exports.headers import known_headers
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.rows import HEADER_SEARCH_ROWS, MAX_COLUMNS, Count, Head, best_header, no_rows, schema
from lachan.readers.uploads.office import check_large_workbook
from lachan.readers.uploads.refusals import refusal

_BATCH = 20_000


def sheet_head(path: Path, mapping: Mapping | None, layout: Layout) -> Head:
    """The header of the first sheet that has one; the names of the other filled sheets, which are left out."""
    check_large_workbook(path)
    best: tuple[int, Head] | None = None
    filled: list[str] = []
    with closing(_opened(path)) as book:
        for sheet in book.worksheets:
            rows = [_tidy(row) for row in islice(_cells(sheet, path.name), HEADER_SEARCH_ROWS)]
            at = best_header(rows, mapping, layout)
            if at is None:
                continue
            filled.append(sheet.title)
            width = max(place for place, cell in enumerate(rows[at]) if cell) + 1
            cells = tuple(rows[at][:width])
            known = known_headers(cells, mapping, layout)
            if best is None or known > best[0]:
                best = known, Head(cells, at + 1, sheet=sheet.title)
    if best is None:
        raise no_rows(path.name, layout)
    head = best[1]
    return Head(head.cells, head.row, sheet=head.sheet, other_sheets=tuple(t for t in filled if t != head.sheet))


def sheet_batches(path: Path, head: Head, count: Count) -> Iterator[pa.RecordBatch]:
    """The rows below the header, cells as a person would type them."""
    width = len(head.cells)
    kind = schema(width)
    with closing(_opened(path)) as book:
        rows = enumerate(_cells(book[head.sheet], path.name), start=1)
        below = islice(rows, head.row, None)
        while block := list(islice(below, _BATCH)):
            count.rows += len(block)
            cells = [_shown(row, width) for _, row in block]
            columns = [pa.array([row[at] for row in cells], pa.string()) for at in range(width)]
            lines = pa.array([line for line, _ in block], pa.int64())
            yield pa.RecordBatch.from_arrays([lines, pa.nulls(len(block), pa.string()), *columns], schema=kind)


def _opened(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations that openpyxl does not keep
            return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", path.name) from problem


def _cells(sheet: Any, name: str) -> Iterator[Sequence[Any]]:
    """Rows of values; a gap of rows in the file is a gap of blank rows here, so that the count is the sheet's own."""
    try:
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    except (zipfile.BadZipFile, ValueError, KeyError, SyntaxError, OSError) as problem:
        raise refusal("broken", name) from problem


def _tidy(row: Sequence[Any]) -> list[str]:
    return [" ".join(cell.split()) for cell in _shown(row, MAX_COLUMNS)]


def _shown(row: Sequence[Any], width: int) -> list[str]:
    cells = ["" if value is None else _text(value) for value in row[:width]]
    return cells if len(cells) == width else cells + [""] * (width - len(cells))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return str(value)
