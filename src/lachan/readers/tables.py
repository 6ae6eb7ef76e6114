"""Tables that people fill in (CSV, XLSX), mapped to canonical columns; every refusal names row and column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lachan.readers.uploads import FileKind


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: `number` as the spreadsheet shows it (the header is usually 1), values by canonical name."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The filled rows, and the headers that no canonical column claims."""

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
    """The table in `content`; `columns` maps a canonical name to the headers accepted for it."""
    raise NotImplementedError
