"""`lachan messages check`: one command from a file of messages to the results."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app

ROWS = (
    'id,content\n1,"Vietcombank: TK bi khoa, xac minh tai https://vcb-online.top, LH 0912345678"\n'
    "2,toi nay an com nha con\n3,hong,them\n"
)


def run(*arguments: str | Path) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["messages", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "tin.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path / "tin.csv"


def test_one_command_writes_the_results_and_shows_no_message(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("check", table, "--out", out)
    assert done.exit_code == 0, done.output
    assert {one.name for one in out.iterdir()} == {
        "findings.parquet", "summary.json", "scores.csv", "rejected.csv", "report.html", "report.xlsx",
    }  # fmt: skip
    assert "MSG-002" in done.output
    assert "không phải kết luận" in done.output
    assert "vcb-online" not in done.output
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "vcb-online.top" in page
    assert "0912345678" not in page
    assert (out / "scores.csv").read_text(encoding="utf-8").count("\n") == 3


def test_with_json_the_summary_alone_is_printed(table: Path, tmp_path: Path) -> None:
    done = run("check", table, "--out", tmp_path / "out", "--json", "--as-of", "25/11/2026")
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["rejected_rows"], summary["as_of"]) == (2, 1, "2026-11-25")


def test_a_dry_run_writes_nothing(table: Path, tmp_path: Path) -> None:
    done = run("check", table, "--out", tmp_path / "out", "--dry-run")
    assert done.exit_code == 0
    assert "content" in done.output
    assert not (tmp_path / "out").exists()


def test_whole_numbers_are_for_a_purpose(table: Path, tmp_path: Path) -> None:
    run("check", table, "--out", tmp_path / "out")
    assert run("report", tmp_path / "out", "--unmask", "x").exit_code == 1
    assert run("report", tmp_path / "out", "--unmask", "xác minh theo công văn 12").exit_code == 0
    assert (tmp_path / "out" / "report-full.xlsx").stat().st_mode & 0o077 == 0


def test_bad_input_ends_with_1_and_a_wrong_call_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("check", tmp_path / "a.csv", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert run("check", tmp_path / "none.csv").exit_code == 2
