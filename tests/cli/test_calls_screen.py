"""`lachan calls screen` says what is wrong before anything starts; the screen itself is tested in tests/screening."""

import fcntl
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typer.testing import CliRunner, Result

from lachan.cli import app
from lachan.exchange.protected_list import write_protected_list
from tests.screening.messages import TRUNKS, USUAL

pytestmark = pytest.mark.skipif(shutil.which("kamailio") is None, reason="the Debian package kamailio is not installed")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a screen."""
    (tmp_path / "office.pub").write_bytes(
        KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    (tmp_path / "list.signed").write_bytes(write_protected_list(USUAL, key=KEY))
    (tmp_path / "trunks.toml").write_text(TRUNKS, encoding="utf-8")
    return tmp_path


def screen(folder: Path, *options: str) -> Result:
    """Run the command with these options too."""
    files = ("--trunks", "trunks.toml"), ("--list", "list.signed"), ("--key", "office.pub"), ("--run", "run")
    words = [word for option, name in files for word in (option, str(folder / name))]
    hop = () if "--next-hop" in options else ("--next-hop", "127.0.0.1:5099")
    return CliRunner().invoke(app, ["calls", "screen", *words, *hop, *options])


def test_a_dry_run_says_that_all_is_right_and_leaves_nothing(folder: Path) -> None:
    result = screen(folder, "--check")
    assert result.exit_code == 0, result.output
    assert "Đạt: danh sách số 7, 3 trung kế" in result.output
    assert "All right" in result.output
    assert list((folder / "run").iterdir()) == [folder / "run" / "log"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--next-hop", "127.0.0.1:5060"), "calls would go in circles"),
        (("--next-hop", "no where"), "no address of a switch"),
        (("--listen", "sctp:127.0.0.1"), "no address to listen on"),
    ],
)
def test_wrong_addresses_are_refused_in_both_languages(folder: Path, options: tuple[str, ...], words: str) -> None:
    result = screen(folder, "--check", *options)
    assert result.exit_code == 1
    assert words in result.output


@pytest.mark.parametrize(
    "options",
    [
        ("--status", "0.0.0.0:9464"),
        ("--status", "192.0.2.1:9464"),
        ("--status", "127.0.0.1"),
        ("--trust", "anchors.pem"),
        ("--listen", "tls:127.0.0.1"),
        ("--tls", "one,two"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(folder: Path, options: tuple[str, ...]) -> None:
    assert screen(folder, "--check", *options).exit_code == 2


@pytest.mark.parametrize("name", ["trunks.toml", "list.signed", "office.pub"])
def test_a_missing_or_broken_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("[[", encoding="utf-8")
    result = screen(folder, "--check")
    assert result.exit_code == 1
    assert name in result.output
    (folder / name).unlink()
    result = screen(folder, "--check")
    assert result.exit_code == 1
    assert name in result.output


def test_an_expired_list_starts_nothing(folder: Path) -> None:
    old = USUAL.__class__(7, datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC), "Sở", USUAL.ranges, ())
    (folder / "list.signed").write_bytes(write_protected_list(old, key=KEY))
    result = screen(folder, "--check")
    assert result.exit_code == 1
    assert "lachan lists pull" in result.output


def test_a_run_folder_serves_one_screen(folder: Path) -> None:
    (folder / "run").mkdir()
    with (folder / "run" / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = screen(folder)
    assert result.exit_code == 1
    assert "Another screen uses the run folder" in result.output
