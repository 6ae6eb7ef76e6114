"""Every usual writing of a cell reads back as one normal form; what lost digits is rejected, never guessed."""

import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.readers.subscribers import read_subscribers
from lachan.vietnam.numbers import PREFIXES_OF_2018
from tests.readers.subscribers.tables import as_csv, rejected_of, rows_of, write

in_one_folder = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_column(folder: Path, column: str, cells: list[str], **others: str) -> list[object]:
    rows = [{"number": f"09{at:08}", column: cell, **others} for at, cell in enumerate(cells)]
    snapshot = read_subscribers([write(folder / "in.csv", as_csv(rows))], work=folder / "work")
    assert snapshot.rejected_rows == 0, rejected_of(snapshot)
    return [row[column] for row in rows_of(snapshot)]


def read_numbers(folder: Path, cells: list[str], service: str = "mobile") -> list[object]:
    rows = [{"number": cell, "service": service} for cell in cells]
    snapshot = read_subscribers([write(folder / "in.csv", as_csv(rows))], work=folder / "work")
    assert snapshot.rejected_rows == 0, rejected_of(snapshot)
    return [row["number"] for row in rows_of(snapshot)]


def reason_of(folder: Path, column: str, cell: str) -> str:
    rows = [{"number": "0912345678", column: "" if column != "number" else "0912345678"}, {"number": "0912345679"}]
    rows[1][column] = cell
    snapshot = read_subscribers([write(folder / "in.csv", as_csv(rows))], work=folder / "work")
    assert (snapshot.rows, snapshot.rejected_rows) == (1, 1)
    found = rejected_of(snapshot)[0]
    assert (found["rejected_line"], found["rejected_column"], found[column]) == ("3", column, cell)
    assert found["ly_do"]
    assert found["reason"]
    return found["rejected_code"]


@in_one_folder
@given(st.lists(st.integers(0, 99_999_999), min_size=1, max_size=20), st.sampled_from(["09", "03", "08", "07", "05"]))
def test_any_usual_writing_of_a_mobile_number_is_one_number(tmp_path: Path, tails: list[int], start: str) -> None:
    right = [f"{start}{tail:08}" for tail in tails]
    bare = [number[1:] for number in right]
    writings = [
        right,
        bare,
        [f"+84{b}" for b in bare],
        [f"84{b}" for b in bare],
        [f"0084{b}" for b in bare],
        [f"+84 (0) {b}" for b in bare],
        [f"{n[:4]}.{n[4:7]}.{n[7:]}" for n in right],
        [f"{n[:4]} {n[4:7]}-{n[7:]}" for n in right],
        [f"'{n}" for n in right],
        [f"\u00a0{n}\u200b" for n in right],
        [f"{b}.0" for b in bare],
        [f"{b}.00" for b in bare],
        [f"{b[0]}.{b[1:]}E+08" for b in bare],
    ]
    assert read_numbers(tmp_path, [cell for cells in writings for cell in cells]) == right * len(writings)


def test_each_old_prefix_becomes_the_new_one(tmp_path: Path) -> None:
    old = [f"0{prefix}1234567" for prefix in PREFIXES_OF_2018]
    new = [f"0{prefix}1234567" for prefix in PREFIXES_OF_2018.values()]
    for cells in (old, [f"+84{n[1:]}" for n in old], [n[1:] for n in old]):
        assert read_numbers(tmp_path, cells) == new


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("02053812345", "02053812345"),
        ("2053812345", "02053812345"),
        ("+842053812345", "02053812345"),
        ("84 205 3812 345", "02053812345"),
        ("0205.3812.345", "02053812345"),
        ("18001234", "18001234"),
        ("1900 123456", "1900123456"),
        ("0692348560", "0692348560"),
        ("0841234567", "0841234567"),  # 084 is a prefix, not the country
        ("841234567", "0841234567"),
        ("01601234567", "01601234567"),  # never allocated: for a rule to say
        ("0101234567", "0101234567"),
    ],
)
def test_numbers_of_other_kinds(tmp_path: Path, written: str, normal: str) -> None:
    assert read_numbers(tmp_path, [written]) == [normal]
    assert read_numbers(tmp_path, [normal]) == [normal]


