"""`lachan calls verify`: a signed call explained to an engineer."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from tests.screening.passport.authorities import CALLEE, CALLER, FORWARDED, Laboratory, fixed_key

AT = "2026-11-25T15:00:10"  # Vietnam


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    """The usual operator."""
    return Laboratory(tmp_path_factory.mktemp("laboratory"))


def run(laboratory: Laboratory, text: str, *more: str, caller: str = CALLER, callee: str = CALLEE) -> Result:
    """The command over the text as its input."""
    arguments = ["--identity", "-", "--callee", callee, "--trust", str(laboratory.anchors)]
    arguments += ["--certificates", str(laboratory.certificates), "--at", AT, *more]
    arguments += ["--caller", caller] if caller else []
    return CliRunner().invoke(app, ["calls", "verify", *arguments], input=text)


def test_a_right_call_is_told_with_its_signer_in_both_languages(laboratory: Laboratory) -> None:
    done = run(laboratory, f"Identity: {laboratory.signed()}\r\n")
    assert done.exit_code == 0, done.output
    assert "ĐÚNG / VALID" in done.output
    assert "attestation A: nhà mạng ký biết khách gọi" in done.output
    assert "CN=Test operator ← CN=Test authority ← CN=Test root" in done.output
    assert '"orig": {"tn": "84501234567"}' in done.output
    assert "chưa rõ có bị thu hồi không" in done.output
    assert "ký lúc / signed at: 25/11/2026 15:00:00 (10 s)" in done.output


def test_a_wrong_call_is_told_with_its_reason_and_ends_with_1(laboratory: Laboratory) -> None:
    done = run(laboratory, laboratory.signed(key=fixed_key(99)))
    assert done.exit_code == 1
    assert "SAI / INVALID: chữ ký sai / the signature is wrong (signature_wrong)" in done.output


def test_an_unknown_call_is_not_called_wrong(laboratory: Laboratory) -> None:
    done = run(laboratory, laboratory.signed(x5u="https://elsewhere.example/a.pem"))
    assert done.exit_code == 1
    assert "CHƯA RÕ / UNKNOWN" in done.output
    assert "SAI" not in done.output


def test_a_whole_sip_message_is_read_with_folded_headers(laboratory: Laboratory) -> None:
    first = laboratory.signed().replace(";info", "\r\n ;info")
    second = laboratory.signed(callees=[FORWARDED], diverted_from=CALLEE)
    message = (
        f"INVITE sip:{FORWARDED}@a.example SIP/2.0\r\nVia: SIP/2.0/UDP a.example\r\nidentity : {first}\r\n"
        f"y: {second}\r\nContent-Length: 0\r\n\r\nIdentity: not.a.header;\r\n"
    )
    done = run(laboratory, message, callee=FORWARDED)
    assert done.exit_code == 0, done.output
    assert "Identity 2:" in done.output
    assert "Identity 3:" not in done.output
    assert f"chuyển hướng qua / diverted by: {CALLEE[1:]}" in done.output


def test_a_file_is_read_and_json_is_one_line(laboratory: Laboratory, tmp_path: Path) -> None:
    file = tmp_path / "identity.txt"
    file.write_text(laboratory.signed())
    done = CliRunner().invoke(
        app,
        ["calls", "verify", "--identity", str(file), "--caller", CALLER, "--callee", CALLEE, "--json", "--at", AT,
         "--trust", str(laboratory.anchors), "--certificates", str(laboratory.certificates)],
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert (told["status"], told["attest"], told["caller"]) == ("valid", "A", CALLER[1:])


def test_the_moment_may_carry_its_zone_and_a_hidden_caller_is_told(laboratory: Laboratory) -> None:
    assert run(laboratory, laboratory.signed(), "--at", "2026-11-25T08:00:10+0000").exit_code == 0
    assert "iat_future" in run(laboratory, laboratory.signed(), "--at", "2026-11-25T08:00:10").output
    assert "caller_withheld" in run(laboratory, laboratory.signed(), caller="").output


def test_a_stranger_cannot_steer_the_terminal(laboratory: Laboratory) -> None:
    done = run(laboratory, "Identity: \x1b[31mred\x07;info=<x>\n")
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "\x07" not in done.output


@pytest.mark.parametrize("text", ["", "\n\n", "From: <sip:a@b.example>\r\n", "\0" * 100, "x" * 1_000_001])
def test_input_without_a_header_is_refused_in_both_languages(laboratory: Laboratory, text: str) -> None:
    done = run(laboratory, text)
    assert done.exit_code == 1
    assert done.output.count("-: ") == 2
    assert "Traceback" not in done.output


def test_a_folder_without_index_and_a_file_that_is_not_there_are_named(laboratory: Laboratory, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["calls", "verify", "--identity", str(tmp_path / "none"), "--callee", CALLEE,
         "--trust", str(laboratory.anchors), "--certificates", str(tmp_path)],
    )  # fmt: skip
    assert done.exit_code == 1
    assert "none: không đọc được tệp" in done.output
    done = run(laboratory, laboratory.signed(), "--certificates", str(tmp_path))
    assert "index.json: cần tệp JSON" in done.output
