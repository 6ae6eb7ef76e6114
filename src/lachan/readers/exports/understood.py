"""What was understood of an input, for people: which header is which column, what became of cells, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from lachan.readers.exports.forms import literal
from lachan.readers.exports.inputs import Input
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.rejected import Rejection
from lachan.readers.exports.rows import Kind
from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class UnderstoodColumn:
    """One canonical column: the header it was read from ("" when the file has none), and its cells without a value."""

    column: str
    header: str
    nulls: int


@dataclass(frozen=True, slots=True)
class Converted:
    """How many rows a conversion touched."""

    code: str
    column: str
    wording: Wording
    rows: int


@dataclass(frozen=True, slots=True)
class Understood:
    """One input as it was understood; `rows` are those that go on. `doubts` are said to the person, never decided."""

    file: str
    kind: Kind
    encoding: str
    delimiter: str
    header_row: int
    as_it_is: bool
    rows: int
    rejections: tuple[Rejection, ...]
    columns: tuple[UnderstoodColumn, ...]
    unmapped: tuple[str, ...]
    conversions: tuple[Converted, ...]
    doubts: tuple[Wording, ...]

    @property
    def rejected_rows(self) -> int:
        """How many rows were left out."""
        return sum(one.rows for one in self.rejections)


def understood_of(
    given: Input, parquet: Path, rows: int, rejections: tuple[Rejection, ...], *, as_it_is: bool
) -> Understood:
    """Put together from the header and from the Parquet that was written or is used."""
    places = given.placed.places
    nulls = _nulls(parquet)
    columns = tuple(
        UnderstoodColumn(
            column.name,
            given.head.cells[places[column.name]] if column.name in places else "",
            nulls.get(column.name, rows),
        )
        for column in given.layout.columns
    )
    is_text = given.kind == "csv"
    converted, lost_letters = ((), 0) if as_it_is else _looked_at(parquet, given.layout)
    return Understood(
        file=given.path.name,
        kind=given.kind,
        encoding=given.head.encoding if is_text else "",
        delimiter=given.head.delimiter if is_text else "",
        header_row=given.head.row,
        as_it_is=as_it_is,
        rows=rows,
        rejections=rejections,
        columns=columns,
        unmapped=given.placed.unmapped,
        conversions=converted,
        doubts=_doubts(given, rows, columns, lost_letters),
    )


def _nulls(parquet: Path) -> dict[str, int]:
    """Cells without a value by column, from the file's own statistics."""
    found: dict[str, int] = {}
    with pq.ParquetFile(parquet) as file:
        names = file.schema_arrow.names
        for group in range(file.metadata.num_row_groups):
            part = file.metadata.row_group(group)
            for at, name in enumerate(names[: part.num_columns]):
                statistics = part.column(at).statistics
                known = statistics.null_count if statistics and statistics.has_null_count else 0
                found[name] = found.get(name, 0) + known
    return found


def _looked_at(parquet: Path, layout: Layout) -> tuple[tuple[Converted, ...], int]:
    """How many rows each conversion touched, and how many names hold a question mark."""
    lost = f"count(*) FILTER (contains({layout.names}, '?'))" if layout.names else "0"
    with duckdb.connect() as db:
        masks: Sequence[tuple[int, int, int]] = db.execute(
            f"SELECT conversions, count(*), {lost} "  # noqa: S608
            f"FROM read_parquet({literal(str(parquet))}) GROUP BY 1"
        ).fetchall()
    converted = tuple(
        Converted(one.code, one.column, one.wording, touched)
        for at, one in enumerate(layout.conversions)
        if (touched := sum(rows for mask, rows, _ in masks if mask >> at & 1))
    )
    return converted, sum(lost for _, _, lost in masks)


def _doubts(given: Input, rows: int, columns: Sequence[UnderstoodColumn], lost_letters: int) -> tuple[Wording, ...]:
    doubts = []
    if lost_letters:
        doubts.append(
            Wording(
                f"{lost_letters} tên có dấu ?: có lẽ chữ có dấu đã mất khi xuất; hãy xuất lại bằng UTF-8",
                f"{lost_letters} names hold a ?: letters may have been lost at export; export again in UTF-8",
            )
        )
    if given.head.other_sheets:
        names = ", ".join(given.head.other_sheets)
        doubts.append(
            Wording(
                f"chỉ đọc trang tính “{given.head.sheet}”; để lại các trang {names}",
                f"only the sheet “{given.head.sheet}” was read; left out were {names}",
            )
        )
    if not rows:
        doubts.append(Wording("không có dòng nào dùng được", "no row can be used"))
    missing = [one.column for one in columns if not one.header]
    if missing:
        doubts.append(
            Wording(
                f"tệp không có các cột {', '.join(missing)}: những điểm kiểm tra cần các cột này không xét được",
                f"the file lacks the columns {', '.join(missing)}: what rests on them cannot be checked",
            )
        )
    return tuple(doubts)
