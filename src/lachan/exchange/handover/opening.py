"""Opening a package: everything that could be wrong is looked at first, each with its own sentence."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lachan.exchange.handover.keys import identity_fingerprint, signer_fingerprint
from lachan.exchange.handover.package import (
    LENGTH_BYTES,
    MOST_HEADER_BYTES,
    MOST_PAYLOAD_BYTES,
    PackageFacts,
    Parts,
    is_safe_name,
    is_signed_by,
    taken_apart,
    too_large,
    unsafe_name,
)
from lachan.exchange.handover.receipts import write_receipt
from lachan.exchange.handover.request_file import RequestFile
from lachan.readers.canonical import Fields, parsed, refusal

CLOCKS_DIFFER = timedelta(minutes=10)  # between the holder's clock and ours


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened answer: its file name (safe to use), content, the header's facts, and the receipt to send back."""

    name: str
    payload: bytes
    facts: PackageFacts
    receipt: bytes


def check_package(
    content: bytes,
    *,
    operator_key: Ed25519PublicKey,
    request_number: str,
    request_digest: str,
    recipient_fingerprint: str,
    now: datetime,
    name: str = "",
) -> PackageFacts:
    """The facts of a package that answers this request; `InputError` with its own code for each mismatch.

    Needs no secret key: the office does this with what it is given to carry.
    """
    return _checked(
        content,
        operator_key=operator_key,
        expected=(request_number, request_digest, recipient_fingerprint),
        now=now,
        name=name,
    ).facts


def open_package(
    content: bytes,
    *,
    identity: str,
    request: RequestFile,
    operator_key: Ed25519PublicKey,
    now: datetime,
    seen: Container[str] = (),
    name: str = "",
) -> Opened:
    """The answer inside, when the package is for this request, this key and this moment; `InputError` otherwise.

    `identity` is the secret age key; `seen` holds `facts.sha256` of what was opened before.
    """
    parts = _checked(
        content,
        operator_key=operator_key,
        expected=(request.number, request.digest, request.recipient_fingerprint),
        now=now,
        name=name,
    )
    if parts.facts.sha256 in seen:
        raise refusal(
            "replayed",
            "gói này đã được mở trước đây; xem biên nhận",
            "this package was opened before; see its receipt",
            name,
        )
    if identity_fingerprint(identity) != parts.facts.recipient_fingerprint:
        raise _other_key(name)
    try:
        inside = pyrage.decrypt(parts.sealed, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        raise _other_key(name) from None
    return _inside(inside, parts, operator_key, now, name)


def _checked(
    content: bytes, *, operator_key: Ed25519PublicKey, expected: tuple[str, str, str], now: datetime, name: str
) -> Parts:
    parts = taken_apart(content, name=name)
    facts = parts.facts
    number, digest, to = expected
    if not is_signed_by(parts, operator_key):
        raise refusal(
            "operator_signature",
            "chữ ký không phải của bên giữ dữ liệu, hoặc phần đầu gói đã bị sửa",
            "the signature is not that of the holder of the data, or the header was changed",
            name,
        )
    if facts.request_number != number:
        raise refusal(
            "other_request",
            f"gói trả lời yêu cầu số {facts.request_number}, không phải {number}",
            f"the package answers request {facts.request_number}, not {number}",
            name,
        )
    if facts.request_digest != digest:
        raise refusal(
            "other_digest",
            "gói trả lời một bản khác của yêu cầu này (bản đã phê duyệt có mã băm khác)",
            "the package answers another version of this request (the approved one has another digest)",
            name,
        )
    if facts.recipient_fingerprint != to:
        raise _other_key(name)
    if facts.sealed_at > now + CLOCKS_DIFFER:
        raise refusal(
            "future",
            "gói ghi thời điểm niêm phong ở tương lai; hãy kiểm tra đồng hồ hai bên",
            "the package was sealed in the future; look at the clocks of both sides",
            name,
        )
    if now >= facts.expires_at:
        raise refusal(
            "expired",
            f"gói đã hết hạn mở lúc {facts.expires_at:%H:%M %d/%m/%Y}; hãy đề nghị niêm phong lại",
            f"the package could be opened until {facts.expires_at:%H:%M %d/%m/%Y}; ask for it to be sealed again",
            name,
        )
    return parts


def _inside(inside: bytes, parts: Parts, operator_key: Ed25519PublicKey, now: datetime, name: str) -> Opened:
    facts = parts.facts
    length = int.from_bytes(inside[:LENGTH_BYTES], "big")
    if len(inside) < LENGTH_BYTES + length or length > MOST_HEADER_BYTES:
        raise _not_fitting(name)
    payload = inside[LENGTH_BYTES + length :]
    if len(payload) > MOST_PAYLOAD_BYTES:
        raise too_large(name)
    manifest = Fields(parsed(inside[LENGTH_BYTES : LENGTH_BYTES + length], name=name), name=name, path="manifest")
    told = {field: manifest.text(field) for field in ("request_number", "operator", "operator_key", "name")}
    digest, sha256, token = manifest.digest("request_digest"), manifest.digest("sha256"), manifest.digest("token")
    manifest.end()
    outside = (facts.request_number, facts.request_digest, facts.operator, signer_fingerprint(operator_key))
    fits = (told["request_number"], digest, told["operator"], told["operator_key"]) == outside
    proven = hashlib.sha256(bytes.fromhex(token)).hexdigest() == facts.receipt_check
    if not fits or not proven or hashlib.sha256(payload).hexdigest() != sha256:
        raise _not_fitting(name)
    if not is_safe_name(told["name"]):
        raise unsafe_name(name)
    return Opened(told["name"], payload, facts, write_receipt(facts, token=token, now=now))


def _other_key(name: str) -> Exception:
    return refusal(
        "other_key",
        "gói được niêm phong cho khóa khác; hãy đề nghị niêm phong lại cho khóa đang dùng",
        "the package was sealed to another key; ask for it to be sealed to the key in use",
        name,
    )


def _not_fitting(name: str) -> Exception:
    return refusal(
        "inside",
        "nội dung bên trong không khớp phần đầu gói: phần đầu đã được ghép với nội dung khác",
        "what is inside does not fit the header: the header was put on another content",
        name,
    )
