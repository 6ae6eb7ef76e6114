"""`report` of subscribers and of calls: whole numbers only for a purpose, in a file for one's own eyes."""

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from lachan.cli import app
from tests.documents.call_checks.runs import make_run as make_call_run
from tests.documents.subscriber_checks.runs import make_run

PURPOSE = "Đối chiếu hồ sơ theo kế hoạch tháng 10"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "summary.json").write_text(json.dumps(make_run(tmp_path, largest=20)), encoding="utf-8")
    return tmp_path


def test_the_full_workbook_carries_its_purpose_and_is_readable_by_its_owner_alone(run: Path) -> None:
    ended = CliRunner().invoke(app, ["subscribers", "report", str(run), "--unmask", PURPOSE])
    assert ended.exit_code == 0, ended.output
    out = run / "report-full.xlsx"
    assert out.stat().st_mode & 0o777 == 0o600
    sheet = openpyxl.load_workbook(out)["SUB-001"]
    told = [str(value) for row in sheet.iter_rows(values_only=True) for value in row]
    assert any(PURPOSE in one for one in told)
    assert "0500000001" in told


def test_the_full_workbook_of_calls_holds_whole_callers_for_a_purpose(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text(json.dumps(make_call_run(tmp_path, largest=20)), encoding="utf-8")
    ended = CliRunner().invoke(app, ["calls", "report", str(tmp_path), "--unmask", PURPOSE])
    assert ended.exit_code == 0, ended.output
    out = tmp_path / "report-full.xlsx"
    assert out.stat().st_mode & 0o777 == 0o600
    told = [str(cell.value) for row in openpyxl.load_workbook(out)["CAL-001"] for cell in row]
    assert "+84500000001" in told
    assert any(PURPOSE in one for one in told)


@pytest.mark.parametrize("purpose", ["", "xem", " " * 40, "x" * 301, "mục đích\x07 kiểm tra"])
def test_without_a_clear_purpose_nothing_is_written(run: Path, purpose: str) -> None:
    ended = CliRunner().invoke(app, ["subscribers", "report", str(run), "--unmask", purpose])
    assert ended.exit_code == 1
    assert "mục đích" in ended.stderr
    assert "purpose" in ended.stderr
    assert not (run / "report-full.xlsx").exists()


@pytest.mark.parametrize("name", ["summary.json", "findings.parquet"])
def test_a_folder_without_a_run_is_told_so(run: Path, name: str) -> None:
    (run / name).unlink()
    ended = CliRunner().invoke(app, ["subscribers", "report", str(run), "--unmask", PURPOSE])
    assert ended.exit_code == 1
    assert f"{name}: không có" in ended.stderr
    assert not (run / "report-full.xlsx").exists()


def test_a_broken_summary_is_told_so(run: Path) -> None:
    (run / "summary.json").write_text("{", encoding="utf-8")
    ended = CliRunner().invoke(app, ["subscribers", "report", str(run), "--unmask", PURPOSE])
    assert ended.exit_code == 1
    assert "summary.json" in ended.stderr
