import contextlib
import csv
import datetime
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.readers.errors import InputError
from lachan.readers.tables import Table, read_table
from lachan.readers.uploads import FileKind
from tests.readers.files import xlsx_bytes

COLUMNS = {
    "code": ("Mã đơn vị", "Mã"),
    "name": ("Tên đơn vị", "Tên"),
    "valid_from": ("Hiệu lực từ", "Từ ngày"),
}


def read(content: bytes, kind: FileKind = FileKind.CSV, *, required: tuple[str, ...] = ("code", "name")) -> Table:
    return read_table(content, kind, name="đơn vị", columns=COLUMNS, required=required, max_rows=100)


def refused(content: bytes, kind: FileKind = FileKind.CSV) -> InputError:
    with pytest.raises(InputError) as caught:
        read(content, kind)
    return caught.value


def values(table: Table) -> list[tuple[int, list[str]]]:
    return [(row.number, list(row.values.values())) for row in table.rows]


TEXT = "Mã đơn vị{0}Tên đơn vị{0}Ghi chú\n05977{0}Phường Đông Kinh{0}x\n\n05983{0}Phường Lương Văn Tri{0}\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_delimiter_and_encoding_reads_the_same(delimiter: str, encoding: str) -> None:
    table = read(TEXT.format(delimiter).encode(encoding))
    assert values(table) == [(2, ["05977", "Phường Đông Kinh"]), (4, ["05983", "Phường Lương Văn Tri"])]
    assert table.ignored_columns == ("Ghi chú",)


def test_csv_of_the_old_code_page_is_read() -> None:
    old = "Ma\u0303,Tên\n1,Đi\u0300nh Lâ\u0323p\n".encode("cp1258")  # that code page writes tones apart
    assert values(read(old)) == [(2, ["1", "Đình Lập"])]


def test_delimiters_inside_cells_do_not_mislead() -> None:
    assert values(read("Mã,Tên\n1,a;b;c;d;e|f|g|h\n".encode())) == [(2, ["1", "a;b;c;d;e|f|g|h"])]


def test_the_line_for_excel_alone_is_no_row() -> None:
    assert values(read("sep=;\r\nMã;Tên\r\n1;A\r\n".encode())) == [(2, ["1", "A"])]


def test_quoted_cells_hold_delimiters_and_line_breaks() -> None:
    assert values(read('Mã,Tên\n1,"Sở, ban\nngành"\n2,B\n'.encode())) == [(2, ["1", "Sở, ban ngành"]), (3, ["2", "B"])]


@pytest.mark.parametrize("header", ["MÃ ĐƠN VỊ", "ma don vi", "Mã  đơn vị *", "Ma", "code", "Mã đơn vị:"])
def test_headers_match_without_accents_case_and_stars(header: str) -> None:
    assert values(read(f"{header},Tên\n1,A\n".encode())) == [(2, ["1", "A"])]


def test_columns_in_another_order_and_missing_optional_ones_are_taken() -> None:
    (row,) = read("Tên,Mã\nA,1\n".encode()).rows
    assert row.values == {"name": "A", "code": "1"}


def test_a_title_above_the_header_is_passed() -> None:
    assert values(read("DANH SÁCH ĐƠN VỊ\n\nMã,Tên\n1,A\n".encode())) == [(4, ["1", "A"])]


def test_short_rows_are_filled_with_blanks() -> None:
    assert values(read("Mã,Tên\n1\n".encode())) == [(2, ["1", ""])]


def test_wrong_headers_name_what_was_found_and_what_is_right() -> None:
    error = refused("Số,Tên\n1,A\n".encode())
    assert error.code == "wrong_headers"
    assert error.message("vi") == (
        "đơn vị, dòng 1: thiếu cột “Mã đơn vị”; thấy các cột “Số”, “Tên”;"
        " cần có “Mã đơn vị”, “Tên đơn vị”, “Hiệu lực từ”"
    )
    assert "lacks the column “Mã đơn vị”" in error.message("en")


