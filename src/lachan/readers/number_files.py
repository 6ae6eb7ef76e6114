"""Numbers out of a text file (one a line) or a CSV file (column `number` or a usual name of it), row after row.

The file is streamed: a million rows need no memory. A row that cannot be read is given as an error with its line, and
never with its content; the rows around it are read.
"""

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from lachan.readers.errors import InputError, Place
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

HEADERS = frozenset({
    "number", "phone", "msisdn", "caller", "calling number",
    "so", "so dien thoai", "so thue bao", "so goi", "so chu goi",
})  # fmt: skip
"""Headers of the column with the number, without accents and case; the first of the row counts."""
LONGEST = 4096
"""Characters of a cell or line beyond which it is refused: a number has some twenty."""
MOST = 65_536
"""Characters of a line that are looked at."""
_UNREADABLE = "\ufffd"
_DELIMITERS = ",;\t|"
_TOLD_EVERY = 4096


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stands in the file, and its line."""

    line: int
    text: str


def read_numbers(
    path: Path, *, progress: Callable[[int, int], None] = lambda done, whole: None
) -> Iterator[WrittenNumber | InputError]:
    """Each number of the file, or why its row cannot be read; blank lines are passed over.

    `progress` hears of bytes done and of all. InputError `column` when a CSV file has no column of numbers.
    """
    whole = path.stat().st_size
    with path.open("rb") as raw, _text(raw) as lines:
        rows = _cells(lines, path.name) if path.suffix.lower() == ".csv" else _lines(lines, path.name)
        for count, row in enumerate(rows):
            if count % _TOLD_EVERY == 0:
                progress(raw.tell(), whole)
            yield row
    progress(whole, whole)


def read_lines(path: Path) -> Iterator[WrittenNumber | InputError]:
    """Each line of the file that is not blank, whatever the file's name ends with."""
    with path.open("rb") as raw, _text(raw) as lines:
        yield from _lines(lines, path.name)


def _text(raw: BinaryIO) -> TextIOWrapper:
    """UTF-8, or UTF-16 with its mark; what is neither shows as U+FFFD."""
    encoding = "utf-16" if raw.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    raw.seek(0)
    return TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def _bounded(lines: TextIOWrapper) -> Iterator[str]:
    """The lines, each cut at `MOST`: a file that is one endless line must not fill the memory."""
    while piece := lines.readline(MOST):
        yield piece
        while len(piece) == MOST and not piece.endswith(("\n", "\r")):
            piece = lines.readline(MOST)


def _lines(lines: TextIOWrapper, name: str) -> Iterator[WrittenNumber | InputError]:
    for line, given in enumerate(_bounded(lines), 1):
        if text := given.strip():
            yield _read(line, text, name)


def _read(line: int, text: str, name: str) -> WrittenNumber | InputError:
    if len(text) > LONGEST:
        return _refused("too_long", name, line, "ô dài quá, không phải một số", "the cell is too long to be a number")
    if _UNREADABLE in text:
        return _refused(
            "not_text", name, line, "không đọc được; hãy lưu tệp với mã UTF-8", "unreadable; save the file in UTF-8"
        )
    return WrittenNumber(line, text)


def _cells(lines: TextIOWrapper, name: str) -> Iterator[WrittenNumber | InputError]:
    head = lines.readline(MOST)
    mark = max(_DELIMITERS, key=head.count)
    at = _column(next(csv.reader([head], delimiter=mark), []), name)
    rows = csv.reader(_bounded(lines), delimiter=mark)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield _refused(
                "broken", name, rows.line_num + 1, "dòng CSV hỏng (dấu nháy?)", "a broken row of CSV (a quote?)"
            )
            continue
        if len(row) > at:
            yield _read(rows.line_num + 1, row[at].strip(), name)
        elif any(row):
            yield _refused("short", name, rows.line_num + 1, "dòng không có ô số", "the row has no cell for the number")


def _column(header: list[str], name: str) -> int:
    for at, cell in enumerate(header):
        if plain(cell).strip(" *:.").replace("_", " ") in HEADERS:
            return at
    raise InputError(
        "column",
        Wording(
            "dòng đầu không có cột số; đặt tên cột là number hoặc Số điện thoại",
            "the first row has no column of numbers; name it number",
        ),
        Place(file=name, row=1),
    )


def _refused(code: str, name: str, line: int, vi: str, en: str) -> InputError:
    return InputError(code, Wording(vi, en), Place(file=name, row=line))
