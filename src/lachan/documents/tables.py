"""Tables for other programs: XLSX in which nothing is a formula, CSV in which no spreadsheet finds one.

A cell may hold what a stranger typed in a report; opened at an officer's desk it must stay text (CSV injection).
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Any

from lachan.documents.cells import Align, Cell, Column, shown
from lachan.vietnam.zone import VIETNAM

__all__ = ["Align", "Cell", "Column", "Sheet", "write_csv", "write_xlsx"]

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True, "font_color": "#404040"},
    "head": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "bg_color": "#E8EEF4",
    },
    "text": {"valign": "top", "text_wrap": True, "border": 1, "num_format": "@"},
    "whole": {"valign": "top", "border": 1, "num_format": "#,##0"},
    "part": {"valign": "top", "border": 1, "num_format": "#,##0.00"},
    "day": {"valign": "top", "border": 1, "num_format": "dd/mm/yyyy"},
    "moment": {"valign": "top", "border": 1, "num_format": "dd/mm/yyyy hh:mm"},
}
_LONGEST_TEXT = 32_767  # characters in a cell, the format's own limit
_LARGEST_EXACT = 10**15  # numbers beyond lose digits in a spreadsheet
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # what XML cannot hold
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, and the lines above it that say filter, author and time."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one workbook: numbers are numbers, dates dates, all else text; ready to print on A4."""
    out = BytesIO()
    constant = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    import xlsxwriter  # takes long to load

    with xlsxwriter.Workbook(out, constant) as book:
        book.set_properties({"title": sheets[0].title if sheets else ""})
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        names: list[str] = []
        for sheet in sheets:
            names.append(_tab_name(sheet.title, names))
            _write_sheet(book.add_worksheet(names[-1]), sheet, formats)
    return out.getvalue()


def _write_sheet(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    head = write_head(page, sheet.title, sheet.notes, sheet.columns, formats)
    for row, cells in enumerate(sheet.rows, start=head + 1):
        for place, cell in enumerate(cells):
            write_cell(page, row, place, cell, formats)
    page.autofilter(head, 0, head + max(len(sheet.rows), 1), max(len(sheet.columns) - 1, 0))


def write_head(
    page: Any, title: str, notes: Sequence[str], columns: Sequence[Column], formats: Mapping[str, Any]
) -> int:
    """Title, notes and headings of a sheet, ready to print on A4; the row of the headings, 0-based.

    Rows are written from the first to the last: a workbook that keeps no row in memory asks for that.
    """
    head = 1 + len(notes)
    page.write_string(0, 0, _text(title), formats["title"])
    for row, note in enumerate(notes, start=1):
        page.write_string(row, 0, _text(note), formats["note"])
    for place, column in enumerate(columns):
        page.set_column(place, place, max(column.width, 4) + 2)
        page.write_string(head, place, _text(column.title), formats["head"])
    page.freeze_panes(head + 1, 0)
    page.repeat_rows(head)
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P/&N")
    return head


def write_cell(page: Any, row: int, place: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    """One cell: numbers are numbers, dates dates, all else text that no spreadsheet computes."""
    if isinstance(cell, datetime):
        local = cell.astimezone(VIETNAM).replace(tzinfo=None) if cell.tzinfo else cell
        page.write_datetime(row, place, local, formats["moment"])
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, formats["day"])
    elif cell is None:
        page.write_blank(row, place, None, formats["text"])
    elif isinstance(cell, int | float | Decimal) and isfinite(cell) and -_LARGEST_EXACT < cell < _LARGEST_EXACT:
        page.write_number(row, place, cell, formats["whole" if cell == int(cell) else "part"])
    else:
        page.write_string(row, place, _text(shown(cell)), formats["text"])


def _text(words: str) -> str:
    """What a cell can hold: its line ends alike, no other control characters, within the format's limit."""
    words = _CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
    return words if len(words) <= _LONGEST_TEXT else words[: _LONGEST_TEXT - 1] + "…"


def _tab_name(title: str, taken: Sequence[str]) -> str:
    """A name of at most 31 characters that the format allows and no other sheet has, letter case aside."""
    # The limit counts UTF-16 units; characters outside the first plane (two units) have no place in a tab's name.
    name = re.sub(r"[\[\]:*?/\\\n\t\U00010000-\U0010ffff]", " ", _CONTROL.sub(" ", title))[:31].strip(" '") or "Bảng"
    folded = {other.casefold() for other in taken} | {"history"}
    number = 2
    fresh = name
    while fresh.casefold() in folded:
        fresh = f"{name[:27].rstrip()} {number}"
        number += 1
    return fresh


def write_csv(sheet: Sheet) -> bytes:
    """The table alone, in UTF-8 with the mark that Excel looks for; numbers with a decimal point, dates dd/mm/yyyy."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(harmless(column.title) for column in sheet.columns)
    writer.writerows([harmless(_plain(cell)) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, int | float | Decimal):
        return f"{cell}" if isfinite(cell) else ""
    return shown(cell)


def harmless(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet would take it for a formula; plain numbers stay as they are."""
    if text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
