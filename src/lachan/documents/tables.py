"""Tables for other programs: XLSX without formulas, CSV that a spreadsheet cannot run."""

from collections.abc import Sequence
from dataclasses import dataclass

from lachan.documents.cells import Align, Cell, Column

__all__ = ["Align", "Cell", "Column", "Sheet", "write_csv", "write_xlsx"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, and the lines above it that say filter, author and time."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one workbook."""
    raise NotImplementedError


def write_csv(sheet: Sheet) -> bytes:
    """The table alone as CSV."""
    raise NotImplementedError
