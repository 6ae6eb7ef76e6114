"""Which column of a file is which canonical column: by the usual headers, or as the mapping says."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.refusals import quoted, refused
from lachan.vietnam.text import plain


def key(header: str) -> str:
    """A header without accents, case, blanks and signs: "Số thuê bao (*)" is "sothuebao"."""
    return "".join(letter for letter in plain(header) if letter.isascii() and letter.isalnum())


@cache
def _by_key(layout: Layout) -> dict[str, str]:
    return {
        key(header): column.name for column in layout.columns for header in (column.name, *layout.headers[column.name])
    }


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each canonical column stands in the file, and the headers that nobody asked for."""

    places: Table[str, int]
    unmapped: tuple[str, ...]


def known_headers(cells: Sequence[str], mapping: Mapping | None, layout: Layout) -> int:
    """How many of the cells are headers that would be understood: what tells a header row and a delimiter."""
    wanted = {key(header) for header in mapping.columns.values()} if mapping else set()
    known = _by_key(layout)
    return sum(1 for cell in cells if key(cell) in known or (cell and key(cell) in wanted))


def place(cells: Sequence[str], mapping: Mapping | None, layout: Layout, *, name: str, row: int | None) -> Placed:
    """The place of every column.

    InputError: `mapping_column_missing` (the mapping names a header that is not there), `repeated_header` (two
    columns mean the same), `wrong_headers` (a required column is not there).
    """
    places = _mapped(cells, mapping, name, row) if mapping else {}
    taken = set(places.values())
    known = _by_key(layout)
    decided = set(places)
    for at, cell in enumerate(cells):
        column = known.get(key(cell))
        if column is None or column in decided or at in taken:
            continue
        if column in places:
            raise _repeated(cells[places[column]], cell, column, name, row)
        places[column] = at
    for column, called in layout.required.items():
        if column in places:
            continue
        usual = quoted(layout.headers[column][:3])
        raise refused(
            "wrong_headers",
            name,
            f"không thấy {called.vi}; thấy các cột {quoted(tuple(cells))}; cần một cột như {usual}, "
            f"hoặc khai {column} = “tên cột” trong tệp --mapping",
            f"has no {called.en}; found {quoted(tuple(cells))}; needed is one like {usual}, "
            f"or {column} = “header” in the file of --mapping",
            row=row,
        )
    placed = set(places.values())
    return Placed(places, tuple(cell for at, cell in enumerate(cells) if cell and at not in placed))


def _mapped(cells: Sequence[str], mapping: Mapping, name: str, row: int | None) -> dict[str, int]:
    places: dict[str, int] = {}
    for column, header in mapping.columns.items():
        found = [at for at, cell in enumerate(cells) if cell == header.strip()]
        found = found or [at for at, cell in enumerate(cells) if cell and key(cell) == key(header)]
        if len(found) > 1:
            raise _repeated(cells[found[0]], cells[found[1]], column, name, row)
        if not found:
            raise refused(
                "mapping_column_missing",
                name,
                f"{mapping.name or 'bảng ánh xạ'} khai {column} = “{header}” nhưng tệp không có cột này; "
                f"tệp có {quoted(tuple(cells))}",
                f"{mapping.name or 'the mapping'} says {column} = “{header}”, but the file has no such column; "
                f"it has {quoted(tuple(cells))}",
                row=row,
            )
        places[column] = found[0]
    return places


def _repeated(first: str, second: str, column: str, name: str, row: int | None) -> Exception:
    same = first == second
    return refused(
        "repeated_header",
        name,
        f"có hai cột cùng nghĩa {column}: “{first}” và “{second}”; "
        + ("hãy đổi tên hoặc bỏ một cột" if same else f"hãy khai {column} = “{first}” trong tệp --mapping"),
        f"two columns mean {column}: “{first}” and “{second}”; "
        + ("rename or drop one" if same else f"say {column} = “{first}” in the file of --mapping"),
        row=row,
        column=second,
    )
