"""The sealed hand-over, seen from each of its parties."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.exchange.handover import (
    Asked,
    check_package,
    check_receipt,
    fingerprint,
    new_signing_key,
    package_facts,
    read_request_file,
    read_signing_key,
    read_verifying_key,
    write_request_file,
)
from lachan.exchange.handover.package import is_safe_name
from lachan.readers.errors import InputError
from tests.exchange.parties import NOW, parties

US = parties()
PACKAGE = US.sealed(b"0,1\n")
REQUEST = write_request_file(US.request, key=US.office)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=5_000))
def test_what_was_sealed_is_what_is_opened(payload: bytes) -> None:
    opened = US.opened(US.sealed(payload))
    assert (opened.name, opened.payload) == ("tra-loi.csv", payload)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_a_package_with_one_changed_byte_is_refused(place: int, change: int) -> None:
    changed = PACKAGE[:place] + bytes([PACKAGE[place] ^ change]) + PACKAGE[place + 1 :]
    with pytest.raises(InputError):
        US.opened(changed)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(REQUEST) - 1), st.integers(1, 255))
def test_a_request_file_with_one_changed_byte_is_refused(place: int, change: int) -> None:
    changed = REQUEST[:place] + bytes([REQUEST[place] ^ change]) + REQUEST[place + 1 :]
    with pytest.raises(InputError):
        read_request_file(changed, office_key=US.office.public_key())


def test_every_truncated_package_and_request_file_is_refused() -> None:
    for length in range(len(PACKAGE)):
        with pytest.raises(InputError):
            package_facts(PACKAGE[:length])
    for length in range(len(REQUEST)):
        with pytest.raises(InputError):
            read_request_file(REQUEST[:length], office_key=US.office.public_key())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_bring_the_readers_to_fall(content: bytes) -> None:
    for start in (b"", PACKAGE[:13], b'{"format":'):
        with pytest.raises(InputError):
            package_facts(start + content)
        with pytest.raises(InputError):
            read_request_file(start + content, office_key=US.office.public_key())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.datetimes(), st.integers(0, 10**6), st.none() | st.integers(1, 65_535)), min_size=1))
def test_a_request_file_says_again_what_was_written(rows: list) -> None:
    asked = []
    for moment, seconds, port in rows:
        since = NOW.replace(year=max(2, min(moment.year, 9_000)), month=moment.month, microsecond=moment.microsecond)
        asked.append(Asked("address", "203.0.113.9", port, since, since + timedelta(seconds=seconds)))
    request = US.asking(asked=tuple(asked))
    assert read_request_file(write_request_file(request, key=US.office), office_key=US.office.public_key()) == request


def test_the_office_checks_the_package_without_any_secret() -> None:
    facts = check_package(
        PACKAGE,
        operator_key=US.operator.public_key(),
        request_number=US.request.number,
        request_digest=US.request.digest,
        recipient_fingerprint=US.request.recipient_fingerprint,
        now=NOW,
    )
    assert facts == package_facts(PACKAGE)
    assert facts.expires_at - facts.sealed_at == timedelta(days=30)
    assert hashlib.sha256(PACKAGE[-facts.size :]).hexdigest() == facts.sha256


def test_the_package_shows_nothing_of_the_answer() -> None:
    answer = "Người Bịa Đặt".encode() * 20
    package = US.sealed(answer, name="bi-mat.csv")
    opened = US.opened(package)
    for shown in (package, opened.receipt):
        for secret in (answer[:18], b"bi-mat", hashlib.sha256(answer).hexdigest().encode()):
            assert secret not in shown


def test_a_receipt_is_known_by_what_lies_inside_the_package() -> None:
    opened = US.opened(PACKAGE)
    receipt = check_receipt(opened.receipt, facts=package_facts(PACKAGE))
    assert receipt.opened_at == NOW + timedelta(hours=1)
    assert receipt.sha256 == opened.facts.sha256


def test_a_receipt_of_one_who_has_not_opened_is_refused() -> None:
    opened = US.opened(PACKAGE)
    token = opened.receipt.split(b'"token":"')[1][:64]
    with pytest.raises(InputError) as refused:
        check_receipt(opened.receipt.replace(token, b"0" * 64), facts=opened.facts)
    assert refused.value.code == "not_opened"
    with pytest.raises(InputError) as refused:
        check_receipt(opened.receipt, facts=package_facts(US.sealed()))
    assert refused.value.code == "other_package"


def test_a_fingerprint_is_eight_groups_and_differs_for_each_key() -> None:
    other = parties().request.recipient
    assert [len(group) for group in fingerprint(other).split()] == [4] * 8
    assert fingerprint(other) != US.request.recipient_fingerprint
    with pytest.raises(InputError):
        fingerprint(other.upper())


def test_signing_keys_are_read_from_pem_and_from_base64() -> None:
    import base64

    private, public = new_signing_key()
    key = read_signing_key(private)
    assert read_verifying_key(public) == key.public_key()
    assert read_signing_key(base64.b64encode(key.private_bytes_raw())).public_key() == key.public_key()
    assert read_verifying_key(base64.b64encode(key.public_key().public_bytes_raw()) + b"\n") == key.public_key()
    for bad in (b"", public, b"AAAA", b"-----BEGIN nothing"):
        with pytest.raises(InputError):
            read_signing_key(bad)
    for bad in (b"", private, b"AAAA", b"-----BEGIN nothing"):
        with pytest.raises(InputError):
            read_verifying_key(bad)


@pytest.mark.parametrize(
    "name", ["", "..", "../a", "/a", "a/b", "a\\b", "C:a", ".bashrc", "-rf", "a\n", "a\u202efdp.exe", "NUL.txt", "a.",
             "con", "x" * 121, "a\x00b", "ngươ\u0300i.csv"]
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_not_safe(name: str) -> None:
    assert not is_safe_name(name)


@pytest.mark.parametrize("name", ["a", "trả lời số 12.csv", "x.tar.gz"])
def test_a_plain_name_is_safe(name: str) -> None:
    assert is_safe_name(name)
