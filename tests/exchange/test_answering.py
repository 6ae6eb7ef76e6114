"""An approved request file is answered by the holder it names, in time, and only for the data it asks for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lachan.exchange.answering import read_questions
from lachan.exchange.handover import (
    Asked,
    RequestFile,
    fingerprint,
    new_identity,
    new_signing_key,
    read_signing_key,
    write_request_file,
)
from lachan.identify.answers import answer_all
from lachan.identify.ask import answers_of
from lachan.identify.lookup import Lookup
from lachan.readers.errors import InputError
from tests.identify.logs import START, built, lease, write_leases

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
KEY = read_signing_key(new_signing_key()[0])
RECIPIENT = new_identity()[1].decode().strip()


def request_file(folder: Path, *, data_kinds: tuple[str, ...] = ("lease",), due: datetime = NOW) -> Path:
    at = START + timedelta(seconds=5)
    request = RequestFile(
        number="12/YC-PA05", kind="identify", asking_body="PA05", holder="nha-mang", data_kinds=data_kinds,
        asked=(Asked("address", "203.0.113.7", 1500, at, at), Asked("number", "+12025550142", None, at, at)),
        digest="0" * 64, approved_at=due - timedelta(days=1), due_at=due,
        recipient=RECIPIENT, recipient_fingerprint=fingerprint(RECIPIENT),
    )  # fmt: skip
    path = folder / "request.json"
    path.write_bytes(write_request_file(request, key=KEY))
    return path


def test_only_the_kinds_of_data_that_were_asked_come_out(tmp_path: Path) -> None:
    built(tmp_path / "s", write_leases(tmp_path / "l.csv", [lease("203.0.113.7", 1024, 2047, 0, 60, "TB-A")]))
    path = request_file(tmp_path)
    request, questions = read_questions(path, office_key=KEY.public_key(), holder="nha-mang", now=NOW)
    cells, refused = answers_of(questions, Lookup(tmp_path / "s"), skew_ms=0)
    assert request.number == "12/YC-PA05"
    assert [row[0] for row in cells] == ["TB-A", ""]
    assert [error.code for error in refused] == ["data_not_asked"]
    assert answer_all(Lookup(tmp_path / "s"), [], skew_ms=0) == []


@pytest.mark.parametrize(
    ("holder", "now", "code"),
    [("khac", NOW, "other_holder"), ("nha-mang", NOW + timedelta(seconds=1), "expired")],
)
def test_a_request_for_another_or_past_its_time_is_refused(
    tmp_path: Path, holder: str, now: datetime, code: str
) -> None:
    path = request_file(tmp_path)
    with pytest.raises(InputError) as refused:
        read_questions(path, office_key=KEY.public_key(), holder=holder, now=now)
    assert refused.value.code == code


def test_a_file_signed_by_somebody_else_is_refused(tmp_path: Path) -> None:
    other = read_signing_key(new_signing_key()[0])
    with pytest.raises(InputError) as refused:
        read_questions(request_file(tmp_path), office_key=other.public_key(), holder="nha-mang", now=NOW)
    assert refused.value.code == "office_signature"
