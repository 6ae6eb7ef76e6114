"""Sheets of questions and claims in, answers out: CSV, in the same order, one answer a row."""

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from lachan.readers.encodings import decode_text
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

MAX_ROWS = 1_000_000


def read_sheet(path: Path, *, known: Sequence[str]) -> tuple[list[str], list[tuple[int, dict[str, str]]], str]:
    """The known columns that the sheet has, its filled rows with their numbers, and the SHA-256 of the file.

    InputError: `not_text`, `wrong_headers` (a column that nobody knows, or twice), `broken`, `too_many_rows`.
    """
    content = path.read_bytes()
    text = decode_text(content, name=path.name)
    lines = text.splitlines()
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if not columns or len(set(columns)) < len(columns) or not set(columns) <= set(known):
            found, right = ", ".join(columns)[:200], ", ".join(known)
            raise InputError(
                "wrong_headers",
                Wording(f"có các cột {found}; chỉ nhận các cột {right}", f"has {found}; only {right} are taken"),
                Place(path.name, 1),
            )
        for values in reader:
            if len(values) > len(columns):
                raise _broken(path, reader.line_num, "thừa ô", "has too many cells")
            if any(values):
                padded = [*values, *[""] * (len(columns) - len(values))]
                rows.append((reader.line_num, {c: v.strip() for c, v in zip(columns, padded, strict=True)}))
    except csv.Error:
        raise _broken(path, reader.line_num, "dấu ngoặc kép không khép", "has a quote that does not close") from None
    if len(rows) > MAX_ROWS:
        raise InputError(
            "too_many_rows",
            Wording(f"có hơn {MAX_ROWS} dòng; hãy chia nhỏ", f"has more than {MAX_ROWS} rows; split it"),
            Place(path.name),
        )
    return columns, rows, hashlib.sha256(content).hexdigest()


def _broken(path: Path, row: int, vi: str, en: str) -> InputError:
    return InputError(
        "broken", Wording(f"{vi}; hãy xem lại dòng này", f"{en}; look at this row"), Place(path.name, row)
    )


def draft(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[Path, str]:
    """The answers beside their place under a passing name, and their SHA-256: `release` shows them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    temporary = path.with_name(f".{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
    return temporary, hashlib.sha256(content).hexdigest()


def request_number(text: str) -> str:
    """The number of the request that allows to look; InputError `no_request` without one."""
    number = text.strip()
    if not number or len(number) > 100 or not number.isprintable():
        raise InputError(
            "no_request",
            Wording(
                "phải ghi số yêu cầu đã được duyệt; không có số yêu cầu thì không trả lời",
                "give the number of the approved request; without one there is no answer",
            ),
        )
    return number
