"""rejected.csv: the rows that were left out, as they were read, each with its place and reason.

The columns of the inputs stand behind its own, so that rows can be put right in it and read again.
"""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from lachan.readers.errors import InputError, Place
from lachan.readers.exports.inputs import Input
from lachan.vietnam.wording import Wording

REJECTED = "rejected.csv"
OWN_COLUMNS = ("rejected_file", "rejected_line", "rejected_column", "rejected_code", "ly_do", "reason")
_LONGEST_CELL = 2_000


@dataclass(frozen=True, slots=True)
class Rejection:
    """How many rows of a file were left out for one reason in one column, and the first of them."""

    code: str
    header: str
    wording: Wording
    rows: int
    first_line: int


class RejectedFile:
    """The file being written; it shows under its name when it is finished."""

    def __init__(self, path: Path, inputs: Sequence[Input]) -> None:
        self._path = path
        headers: dict[str, None] = {}
        for given in inputs:
            headers |= dict.fromkeys(header for header in given.head.cells if header and header not in OWN_COLUMNS)
        self._headers = tuple(headers)
        self._draft = path.with_name(f".{path.name}.new")
        descriptor = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file: TextIO = os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow((*OWN_COLUMNS, *self._headers))
        self.first: InputError | None = None

    def part(self, given: Input) -> "RejectedPart":
        """Where the rejected rows of one input go."""
        return RejectedPart(self, given)

    def write(self, given: Input, line: int, header: str, code: str, cells: Sequence[str | None]) -> None:
        """One row as it was read."""
        reason = given.layout.reasons[code]
        if self.first is None:
            self.first = InputError(code, reason, Place(given.path.name, line, header))
        names = given.head.cells
        by_header = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        shown = [_safe(by_header.get(name)) for name in self._headers]
        extra = [_safe(cell) for cell in cells[len(names) :]]
        self._writer.writerow((_safe(given.path.name), line, _safe(header), code, reason.vi, reason.en, *shown, *extra))

    def finish(self) -> Path:
        """Close the file and show it under its name; without a rejected row there is none."""
        self._file.close()
        if self.first is None:
            self._draft.unlink()
            self._path.unlink(missing_ok=True)  # of an earlier run
        else:
            self._draft.replace(self._path)
        return self._path


class RejectedPart:
    """The rejected rows of one input, counted by reason."""

    def __init__(self, whole: RejectedFile, given: Input) -> None:
        self._whole = whole
        self._given = given
        self._counts: dict[tuple[str, str], tuple[int, int]] = {}

    def broken(self, line: int, cells: list[str]) -> None:
        """A row with another number of cells than the header."""
        self._take(line, "|cells", cells)

    def add(self, batch: Sequence[tuple[Any, ...]]) -> None:
        """Rows of the query for bad rows: line, problem, cells."""
        for line, problem, *cells in batch:
            self._take(line, problem, cells)

    def rejections(self) -> tuple[Rejection, ...]:
        """Most frequent first."""
        found = [
            Rejection(code, header, self._given.layout.reasons[code], rows, first)
            for (code, header), (rows, first) in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.rows, one.first_line)))

    def _take(self, line: int, problem: str, cells: Sequence[str | None]) -> None:
        column, _, code = problem.partition("|")
        at = self._given.placed.places.get(column)
        header = self._given.head.cells[at] if at is not None else ""
        rows, first = self._counts.get((code, header), (0, line))
        self._counts[code, header] = rows + 1, min(first, line)
        self._whole.write(self._given, line, header, code, cells)


def _safe(cell: str | None) -> str:
    """A cell that a spreadsheet would run as a formula gets the sign of text in front."""
    text = (cell or "")[:_LONGEST_CELL]
    number = text[1:].replace(".", "").replace(" ", "").isdigit()
    runs = text.startswith(("=", "@", "\t", "\r")) or (text.startswith(("+", "-")) and not number)
    return f"'{text}" if runs and text != "-" else text
