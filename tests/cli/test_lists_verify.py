"""`lachan lists verify`: a good list, a changed one, one that is over, another office's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from lachan.cli import app
from lachan.exchange.blocklists import FORMATS, BlockList, sign
from lachan.office.office_key import written
from tests.exchange.blocklists.lists import listed

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return put(tmp_path, valid=timedelta(days=2))


def put(folder: Path, *, valid: timedelta) -> Path:
    now = datetime.now(UTC)
    block_list = BlockList(7, now, now + valid, "Sở thử nghiệm", (listed("lua-dao.example"),))
    content = FORMATS["hosts"].write(block_list)
    (folder / "hosts.txt").write_bytes(content)
    (folder / "hosts.txt.sig").write_bytes(sign(content, block_list, name="hosts.txt", key=KEY))
    (folder / "office.pub").write_text(written(KEY.public_key()))
    return folder


def verify(folder: Path) -> tuple[int, str]:
    told = CliRunner().invoke(
        app, ["lists", "verify", str(folder / "hosts.txt"), "--key", str(folder / "office.pub")]
    )  # fmt: skip
    return told.exit_code, told.output


def test_a_good_list_is_told_with_its_serial(folder: Path) -> None:
    code, said = verify(folder)
    assert code == 0
    assert "serial: 7" in said


def test_a_changed_list_is_refused(folder: Path) -> None:
    (folder / "hosts.txt").write_bytes((folder / "hosts.txt").read_bytes() + b"0.0.0.0 honest.example\n")
    code, said = verify(folder)
    assert code == 1
    assert "không phải bản đã ký" in said


def test_a_list_that_is_over_is_said_to_be(folder: Path) -> None:
    put(folder, valid=timedelta(seconds=-1))
    assert verify(folder)[0] == 1


def test_another_key_and_a_missing_signature_are_told_apart(folder: Path) -> None:
    (folder / "office.pub").write_text(written(Ed25519PrivateKey.generate().public_key()))
    assert verify(folder)[0] == 1
    (folder / "hosts.txt.sig").unlink()
    assert verify(folder)[0] == 2
