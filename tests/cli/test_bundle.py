"""`lachan bundle`: made at the operator, looked at again, sent; nothing else in the folder to send by mistake."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from lachan.cli import app
from lachan.exchange.bundle import bundle_facts
from lachan.exchange.handover import new_signing_key, read_signing_key, write_request_file
from tests.exchange.bundle.runs import OPERATOR, PLANTED, inspection, run_folder
from tests.exchange.bundle.test_calls import CALLEE, CALLER
from tests.exchange.bundle.test_calls import folder as calls_folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A run, the operator's key, the office's key, and a request for holders."""
    (tmp_path / "run").mkdir()
    run_folder(tmp_path / "run")
    for name in ("operator", "office"):
        private, public = new_signing_key()
        (tmp_path / name).write_bytes(private)
        (tmp_path / name).chmod(0o600)
        (tmp_path / f"{name}.pub").write_bytes(public)
    now = datetime.now(UTC).replace(microsecond=0)
    request = replace(inspection(), approved_at=now, due_at=now + timedelta(days=3))
    office = read_signing_key((tmp_path / "office").read_bytes())
    (tmp_path / "request.json").write_bytes(write_request_file(request, key=office))
    return tmp_path


def lachan(*words: object) -> Result:
    return CliRunner().invoke(app, ["bundle", *map(str, words)])


def making(desk: Path, *more: object) -> Result:
    return lachan(
        "make", desk / "run", "--key", desk / "operator", "--operator", OPERATOR, "--out", desk / "goi.lchb", *more
    )


def test_a_bundle_of_calls_is_made_and_verified_without_any_caller(desk: Path) -> None:
    calls_folder(desk / "run")
    ended = making(desk)
    assert ended.exit_code == 0, ended.output
    shown = lachan("verify", desk / "goi.lchb", "--key", desk / "operator.pub", "--operator", OPERATOR)
    assert shown.exit_code == 0, shown.output
    for told in (ended.output, shown.output):
        assert "Cuộc gọi, số gọi đi / calls, callers: 5,000, 900" in told
        assert CALLER not in told
        assert CALLEE not in told
    refused = making(desk, "--cleanup", _figures(desk))
    assert refused.exit_code == 1
    assert "đây là kết quả rà soát cuộc gọi" in refused.stderr


def _figures(desk: Path) -> Path:
    file = desk / "figures.json"
    file.write_text(json.dumps({"notified": 1, "one_way": 1, "two_way": 1, "recovered": 1, "put_right": 1}))
    return file


def test_a_bundle_is_made_and_verified(desk: Path) -> None:
    ended = making(desk)
    assert ended.exit_code == 0, ended.output
    assert "Dòng xã được che số (dưới 3)" in ended.output
    assert not list(desk.glob("*.csv"))
    shown = lachan("verify", desk / "goi.lchb", "--key", desk / "operator.pub", "--operator", OPERATOR)
    assert shown.exit_code == 0, shown.output
    assert "Chữ ký đúng" in shown.output
    assert bundle_facts((desk / "goi.lchb").read_bytes()).sha256 in shown.output


def test_with_the_departments_request_masked_rows_go_in_and_their_meaning_stays(desk: Path) -> None:
    ended = making(desk, "--request", desk / "request.json", "--office-key", desk / "office.pub")
    assert ended.exit_code == 0, ended.output
    references = desk / "goi.lchb.chu-the.csv"
    assert references.stat().st_mode & 0o777 == 0o600
    assert PLANTED[3] in references.read_text(encoding="utf-8-sig")
    assert PLANTED[3].encode() not in (desk / "goi.lchb").read_bytes()
    assert "2 – 7/YC-SKHCN" in ended.output


def test_a_request_that_the_office_did_not_sign_brings_no_rows_out(desk: Path) -> None:
    for key, code in (("operator.pub", "chữ ký"), (None, "--office-key")):
        more = ["--office-key", desk / key] if key else []
        ended = making(desk, "--request", desk / "request.json", *more)
        assert ended.exit_code == 1
        assert code in ended.stderr
        assert not (desk / "goi.lchb").exists()


def test_figures_of_the_clean_up_go_in_when_they_are_whole(desk: Path) -> None:
    figures = {"notified": 5, "one_way": 4, "two_way": 3, "recovered": 2, "put_right": 1}
    (desk / "f.json").write_text(json.dumps(figures | {"names": 1}))
    assert making(desk, "--cleanup", desk / "f.json").exit_code == 1
    (desk / "f.json").write_text("{")
    assert "JSON" in making(desk, "--cleanup", desk / "f.json").stderr
    (desk / "f.json").write_text(json.dumps(figures))
    ended = making(desk, "--cleanup", desk / "f.json", "--since", "01/09/2026", "--until", "2026-09-30")
    assert ended.exit_code == 0, ended.output
    assert "01/09/2026 – 30/09/2026" in ended.output


def test_refusals_are_told_in_both_languages(desk: Path) -> None:
    assert making(desk).exit_code == 0
    again = making(desk)
    assert again.exit_code == 1
    assert "không ghi đè" in again.stderr
    assert "not overwritten" in again.stderr
    wrong = lachan("verify", desk / "goi.lchb", "--key", desk / "office.pub")
    assert wrong.exit_code == 1
    assert "chữ ký" in wrong.stderr
    assert "signature" in wrong.stderr
    (desk / "operator").chmod(0o644)
    assert "chmod 600" in making(desk).stderr
