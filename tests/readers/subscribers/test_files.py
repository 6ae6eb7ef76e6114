"""Files of any usual kind read the same; files that cannot be read say why and what would be right."""

import hashlib
import random
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.readers.errors import InputError
from lachan.readers.exports.headers import key, place
from lachan.readers.subscribers import Mapping, read_mapping, read_subscribers, understand
from lachan.readers.subscribers.columns import COLUMNS
from lachan.readers.subscribers.headers import HEADERS
from lachan.readers.subscribers.layout import SUBSCRIBERS
from tests.readers.subscribers.tables import as_csv, rejected_of, rows_of, write, write_xlsx

ROWS = [
    {"Số thuê bao": "0912345678", "Họ tên": "Nguyễn Văn Đức", "Ngày sinh": "01/02/1990", "Địa chỉ": "Số 1, Lê Lợi"},
    {"Số thuê bao": "0912345679", "Họ tên": "Trần Thị Ứng", "Ngày sinh": "15/08/1985", "Địa chỉ": 'Ngõ "Ba"; số 2'},
    {"Số thuê bao": "02053812345", "Họ tên": "Hoàng Ý", "Ngày sinh": "", "Địa chỉ": "Xã Đình Lập\nLạng Sơn"},
]
NORMAL = [
    ("0912345678", "NGUYỄN VĂN ĐỨC", "1990-02-01", "Số 1, Lê Lợi", 2),
    ("0912345679", "TRẦN THỊ ỨNG", "1985-08-15", 'Ngõ "Ba"; số 2', 3),
    ("02053812345", "HOÀNG Ý", "None", "Xã Đình Lập Lạng Sơn", 4),
]


def read(folder: Path, *files: Path, mapping: Mapping | None = None) -> list[tuple[object, ...]]:
    snapshot = read_subscribers(files, mapping=mapping, work=folder / "work")
    assert snapshot.rejected_rows == 0
    assert not snapshot.rejected.exists()
    return [
        (row["number"], row["owner_name"], str(row["birth_date"]), row["address"], row["line"])
        for row in rows_of(snapshot)
    ]


