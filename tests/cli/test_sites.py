"""`lachan sites check`: one command from names to the results, and plain words where it cannot."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app

NAMES = "vietcombank-hotro.top\nvaytiennhanh247.xyz\ntuoitre.vn\n"


def run(*arguments: str | Path, given: str | None = None) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["sites", "check", *map(str, arguments)], input=given)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "ten.txt"
    file.write_text(NAMES + "=cmd()\ndata:x\n", encoding="utf-8")
    return file


def test_one_command_writes_the_results_and_says_why(names: Path, tmp_path: Path) -> None:
    out = tmp_path / "ket-qua"
    done = run(names, "--out", out, "--as-of", "25/11/2026")
    assert done.exit_code == 0, done.output
    files = {"findings.parquet", "summary.json", "report.html", "report.xlsx", "rejected.csv"}
    assert {one.name for one in out.iterdir()} == files
    assert "WEB-003" in done.output
    assert "không phải kết luận" in done.output
    assert "Vietcombank" in done.output
    lines = (out / "rejected.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("ten.txt,4,not_a_name,")
    assert lines[1].endswith(",'=cmd()"), "no formula for a spreadsheet"
    assert lines[2].startswith("ten.txt,5,no_site,")


def test_standard_input_and_folders_are_read_and_json_is_the_summary_alone(names: Path, tmp_path: Path) -> None:
    done = run("-", "--out", tmp_path / "a", "--json", given=NAMES)
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["inputs"][0]["name"]) == (3, "stdin")
    assert not (tmp_path / "a" / "rejected.csv").exists()
    folder = tmp_path / "thu-muc"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text(NAMES, encoding="utf-8")
    done = run(folder, "--out", tmp_path / "b", "--json")
    assert [one["name"] for one in json.loads(done.stdout)["inputs"]] == ["a.txt", "b.txt"]


def test_a_register_of_ones_own_replaces_the_shipped_one(names: Path, tmp_path: Path) -> None:
    own = tmp_path / "rieng.toml"
    own.write_text('[[brand]]\nkey = "tre"\ndomains = ["tre.vn"]\nshort = ["tuoitre"]\n', encoding="utf-8")
    done = run(names, "--out", tmp_path / "out", "--brands", own, "--json")
    assert json.loads(done.stdout)["by_brand"] == [{"brand": "tre", "names": 1}]


def test_bad_input_ends_with_one_wrong_use_with_two(tmp_path: Path) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_text("\n\n", encoding="utf-8")
    done = run(empty, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "không có tên miền nào" in done.stderr
    assert not list((tmp_path / "out").iterdir())
    wrong = tmp_path / "sai.toml"
    wrong.write_text("[[brand]]\n", encoding="utf-8")
    assert run(empty, "--brands", wrong).exit_code == 1
    assert run(tmp_path / "khong-co").exit_code == 2
    assert run().exit_code == 2
