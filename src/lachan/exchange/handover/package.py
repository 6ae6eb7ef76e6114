"""The package: a signed header that the office may read, and the answer that only the asker can.

"LCHANPKG", version (1 byte), header length (4 bytes, big-endian), header (JSON), signature (64 bytes), age file
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lachan.exchange.handover.keys import fingerprint, recipient, signer_fingerprint
from lachan.exchange.handover.request_file import RequestFile
from lachan.readers.canonical import Fields, canonical, moment_text, parsed, refusal

MAGIC = b"LCHANPKG"
VERSION = 1
SIGNED_AS = b"lachan package header, version 1\n"
LENGTH_BYTES = 4
START = len(MAGIC) + 1 + LENGTH_BYTES
SIGNATURE_BYTES = 64
MOST_HEADER_BYTES = 8_000
MOST_PAYLOAD_BYTES = 64_000_000
MOST_SEALED_BYTES = MOST_PAYLOAD_BYTES + 1_000_000  # age adds 16 bytes for each 64 KiB, and a header
MOST_DAYS = 90
MOST_NAME = 120
TOKEN_BYTES = 32
NOT_IN_NAMES = set('<>:"/\\|?*')
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{kind}{place}" for kind in ("COM", "LPT") for place in range(1, 10))}


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the outside of a package says: nothing of the answer.

    `size` (bytes) and `sha256` are of the age file; `receipt_check` is the SHA-256 of a token inside it, by which a
    receipt is known.
    """

    request_number: str
    request_digest: str
    recipient_fingerprint: str
    operator: str
    sealed_at: datetime
    expires_at: datetime
    size: int
    sha256: str
    receipt_check: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A package taken apart; nothing is verified but the lengths and the hash."""

    facts: PackageFacts
    signed: bytes
    signature: bytes
    sealed: bytes


def seal_package(
    payload: bytes,
    *,
    name: str,
    request: RequestFile,
    operator: str,
    key: Ed25519PrivateKey,
    now: datetime,
    days: int = 30,
) -> bytes:
    """`payload` sealed for the asker of `request`, to be opened within `days` (1 to 90).

    `operator` is the holder's name as the office knows it; `name` a plain file name. `InputError` when one is wrong.
    """
    if not 1 <= days <= MOST_DAYS:
        raise refusal("days", f"thời hạn mở từ 1 đến {MOST_DAYS} ngày", f"it can be opened for 1 to {MOST_DAYS} days")
    if len(payload) > MOST_PAYLOAD_BYTES:
        raise too_large("")
    if not is_safe_name(name):
        raise unsafe_name("")
    now = now.replace(microsecond=0)
    token = secrets.token_bytes(TOKEN_BYTES)
    manifest = canonical(
        {
            "request_number": request.number,
            "request_digest": request.digest,
            "name": name,
            "sha256": hashlib.sha256(payload).hexdigest(),
            "operator": operator,
            "operator_key": signer_fingerprint(key.public_key()),
            "token": token.hex(),
        }
    )
    inside = len(manifest).to_bytes(LENGTH_BYTES, "big") + manifest + payload
    sealed: bytes = pyrage.encrypt(inside, [recipient(request.recipient)])
    header = canonical(
        {
            "request_number": request.number,
            "request_digest": request.digest,
            "recipient_fingerprint": fingerprint(request.recipient),
            "operator": operator,
            "sealed_at": moment_text(now),
            "expires_at": moment_text(now + timedelta(days=days)),
            "size": len(sealed),
            "sha256": hashlib.sha256(sealed).hexdigest(),
            "receipt_check": hashlib.sha256(token).hexdigest(),
        }
    )
    start = MAGIC + bytes([VERSION]) + len(header).to_bytes(LENGTH_BYTES, "big") + header
    content = start + key.sign(SIGNED_AS + start) + sealed
    package_facts(content)  # what we would not read, we do not send: a blank operator is named here
    return content


def package_facts(content: bytes, *, name: str = "") -> PackageFacts:
    """What the header says, unverified but for length and hash: for showing, not for believing (`check_package`)."""
    return taken_apart(content, name=name).facts


def taken_apart(content: bytes, *, name: str = "") -> Parts:
    """The parts of a package; `InputError` when it is no package, newer, truncated, longer than it says or damaged."""
    if not content.startswith(MAGIC):
        raise refusal("not_package", "đây không phải gói niêm phong", "this is not a sealed package", name)
    if len(content) < START:
        raise _truncated(name)
    if content[len(MAGIC)] != VERSION:
        raise refusal(
            "newer",
            "gói do phiên bản khác ghi ra; hãy nâng cấp công cụ rồi mở lại",
            "the package was written by another version; upgrade this tool and try again",
            name,
        )
    length = int.from_bytes(content[len(MAGIC) + 1 : START], "big")
    if length > MOST_HEADER_BYTES:
        raise refusal("header_size", "phần đầu gói dài quá mức cho phép", "the package header is too long", name)
    sealed_from = START + length + SIGNATURE_BYTES
    if len(content) < sealed_from:
        raise _truncated(name)
    facts = _facts(content[START : START + length], name)
    sealed = content[sealed_from:]
    if len(sealed) < facts.size:
        raise _truncated(name)
    if len(sealed) > facts.size:
        raise refusal("longer", "gói có phần thừa ở cuối", "there is something behind the end of the package", name)
    if hashlib.sha256(sealed).hexdigest() != facts.sha256:
        raise refusal(
            "damaged",
            "phần niêm phong không khớp mã băm ghi trên gói: tệp hỏng hoặc đã bị thay",
            "the sealed part does not fit the hash on the package: damaged or exchanged",
            name,
        )
    return Parts(facts, content[: START + length], content[START + length : sealed_from], sealed)


def is_signed_by(parts: Parts, operator_key: Ed25519PublicKey) -> bool:
    """Whether the header, and by its hash the sealed part, was signed with this key."""
    try:
        operator_key.verify(parts.signature, SIGNED_AS + parts.signed)
    except InvalidSignature:
        return False
    return True


def is_safe_name(name: str) -> bool:
    """A plain file name that leads nowhere else on any system and looks like what it is."""
    return (
        0 < len(name) <= MOST_NAME
        and name.isprintable()
        and unicodedata.is_normalized("NFC", name)
        and not NOT_IN_NAMES & set(name)
        and not any(unicodedata.category(letter) in {"Cf", "Zl", "Zp"} for letter in name)
        and name[0] not in ".-~ "
        and name[-1] not in ". "
        and name.split(".")[0].strip().upper() not in DEVICES
    )


def unsafe_name(name: str) -> Exception:
    """The refusal of a name that is not safe."""
    return refusal(
        "name",
        f"tên tệp bên trong không an toàn: cần tên thường, không có đường dẫn, tối đa {MOST_NAME} ký tự",
        f"the file name inside is not safe: a plain name without a path, of at most {MOST_NAME} characters",
        name,
    )


def too_large(name: str) -> Exception:
    """The refusal of an answer over the limit."""
    return refusal(
        "too_large",
        f"nội dung quá lớn, tối đa {MOST_PAYLOAD_BYTES:,} byte; hãy chia thành nhiều gói",
        f"the content is too large, at most {MOST_PAYLOAD_BYTES:,} bytes; divide it into several packages",
        name,
    )


def _facts(header: bytes, name: str) -> PackageFacts:
    fields = Fields(parsed(header, name=name), name=name)
    facts = PackageFacts(
        request_number=fields.text("request_number", most=100),
        request_digest=fields.digest("request_digest"),
        recipient_fingerprint=fields.text("recipient_fingerprint", most=100),
        operator=fields.text("operator"),
        sealed_at=fields.moment("sealed_at"),
        expires_at=fields.moment("expires_at"),
        size=fields.number("size", least=1, most=MOST_SEALED_BYTES),
        sha256=fields.digest("sha256"),
        receipt_check=fields.digest("receipt_check"),
    )
    fields.check(
        "expires_at",
        lambda: timedelta(0) < facts.expires_at - facts.sealed_at <= timedelta(days=MOST_DAYS),
        f"phải sau “sealed_at”, không quá {MOST_DAYS} ngày",
        f"must be after “sealed_at” by at most {MOST_DAYS} days",
    )
    fields.end()
    return facts


def _truncated(name: str) -> Exception:
    return refusal(
        "truncated",
        "gói bị thiếu phần cuối; hãy tải lại hoặc xin gửi lại",
        "the end of the package is missing; fetch it again or ask for it again",
        name,
    )
