"""`lachan calls check`: one command from an export to the results, and plain words where it cannot."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner, Result

from lachan.cli import app
from lachan.exchange.protected_list import write_protected_list
from tests.checks.calls.records import POLICE, at, call, calls, ordinary, protected_list, stranger, written

SPOOFED = call(POLICE, stranger(1), at(9), trunk="INT-01", trunk_kind="international")
ROWS = [*ordinary(150), SPOOFED, *calls("+842477000001", 120, answered=1)]


def run(*arguments: str | Path) -> Result:
    """The command as a person gives it."""
    return CliRunner().invoke(app, ["calls", "check", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(ROWS, tmp_path / "cuoc-goi.parquet")


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, Path]:
    """A list of protected numbers, and the public key of who signed it."""
    key = Ed25519PrivateKey.generate()
    (tmp_path / "protected.signed").write_bytes(write_protected_list(protected_list(), key=key))
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "so.pem").write_bytes(public)
    return tmp_path / "protected.signed", tmp_path / "so.pem"


def test_one_command_writes_the_results_and_shows_no_number(
    table: Path, signed: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "ket-qua"
    done = run(table, "--out", out, "--protected", signed[0], "--key", signed[1])
    assert done.exit_code == 0, done.output
    assert {one.name for one in out.iterdir()} == {"findings.parquet", "summary.json", "report.html", "report.xlsx"}
    assert "CAL-001" in done.output
    assert "CAL-008" in done.output
    assert "không phải kết luận" in done.output
    assert POLICE[3:] not in done.output
    assert "2477000001" not in done.output
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["as_of"] == "2026-10-01", "the last day of the data"
    assert summary["by_body"] == [{"body": "Công an tỉnh", "direction": "international", "calls": 1, "subjects": 1}]


def test_with_json_the_summary_alone_is_printed(table: Path, tmp_path: Path) -> None:
    done = run(table, "--as-of", "01/10/2026", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["rows"] == len(ROWS)


def test_a_list_that_somebody_changed_is_refused(table: Path, signed: tuple[Path, Path], tmp_path: Path) -> None:
    content = bytearray(signed[0].read_bytes())
    content[-20] ^= 1
    signed[0].write_bytes(bytes(content))
    done = run(table, "--out", tmp_path / "out", "--protected", signed[0], "--key", signed[1])
    assert done.exit_code == 1
    assert "protected.signed" in done.output
    assert not (tmp_path / "out" / "findings.parquet").exists()


def test_the_same_file_under_two_names_is_read_once(table: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.parquet"
    copy.write_bytes(table.read_bytes())
    done = run(table, copy, "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    assert "copy.parquet" in done.stderr
    assert json.loads(done.stdout)["rows"] == len(ROWS)


@pytest.mark.parametrize("arguments", [(), ("FILE", "--follow", "FOLDER"), ("FILE", "--protected", "FILE")])
def test_wrong_use_ends_with_two(table: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    places = {"FILE": table, "FOLDER": tmp_path}
    assert run(*(places.get(one, one) for one in arguments)).exit_code == 2


def test_bad_input_ends_with_one_and_names_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("started_at,caller\n2026-10-01 08:00:00,0912345678\n", encoding="utf-8")
    done = run(file, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "cột số bị gọi" in done.output
    assert "a.csv" in done.output


def test_a_dry_run_shows_what_is_understood_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Thời điểm gọi;Số gọi;Số bị gọi\n01/10/2026 08:00;0912345678;113\n", encoding="utf-8")
    done = run(file, "--dry-run", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "caller" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_is_followed_for_some_rounds(tmp_path: Path) -> None:
    watched = tmp_path / "in"
    watched.mkdir()
    written(ROWS, watched / "a.parquet")
    done = run("--follow", watched, "--out", tmp_path / "out", "--every", "0.1", "--rounds", "3", "--json")
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 1, "one check for one file"
    assert json.loads(done.stdout)["inputs"][0]["name"] == "a.parquet"


def test_an_expired_list_is_said(table: Path, signed: tuple[Path, Path], tmp_path: Path) -> None:
    late = (datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=90)).date()
    done = run(
        table, "--out", tmp_path / "out", "--as-of", str(late), "--protected", signed[0], "--key", signed[1], "--json"
    )
    assert done.exit_code == 0, done.output
    assert any("hết hiệu lực" in one["vi"] for one in json.loads(done.stdout)["left_out"])