def test_two_columns_of_one_meaning_are_refused() -> None:
    error = refused("Mã,Tên,Mã đơn vị\n1,A,2\n".encode())
    assert error.code == "repeated_header"
    assert error.place.column == "Mã đơn vị"


@pytest.mark.parametrize("content", [b"\n\n", b" , \n,,\n", b""])
def test_a_table_without_rows_is_empty(content: bytes) -> None:
    assert refused(content).code == "empty"


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read("Mã,Tên\n".encode()).rows == ()


def test_more_rows_than_allowed_are_refused_and_just_enough_are_taken() -> None:
    rows = "".join(f"{i},A\n\n" for i in range(101))
    assert refused(f"Mã,Tên\n{rows}".encode()).code == "too_many_rows"
    assert len(read(f"Mã,Tên\n{rows.rpartition('100')[0]}".encode()).rows) == 100
    sheet = [["Mã", "Tên"], *([i, "A"] for i in range(101))]
    assert refused(xlsx_bytes(*sheet), FileKind.XLSX).code == "too_many_rows"
    assert len(read(xlsx_bytes(*sheet[:-1]), FileKind.XLSX).rows) == 100


def test_xlsx_cells_read_as_people_type_them() -> None:
    sheet = xlsx_bytes(
        ["Mã", "Tên", "Hiệu lực từ"],
        [5977, "  Phường\nĐông Kinh ", datetime.date(2025, 7, 1)],
        [None, None, None],
        [12.0, 1.5, datetime.datetime(2025, 7, 1, 8, 30)],  # noqa: DTZ001 - a spreadsheet knows no zone
        [True, "x", None],
    )
    assert values(read(sheet, FileKind.XLSX)) == [
        (2, ["5977", "Phường Đông Kinh", "2025-07-01"]),
        (4, ["12", "1.5", "2025-07-01 08:30:00"]),
        (5, ["TRUE", "x", ""]),
    ]


def test_many_blank_rows_hide_no_filled_row() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Tên"])
    sheet["A5000"] = 7
    out = io.BytesIO()
    book.save(out)
    assert values(read(out.getvalue(), FileKind.XLSX)) == [(5000, ["7", ""])]


def test_the_first_sheet_with_content_is_read() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Hai").append(["Mã", "Tên"])
    book["Hai"].append([1, "A"])
    out = io.BytesIO()
    book.save(out)
    assert values(read(out.getvalue(), FileKind.XLSX)) == [(2, ["1", "A"])]


def test_a_formula_is_never_run() -> None:
    (row,) = read(xlsx_bytes(["Mã", "Tên"], ["1", "=1+1"]), FileKind.XLSX).rows
    assert row.values["name"] == ""


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", xlsx_bytes()[:500]])
def test_a_broken_xlsx_is_refused(content: bytes) -> None:
    assert refused(content, FileKind.XLSX).code == "broken"


def test_other_kinds_are_no_tables() -> None:
    assert refused(b"x", FileKind.PDF).code == "not_a_table"


def test_binary_is_no_table() -> None:
    assert refused(b"a\x00b").code == "not_text"


_CELL = st.text(alphabet="abđĐ ,;\"'\t\n|", max_size=6)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    content = text.encode("utf-8", "ignore")
    with contextlib.suppress(InputError):
        assert isinstance(read(content), Table)


@settings(deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=5))
def test_csv_and_xlsx_of_the_same_cells_read_the_same(cells: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Mã đơn vị", "Tên đơn vị"])
    writer.writerows(cells)
    sheet = xlsx_bytes(["Mã đơn vị", "Tên đơn vị"], *(list(pair) for pair in cells))
    from_csv = [list(row.values.values()) for row in read(out.getvalue().encode()).rows]
    assert from_csv == [list(row.values.values()) for row in read(sheet, FileKind.XLSX).rows]
