"""The signed head of each day stays as it was written, and speaks against whoever changes it."""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from lachan.office import clockwork
from lachan.office.trail import heads
from lachan.office.trail.heads import SealBrokenError, SignedHead, keep_head
from lachan.office.trail.models import Entry, Head
from lachan.office.trail.nightly import keep_daily_head, last_verification, verify_daily
from lachan.office.trail.verify import Reason, verify_trail
from tests.people import NOW

Add = Callable[..., list[Entry]]


def test_a_head_is_written_once_a_day_and_stays(add: Add, heads_folder: Path) -> None:
    add(3)
    path = keep_head(NOW)
    assert path == heads_folder / "2026-03-02.json"
    before = path.read_bytes()
    add(3)
    assert keep_head(NOW + timedelta(hours=5)) is None
    assert path.read_bytes() == before
    assert json.loads(before)["number"] == 3
    keep_head(NOW + timedelta(days=1))
    assert sorted(file.name for file in heads_folder.iterdir()) == [
        "2026-03-02.json",
        "2026-03-03.json",
        "public-key.pem",
    ]
    verdict = verify_trail()
    assert verdict.intact
    assert verdict.heads == 2


def test_the_day_is_the_day_in_vietnam(add: Add) -> None:
    add(1)
    path = keep_head(NOW.replace(hour=18))  # 01:00 of the next day in Vietnam
    assert path is not None
    assert path.stem == "2026-03-03"


def test_of_many_that_write_the_same_day_at_once_the_first_ones_head_stays_whole(heads_folder: Path) -> None:
    heads_folder.mkdir()
    path, together, first = heads_folder / "2026-03-02.json", threading.Barrier(8), []

    def write(content: bytes) -> None:
        together.wait()
        if heads.write_once(path, content):
            first.append(content)

    contents = [str(number).encode() * 10_000 for number in range(8)]
    writers = [threading.Thread(target=write, args=(content,)) for content in contents]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [path.read_bytes()] == first
    assert list(heads_folder.iterdir()) == [path]


def test_an_empty_trail_has_no_head(db: None, heads_folder: Path) -> None:
    assert keep_head(NOW) is None
    assert not heads_folder.exists()


def test_the_signature_is_good_under_the_key_beside_it(add: Add, heads_folder: Path) -> None:
    add(2)
    path = keep_head(NOW)
    assert path is not None
    head = SignedHead(**json.loads(path.read_text()))
    key: Any = load_pem_public_key((heads_folder / "public-key.pem").read_bytes())
    key.verify(b64decode(head.signature), head.message)


def test_no_head_is_signed_on_an_end_that_was_changed(add: Add, heads_folder: Path) -> None:
    add(3)
    Head.objects.update(number=2)
    with pytest.raises(SealBrokenError):
        keep_head(NOW)
    assert not heads_folder.exists()


@pytest.mark.parametrize("change", ["number", "hash", "at", "day", "signature", "other key", "no JSON", "other file"])
def test_a_head_file_that_was_changed_is_named(add: Add, heads_folder: Path, change: str) -> None:
    add(3)
    path = keep_head(NOW)
    assert path is not None
    values = json.loads(path.read_text())
    if change == "no JSON":
        path.write_text("hỏng")
    elif change == "other file":
        path = path.rename(heads_folder / "2026-03-01.json")
    elif change == "other key":
        head = SignedHead(**values)
        signature = Ed25519PrivateKey.generate().sign(head.message)
        path.write_text(json.dumps(values | {"signature": b64encode(signature).decode()}))
    else:
        other = {"number": 2, "hash": "0" * 64, "at": values["day"], "day": "2026-03-09", "signature": "AAAA"}
        path.write_text(json.dumps(values | {change: other[change]}))
    verdict = verify_trail()
    assert [fault.reason for fault in verdict.faults] == [Reason.HEAD_NOT_GENUINE]
    assert path.name in verdict.wording.vi


def test_the_clockwork_signs_and_verifies_once_a_day(add: Add, heads_folder: Path) -> None:
    registered = {job.name: job.work for job in clockwork.jobs()}
    assert registered["keep_trail_head"] is keep_daily_head
    assert registered["verify_trail"] is verify_daily
    add(3)
    assert keep_daily_head(NOW) is not None
    first = verify_daily(NOW)
    assert first is not None
    assert verify_daily(NOW + timedelta(hours=3)) is None
    last = last_verification()
    assert last is not None
    assert (last.at, last.rows, last.intact, last.first_bad) == (NOW, 3, True, None)
    assert verify_daily(NOW + timedelta(days=1)) is not None


def test_a_bad_result_is_logged_and_kept(
    add: Add, unguarded: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    add(5)
    unguarded("UPDATE trail_entry SET purpose = 'khác' WHERE number = 4")
    verify_daily(NOW)
    assert "first bad row 4" in caplog.text
    last = last_verification()
    assert last is not None
    assert not last.intact
    assert last.first_bad == 4
