"""A table of numbers: read row by row, compared with the register, and shown as a plan before anything is written."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.previews import opened_preview, sealed_preview
from lachan.office.protected.content import NumberFacts, checked, digest_of, facts_of
from lachan.office.protected.models import Originates, ProtectedNumber, VerifiedHow
from lachan.office.protected.policies import LIVE
from lachan.office.refusals import NotRight
from lachan.office.units.models import Unit
from lachan.office.units.rows import read_day
from lachan.readers.canonical import canonical
from lachan.readers.errors import InputError, Place
from lachan.readers.tables import read_table
from lachan.readers.uploads import FileKind, inspect_upload
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first": ("Số", "Số điện thoại", "Từ số", "Số đầu"),
    "last": ("Đến số", "Số cuối"),
    "unit": ("Mã đơn vị",),
    "body_name": ("Tên cơ quan", "Cơ quan"),
    "use": ("Dùng để", "Công dụng"),
    "originates": ("Gọi đi",),
    "trunks": ("Nguồn cuộc gọi", "Trung kế"),
    "patterns": ("Mẫu số giống",),
    "valid_from": ("Từ ngày",),
    "valid_to": ("Đến hết ngày", "Đến ngày"),
    "shown": ("Đăng công khai",),
    "verified_by": ("Người xác minh",),
    "verified_how": ("Cách xác minh",),
    "verified_on": ("Ngày xác minh",),
    "verified_note": ("Căn cứ xác minh", "Căn cứ"),
}
"""Column and the headers accepted for it, best spelling first."""
REQUIRED = ("first", "originates", "valid_from", "verified_by", "verified_how", "verified_on")
TABLES = frozenset({FileKind.CSV, FileKind.XLSX})
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
YES, NO = ("co", "x", "true", "1", "yes"), ("khong", "false", "0", "no")
_SALT = "lachan.office.protected.plan"


@dataclass(frozen=True)
class GivenTable:
    """The cells of a table by canonical column, each row with its number in the spreadsheet."""

    name: str
    rows: tuple[tuple[int, dict[str, str]], ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class NumbersPlan:
    """The entries that would be added, and every cell that cannot be used; errors stop the whole import."""

    name: str
    adds: tuple[NumberFacts, ...]
    unchanged: int
    errors: tuple[InputError, ...]
    ignored: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over all that would be written."""
        return hashlib.sha256(canonical([digest_of(one) for one in self.adds])).hexdigest()


def header(column: str) -> str:
    """The best spelling of a column's header."""
    return COLUMNS[column][0]


def table_of_upload(upload: BinaryIO, *, name: str) -> GivenTable:
    """The table in an uploaded file; InputError says in words what is wrong with the file."""
    found = inspect_upload(upload, name=name, allow=TABLES, max_bytes=MOST_BYTES)
    table = read_table(
        found.content, found.kind, name=found.name, columns=COLUMNS, required=REQUIRED, max_rows=MOST_ROWS
    )
    return GivenTable(found.name, tuple((row.number, row.values) for row in table.rows), table.ignored_columns)


def sealed(given: GivenTable, actor: Actor) -> str:
    """The table as text that nobody can change unnoticed."""
    said = {"name": given.name, "rows": given.rows, "ignored": given.ignored}
    return sealed_preview(said, person_id=actor.id, salt=_SALT)


def unsealed(text: str, actor: Actor) -> GivenTable:
    """The table that `sealed` made for this person; NotNow when it is too old, another's or changed."""
    said = opened_preview(text, person_id=actor.id, salt=_SALT)
    return GivenTable(said["name"], tuple((number, cells) for number, cells in said["rows"]), tuple(said["ignored"]))


def plan_import(given: GivenTable, today: date) -> NumbersPlan:
    """What importing the table would add; an entry that stands in the register already, word for word, is left."""
    units = {unit.key: unit for unit in Unit.objects.valid_on(today)}
    stored = list(ProtectedNumber.objects.filter(state__in=LIVE).select_related("unit"))
    known = {digest_of(facts_of(one)) for one in stored}
    held = [_Held(facts_of(one), str(one)) for one in stored]
    errors: list[InputError] = []
    fresh: list[_Held] = []
    unchanged = 0
    for number, cells in given.rows:
        facts, wrong = _facts(cells, units, today)
        if facts is None:
            errors += [_refused(given.name, number, column, wording) for column, wording in wrong]
        elif digest_of(facts) in known:
            unchanged += 1
        else:
            fresh.append(_Held(facts, f"dòng {number}", number))
    errors += [_overlap(given.name, one, other) for one, other in _overlaps([*held, *fresh])]
    return NumbersPlan(
        name=given.name,
        adds=tuple(one.facts for one in fresh),
        unchanged=unchanged,
        errors=tuple(sorted(errors, key=lambda error: (error.place.row or 0, error.place.column))),
        ignored=given.ignored,
    )