def test_an_internet_account_stays_as_written_in_lower_case(tmp_path: Path) -> None:
    assert read_numbers(tmp_path, ["LSN_FTTH_000123", "0912345678"], "internet") == ["lsn_ftth_000123", "0912345678"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9.12E+08", "digits_lost"),
        ("9,1E+08", "digits_lost"),
        ("8.49123E+10", "digits_lost"),
        ("", "number_missing"),
        ("không có", "number_form"),
        ("12345", "number_form"),
        ("09123456789012345", "number_form"),
        ("+14155550123", "number_foreign"),
    ],
)
def test_a_number_that_cannot_be_read_is_rejected_with_its_reason(tmp_path: Path, cell: str, code: str) -> None:
    rows = [{"number": "0912345678", "owner_name": "A"}, {"number": cell, "owner_name": "B"}]
    snapshot = read_subscribers([write(tmp_path / "in.csv", as_csv(rows))], work=tmp_path / "work")
    assert [(one["rejected_line"], one["rejected_code"], one["number"]) for one in rejected_of(snapshot)] == [
        ("3", code, f"{cell}")
    ]


FIRST_SERIAL = datetime.fromisoformat("1899-12-30")
DAYS = st.dates(date(1930, 1, 1), date(2040, 12, 31))


@in_one_folder
@given(st.lists(DAYS, min_size=1, max_size=30))
def test_any_usual_writing_of_a_day_is_one_day(tmp_path: Path, days: list[date]) -> None:
    patterns = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d%m%Y", "%Y%m%d", "%d/%m/%Y 08:30",
                "%d/%m/%Y 08:30:15", "%Y-%m-%d 08:30:15", "%Y-%m-%dT08:30:15", "%Y-%m-%dT08:30:15+07:00",
                "%Y%m%d083015", "08:30 %d/%m/%Y"]  # fmt: skip
    writings = [[day.strftime(pattern) for day in days] for pattern in patterns]
    writings.append([f"{day.day}/{day.month}/{day.year}" for day in days])
    serials = [(day - date(1899, 12, 30)).days for day in days]
    writings += [[str(serial) for serial in serials], [f"{serial}.0" for serial in serials]]
    assert read_column(tmp_path, "birth_date", [cell for cells in writings for cell in cells]) == days * len(writings)


