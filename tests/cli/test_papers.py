"""`lachan papers read` and `check`: every file has its answer, bad ones do not keep the others from theirs."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from lachan.documents.papers import write_docx, write_pdf
from tests.checks.papers.test_form import TEXT
from tests.documents.papers.samples import LETTER
from tests.readers.edxml.samples import STATUS, message


def run(*arguments: str | Path) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["papers", *map(str, arguments)])


def lines(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_messages_are_told_one_line_a_file_and_a_broken_one_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad, status = (tmp_path / name for name in ("thu.edxml", "hong.edxml", "trang-thai.xml"))
    good.write_text(message(), encoding="utf-8")
    bad.write_bytes(b"\x00\x01 no message")
    status.write_text(STATUS, encoding="utf-8")
    done = run("read", good, bad, status)
    assert done.exit_code == 1
    first, second, third = lines(done)
    assert (first["kind"], first["code"]["text"], first["date"]) == ("document", "05/STTTT-TTr", "2020-04-05")
    assert first["attachments"][0]["sha256"]
    assert (second["understood"], second["warnings"][0]["code"]) == (False, "not_edxml")
    assert third["status_code"] == "03"
    assert "hong.edxml" in done.stderr


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_a_paper_of_any_kind_of_file_is_told_under_the_same_keys(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"cong-van.{ending}"
    made = {"docx": write_docx(LETTER), "pdf": write_pdf(LETTER), "txt": TEXT.encode()}
    path.write_bytes(made[ending])
    done = run("read", path)
    assert done.exit_code == 0, done.output
    (told,) = lines(done)
    assert told["format"] == ending
    assert told["code"]["notation"] == "STTTT-TTr"
    assert told["code"]["number"] == "05"
    assert told["date"] == ("2020-04-05" if ending == "txt" else "2020-02-05")
    assert told["sender"] == {"name": "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "parent": "UBND TỈNH LẠNG SƠN"}
    assert told["type"]["name"] == "Công văn"
    assert told["warnings"] == []


def test_what_is_not_there_is_bad_input(tmp_path: Path) -> None:
    done = run("read", tmp_path / "khong-co.edxml")
    assert done.exit_code == 1
    assert lines(done)[0]["warnings"][0]["code"] == "unreadable"


def test_findings_are_told_with_exit_code_0(tmp_path: Path) -> None:
    path = tmp_path / "sai.txt"
    path.write_text(TEXT.replace("Độc lập - Tự do", "Độc lập -Tự do"), encoding="utf-8")
    done = run("check", path, "--json")
    assert done.exit_code == 0
    (told,) = lines(done)
    (finding,) = told["findings"]
    assert (finding["rule"], finding["line"]) == ("PAP-004", 4)
    assert "khoảng trắng" in finding["vi"]
    assert "Nghị định 30/2020/NĐ-CP" in finding["basis"]
    assert "PAP-004" in run("check", path).stdout


def test_a_paper_in_order_has_no_findings_and_a_bad_file_does_not_stop_it(tmp_path: Path) -> None:
    good, bad = tmp_path / "dung.txt", tmp_path / "hong.docx"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"MZ" + bytes(50))
    done = run("check", bad, good)
    assert done.exit_code == 1
    assert "dung.txt: 0" in done.stdout
    assert "hong.docx" in done.stderr


def test_a_text_with_an_angle_bracket_is_a_paper_and_no_message(tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_text(f"<du thao>\n{TEXT}", encoding="utf-8")
    done = run("read", path)
    assert done.exit_code == 0, done.output
    assert lines(done)[0]["format"] == "txt"
