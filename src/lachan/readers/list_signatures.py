"""The signature of a list of sites to block, in a file of its own beside the list. docs/formats/block-lists.md

What is signed is a statement: the list's name, serial, moments, length and digest. So one check says whose list it is,
that it is whole, and until when it is to be gone by, whatever format it has.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lachan.readers.canonical import Fields, canonical, moment_text, parsed, refusal

FORMAT: Final = "lachan-block-list-signature"
VERSION: Final = 1
SIGNED_AS = b"lachan block list, version 1\n"  # a signature for this is none for anything else
MOST_BYTES = 10_000
MOST_LIST_BYTES = 1 << 30
MOST_SERIAL = 2**53 - 1
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ListSignature:
    """What the issuer says of a file: its name, the issue, until when it is valid, its length and SHA-256."""

    name: str
    serial: int
    issued_at: datetime
    valid_until: datetime
    bytes: int
    sha256: str


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def statement_of(said: ListSignature) -> bytes:
    """What is said, in its one spelling."""
    return canonical({
        "format": FORMAT, "version": VERSION, "name": said.name, "serial": said.serial,
        "issued_at": moment_text(said.issued_at), "valid_until": moment_text(said.valid_until),
        "bytes": said.bytes, "sha256": said.sha256,
    })  # fmt: skip


def to_sign(statement: bytes) -> bytes:
    """The bytes under the signature."""
    return SIGNED_AS + statement


def written(said: ListSignature, signature: bytes) -> bytes:
    """The signature file: the statement, a line feed, the signature in hexadecimal, a line feed."""
    return statement_of(said) + b"\n" + signature.hex().encode() + b"\n"


def read_list_signature(content: bytes, *, key: Ed25519PublicKey, name: str = "") -> ListSignature:
    """What the holder of `key` says; `InputError` for anything else, before anything of it is believed."""
    lines = content.split(b"\n") if len(content) <= MOST_BYTES else []
    if len(lines) != 3 or lines[2] or FORMAT.encode() not in lines[0]:
        raise refusal(
            "no_list_signature", "không phải tệp chữ ký của danh sách chặn", "no signature file of a block list", name
        )
    try:
        key.verify(bytes.fromhex(lines[1].decode("ascii")), to_sign(lines[0]))
    except (InvalidSignature, ValueError):
        raise refusal(
            "list_signature",
            "chữ ký không phải của cơ quan phát hành, hoặc tệp chữ ký đã bị sửa; không dùng danh sách này",
            "the signature is not that of the issuing office, or was changed; do not use this list",
            name,
        ) from None
    fields = Fields(parsed(lines[0], name=name), name=name)
    fields.check("format", lambda: fields.raw("format") == FORMAT, "phải đúng mẫu", "must be of this format")
    said = ListSignature(
        fields.text("name", most=LONGEST_NAME), fields.number("serial", least=1, most=MOST_SERIAL),
        fields.moment("issued_at"), fields.moment("valid_until"),
        fields.number("bytes", least=0, most=MOST_LIST_BYTES), fields.digest("sha256"),
    )  # fmt: skip
    fields.number("version", least=VERSION, most=VERSION)
    fields.end()
    return said


def check_list(content: bytes, said: ListSignature, *, name: str = "") -> None:
    """`InputError` unless the content is the very file that was signed."""
    if len(content) != said.bytes or digest_of(content) != said.sha256:
        raise refusal(
            "list_changed",
            "danh sách không phải bản đã ký: bị sửa, thiếu hoặc là bản khác; hãy tải lại cả hai tệp",
            "the list is not the one that was signed: changed, cut or another issue; fetch both files again",
            name,
        )
