"""`lachan numbers explain`: one number to read, a file to work on, and no number where it does not belong."""

import csv
import json
import logging
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app

COLUMNS = ["number", "kind", "normal", "allocated_to", "area", "country", "signs", "why"]
MOBILE = "091" + "2345678"
OLD = "0168" + "1234567"
POLICE = "069" + "2348560"


def run(*arguments: str | Path) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["numbers", "explain", *map(str, arguments)])


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_one_number_is_told_in_a_few_lines_without_calling_it_right() -> None:
    done = run(MOBILE)
    assert done.exit_code == 0, done.output
    assert "VinaPhone" in done.output
    assert "mạng đang phục vụ không rõ" in done.output
    assert "có thể bị giả" in done.output
    assert "safe" not in done.output
    assert "an toàn" not in done.output


def test_an_old_number_is_told_with_its_new_form_and_the_day_of_the_change() -> None:
    done = run(OLD, "--as-of", "25/11/2026")
    assert "+8438" + "1234567" in done.output
    assert "15/09/2018" in done.output
    assert "! S4" in done.output
    assert "! S4" not in run(OLD, "--as-of", "2018-10-01").output


def test_the_kind_of_trunk_and_the_day_count() -> None:
    assert "! S1" in run(MOBILE, "--trunk-kind", "international").output
    assert "! S1" not in run(MOBILE, "--trunk-kind", "domestic").output


def test_json_is_one_line_a_number_with_codes_and_both_languages() -> None:
    done = run("+84" + POLICE, "+856" + "20123456", "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert [one["sign"] for one in first["signs"]] == ["zero_after_84"]
    assert first["signs"][0]["vi"] != first["signs"][0]["en"]
    assert (second["country"]["iso"], second["country"]["vi"], second["country"]["en"]) == ("LA", "Lào", "Laos")


def test_a_file_becomes_a_table_with_one_row_a_number(tmp_path: Path) -> None:
    file, out = tmp_path / "so.csv", tmp_path / "ket-qua" / "so.csv"
    file.write_text(f"stt,number\n1,{MOBILE}\n2,0205{'3812345'}\n3,+856 20 123456\n4,=1+1\n5,\n", encoding="utf-8")
    done = run("--file", file, "--out", out, "--trunk-kind", "international")
    assert done.exit_code == 0, done.output
    found = rows_of(out)
    assert list(found[0]) == COLUMNS
    assert [one["kind"] for one in found] == ["mobile", "fixed", "foreign", "impossible", "withheld"]
    assert [one["signs"] for one in found] == [
        "S1:mobile_from_abroad", "S1:domestic_from_abroad", "", "S3:no_digits_alone", "",
    ]  # fmt: skip
    assert (found[0]["allocated_to"], found[1]["area"], found[2]["country"]) == ("VinaPhone", "Lạng Sơn", "Lào")
    assert found[3]["number"] == "'=1+1", "no spreadsheet runs what a caller wrote"
    assert all(bool(one["why"]) == bool(one["signs"]) for one in found)
    assert [one.name for one in out.parent.iterdir()] == ["so.csv"]
    assert "S1 2, S3 1" in done.stderr


def test_a_file_without_out_goes_to_standard_output_as_a_table_or_as_json(tmp_path: Path) -> None:
    file = tmp_path / "so.txt"
    file.write_text(f"{MOBILE}\n113\n", encoding="utf-8")
    assert [one["kind"] for one in csv.DictReader(run("--file", file).stdout.splitlines())] == ["mobile", "emergency"]
    lines = run("--file", file, "--json").stdout.splitlines()
    assert [json.loads(one)["kind"] for one in lines] == ["mobile", "emergency"]


def test_rows_that_cannot_be_read_are_named_by_line_the_others_are_explained(tmp_path: Path) -> None:
    file, out = tmp_path / "so.csv", tmp_path / "out.csv"
    file.write_bytes(f"stt,number\n1,{MOBILE}\n2\n".encode() + b"3,05\xff\n4,113\n")
    done = run("--file", file, "--out", out)
    assert done.exit_code == 1
    assert "so.csv, dòng 3" in done.stderr
    assert "so.csv, row 4" in done.stderr
    assert [one["kind"] for one in rows_of(out)] == ["mobile", "emergency"]


def test_many_bad_rows_are_counted_and_not_all_told(tmp_path: Path) -> None:
    file = tmp_path / "so.csv"
    file.write_text("stt,number\n" + "1\n" * 500, encoding="utf-8")
    done = run("--file", file)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) < 60
    assert "500" in done.stderr


def test_a_file_without_a_column_of_numbers_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "so.csv", tmp_path / "out.csv"
    file.write_text("tên,tuổi\na,1\n", encoding="utf-8")
    out.write_text("before", encoding="utf-8")
    done = run("--file", file, "--out", out)
    assert done.exit_code == 1
    assert "dòng 1" in done.stderr
    assert out.read_text(encoding="utf-8") == "before", "the results of before stay"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.csv", "so.csv"]


def test_protected_numbers_and_patterns_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bao-ve.txt"
    file.write_text(f"{POLICE}\n0243825????\n", encoding="utf-8")
    told = [json.loads(run(one, "--json", "--protected", file).stdout) for one in
            (POLICE, "+563" + POLICE, "0243825" + "1234", MOBILE)]  # fmt: skip
    assert [[one["sign"] for one in number["signs"]] for number in told] == [
        ["protected"], ["like_protected"], ["like_protected"], [],
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["Ngân hàng A", "????", "09*1"])
def test_a_line_that_is_no_protected_number_is_named_by_its_place_alone(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bao-ve.txt"
    file.write_text(f"113\n{line}\n", encoding="utf-8")
    done = run(MOBILE, "--protected", file)
    assert done.exit_code == 1
    assert "bao-ve.txt, dòng 2" in done.stderr
    assert line not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (MOBILE, "--file", "here"),
        (MOBILE, "--out", "out.csv"),
        ("--file", "here", "--out", "here"),
        ("--file", "nowhere"),
        (MOBILE, "--trunk-kind", "sideways"),
    ],
)
def test_wrong_use_has_exit_code_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").write_text("113\n", encoding="utf-8")
    assert run(*arguments).exit_code == 2
    assert (tmp_path / "here").read_text(encoding="utf-8") == "113\n"


def test_no_number_is_written_into_logs(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "so.csv"
    file.write_text(f"number\n{MOBILE}\n", encoding="utf-8")
    with caplog.at_level(logging.DEBUG):
        done = run("--file", file, "--out", tmp_path / "out.csv")
    assert MOBILE not in caplog.text
    assert MOBILE not in done.stderr
    assert MOBILE[1:] not in done.stderr
