"""report.xlsx of calls: an overview and a sheet a rule, masked unless there is a purpose."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lachan.checks.calls.rules import RULES
from lachan.documents.call_checks import write_report_xlsx
from tests.documents.call_checks.runs import make_run

PURPOSE = "Đối soát với đối tác trung kế theo yêu cầu 7/YC"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("run")
    return folder, make_run(folder)


def written(run: tuple[Path, dict[str, Any]], name: str, **more: Any) -> dict[str, list[str]]:
    """All cells of each sheet as text."""
    folder, summary = run
    write_report_xlsx(folder / "findings.parquet", summary, RULES, folder / name, **more)
    book = openpyxl.load_workbook(folder / name)
    return {
        page.title: [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell is not None]
        for page in book
    }


def test_an_overview_and_a_sheet_for_each_rule_with_findings(run: tuple[Path, dict[str, Any]]) -> None:
    sheets = written(run, "report.xlsx")
    loud = sorted(one["id"] for one in run[1]["rules"] if one["findings"])
    assert sorted(sheets) == sorted(["Tổng quan", *loud])
    overview = "\n".join(sheets["Tổng quan"])
    assert "Kết quả rà soát cuộc gọi" in overview
    assert "1,000,000 cuộc gọi đọc được, 12 dòng không đọc được, 210,000 số gọi đi" in overview
    assert "không phải kết luận vi phạm" in overview
    assert "Đối tượng" in overview
    sheet = sheets["CAL-001"]
    assert "Cơ quan có số" in sheet
    assert "Thường: 99 % dưới mức" in sheet


def test_callers_are_masked_and_nothing_is_a_formula(run: tuple[Path, dict[str, Any]]) -> None:
    told = "\n".join(cell for sheet in written(run, "report.xlsx").values() for cell in sheet)
    assert "+84500" not in told
    assert "0500123456" not in told
    assert "050****" in told
    assert "lachan calls report --unmask" in told
    book = openpyxl.load_workbook(run[0] / "report.xlsx")
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_whole_callers_stand_in_it_only_with_a_purpose_on_each_sheet(run: tuple[Path, dict[str, Any]]) -> None:
    sheets = written(run, "full.xlsx", unmask=PURPOSE)
    assert "+84500000000" in "\n".join(sheets["CAL-001"])
    assert all(PURPOSE in "\n".join(cells) for cells in sheets.values())


def test_a_sheet_says_how_many_findings_it_does_not_hold(run: tuple[Path, dict[str, Any]]) -> None:
    sheets = written(run, "few.xlsx", most_rows=60)
    assert any("dấu hiệu nữa trong findings.parquet" in cell for cell in sheets["CAL-001"])
