"""What was understood of subscriber files, as a person looks it over before a check."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lachan.readers.subscribers import Rejection, Understood

SHOWN = 20
"""Reasons of rejected rows that are shown of each file."""
_DELIMITERS = {",": "dấu phẩy / comma", ";": "dấu chấm phẩy / semicolon", "\t": "tab", "|": "dấu | / bar"}


def show_understood(understood: Sequence[Understood], console: Console | None = None) -> None:
    """Each file: its kind, which header is which column, what was made of cells, rows left out and why, doubts."""
    out = console or Console()
    for one in understood:
        out.print(f"\n{one.file}: {_kind(one)}", style="bold", markup=False, highlight=False)
        out.print(_columns(one))
        _say_unused(out, one)
        for conversion in one.conversions:
            where = f"{conversion.column}: " if conversion.column else ""
            _say(out, f"• {where}{conversion.wording.vi} / {conversion.wording.en} ({conversion.rows:,})")
        for rejection in one.rejections[:SHOWN]:
            _say(out, _rejected(rejection))
        for doubt in one.doubts:
            _say(out, f"? {doubt.vi} / {doubt.en}", style="yellow")
        _say(
            out,
            f"{one.rows:,} dòng đọc được, {one.rejected_rows:,} dòng bị từ chối / "
            f"{one.rows:,} rows can be read, {one.rejected_rows:,} are rejected",
            style="bold",
        )


def _kind(one: Understood) -> str:
    if one.kind == "csv":
        mark = _DELIMITERS.get(one.delimiter, one.delimiter)
        return f"CSV, {one.encoding}, {mark}, tiêu đề ở dòng {one.header_row} / header in row {one.header_row}"
    if one.kind == "xlsx":
        return f"XLSX, tiêu đề ở dòng {one.header_row} / header in row {one.header_row}"
    return "Parquet"


def _columns(one: Understood) -> Table:
    table = Table("Cột chuẩn / column", "Tiêu đề trong tệp / header", "Ô trống / empty")
    for column in one.columns:
        if column.header:
            table.add_row(column.column, Text(column.header), f"{column.nulls:,}")
    return table


def _say_unused(out: Console, one: Understood) -> None:
    if one.unmapped:
        _say(out, f"Cột không dùng đến / columns not used: {', '.join(one.unmapped)}", style="yellow")


def _rejected(one: Rejection) -> str:
    column_vi, column_en = (f", cột {one.header}", f", column {one.header}") if one.header else ("", "")
    return (
        f"✗ {one.rows:,} dòng, đầu tiên dòng {one.first_line}{column_vi}: {one.wording.vi} / "
        f"{one.rows:,} rows, first row {one.first_line}{column_en}: {one.wording.en}"
    )


def _say(out: Console, text: str, style: str = "") -> None:
    out.print(text, style=style, markup=False, highlight=False)
