"""The file around a bundle's body, and the checks that stand before anything of it is believed.

"LCHANBDL", version (1 byte), body length (4 bytes, big-endian), body (JSON in one spelling), signature (64 bytes)
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lachan.exchange.bundle.model import Bundle, BundleFacts
from lachan.exchange.bundle.spelling import read_body, spelled
from lachan.readers.canonical import canonical, parsed, refusal

MAGIC = b"LCHANBDL"
VERSION = 2
SIGNED_AS = b"lachan bundle, version "  # a signature for this is none for anything else
LENGTH_BYTES = 4
START = len(MAGIC) + 1 + LENGTH_BYTES
SIGNATURE_BYTES = 64
MOST_BYTES = 16_000_000
CLOCKS_DIFFER = timedelta(minutes=10)  # between the operator's clock and the office's

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[int, Upgrade] = {1: lambda body: body | {"calls": None}}
"""How a body of version n becomes one of version n + 1; every version that was ever given out has its entry."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A bundle taken apart; nothing is verified but lengths and spelling."""

    version: int
    body: dict[str, Any]
    signed: bytes
    signature: bytes


def write_bundle(bundle: Bundle, *, key: Ed25519PrivateKey) -> bytes:
    """The bundle as a signed file. `InputError` when the reader would refuse it, naming the field."""
    body = canonical(spelled(bundle))
    start = MAGIC + bytes([VERSION]) + len(body).to_bytes(LENGTH_BYTES, "big") + body
    content = start + key.sign(_to_sign(VERSION, start))
    bundle_facts(content)  # what we would not read, we do not send
    return content


def bundle_facts(content: bytes, *, name: str = "") -> BundleFacts:
    """What the file says of itself, its signature not checked: for finding the operator's key, not for believing."""
    parts = taken_apart(content, name=name)
    bundle = _body_of(parts, UPGRADES, name)
    return BundleFacts(
        version=parts.version,
        operator=bundle.operator,
        run_id=bundle.run_id,
        as_of=bundle.as_of,
        made_at=bundle.made_at,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        request=(bundle.holders.request_number, bundle.holders.request_digest) if bundle.holders else None,
    )


def read_bundle(
    content: bytes,
    *,
    operator: str,
    operator_key: Ed25519PublicKey,
    now: datetime,
    asked: Collection[tuple[str, str]] = (),
    seen: Collection[str] = (),
    name: str = "",
    upgrades: Mapping[int, Upgrade] = UPGRADES,
) -> Bundle:
    """The bundle that `operator` signed; `InputError` with its own code for everything else.

    `asked` holds (number, digest) of the requests whose answer the masked rows may be: rows that nobody asked for are
    refused with the whole bundle. `seen` holds the SHA-256 of files that were taken in before.
    """
    parts = taken_apart(content, name=name)
    if not _is_signed(parts, operator_key):
        raise refusal(
            "operator_signature",
            "chữ ký không phải của doanh nghiệp này, hoặc gói đã bị sửa; không tiếp nhận, hãy xin gửi lại",
            "the signature is not that of this operator, or the bundle was changed; ask for it again",
            name,
        )
    bundle = _body_of(parts, upgrades, name)
    if bundle.operator != operator:
        raise refusal(
            "other_operator",
            f"gói ghi tên doanh nghiệp “{bundle.operator}”, không phải “{operator}”",
            f"the bundle names the operator “{bundle.operator}”, not “{operator}”",
            name,
        )
    if hashlib.sha256(content).hexdigest() in seen:
        raise refusal(
            "replayed",
            "gói này đã được tiếp nhận trước đây; không tiếp nhận lần nữa",
            "this bundle was taken in before; it is not taken in again",
            name,
        )
    _check_days(bundle, now, name)
    holders = bundle.holders
    if holders is not None and (holders.request_number, holders.request_digest) not in asked:
        raise refusal(
            "not_asked",
            f"gói có dòng chủ thể trả lời yêu cầu số {holders.request_number}, nhưng không có yêu cầu nào như vậy; "
            "không tiếp nhận dữ liệu không được yêu cầu",
            f"the bundle holds rows of owners in answer to request {holders.request_number}, but there is no such "
            "request; data that was not asked for is not taken in",
            name,
        )
    return bundle


def taken_apart(content: bytes, *, name: str = "") -> Parts:
    """The parts; `InputError` when it is no bundle, too large, of a version to come, truncated or too long."""
    if len(content) > MOST_BYTES:
        raise refusal(
            "too_large",
            f"gói quá lớn, tối đa {MOST_BYTES:,} byte",
            f"the bundle is too large, at most {MOST_BYTES:,} bytes",
            name,
        )
    if not content.startswith(MAGIC):
        raise refusal(
            "not_bundle",
            "đây không phải gói kết quả rà soát (lachan bundle make)",
            "this is not a bundle of a check (lachan bundle make)",
            name,
        )
    if len(content) < START:
        raise _truncated(name)
    version = content[len(MAGIC)]
    if version > VERSION:
        raise refusal(
            "newer",
            f"gói do phiên bản mới hơn ghi ra (dạng {version}; ở đây đọc được đến dạng {VERSION}). Gói không hỏng: "
            "hãy nâng cấp Lá Chắn rồi tiếp nhận lại, hoặc đề nghị doanh nghiệp tạo gói bằng phiên bản cũ hơn",
            f"the bundle was written by a newer version (form {version}; up to form {VERSION} can be read here). It is "
            "not damaged: upgrade Lá Chắn and take it in again, or ask the operator to make it with an older version",
            name,
        )
    end = START + int.from_bytes(content[len(MAGIC) + 1 : START], "big")
    if len(content) < end + SIGNATURE_BYTES:
        raise _truncated(name)
    if len(content) > end + SIGNATURE_BYTES:
        raise refusal("longer", "gói có phần thừa ở cuối", "there is something behind the end of the bundle", name)
    return Parts(version, parsed(content[START:end], name=name), content[:end], content[end:])


def _is_signed(parts: Parts, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(parts.signature, _to_sign(parts.version, parts.signed))
    except InvalidSignature:
        return False
    return True


def _to_sign(version: int, start: bytes) -> bytes:
    return SIGNED_AS + str(version).encode() + b"\n" + start


def _body_of(parts: Parts, upgrades: Mapping[int, Upgrade], name: str) -> Bundle:
    body = parts.body
    for version in range(parts.version, VERSION):
        if version not in upgrades:
            raise refusal(
                "unknown_version",
                f"không có dạng gói nào mang số {version}",
                f"there is no form of bundle with the number {version}",
                name,
            )
        body = upgrades[version](body)
    return read_body(body, name=name)


def _check_days(bundle: Bundle, now: datetime, name: str) -> None:
    if bundle.made_at > now + CLOCKS_DIFFER:
        raise refusal(
            "future",
            "gói ghi thời điểm tạo ở tương lai; hãy kiểm tra đồng hồ hai bên",
            "the bundle was made in the future; look at the clocks of both sides",
            name,
        )
    latest = bundle.made_at.date()
    if bundle.as_of > latest or bundle.until > latest:
        raise refusal(
            "after_making",
            "ngày chốt số liệu hoặc ngày cuối kỳ muộn hơn lúc tạo gói",
            "the day of the data or the end of the period is later than the making of the bundle",
            name,
        )


def _truncated(name: str) -> Exception:
    return refusal(
        "truncated",
        "gói bị thiếu phần cuối; hãy tải lại hoặc xin gửi lại",
        "the end of the bundle is missing; fetch it again or ask for it again",
        name,
    )
