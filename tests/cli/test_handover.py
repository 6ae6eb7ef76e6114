"""The hand-over on the command line, from making keys to the receipt."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lachan.exchange.handover import check_receipt, fingerprint, package_facts, read_signing_key, write_request_file
from tests.exchange.parties import parties


def lachan(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lachan.cli", "handover", *map(str, words)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the three parties made by the command, a signed request, an answer and its package."""
    desk = tmp_path_factory.mktemp("desk")
    for kind, name in (("sign", "office"), ("sign", "operator"), ("age", "mine"), ("age", "other")):
        assert lachan("keygen", "--kind", kind, "--out", desk / name).returncode == 0
    public = (desk / "mine.pub").read_text().strip()
    now = datetime.now(UTC)
    request = replace(
        parties().request, recipient=public, recipient_fingerprint=fingerprint(public),
        approved_at=now, due_at=now + timedelta(days=1),
    )  # fmt: skip
    key = read_signing_key((desk / "office").read_bytes())
    (desk / "request.json").write_bytes(write_request_file(request, key=key))
    (desk / "answer.csv").write_text("number,subscriber\n")
    sealed = lachan("seal", desk / "answer.csv", *asked(desk), "--key", desk / "operator", "--out", desk / "a.lch")
    assert sealed.returncode == 0, sealed.stderr
    return desk


def asked(desk: Path) -> list[object]:
    return ["--request", desk / "request.json", "--office-key", desk / "office.pub"]


def opening(desk: Path, out: Path, *, identity: str = "mine", package: str = "a.lch") -> list[object]:
    keys = ["--operator-key", desk / "operator.pub", "--identity", desk / identity]
    return ["open", desk / package, *asked(desk), *keys, "--out", out]


def refused(ended: subprocess.CompletedProcess[str], vietnamese: str, english: str) -> bool:
    assert "Traceback" not in ended.stderr
    return ended.returncode == 1 and vietnamese in ended.stderr and english in ended.stderr


def test_the_answer_reaches_the_asker_and_the_receipt_comes_back(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    ended = lachan(*opening(desk, out))
    assert ended.returncode == 0, ended.stderr
    assert (out / "answer.csv").read_bytes() == (desk / "answer.csv").read_bytes()
    (receipt,) = out.glob("*.receipt.json")
    facts = package_facts((desk / "a.lch").read_bytes())
    assert check_receipt(receipt.read_bytes(), facts=facts).request_number == "12/YC-CA"
    assert {one.stat().st_mode & 0o777 for one in out.iterdir()} == {0o600}


def test_a_package_opened_before_is_refused(desk: Path, tmp_path: Path) -> None:
    assert lachan(*opening(desk, tmp_path)).returncode == 0
    (tmp_path / "answer.csv").unlink()
    assert refused(lachan(*opening(desk, tmp_path)), "đã được mở trước đây", "opened before")
    assert not (tmp_path / "answer.csv").exists()


def test_a_file_that_is_there_is_not_overwritten(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.csv").write_text("mine")
    assert refused(lachan(*opening(desk, tmp_path)), "không ghi đè", "not overwritten")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("answer.csv", "mine")]
    assert refused(lachan("keygen", "--kind", "age", "--out", desk / "mine"), "không ghi đè", "not overwritten")


def test_the_wrong_key_opens_nothing(desk: Path, tmp_path: Path) -> None:
    assert refused(lachan(*opening(desk, tmp_path / "x", identity="other")), "khóa khác", "another key")
    assert not (tmp_path / "x").exists()


def test_secret_keys_are_for_their_owner_alone(desk: Path, tmp_path: Path) -> None:
    for name in ("office", "operator", "mine", "other"):
        assert (desk / name).stat().st_mode & 0o777 == 0o600
    loose = desk / "loose"
    loose.write_bytes((desk / "mine").read_bytes())
    os.chmod(loose, 0o644)
    assert refused(lachan(*opening(desk, tmp_path, identity="loose")), "chmod 600", "chmod 600")


def test_a_truncated_package_is_refused_in_both_languages(desk: Path, tmp_path: Path) -> None:
    (desk / "short.lch").write_bytes((desk / "a.lch").read_bytes()[:-1])
    assert refused(lachan(*opening(desk, tmp_path, package="short.lch")), "thiếu phần cuối", "end of the package")
    assert list(tmp_path.iterdir()) == []


def test_a_request_file_saved_again_is_refused(desk: Path, tmp_path: Path) -> None:
    again = desk / "again.json"
    again.write_text(json.dumps(json.loads((desk / "request.json").read_text()), indent=1))
    ended = lachan(
        "seal", desk / "answer.csv", "--request", again, "--office-key", desk / "office.pub",
        "--key", desk / "operator", "--out", tmp_path / "b.lch",
    )  # fmt: skip
    assert refused(ended, "tệp gốc", "original")
    assert list(tmp_path.iterdir()) == []


def test_the_outside_is_shown_without_any_key(desk: Path) -> None:
    shown = lachan("inspect", desk / "a.lch")
    assert shown.returncode == 0
    assert "12/YC-CA" in shown.stdout
    assert "answer.csv" not in shown.stdout


def test_wrong_use_ends_with_two(desk: Path) -> None:
    assert lachan("open", desk / "a.lch").returncode == 2
    assert lachan("inspect", desk / "nowhere").returncode == 2
    assert lachan("keygen", "--kind", "rsa", "--out", desk / "rsa").returncode == 2
