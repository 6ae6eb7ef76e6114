"""One unit as a row of the table in which units come and go, and the reading of its cells.

Knows no data base. A value that cannot be read is a `Problem` that names the column and what would be right.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import override

from lachan.documents.tables import Column, Sheet
from lachan.office.units.models import UnitKind
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("Mã",),
    "name": ("Tên đơn vị", "Tên"),
    "short_name": ("Tên ngắn",),
    "kind": ("Loại",),
    "parent": ("Mã đơn vị cấp trên", "Đơn vị cấp trên"),
    "symbol": ("Ký hiệu",),
    "email": ("Thư điện tử", "Email"),
    "area": ("Địa bàn", "Mã địa bàn"),
    "valid_from": ("Từ ngày",),
    "valid_to": ("Đến hết ngày", "Đến ngày"),
    "successors": ("Mã đơn vị kế thừa", "Đơn vị kế thừa"),
    "basis": ("Căn cứ kế thừa", "Căn cứ"),
}
"""Column and the headers accepted for it, best spelling first; the export writes the first."""

REQUIRED = ("key", "name", "kind", "valid_from")
END = ("valid_to", "successors", "basis")
"""The columns that tell of a unit's end; the others describe it."""

_LIMITS = {"key": 80, "name": 200, "short_name": 80, "symbol": 30, "email": 254, "basis": 300}
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_YEARS = range(1900, 2101)
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LIST_MARKS = re.compile(r"[\s,;]+")
_WIDTHS = {"name": 40, "area": 20, "parent": 18, "successors": 30, "basis": 40, "email": 24}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which column: `code` is stable for tests."""

    column: str
    code: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the table holds it: others are named by key, `successors` follow on the day after `valid_to`."""

    key: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    short_name: str = ""
    parent: str = ""
    symbol: str = ""
    email: str = ""
    area: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    basis: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the unit exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def differing(self, other: "UnitRow") -> tuple[str, ...]:
        """The columns in which the two rows differ, in the order of the table."""
        return tuple(column for column in COLUMNS if getattr(self, column) != getattr(other, column))


def header(column: str) -> str:
    """The best spelling of a column's header."""
    return COLUMNS[column][0]


def kind_labels() -> dict[str, str]:
    """What each kind is called in the table, in Vietnamese whatever the reader's language."""
    with override("vi"):
        return {kind.value: str(kind.label) for kind in UnitKind}


def row_from_cells(cells: Mapping[str, str], stored: UnitRow | None) -> tuple[UnitRow | None, list[Problem]]:
    """The row that the cells make over the stored one: columns that the table lacks stay as they are.

    None with the problems when a cell cannot be read. Empty cells empty the value; a required one must be filled.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, cell in cells.items():
        value, problem = _read(column, " ".join(cell.split()))
        if problem is not None:
            problems.append(problem)
        values[column] = value
    if problems:
        return None, problems
    row = replace(stored, **values) if stored else UnitRow(**values)
    return row, []


def row_from_form(row: UnitRow) -> tuple[UnitRow, list[Problem]]:
    """The row of a form with its texts read as a table's cells are, and what is wrong in them."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for column in (*_LIMITS, "kind", "parent", "area", "successors"):
        given = getattr(row, column)
        text = " ".join(given) if isinstance(given, tuple) else given
        values[column], problem = _read(column, " ".join(unicodedata.normalize("NFC", text).split()))
        if problem is not None:
            problems.append(problem)
    return replace(row, **values), problems


def _read(column: str, cell: str) -> tuple[Any, Problem | None]:
    if column in REQUIRED and not cell:
        return "", Problem(column, "missing", Wording("ô này phải có nội dung", "this cell must be filled"))
    if column in ("valid_from", "valid_to"):
        return read_day(column, cell)
    if column == "kind":
        return _read_kind(cell)
    if column in ("area", "successors"):
        found = tuple(dict.fromkeys(word for word in _LIST_MARKS.split(cell) if word))
        return tuple(map(_padded, found)) if column == "area" else tuple(sorted(found)), None
    return cell, _text_problem(column, cell)


def _text_problem(column: str, cell: str) -> Problem | None:
    limit = _LIMITS.get(column)
    if limit is not None and len(cell) > limit:
        return Problem(
            column, "too_long", Wording(f"dài hơn {limit} ký tự; hãy rút gọn", f"longer than {limit} characters")
        )
    if cell.startswith(_FORMULA_STARTS):
        return Problem(
            column,
            "formula",
            Wording(
                "bắt đầu như một công thức (=, +, -, @); hãy ghi giá trị bằng chữ",
                "starts like a formula (=, +, -, @); write the value as plain text",
            ),
        )
    if column == "key" and not _KEY.fullmatch(cell):
        return Problem(
            column,
            "bad_key",
            Wording(
                f"“{cell[:40]}” không dùng làm mã được; mã gồm chữ thường không dấu, số và gạch nối, ví dụ vhxh-05977",
                f"“{cell[:40]}” is no key; use small letters without accents, digits and hyphens, such as vhxh-05977",
            ),
        )
    if column == "email" and cell:
        try:
            validate_email(cell)
        except ValidationError:
            return Problem(
                column,
                "bad_email",
                Wording(f"“{cell[:60]}” không phải địa chỉ thư điện tử", f"“{cell[:60]}” is no mail address"),
            )
    return None


def _read_kind(cell: str) -> tuple[str, Problem | None]:
    labels = kind_labels()
    for value, label in labels.items():
        if plain(cell) in (value, plain(label)):
            return value, None
    known = "; ".join(f"“{label}”" for label in labels.values())
    wording = Wording(
        f"không có loại “{cell[:40]}”; các loại là {known}", f"there is no kind “{cell[:40]}”; kinds are {known}"
    )
    return "", Problem("kind", "unknown_kind", wording)


def read_day(column: str, cell: str) -> tuple[date | None, Problem | None]:
    """The day that a cell names as dd/mm/yyyy or in ISO, None for an empty one; or what is wrong."""
    if not cell:
        return None, None
    found = _DAY.fullmatch(cell) or _ISO_DAY.fullmatch(cell)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        wording = Wording(
            f"“{cell[:40]}” không phải ngày dương lịch; hãy ghi dạng dd/mm/yyyy, ví dụ 01/07/2025",
            f"“{cell[:40]}” is no day of the solar calendar; write dd/mm/yyyy, such as 01/07/2025",
        )
        return None, Problem(column, "not_a_day", wording)
    return day, None


def _padded(code: str) -> str:
    """A commune code whose leading zero a spreadsheet took away."""
    return f"0{code}" if re.fullmatch(r"[0-9]{4}", code) else code


def sheet_of(rows: Iterable[UnitRow], *, title: str, notes: tuple[str, ...] = ()) -> Sheet:
    """The table of rows, with the columns that the import reads."""
    labels = kind_labels()
    columns = tuple(Column(header(column), width=_WIDTHS.get(column, 14)) for column in COLUMNS)
    return Sheet(title, columns, tuple(tuple(_cell(row, column, labels) for column in COLUMNS) for row in rows), notes)


def _cell(row: UnitRow, column: str, labels: Mapping[str, str]) -> str | date | None:
    value = getattr(row, column)
    if column == "kind":
        return labels[value]
    if isinstance(value, tuple):
        return "; ".join(value)
    return value or None


assert set(COLUMNS) == {field.name for field in fields(UnitRow)}, "every column is a field of the row"
