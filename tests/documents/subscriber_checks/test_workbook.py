"""report.xlsx: opened again by another library, as an officer's spreadsheet would."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.checks.subscribers.rules import RULES
from lachan.documents.checks.workbook import shared_out
from lachan.documents.subscriber_checks import write_report_xlsx
from tests.documents.subscriber_checks.runs import PEOPLE, make_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("run")
    return folder, make_run(folder, largest=120)


def written(run: tuple[Path, dict[str, Any]], out: Path, **changes: Any) -> openpyxl.Workbook:
    write_report_xlsx(run[0] / "findings.parquet", run[1], RULES, out, **changes)
    return openpyxl.load_workbook(out)


def everything(book: openpyxl.Workbook) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_there_is_an_overview_and_one_sheet_a_rule_with_findings(
    run: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    book = written(run, tmp_path / "r.xlsx")
    assert book.sheetnames == ["Tổng quan", *(one["id"] for one in run[1]["rules"] if one["findings"])]
    overview = list(book["Tổng quan"].iter_rows(min_row=6, values_only=True))
    assert [row[0] for row in overview[:11]] == [*range(1, 11), None]
    assert overview[0][1:3] == ("SUB-001", RULES[0].title.vi)
    assert len(overview) == len(RULES)
    assert len(list(book["SUB-001"].iter_rows(min_row=7))) == 120


def test_nothing_in_it_is_a_formula_or_a_person(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    cells = everything(written(run, tmp_path / "r.xlsx"))
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    text = " ".join(str(cell.value) for cell in cells)
    assert "N*** V*** B***" in text
    for one in (*PEOPLE[:1], "Bịa Đặt", "0500000", "02019900"):
        assert one not in text
    assert "lachan subscribers report --unmask" in text


def test_whole_numbers_come_only_with_a_purpose_that_stands_on_every_sheet(
    run: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    book = written(run, tmp_path / "r.xlsx", unmask="Kiểm tra theo Quyết định 12/QĐ-SKHCN")
    for sheet in book:
        notes = [row[0] for row in sheet.iter_rows(max_row=5, max_col=1, values_only=True)]
        assert "CÓ DỮ LIỆU CÁ NHÂN ĐẦY ĐỦ. Mục đích: Kiểm tra theo Quyết định 12/QĐ-SKHCN" in notes
    text = " ".join(str(cell.value) for cell in everything(book))
    assert "0500000001" in text
    assert "NGUYỄN VĂN BỊA 1" in text
    assert {cell.data_type for cell in everything(book)} <= {"s", "n", "d", "inlineStr"}


def test_a_sheet_says_how_many_more_findings_there_are(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    book = written(run, tmp_path / "r.xlsx", most_rows=150)
    rows = {name: list(book[name].iter_rows(min_row=7)) for name in book.sheetnames[1:]}
    assert sum(map(len, rows.values())) <= 150
    assert len(rows[book.sheetnames[-1]]) > 0
    told = str(book["SUB-001"]["A4"].value)
    kept = len(rows["SUB-001"])
    assert f"có {kept:,} trong 120 dấu hiệu; còn {120 - kept:,} dấu hiệu nữa trong findings.parquet" in told
    whole = written(run, tmp_path / "w.xlsx")
    assert "đủ tất cả" in str(whole["SUB-001"]["A4"].value)


def test_the_file_holds_no_links_macros_or_queries(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    written(run, tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts:
        names = " ".join(parts.namelist())
        assert not any(word in names for word in ("vba", "externalLink", "connections"))
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 500)), st.integers(0, 1_000))
def test_rows_are_shared_out_so_that_small_rules_are_whole(counts: dict[str, int], whole: int) -> None:
    shares = shared_out(counts, whole)
    assert sum(shares.values()) <= whole
    assert all(shares[rule] <= counts[rule] for rule in counts)
    assert sum(shares.values()) == min(whole, sum(counts.values()))
    cut = {shares[rule] for rule in counts if shares[rule] < counts[rule]}
    assert all(shares[rule] <= min(cut) + 1 for rule in counts if shares[rule] == counts[rule] and cut)
