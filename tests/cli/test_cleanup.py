"""`lachan subscribers compare` and `… notices`, as an operator's officer gives them."""

import csv
import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from tests.checks.subscribers.records import subscriber, written


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["subscribers", *map(str, arguments)])


@pytest.fixture
def snapshots(tmp_path: Path) -> tuple[Path, Path]:
    """Yesterday's and today's records: the second number got its birth date, the third lost it."""
    old = written((subscriber(1), subscriber(2, birth_date=None), subscriber(3)), tmp_path / "cu.parquet")
    new = written((subscriber(1), subscriber(2), subscriber(3, birth_date=None)), tmp_path / "moi.parquet")
    return old, new


def checked(file: Path, out: Path) -> Path:
    done = run("check", file, "--as-of", "2026-10-01", "--out", out)
    assert done.exit_code == 0, done.output
    return out / "findings.parquet"


def test_compare_says_what_was_put_right_by_rule(snapshots: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = snapshots
    out = tmp_path / "so-sanh"
    done = run(
        "compare", old, new, "--as-of", "2026-10-01", "--out", out,
        "--old-findings", checked(old, tmp_path / "a"), "--new-findings", checked(new, tmp_path / "b"),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert sorted(one.name for one in out.iterdir()) == ["changes.parquet", "comparison.json"]
    comparison = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert (comparison["changes"]["filled"], comparison["changes"]["emptied"], comparison["unchanged"]) == (1, 1, 1)
    by_rule = {one["rule"]: one for one in comparison["by_rule"]}
    assert (by_rule["SUB-005"]["put_right"], by_rule["SUB-005"]["found"]) == (1, 1)
    assert "SUB-005" in done.output


def test_one_findings_file_alone_is_refused(snapshots: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = snapshots
    done = run("compare", old, new, "--as-of", "2026-10-01", "--out", tmp_path / "out", "--old-findings", old)
    assert done.exit_code == 1
    assert "--new-findings" in done.output


def test_notices_lists_the_messages_of_the_day_masked_and_in_full_on_request(
    snapshots: tuple[Path, Path], tmp_path: Path
) -> None:
    _, new = snapshots
    findings = checked(new, tmp_path / "a")
    out = tmp_path / "chuan-hoa"
    done = run("notices", new, "--findings", findings, "--as-of", "2026-10-01", "--out", out)
    assert done.exit_code == 0, done.output
    assert not (out / "notices.csv").exists()
    with (out / "notices-masked.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 1
    assert all("****" in row["recipient"] and int(row["parts"]) == 1 for row in rows)
    assert "Đề xuất" in done.output
    done = run("notices", new, "--findings", findings, "--as-of", "2026-10-01", "--out", out, "--full")
    assert done.exit_code == 0, done.output
    assert stat.S_IMODE((out / "notices.csv").stat().st_mode) == 0o600


def test_a_wrong_log_is_told_in_both_languages(snapshots: tuple[Path, Path], tmp_path: Path) -> None:
    _, new = snapshots
    log = tmp_path / "nhat-ky.csv"
    log.write_text("number,event,on\n0500000001,notice,hôm qua\n", encoding="utf-8")
    done = run(
        "notices", new, "--findings", checked(new, tmp_path / "a"), "--as-of", "2026-10-01",
        "--out", tmp_path / "out", "--history", log,
    )  # fmt: skip
    assert done.exit_code == 1
    assert "dòng 2" in done.output
    assert "row 2" in done.output
