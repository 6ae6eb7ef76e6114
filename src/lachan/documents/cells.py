"""One cell and one column of a table, wherever it is printed: in a paper, a spreadsheet or a CSV file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from lachan.vietnam.zone import VIETNAM

Cell = str | int | float | Decimal | date | None
"""What a cell may hold. A year, a code or a telephone number is text, or it is grouped like any other number."""


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, where its cells stand, and its width in characters (papers share the line in that ratio)."""

    title: str
    align: Align = Align.LEFT
    width: float = 12


def shown(cell: Cell) -> str:
    """The cell as Vietnamese readers write it: 1.234,5; 05/02/2020; 07:30 05/02/2020; nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return (cell.astimezone(VIETNAM) if cell.tzinfo else cell).strftime("%H:%M %d/%m/%Y")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return shown_number(cell)


def shown_number(number: float | Decimal) -> str:
    """A number with points between thousands and a decimal comma; a float keeps at most two decimals."""
    if not isfinite(number):
        return ""
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if isinstance(number, float) else f"{number:,}"
    return text.translate(str.maketrans(",.", ".,"))
