"""What somebody might try with packages and request files, each refused under its own code, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyrage
import pytest

from lachan.exchange.handover import (
    MOST_PAYLOAD_BYTES,
    check_package,
    new_signing_key,
    package_facts,
    read_request_file,
    read_signing_key,
    write_request_file,
)
from lachan.exchange.handover.package import LENGTH_BYTES, MAGIC, SIGNATURE_BYTES, SIGNED_AS, START
from lachan.exchange.handover.request_file import MOST_ASKED, MOST_BYTES
from lachan.readers.canonical import canonical, moment_text, parsed
from lachan.readers.errors import InputError
from tests.exchange.parties import NOW, age_pair, parties

US = parties()
THEM = parties()  # another request, other keys
PACKAGE = US.sealed(b"0,1\n")
REQUEST = write_request_file(US.request, key=US.office)
FAR_AWAY = NOW + timedelta(days=3650)
STRANGER = read_signing_key(new_signing_key()[0])


def header_end(content: bytes) -> int:
    return START + int.from_bytes(content[len(MAGIC) + 1 : START], "big")


def signed_anew(content: bytes, *, key: Any, **changes: Any) -> bytes:
    """The package under a header with other values, signed by whoever holds `key`: what a dishonest holder can do."""
    end = header_end(content)
    header = canonical({**parsed(content[START:end], name=""), **changes})
    start = content[: len(MAGIC) + 1] + len(header).to_bytes(LENGTH_BYTES, "big") + header
    return start + key.sign(SIGNED_AS + start) + content[end + SIGNATURE_BYTES :]


def on_other_content() -> bytes:
    """The signed header of one answer, made to fit the sealed part of another one to the same asker."""
    other = US.sealed(b"another answer\n", request=US.asking(number="99/YC-CA"))
    facts = package_facts(other)
    body = other[header_end(other) + SIGNATURE_BYTES :]
    fitted = signed_anew(PACKAGE, key=US.operator, size=facts.size, sha256=facts.sha256)
    return fitted[: header_end(fitted) + SIGNATURE_BYTES] + body


def opening(content: Callable[[], bytes], **changes: Any) -> Callable[[], object]:
    return lambda: US.opened(content(), **changes)


def carrying(content: Callable[[], bytes], **changes: Any) -> Callable[[], object]:
    """What the office does before it takes a package in."""
    expected = {
        "operator_key": US.operator.public_key(), "request_number": US.request.number,
        "request_digest": US.request.digest, "recipient_fingerprint": US.request.recipient_fingerprint,
        "now": NOW + timedelta(hours=1),
    }  # fmt: skip
    return lambda: check_package(content(), **(expected | changes))


def reading(content: Callable[[], bytes]) -> Callable[[], object]:
    return lambda: read_request_file(content(), office_key=US.office.public_key())


def genuine() -> bytes:
    return PACKAGE


TRIES: dict[str, tuple[str, Callable[[], object]]] = {
    "an answer for another request is carried": ("other_request", carrying(genuine, request_number="13/YC-CA")),
    "an answer to an earlier version of the request": ("other_digest", carrying(genuine, request_digest="0" * 64)),
    "a package sealed to another key is carried": (
        "other_key", carrying(genuine, recipient_fingerprint=THEM.request.recipient_fingerprint),
    ),
    "a stranger signs as the operator": ("operator_signature", carrying(lambda: US.sealed(key=STRANGER))),
    "the header is changed by the carrier": (
        "operator_signature", carrying(lambda: signed_anew(PACKAGE, key=STRANGER, operator="Nhà mạng khác")),
    ),
    "an expired package is carried": ("expired", carrying(genuine, now=NOW + timedelta(days=31))),
    "a package from the future": ("future", carrying(lambda: US.sealed(now=NOW + timedelta(days=2)))),
    "an expired package is opened": ("expired", opening(genuine, now=NOW + timedelta(days=31))),
    "an answer for another request is opened": (
        "other_request", opening(genuine, request=US.asking(number="13/YC-CA")),
    ),
    "an answer to another version is opened": ("other_digest", opening(genuine, request=US.asking(digest="1" * 64))),
    "somebody else tries their key": ("other_key", opening(genuine, identity=age_pair()[0])),
    "the same package is opened twice": ("replayed", opening(genuine, seen={package_facts(PACKAGE).sha256})),
    "a header is put on another sealed answer": ("inside", opening(on_other_content)),
    "a holder claims another name outside than inside": (
        "inside", opening(lambda: signed_anew(PACKAGE, key=US.operator, operator="Nhà mạng khác")),
    ),
    "a receipt token that the inside does not hold": (
        "inside", opening(lambda: signed_anew(PACKAGE, key=US.operator, receipt_check="2" * 64)),
    ),
    "a package that never ends in time": (
        "field", carrying(lambda: signed_anew(PACKAGE, key=US.operator, expires_at=moment_text(FAR_AWAY))),
    ),
    "bytes are put behind the package": ("longer", opening(lambda: PACKAGE + b"x")),
    "the end is cut off": ("truncated", opening(lambda: PACKAGE[:-1])),
    "a newer package": ("newer", opening(lambda: MAGIC + b"\x02" + PACKAGE[len(MAGIC) + 1 :])),
    "a header of endless length": (
        "header_size", opening(lambda: PACKAGE[: len(MAGIC) + 1] + b"\xff\xff\xff\xff" + PACKAGE[START:]),
    ),
    "an age file without its cover": ("not_package", opening(lambda: PACKAGE[header_end(PACKAGE) + SIGNATURE_BYTES :])),
    "a path as the name of the answer": ("name", lambda: US.sealed(name="../../etc/passwd")),
    "an answer over the limit": ("too_large", lambda: US.sealed(bytes(MOST_PAYLOAD_BYTES + 1))),
    "a package to be opened for ever": ("days", lambda: US.sealed(days=4000)),
    "a request that a stranger signed": (
        "office_signature", reading(lambda: write_request_file(US.request, key=STRANGER)),
    ),
    "a request whose range was widened afterwards": (
        "office_signature", reading(lambda: REQUEST.replace(b"12/YC-CA", b"12/YC-CB")),
    ),
    "a request over the limit": ("too_large", reading(lambda: b" " * (MOST_BYTES + 1))),
    "a request that asks for too many things": (
        "field", lambda: write_request_file(US.asking(asked=US.request.asked * (MOST_ASKED + 1)), key=US.office),
    ),
    "a request that names nobody": ("field", lambda: write_request_file(US.asking(asked=()), key=US.office)),
    "a request for a key that is not its fingerprint's": (
        "field", lambda: write_request_file(US.asking(recipient=age_pair()[1]), key=US.office),
    ),
    "a request whose range runs backwards": (
        "field",
        lambda: write_request_file(
            US.asking(asked=tuple(replace(one, until=one.since - timedelta(hours=1)) for one in US.request.asked)),
            key=US.office,
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TRIES)
def test_it_is_refused_in_words(what: str) -> None:
    code, attempt = TRIES[what]
    with pytest.raises(InputError) as refused:
        attempt()
    assert refused.value.code == code
    assert refused.value.message("vi") != refused.value.message("en")


def test_the_office_that_carries_a_package_cannot_open_it() -> None:
    sealed = PACKAGE[header_end(PACKAGE) + SIGNATURE_BYTES :]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(age_pair()[0])])
    assert b"0,1\n" not in PACKAGE
