"""What leaves for a spreadsheet program stays data there."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lachan.documents.tables import Column, Sheet, harmless, write_csv, write_xlsx

TYPED = st.text(st.characters(codec="utf-8"), max_size=40)
LOCAL = datetime.fromisoformat("2020-04-01")  # spreadsheets know no time zones
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "http://x.example",
)


def sheet_of(*cells: object, title: str = "Kết quả", notes: tuple[str, ...] = ()) -> Sheet:
    return Sheet(title, (Column("Xã, phường", width=20),), tuple((cell,) for cell in cells), notes)  # type: ignore[misc]


def read(content: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


@given(TYPED, TYPED, TYPED, TYPED)
@example("=1", "=1", "=1", "=1")
@example("\ufffe", "\uffff", "\ufffe", "\uffff")
@example("0" * 24 + "𐀀" * 7, "", "", "")
def test_no_text_becomes_a_formula_wherever_it_stands(title: str, note: str, column: str, cell: str) -> None:
    content = write_xlsx([Sheet(title, (Column(column),), ((cell,),), (note,))])
    assert {found.data_type for row in read(content).iter_rows() for found in row} <= {"s", "n", "inlineStr"}
    assert all(found.hyperlink is None for row in read(content).iter_rows() for found in row)


def test_texts_that_look_like_formulas_are_read_back_as_they_were() -> None:
    page = read(write_xlsx([sheet_of(*FORMULAS)]))
    assert [page.cell(row, 1).value for row in range(3, 3 + len(FORMULAS))] == [
        text.replace("\r", "\n") for text in FORMULAS
    ]


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    page = read(write_xlsx([sheet_of(12345, 75.5, Decimal("0.25"), date(2020, 4, 5), None)]))
    values = [page.cell(row, 1) for row in range(3, 8)]
    assert [cell.value for cell in values] == [12345, 75.5, 0.25, LOCAL.replace(day=5), None]
    assert values[3].number_format == "dd/mm/yyyy"


def test_a_moment_is_shown_in_the_time_of_vietnam() -> None:
    page = read(write_xlsx([sheet_of(datetime(2020, 4, 5, 23, 30, tzinfo=UTC))]))
    assert page.cell(3, 1).value == LOCAL.replace(day=6, hour=6, minute=30)


def test_a_number_too_long_for_a_spreadsheet_keeps_its_digits_as_text() -> None:
    assert read(write_xlsx([sheet_of(12345678901234567)])).cell(3, 1).value == "12.345.678.901.234.567"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    value = str(read(write_xlsx([sheet_of("a" * 40_000)])).cell(3, 1).value)
    assert len(value) == 32_767
    assert value.endswith("…")


def test_the_notes_stand_above_a_frozen_header_with_a_filter_ready_to_print() -> None:
    above = ("Kỳ: tháng 4/2020", "Người lập: Lan")
    page = read(write_xlsx([sheet_of("Xã Yên Phúc", notes=above)]))
    assert [page.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "Kết quả",
        "Kỳ: tháng 4/2020",
        "Người lập: Lan",
        "Xã, phường",
    ]
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:A5"
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize or 0)) == ("landscape", 9)


def test_sheets_with_the_same_or_a_forbidden_title_get_names_of_their_own() -> None:
    titles = [
        "Rà soát: website/tài khoản [mạng xã hội]",
        "Rà soát: website/tài khoản [mạng xã hội] khác",
        "'",
        "History",
    ]
    book = load_workbook(BytesIO(write_xlsx([sheet_of(1, title=title) for title in titles])))
    assert len({name.casefold() for name in book.sheetnames}) == 4


def test_a_table_without_rows_still_has_its_header() -> None:
    assert read(write_xlsx([sheet_of()])).cell(2, 1).value == "Xã, phường"


@given(st.lists(TYPED, max_size=5))
def test_csv_gives_back_every_cell_as_text_that_is_no_formula(cells: list[str]) -> None:
    content = write_csv(sheet_of(*cells)).decode("utf-8")
    assert content.startswith("\ufeff")
    rows = list(csv.reader(StringIO(content[1:], newline="")))
    assert rows == [["Xã, phường"], *([harmless(cell)] if harmless(cell) else [""] for cell in cells)]
    assert not any(row[0].startswith(("=", "@", "\t", "\r")) for row in rows if row)


def test_csv_keeps_plain_numbers_and_marks_formulas() -> None:
    rows = list(
        csv.reader(
            StringIO(write_csv(sheet_of(-5, "+84000", "-1,5", "=1+1", "-1+1", date(2020, 2, 5))).decode("utf-8-sig"))
        )
    )
    assert [row[0] for row in rows[1:]] == ["-5", "+84000", "-1,5", "'=1+1", "'-1+1", "05/02/2020"]