@dataclass(frozen=True)
class _Held:
    """An entry of the register (`row` 0) or of the table, and how people find it."""

    facts: NumberFacts
    name: str
    row: int = 0


def _overlaps(entries: Sequence[_Held]) -> list[tuple[_Held, _Held]]:
    """Each row of the table that holds a number of another entry on the same day, once, with that entry."""
    found: dict[int, tuple[_Held, _Held]] = {}
    open_ones: list[_Held] = []
    for one in sorted(entries, key=lambda held: (len(held.facts.first), held.facts.first, held.row)):
        width, first = len(one.facts.first), one.facts.first
        open_ones = [held for held in open_ones if len(held.facts.last) == width and held.facts.last >= first]
        for other in open_ones:
            late, early = (one, other) if one.row >= other.row else (other, one)
            if late.row and late.row not in found and _same_days(one.facts, other.facts):
                found[late.row] = (late, early)
        open_ones.append(one)
    return list(found.values())


def _same_days(one: NumberFacts, other: NumberFacts) -> bool:
    return (one.valid_to is None or other.valid_from <= one.valid_to) and (
        other.valid_to is None or one.valid_from <= other.valid_to
    )


def _facts(
    cells: Mapping[str, str], units: Mapping[str, Unit], today: date
) -> tuple[NumberFacts | None, list[tuple[str, Wording]]]:
    """A row as an entry's content, or what is wrong in which column."""
    wrong: list[tuple[str, Wording]] = []
    values: dict[str, Any] = {}
    for column in COLUMNS:
        cell = " ".join(cells.get(column, "").split())
        if column in REQUIRED and not cell:
            wrong.append((column, Wording("ô này phải có nội dung", "this cell must be filled")))
            continue
        value, wording = _value(column, cell, units)
        values[column] = value
        if wording is not None:
            wrong.append((column, wording))
    if wrong:
        return None, wrong
    try:
        return checked(NumberFacts(**values), today), []
    except NotRight as no:
        return None, [(no.field, _in_both(no))]


def _value(column: str, cell: str, units: Mapping[str, Unit]) -> tuple[Any, Wording | None]:
    if column in ("valid_from", "valid_to", "verified_on"):
        day, problem = read_day(column, cell)
        return day, problem.wording if problem else None
    if column == "unit":
        if cell and cell not in units:
            return None, Wording(f"không có đơn vị mã “{cell[:40]}”", f"there is no unit with the key “{cell[:40]}”")
        return units.get(cell), None
    if column == "originates":
        return _choice(cell, Originates)
    if column == "verified_how":
        return _choice(cell, VerifiedHow)
    if column == "shown":
        known = plain(cell) in (*YES, *NO, "")
        wording = None if known else Wording("hãy ghi có hoặc không", "write có (yes) or không (no)")
        return plain(cell) not in NO, wording
    if column in ("trunks", "patterns"):
        return tuple(cell.split(";")), None
    return cell, None


def _choice(cell: str, choices: Any) -> tuple[str, Wording | None]:
    with translation.override("vi"):
        labels = {one.value: str(one.label) for one in choices}
    for value, label in labels.items():
        if plain(cell) in (value, plain(label)):
            return value, None
    known = "; ".join(f"“{label}”" for label in labels.values())
    return "", Wording(f"không có “{cell[:40]}”; các giá trị là {known}", f"no “{cell[:40]}”; values are {known}")


def _in_both(no: NotRight) -> Wording:
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(str(no.sentence))
    return Wording(*said)


def _overlap(name: str, late: _Held, early: _Held) -> InputError:
    with translation.override("vi"):
        vi = str(_OVERLAP) % {"other": early.name}
    with translation.override("en"):
        other = f"row {early.row}" if early.row else early.name
        en = str(_OVERLAP) % {"other": other}
    return _refused(name, late.row, "first", Wording(vi, en))


_OVERLAP = _("trùng số với %(other)s trong cùng thời gian")


def _refused(name: str, row: int, column: str, wording: Wording) -> InputError:
    return InputError("row_refused", wording, Place(file=name, row=row, column=header(column) if column else ""))