@in_one_folder
@given(st.lists(st.integers(0, 1_200_000_000), min_size=1, max_size=20))
def test_any_usual_writing_of_a_moment_is_vietnamese_time(tmp_path: Path, seconds: list[int]) -> None:
    moments = [datetime.fromisoformat("2000-01-01 00:00:00") + timedelta(seconds=one) for one in seconds]
    patterns = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%H:%M:%S %d/%m/%Y", "%Y%m%d%H%M%S",
                "%Y-%m-%dT%H:%M:%S+07:00", "%d-%m-%Y %H:%M:%S"]  # fmt: skip
    writings = [[one.strftime(pattern) for one in moments] for pattern in patterns]
    writings.append([(one - timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ") for one in moments])
    writings.append([one.strftime("%d/%m/%Y %I:%M:%S ") + ("SA" if one.hour < 12 else "CH") for one in moments])
    writings.append([str((one - FIRST_SERIAL) / timedelta(days=1)) for one in moments])
    cells = [cell for written in writings for cell in written]
    assert read_column(tmp_path, "activated_on", cells) == moments * len(writings)


@pytest.mark.parametrize("cell", ["31/02/2020", "20/05/20", "1985", "05/25/1990", "hôm qua", "2020-13-01", "99999999"])
def test_what_is_no_day_is_rejected(tmp_path: Path, cell: str) -> None:
    assert reason_of(tmp_path, "birth_date", cell) == "date_form"


def test_a_card_without_end_never_expires(tmp_path: Path) -> None:
    assert read_column(tmp_path, "id_expires_on", ["Không thời hạn", "31/12/9999"]) == [date(9999, 12, 31)] * 2


NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Thị", "Đức", "Ứng", "Hường", "Lê", "Ánh", "Quỳnh", "Đỗ", "Ỷ"]), min_size=1
).map(" ".join)


@in_one_folder
@given(st.lists(NAMES, min_size=1, max_size=20))
def test_a_name_in_any_unicode_form_and_case_is_one_name(tmp_path: Path, names: list[str]) -> None:
    right = [name.upper() for name in names]
    writings = []
    for form in ("NFC", "NFD"):
        written = [unicodedata.normalize(form, name) for name in names]
        writings += [written, [name.lower() for name in written], [f"  {n.replace(' ', '   ')} " for n in written]]
        writings += [[name.replace(" ", "\u00a0") for name in written], [n.replace(" ", " \u200b") for n in written]]
    cells = [cell for written in writings for cell in written]
    assert read_column(tmp_path, "owner_name", cells) == right * len(writings)
    assert all(unicodedata.is_normalized("NFC", str(one)) for one in right)


def test_papers_lose_what_stands_between(tmp_path: Path) -> None:
    cells = ["020 090 001 234", "020.090.001.234", "020-090-001234", "'020090001234", "b 123-4567", "B1234567"]
    right = ["020090001234"] * 4 + ["B1234567"] * 2
    assert read_column(tmp_path, "id_number", cells) == right


@pytest.mark.parametrize(
    ("cell", "born", "sex", "read"),
    [
        ("20090001234", "1990-01-01", "M", "020090001234"),
        ("20090001234.0", "1990-01-01", "M", "020090001234"),
        ("1190001234", "1990-01-01", "F", "001190001234"),
        ("20090001234", "", "", "020090001234"),
        ("20090001234", "1991-01-01", "M", "20090001234"),  # the birth year does not agree: a slip, for a rule to say
        ("20090001234", "1990-01-01", "F", "20090001234"),
        ("99090001234", "1990-01-01", "M", "99090001234"),  # no province
        ("02009000123", "1990-01-01", "M", "02009000123"),
        ("2009000", "1990-01-01", "M", "2009000"),
    ],
)
def test_zeros_come_back_only_where_the_row_agrees(tmp_path: Path, cell: str, born: str, sex: str, read: str) -> None:
    others = {"id_kind": "cccd", "birth_date": born, "sex": sex}
    assert read_column(tmp_path, "id_number", [cell], **others) == [read]


def test_a_short_paper_of_another_kind_stays_as_it_is(tmp_path: Path) -> None:
    assert read_column(tmp_path, "id_number", ["20090001234"], id_kind="cmnd") == ["20090001234"]


def test_a_tax_code_gets_its_zero_back_by_its_check_digit(tmp_path: Path) -> None:
    # 0100109106 is the published code of a state enterprise; the second differs in the check digit
    assert read_column(tmp_path, "tax_code", ["100109106", "100109107", "0100109106-001"]) == [
        "0100109106", "100109107", "0100109106001",
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "cell"), [("id_number", "2.0009E+10"), ("tax_code", "1.0E+09")])
def test_a_paper_that_lost_digits_is_rejected(tmp_path: Path, column: str, cell: str) -> None:
    assert reason_of(tmp_path, column, cell) == "digits_lost"


def test_an_imei_that_lost_digits_is_left_blank_and_said(tmp_path: Path) -> None:
    rows = [{"number": "0912345678", "imei": "3.56938E+14"}, {"number": "0912345679", "imei": "356938035643809"}]
    snapshot = read_subscribers([write(tmp_path / "in.csv", as_csv(rows))], work=tmp_path / "work")
    assert [row["imei"] for row in rows_of(snapshot)] == [None, "356938035643809"]
    assert [(one.code, one.rows) for one in snapshot.understood[0].conversions] == [("imei_lost", 1)]


@pytest.mark.parametrize(
    ("column", "cells", "read"),
    [
        ("service", ["Di động", "cố định", "FTTH", "MOBILE"], ["mobile", "fixed", "internet", "mobile"]),
        ("plan", ["Trả trước", "TRẢ SAU"], ["prepaid", "postpaid"]),
        ("status", ["Đang hoạt động", "Khóa 1 chiều", "Chặn hai chiều"], ["active", "one_way", "two_way"]),
        ("owner_kind", ["Cá nhân", "Tổ chức", "DN"], ["person", "organisation", "organisation"]),
        ("id_kind", ["CCCD", "Chứng minh nhân dân", "Hộ chiếu", "ĐKKD"], ["cccd", "cmnd", "passport", "org"]),
        ("sex", ["Nam", "nữ", "F"], ["M", "F", "F"]),
        ("contract_signed", ["có", "Không", "1", "0", "x", "false"], [True, False, True, False, True, False]),
        ("verified_fields", ["4", "4.0", "4/4", "0"], [4, 4, 4, 0]),
        ("commune_code", ["06124", "6124", "6124.0", "4"], ["06124", "06124", "06124", "00004"]),
        ("address", ["Số 1,  Lê Lợi", "NULL", "-", "\\N"], ["Số 1, Lê Lợi", None, None, None]),
    ],
)  # fmt: skip
def test_usual_words_become_canonical_values(tmp_path: Path, column: str, cells: list[str], read: list[object]) -> None:
    assert read_column(tmp_path, column, cells) == read


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("status", "lạ", "value_status"),
        ("contract_signed", "có thể", "flag_form"),
        ("verified_fields", "bốn", "count_form"),
        ("id_number", "' - '", "paper_form"),
    ],
)
def test_a_cell_that_means_nothing_is_rejected(tmp_path: Path, column: str, cell: str, code: str) -> None:
    assert reason_of(tmp_path, column, cell) == code
