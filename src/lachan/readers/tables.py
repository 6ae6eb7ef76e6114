"""Tables that people fill in (CSV, XLSX), mapped to canonical columns; every refusal names what was found."""

import csv
import datetime
import io
import unicodedata
import warnings
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lachan.readers.encodings import decode_text
from lachan.readers.errors import InputError, Place
from lachan.readers.uploads.kinds import FileKind
from lachan.readers.uploads.refusals import refusal
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

MAX_COLUMNS = 200
_DELIMITERS = ",;\t|"
_FIELD_MAX = 100_000
_HEADER_SEARCH_ROWS = 10
"""A title or a note may stand above the header, as in official annexes."""

_NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: `number` as the spreadsheet shows it; text of each canonical column, "" when blank."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The filled rows, and the headers that no canonical column claims, as written."""

    rows: tuple[Row, ...]
    ignored_columns: tuple[str, ...]


def read_table(
    content: bytes,
    kind: FileKind,
    *,
    name: str,
    columns: Mapping[str, tuple[str, ...]],
    required: Collection[str],
    max_rows: int,
) -> Table:
    """The table in `content`; `columns` maps a canonical name to the headers accepted for it, best spelling first.

    Headers match without accents, case and spare blanks; the canonical name itself is accepted too. Every row holds
    every canonical column that the file has. InputError: `not_a_table`, `broken`, `not_text`, `empty`,
    `wrong_headers`, `repeated_header`, `too_many_rows`.
    """
    if kind is FileKind.CSV:
        numbered = _csv_rows(content, name, headers=_accepted(columns))
    elif kind is FileKind.XLSX:
        numbered = _xlsx_rows(content, name, limit=max_rows)
    else:
        raise _refused(
            "not_a_table", name, "không phải bảng; hãy gửi tệp .xlsx hoặc .csv", "is no table; send .xlsx or .csv"
        )
    filled = ((number, cells) for number, cells in numbered if any(cells))
    places, ignored, rest = _header(filled, name, columns, required)
    rows: list[Row] = []
    for number, cells in rest:
        values = {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
        if not any(values.values()):
            continue
        if len(rows) == max_rows:
            raise _refused(
                "too_many_rows",
                name,
                f"có hơn {max_rows} dòng; hãy chia nhỏ tệp",
                f"has more than {max_rows} rows; split it",
            )
        rows.append(Row(number, values))
    return Table(tuple(rows), ignored)


def _header(
    rows: Iterator[_NumberedRow], name: str, columns: Mapping[str, tuple[str, ...]], required: Collection[str]
) -> tuple[dict[str, int], tuple[str, ...], Iterator[_NumberedRow]]:
    """Where each canonical column stands, the headers nobody claims, and the rows below the header.

    The header is the first row with every required column among the first few; else the best of them is shown.
    """
    best: tuple[int, Sequence[str], dict[str, int]] | None = None
    for _, (number, cells) in zip(range(_HEADER_SEARCH_ROWS), rows, strict=False):
        places = _places(cells, number, name, columns)
        if all(column in places for column in required) and places:
            ignored = tuple(cell for at, cell in enumerate(cells) if cell and at not in places.values())
            return places, ignored, rows
        if best is None or len(places) > len(best[2]):
            best = number, cells, places
    if best is None:
        raise _refused("empty", name, "bảng không có dòng nào; hãy điền rồi gửi lại", "the table is empty; fill it in")
    number, cells, places = best
    missing = ", ".join(f"“{_best_spelling(column, columns)}”" for column in required if column not in places)
    found = ", ".join(f"“{cell[:40]}”" for cell in cells[:MAX_COLUMNS] if cell)
    expected = ", ".join(f"“{_best_spelling(column, columns)}”" for column in columns)
    raise _refused(
        "wrong_headers",
        name,
        f"thiếu cột {missing or expected}; thấy các cột {found}; cần có {expected}",
        f"lacks the column {missing or expected}; found {found}; expected {expected}",
        row=number,
    )


def _places(cells: Sequence[str], number: int, name: str, columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The index of each canonical column among the header's `cells`."""
    accepted = _accepted(columns)
    places: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = accepted.get(_key(cell))
        if column is None:
            continue
        if column in places:
            raise _refused(
                "repeated_header",
                name,
                "có hai cột cùng nghĩa; hãy giữ một cột",
                "two columns mean the same; keep one",
                row=number,
                column=cell,
            )
        places[column] = at
    return places


def _accepted(columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The canonical column of every accepted header, by the header's key."""
    return {_key(header): column for column, headers in columns.items() for header in (column, *headers)}


def _key(header: str) -> str:
    """A header without accents, case, punctuation at its end and the star of a required field."""
    return plain(header).strip(" *:.")


def _best_spelling(column: str, columns: Mapping[str, tuple[str, ...]]) -> str:
    return columns[column][0] if columns.get(column) else column


def _csv_rows(content: bytes, name: str, *, headers: Container[str]) -> Iterator[_NumberedRow]:
    text = decode_text(content, name=name)
    if text.lower().startswith("sep="):  # a line for Excel alone
        text = text.partition("\n")[2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, headers))
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, _tidy(cells)
    except csv.Error as problem:
        raise refusal("broken", name) from problem


def _delimiter(text: str, headers: Container[str]) -> str:
    """The mark that cuts the first lines into the most known headers; of equals, into the most cells."""
    start = [line for line in text.splitlines()[: 2 * _HEADER_SEARCH_ROWS] if line.strip()]

    def fits(mark: str) -> tuple[int, int]:
        rows = [line.split(mark) for line in start]
        known = [sum(_key(cell.strip('"')) in headers for cell in row) for row in rows]
        return max(known, default=0), max(map(len, rows), default=0)

    return max(_DELIMITERS, key=fits)


def _xlsx_rows(content: bytes, name: str, *, limit: int) -> Iterator[_NumberedRow]:
    """The filled rows of the first sheet that has any, and no more of them than show that `limit` is passed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations that openpyxl does not keep
            import openpyxl  # takes long to load

            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            enough = limit + _HEADER_SEARCH_ROWS + 1
            sheets = (list(islice(_filled_rows(sheet), enough)) for sheet in book.worksheets)
            found = next((rows for rows in sheets if rows), [])
            book.close()
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", name) from problem
    yield from found


def _filled_rows(sheet: Any) -> Iterator[_NumberedRow]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
        shown = _tidy(map(_shown, cells))
        if any(shown):
            yield number, shown


def _shown(value: object) -> str:
    """A cell as its reader would type it: ISO dates, whole numbers without ".0", TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def _tidy(cells: Iterable[str]) -> list[str]:
    composed = (unicodedata.normalize("NFC", cell[:_FIELD_MAX]) for cell in islice(cells, MAX_COLUMNS))
    return [" ".join(cell.split()) for cell in composed]


def _refused(code: str, name: str, vi: str, en: str, *, row: int | None = None, column: str = "") -> InputError:
    return InputError(code, Wording(vi, en), Place(file=name, row=row, column=column))
