"""`lachan subscribers check`: one command from an export to the four results, and plain words where it cannot."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from tests.checks.subscribers.records import Row, organisation, subscriber, written

ROWS: tuple[Row, ...] = (
    subscriber(1),
    subscriber(2, birth_date=None),
    subscriber(3, sex="F"),
    subscriber(4, **organisation()),
)


def run(*arguments: str | Path) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["subscribers", "check", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(ROWS, tmp_path / "thue-bao.parquet")


def test_one_command_writes_the_four_results(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "ket-qua"
    done = run(table, "--as-of", "2026-10-01", "--out", out)
    assert done.exit_code == 0, done.output
    assert {one.name for one in out.iterdir()} >= {"findings.parquet", "summary.json", "report.html", "report.xlsx"}
    assert not [one for one in out.iterdir() if one.name.startswith(".")], "what was read is gone"
    assert "SUB-005" in done.output
    assert "không phải kết luận" in done.output
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["inputs"][0]["name"] == "thue-bao.parquet"
    assert summary["rows"] == len(ROWS)


def test_with_json_the_summary_alone_is_printed(table: Path, tmp_path: Path) -> None:
    done = run(table, "--as-of", "01/10/2026", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["as_of"] == "2026-10-01"


def test_a_csv_with_headers_of_its_own_is_read_and_what_was_refused_is_kept(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {
            "Số thuê bao": "0912345678",
            "Họ tên": "Nguyễn Văn A",
            "Ngày sinh": "15/03/1990",
            "Ngày kích hoạt": "20/05/2026",
        },
        {
            "Số thuê bao": "9.12E+08",
            "Họ tên": "Nguyễn Văn B",
            "Ngày sinh": "15/03/1990",
            "Ngày kích hoạt": "20/05/2026",
        },
    ]
    file = tmp_path / "xuat.csv"
    with file.open("w", encoding="utf-8", newline="") as content:
        writer = csv.DictWriter(content, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run(file, "--as-of", "2026-10-01", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "rejected.csv").exists()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["rows"], summary["rejected_rows"]) == (1, 1)
    assert any("rejected.csv" in one["vi"] for one in summary["left_out"])
    assert any("SUB-016" in one["vi"] for one in summary["left_out"]), "a demanded column that is not there is told"


def test_a_dry_run_shows_what_is_understood_and_writes_nothing(table: Path, tmp_path: Path) -> None:
    done = run(table, "--as-of", "2026-10-01", "--out", tmp_path / "out", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "owner_name" in done.output
    assert not (tmp_path / "out").exists()


def test_a_day_before_the_law_ends_with_one_and_both_languages(table: Path, tmp_path: Path) -> None:
    done = run(table, "--as-of", "2017-04-23", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "trước 24/4/2017" in done.stderr
    assert "before 24/4/2017" in done.stderr
    assert not (tmp_path / "out").exists()


def test_own_thresholds_come_from_a_file(table: Path, tmp_path: Path) -> None:
    own = tmp_path / "nguong.toml"
    own.write_text("[junk]\nclerk_hour = 1\n", encoding="utf-8")
    done = run(table, "--as-of", "2026-10-01", "--out", tmp_path / "out", "--parameters", own, "--json")
    assert done.exit_code == 0, done.output
    found = {one["id"]: one["findings"] for one in json.loads(done.stdout)["rules"]}
    assert found["SUB-075"] > 0


@pytest.mark.parametrize("text", ["junk.clerk_hour = ", "[junk]\nno_such = 1\n", "[online]\nmost_numbers = 9\n"])
def test_thresholds_that_cannot_be_end_with_one(table: Path, tmp_path: Path, text: str) -> None:
    own = tmp_path / "nguong.toml"
    own.write_text(text, encoding="utf-8")
    done = run(table, "--as-of", "2026-10-01", "--out", tmp_path / "out", "--parameters", own)
    assert done.exit_code == 1
    assert done.stderr


@pytest.mark.parametrize(
    "wrong", [("--as-of", "1.10.2026"), ("--as-of", "2026-10-01", "--engine", "oracle"), ("--out", "x")]
)
def test_wrong_use_ends_with_two(table: Path, wrong: tuple[str, ...]) -> None:
    assert run(table, *wrong).exit_code == 2


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hong.parquet"
    file.write_bytes(b"PAR1 nothing")
    done = run(file, "--as-of", "2026-10-01", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "hong.parquet" in done.stderr
