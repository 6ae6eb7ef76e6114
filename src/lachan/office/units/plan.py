"""What an import of units would do, worked out before anything is written.

The plan is bound to what it was made from: `digest` changes when the table or the stored units change, and an import
is carried out only for the plan that a person saw.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lachan.office.units.checks import problems_between
from lachan.office.units.rows import COLUMNS, END, REQUIRED, Problem, UnitRow, header, row_from_cells
from lachan.readers.errors import InputError, Place
from lachan.readers.tables import read_table
from lachan.readers.uploads.kinds import FileKind
from lachan.vietnam.wording import Wording

MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The cells of a table that somebody gave: file name, and each row's number and canonical cells."""

    name: str
    rows: tuple[tuple[int, dict[str, str]], ...]
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one unit before and after, as the table would show it."""

    column: str
    before: str
    after: str

    @property
    def header(self) -> str:
        """The column as the table calls it."""
        return header(self.column)


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A stored unit that would differ: its row as it would be, and in which columns."""

    row: UnitRow
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Units to add, to correct and to end, and every cell that cannot be used; errors stop the whole import."""

    name: str
    adds: tuple[UnitRow, ...]
    changes: tuple[PlannedChange, ...]
    ends: tuple[PlannedChange, ...]
    unchanged: int
    errors: tuple[InputError, ...]
    ignored_columns: tuple[str, ...]

    @property
    def does_something(self) -> bool:
        """Whether carrying it out would write anything."""
        return bool(self.adds or self.changes or self.ends)

    @property
    def digest(self) -> str:
        """SHA-256 over all that would be written, with what stands there before."""
        kept = [
            [_plain(row) for row in self.adds],
            *([[_plain(c.row), [[d.column, d.before, d.after] for d in c.differences]] for c in part]
              for part in (self.changes, self.ends)),
            [str(error) for error in self.errors],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()


def table_in(content: bytes, kind: FileKind, *, name: str) -> GivenTable:
    """The table of units in a CSV or XLSX file; InputError as of `read_table`."""
    table = read_table(content, kind, name=name, columns=COLUMNS, required=REQUIRED, max_rows=MOST_ROWS)
    return GivenTable(name, tuple((row.number, row.values) for row in table.rows), table.ignored_columns)


def plan_import(given: GivenTable, register: Mapping[str, UnitRow], *, province: str) -> ImportPlan:
    """What the table would do to the stored units of the `register`; nothing is written.

    A row whose key is stored corrects or ends that unit, any other adds one; units that the table does not name stay.
    """
    planned, errors, unreadable = _readable(given, register)
    after = {**register, **{key: row for key, (_, row) in planned.items()}}
    touched = {key for key, (_, row) in planned.items() if row != register.get(key)}
    for key, problem in problems_between(after, touched, province=province, unreadable=unreadable):
        errors.append(_refused(given.name, planned[key][0], problem))
    rows = [row for key, (_, row) in planned.items() if key in touched]
    stored = [(row, register[row.key]) for row in rows if row.key in register]
    changes = [_change(row, before, [c for c in row.differing(before) if c not in END]) for row, before in stored]
    ends = [_change(row, before, [c for c in row.differing(before) if c in END]) for row, before in stored]
    return ImportPlan(
        name=given.name,
        adds=tuple(row for row in rows if row.key not in register),
        changes=tuple(change for change in changes if change.differences),
        ends=tuple(end for end in ends if end.differences),
        unchanged=len(planned) - len(touched),
        errors=tuple(sorted(errors, key=lambda error: (error.place.row or 0, error.place.column))),
        ignored_columns=given.ignored_columns,
    )


def _readable(
    given: GivenTable, register: Mapping[str, UnitRow]
) -> tuple[dict[str, tuple[int, UnitRow]], list[InputError], set[str]]:
    """The rows that can be read, by key, with their numbers; the errors of the others, and the others' keys."""
    planned: dict[str, tuple[int, UnitRow]] = {}
    errors: list[InputError] = []
    unreadable: set[str] = set()
    for number, cells in given.rows:
        key = cells.get("key", "")
        stored = register.get(key)
        row, problems = row_from_cells(cells, stored)
        if row is not None:
            problems = [*_not_by_import(row, stored), *_twice(key, planned)]
        if row is None or problems:
            errors += [_refused(given.name, number, problem) for problem in problems]
            unreadable.add(key)
        else:
            planned[key] = (number, row)
    return planned, errors, unreadable


def _twice(key: str, planned: Mapping[str, tuple[int, UnitRow]]) -> list[Problem]:
    if key not in planned:
        return []
    number = planned[key][0]
    wording = Wording(
        f"mã “{key}” đã có ở dòng {number}; mỗi đơn vị chỉ ghi một dòng",
        f"the key “{key}” stands in row {number} already; one row a unit",
    )
    return [Problem("key", "duplicate_key", wording)]


def _not_by_import(row: UnitRow, stored: UnitRow | None) -> list[Problem]:
    """What no correction may do: another kind is another unit, and an ended unit does not come back."""
    if stored is None:
        return []
    problems = []
    if row.kind != stored.kind:
        wording = Wording(
            "loại của đơn vị đã có không đổi được; hãy kết thúc đơn vị này và thêm đơn vị mới",
            "the kind of a stored unit cannot change; end this unit and add a new one",
        )
        problems.append(Problem("kind", "kind_changed", wording))
    if stored.valid_to is not None and row.valid_to is None:
        wording = Wording(
            f"đơn vị đã kết thúc ngày {stored.valid_to:%d/%m/%Y}, không mở lại được; hãy thêm đơn vị mới",
            f"the unit ended on {stored.valid_to:%d/%m/%Y} and does not come back; add a new one",
        )
        problems.append(Problem("valid_to", "not_reopened", wording))
    return problems


def _change(row: UnitRow, before: UnitRow, columns: Sequence[str]) -> PlannedChange:
    shown = [Difference(c, shown_value(getattr(before, c)), shown_value(getattr(row, c))) for c in columns]
    return PlannedChange(row, tuple(shown))


def shown_value(value: str | date | tuple[str, ...] | None) -> str:
    """A value as the table and the preview show it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "; ".join(value) if isinstance(value, tuple) else value


def _plain(row: UnitRow) -> list[str]:
    return [shown_value(getattr(row, column)) for column in COLUMNS]


def _refused(name: str, number: int, problem: Problem) -> InputError:
    return InputError(problem.code, problem.wording, Place(file=name, row=number, column=header(problem.column)))