def windows_1258(text: str) -> bytes:
    """As a Vietnamese Windows of old wrote it: tones behind their letters."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            others = [mark for mark in marks if mark not in tones]
            whole = unicodedata.normalize("NFC", base + "".join(others))
            out += whole.encode("cp1258") + "".join(tones).encode("cp1258")
    return out


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        windows_1258,
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.rstrip("\r\n").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16-be", "utf-16-le", "decomposed", "windows-1258", "unix", "no-last-line-end"],
)
def test_encoding_and_delimiter_change_nothing(tmp_path: Path, encode: Callable[[str], bytes], delimiter: str) -> None:
    assert read(tmp_path, write(tmp_path / "in.csv", encode(as_csv(ROWS, delimiter=delimiter)))) == NORMAL


def test_a_title_above_the_header_is_passed_and_lines_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    content = "sep=,\nDANH SÁCH THUÊ BAO\n\n" + as_csv(ROWS)
    assert [row[-1] for row in read(tmp_path, write(tmp_path / "in.csv", content))] == [5, 6, 7]


def test_a_workbook_reads_as_the_same_table(tmp_path: Path) -> None:
    sheet = [
        ["Danh sách"],
        list(ROWS[0]),
        [912345678, "Nguyễn Văn Đức", datetime.fromisoformat("1990-02-01"), "Số 1, Lê Lợi"],
        [],
        ["0912345679", "Trần Thị Ứng", "15/08/1985", 'Ngõ "Ba"; số 2'],
        [2053812345.0, "Hoàng Ý", None, "Xã Đình Lập\nLạng Sơn"],
    ]
    book = write_xlsx(tmp_path / "in.xlsx", {"Ghi chú": [["Lập ngày 01/10/2026"]], "Dữ liệu": sheet})
    assert [row[:4] for row in read(tmp_path, book)] == [row[:4] for row in NORMAL]
    understood = understand([book])[0]
    assert (understood.kind, understood.header_row, understood.rows) == ("xlsx", 2, 3)
    assert "Ghi chú" in understood.doubts[0].vi


def test_parquet_of_any_types_reads_as_the_same_table(tmp_path: Path) -> None:
    with duckdb.connect() as db:
        db.execute(
            f"""COPY (SELECT * FROM (VALUES
            (912345678.0::DOUBLE, 'Nguyễn Văn Đức', TIMESTAMP '1990-02-01 00:00', 'Số 1, Lê Lợi'),
            (912345679, 'Trần Thị Ứng', '1985-08-15', 'Ngõ "Ba"; số 2'),
            (2053812345, 'Hoàng Ý', NULL, 'Xã Đình Lập\nLạng Sơn'))
            t(msisdn, "Họ tên", dob, dia_chi)) TO '{tmp_path / "in.parquet"}'"""
        )
    assert [row[:4] for row in read(tmp_path, tmp_path / "in.parquet")] == [row[:4] for row in NORMAL]


def test_order_and_cutting_into_files_change_nothing(tmp_path: Path) -> None:
    rows = [{"number": f"09{at:08}", "owner_name": f"Họ Tên {at % 7}"} for at in range(500)]
    rows.append({"number": "x", "owner_name": ""})
    chance = random.Random(5)
    whole = read_subscribers([write(tmp_path / "a.csv", as_csv(rows))], work=tmp_path / "one")
    chance.shuffle(rows)
    cut = [write(tmp_path / f"{at}.csv", as_csv(rows[at::3], delimiter=";")) for at in range(3)]
    parts = read_subscribers(cut, work=tmp_path / "three")
    assert (parts.rows, parts.rejected_rows) == (whole.rows, whole.rejected_rows) == (500, 1)
    canonical = ", ".join(column.name for column in COLUMNS)
    as_set = [{tuple(row.values()) for row in rows_of(one, canonical)} for one in (whole, parts)]
    assert as_set[0] == as_set[1]
    for one in rows_of(parts, "file, line, number")[:50]:
        assert rows[one["file"] :: 3][one["line"] - 2]["number"] == one["number"]


def test_the_inputs_are_known_by_their_digest(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.csv", windows_1258(as_csv(ROWS))), write(tmp_path / "b.csv", as_csv(ROWS))]
    snapshot = read_subscribers(files, work=tmp_path / "work")
    assert [one.sha256 for one in snapshot.inputs] == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    assert [(one.name, one.rows, one.bytes) for one in snapshot.inputs] == [
        (file.name, 3, file.stat().st_size) for file in files
    ]


def test_rows_in_another_encoding_are_rejected_with_their_line(tmp_path: Path) -> None:
    more = "0987654321,Lê Ánh,,x\r\n"
    content = as_csv(ROWS[:2]).encode() + windows_1258(more) + "0987654322,Lê Ánh,,x\r\n".encode()
    snapshot = read_subscribers([write(tmp_path / "in.csv", content)], work=tmp_path / "work")
    assert [row["line"] for row in rows_of(snapshot)] == [2, 3, 5]
    assert [(one["rejected_line"], one["rejected_code"]) for one in rejected_of(snapshot)] == [("4", "encoding")]


def test_rows_with_other_numbers_of_cells_are_rejected_with_their_line(tmp_path: Path) -> None:
    content = "number,owner_name\n0912345678,A\n0912345679\n\n0912345670,B,C\n0912345671,D\n"
    snapshot = read_subscribers([write(tmp_path / "in.csv", content)], work=tmp_path / "work")
    assert [row["line"] for row in rows_of(snapshot)] == [2, 6]
    assert [(one["rejected_line"], one["rejected_code"]) for one in rejected_of(snapshot)] == [
        ("3", "cells"), ("5", "cells"),
    ]  # fmt: skip


def test_a_quote_that_swallows_rows_is_not_taken_for_a_cell(tmp_path: Path) -> None:
    content = 'number,owner_name\n0912345678,A\n0912345679,"B\n' + "0912345670,C\n" * 30
    snapshot = read_subscribers([write(tmp_path / "in.csv", content)], work=tmp_path / "work")
    assert snapshot.rows == 1
    assert [(one["rejected_line"], one["rejected_code"]) for one in rejected_of(snapshot)] == [("3", "quote")]


def test_rejected_rows_put_right_can_be_read_again(tmp_path: Path) -> None:
    rows = [
        {"Số thuê bao": "0912345678", "Ngày sinh": "31/02/1990", "Họ tên": "=A"},
        {"Số thuê bao": "0912345679", "Ngày sinh": "", "Họ tên": "B"},
    ]
    snapshot = read_subscribers([write(tmp_path / "in.csv", as_csv(rows))], work=tmp_path / "work")
    text = snapshot.rejected.read_text(encoding="utf-8-sig")
    assert "'=A" in text  # no spreadsheet runs it
    assert snapshot.rejected.stat().st_mode & 0o077 == 0
    again = read_subscribers([write(tmp_path / "again.csv", text.replace("31/02", "28/02"))], work=tmp_path / "w")
    assert [str(row["birth_date"]) for row in rows_of(again)] == ["1990-02-28"]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_usual_headers_are_understood_without_accents_and_case(column: str) -> None:
    for header in (column, *HEADERS[column]):
        without_accents = unicodedata.normalize("NFD", header).encode("ascii", "ignore").decode()
        for written in (header, header.upper(), unicodedata.normalize("NFD", header), f" {header} (*)"):
            cells = [written] if column == "number" else ["number", written]
            assert place(cells, None, SUBSCRIBERS, name="in.csv", row=1).places[column] == len(cells) - 1, written
        if "đ" not in header.lower():
            assert key(without_accents) == key(header)


def test_no_header_means_two_columns() -> None:
    keys = [(key(header), column.name) for column in COLUMNS for header in (column.name, *HEADERS[column.name])]
    assert len({one for one, _ in keys}) == len(set(keys))


def test_a_mapping_names_columns_values_and_dates(tmp_path: Path) -> None:
    toml = """
        [columns]
        number = "SO_TB"
        activated_on = "NGAY"
        [values.status]
        "1" = "active"
        "2" = "one_way"
        [values.contract_signed]
        "S" = "true"
        [dates]
        formats = ["%m/%d/%Y", "%d-%b-%y"]
    """
    mapping = read_mapping(write(tmp_path / "m.toml", toml))
    content = "SO_TB,NGAY,status,contract_signed\n0912345678,02/13/2020,1,S\n0912345679,13-Feb-20,2,0\n"
    content += "0912345670,2020-02-13,active,\n"
    snapshot = read_subscribers([write(tmp_path / "in.csv", content)], mapping=mapping, work=tmp_path / "work")
    found = [(str(row["activated_on"])[:10], row["status"], row["contract_signed"]) for row in rows_of(snapshot)]
    assert found == [("2020-02-13", "active", True), ("2020-02-13", "one_way", False), ("2020-02-13", "active", None)]


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("columns = 3", "mapping_not_text"),
        ("[columns", "mapping_not_toml"),
        ("[column]\nnumber='a'", "mapping_unknown_part"),
        ("[columns]\nnumer='a'", "mapping_unknown_column"),
        ("[columns]\nnumber=3", "mapping_not_text"),
        ("[values.status]\n'1'='on'", "mapping_value"),
        ("[values.birth_date]\n'1'='2020-01-01'", "mapping_value"),
        ("[dates]\nformats=['%H']", "mapping_dates"),
        ("[dates]\nformat=['%d/%m/%Y']", "mapping_dates"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, toml: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_mapping(write(tmp_path / "m.toml", toml))
    assert refused.value.code == code
    assert refused.value.message("vi").startswith("m.toml")


def _bomb(path: Path) -> Path:
    write_xlsx(path, {"A": [["number"], ["0912345678"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 300_000_000)
    return path


def _cut_parquet(path: Path) -> Path:
    pq.write_table(pa.table({"number": [f"09{at:08}" for at in range(50_000)]}), path)
    return write(path, path.read_bytes()[:-2000])


def _damaged_parquet(path: Path) -> Path:
    pq.write_table(pa.table({"number": [f"09{at * 7919 % 10**8:08}" for at in range(50_000)]}), path)
    content = bytearray(path.read_bytes())
    content[50:20_000] = bytes(19_950)
    return write(path, bytes(content))


TCVN3 = "Sè thuª bao,number,Hä tªn\n" + "1,0912345678,NguyÔn V¨n §øc ®­êng TrÇn Phó thµnh phè L¹ng S¬n\n" * 9
VNI = "number,Hoï teân\n" + "0912345678,Nguyeãn Vaên Ñöùc Traàn Thò Höôøng ñöôøng Leâ Lôïi thaønh phoá Laïng Sôn\n" * 9


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: write(p, ""), "no_rows"),
        (lambda p: write(p, "\n\n"), "no_rows"),
        (lambda p: write(p, "number,owner_name\n"), "no_rows"),
        (lambda p: write(p, "0912345678,A\n0912345679,B\n"), "wrong_headers"),
        (lambda p: write(p, "number,owner_name,number\n0912345678,A,1\n"), "repeated_header"),
        (lambda p: write(p, "Số thuê bao,CMND,CCCD\n0912345678,1,2\n"), "repeated_header"),
        (lambda p: write(p, "number,owner_name\nx,A\n9.1E+08,B\n"), "all_rows_rejected"),
        (lambda p: write(p, "number,owner_name\n0912345678\n0912345679\n"), "all_rows_rejected"),
        (lambda p: write(p, TCVN3, "cp1252"), "legacy_font"),
        (lambda p: write(p, TCVN3), "legacy_font"),
        (lambda p: write(p, VNI), "legacy_font"),
        (lambda p: write(p, b"%PDF-1.4" + bytes(range(32)) * 100), "not_a_table"),
        (lambda p: write(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)), "old_excel"),
        (lambda p: write(p, b"\x1f\x8b" + bytes(100)), "packed"),
        (lambda p: write(p, b"PK\x03\x04" + bytes(100)), "broken"),
        (_bomb, "zip_bomb"),
        (_cut_parquet, "broken"),
        (_damaged_parquet, "broken"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, make: Callable[[Path], Path], code: str) -> None:
    file = make(tmp_path / "tep.bin")
    with pytest.raises(InputError) as refused:
        read_subscribers([file], work=tmp_path / "work")
    assert refused.value.code == code
    for language in ("vi", "en"):
        assert refused.value.message(language).startswith("tep.bin")


def test_foreign_names_are_no_old_font(tmp_path: Path) -> None:
    content = "number,owner_name\n" + "0912345678,François Müller Núñez Bjørn Ångström Zoë Anaïs\n" * 20
    assert read_subscribers([write(tmp_path / "in.csv", content)], work=tmp_path / "work").rows == 20


def test_a_mapping_to_a_column_that_is_not_there_names_what_is(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_subscribers(
            [write(tmp_path / "in.csv", as_csv(ROWS))],
            mapping=Mapping(columns={"number": "SO_TB"}, name="m.toml"), work=tmp_path / "work",
        )  # fmt: skip
    assert refused.value.code == "mapping_column_missing"
    assert "SO_TB" in refused.value.message("vi")
    assert "Số thuê bao" in refused.value.message("en")


def test_all_rows_rejected_still_leaves_them_to_be_looked_at(tmp_path: Path) -> None:
    file = write(tmp_path / "in.csv", "number,owner_name\nx,A\n9.1E+08,B\n")
    with pytest.raises(InputError):
        read_subscribers([file], work=tmp_path / "work", rejected=tmp_path / "kept.csv")
    assert len((tmp_path / "kept.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_an_empty_file_among_others_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.csv", "number,owner_name\n"), write(tmp_path / "b.csv", as_csv(ROWS))]
    snapshot = read_subscribers(files, work=tmp_path / "work")
    assert [one.rows for one in snapshot.inputs] == [0, 3]
    assert snapshot.understood[0].doubts[0].vi == "không có dòng nào dùng được"


def test_what_was_understood_is_told(tmp_path: Path) -> None:
    content = "Số thuê bao;Họ tên;Mã lạ;Trạng thái\n+84912345678;nguyễn a;1;Đang hoạt động\n01681234567;B;2;lạ\n"
    (found,) = understand([write(tmp_path / "in.csv", content)])
    assert (found.kind, found.encoding, found.delimiter, found.header_row) == ("csv", "utf-8", ";", 1)
    assert (found.rows, found.rejected_rows, found.unmapped) == (1, 1, ("Mã lạ",))
    assert {one.column: one.header for one in found.columns if one.header} == {
        "number": "Số thuê bao", "owner_name": "Họ tên", "status": "Trạng thái",
    }  # fmt: skip
    assert {one.code for one in found.conversions} == {"country_code", "name_form", "words"}
    assert [(one.code, one.header, one.first_line) for one in found.rejections] == [("value_status", "Trạng thái", 3)]


def test_names_that_lost_their_letters_are_doubted(tmp_path: Path) -> None:
    content = "number,owner_name\n0912345678,NGUY?N V?N A\n0912345679,B\n"
    (found,) = understand([write(tmp_path / "in.csv", content)])
    assert found.doubts[0].en.startswith("1 names hold a ?")


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "in.csv", as_csv(ROWS))
    with pytest.raises(InputError) as refused:
        read_subscribers([file, tmp_path / "." / "in.csv"], work=tmp_path / "work")
    assert refused.value.code == "repeated_file"


def test_progress_ends_with_all_bytes(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{at}.csv", as_csv(ROWS)) for at in range(2)]
    told: list[tuple[str, int, int]] = []
    read_subscribers(files, work=tmp_path / "work", progress=lambda *step: told.append(step))
    whole = sum(file.stat().st_size for file in files)
    assert told[-1] == ("read", whole, whole)
    assert told == sorted(told)
