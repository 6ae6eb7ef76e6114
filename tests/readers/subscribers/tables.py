"""Files of subscribers for the tests: written as operators write them, read back as dictionaries."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from lachan.readers.subscribers import Snapshot

Rows = Sequence[Mapping[str, str]]


def as_csv(rows: Rows, *, delimiter: str = ",") -> str:
    """A table with the keys of the first row as header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """The file, with its content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(at, column, cell, day)
                    else:
                        sheet.write(at, column, cell)
    return path


def rows_of(snapshot: Snapshot, columns: str = "*") -> list[dict[str, Any]]:
    """What was read, by file and line."""
    names = ", ".join(f"'{path}'" for path in snapshot.parquet)
    with duckdb.connect() as db:
        asked = db.execute(f"SELECT {columns} FROM read_parquet([{names}]) ORDER BY file, line")
        header = [one[0] for one in asked.description]
        return [dict(zip(header, row, strict=True)) for row in asked.fetchall()]


def rejected_of(snapshot: Snapshot) -> list[dict[str, str]]:
    """The rows of rejected.csv."""
    with snapshot.rejected.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
