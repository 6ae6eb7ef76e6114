"""The request file: one approved request, as the office signs it for the holder of the data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lachan.exchange.handover.keys import fingerprint
from lachan.readers.canonical import Fields, canonical, moment_text, parsed, refusal
from lachan.readers.errors import InputError

FORMAT = "lachan-request"
VERSION = 1
SIGNED_AS = b"lachan request file, version 1\n"  # a signature for this is none for anything else
MOST_BYTES = 4_000_000
MOST_ASKED = 10_000
HOLDERS_ALONE = ("holders",)
MOST_DATA_KINDS = 50
MOST_PORT = 65_535
ASKED_KINDS = ("number", "address", "line", "imei")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about: a number, an address (with port or without), a line, an IMEI, from `since` to `until`."""

    kind: str
    value: str
    port: int | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class RequestFile:
    """An approved request: who asks whom for which kinds of data, and the age key the answer is sealed to.

    `digest` is the SHA-256 that the approval is bound to; `recipient` an age public key.
    """

    number: str
    kind: str
    asking_body: str
    holder: str
    asked: tuple[Asked, ...]
    data_kinds: tuple[str, ...]
    digest: str
    approved_at: datetime
    due_at: datetime
    recipient: str
    recipient_fingerprint: str


def write_request_file(request: RequestFile, *, key: Ed25519PrivateKey) -> bytes:
    """The request as the office's signed file. `InputError` when the reader would refuse it, naming the field."""
    body = {
        "number": request.number,
        "kind": request.kind,
        "asking_body": request.asking_body,
        "holder": request.holder,
        "asked": [
            {
                "kind": one.kind,
                "value": one.value,
                "port": one.port,
                "since": moment_text(one.since),
                "until": moment_text(one.until),
            }
            for one in request.asked
        ],
        "data_kinds": list(request.data_kinds),
        "digest": request.digest,
        "approved_at": moment_text(request.approved_at),
        "due_at": moment_text(request.due_at),
        "recipient": request.recipient,
        "recipient_fingerprint": request.recipient_fingerprint,
    }
    signature = key.sign(SIGNED_AS + canonical(body)).hex()
    content = canonical({"format": FORMAT, "version": VERSION, "request": body, "signature": signature})
    read_request_file(content, office_key=key.public_key())
    return content


def read_request_file(content: bytes, *, office_key: Ed25519PublicKey, name: str = "") -> RequestFile:
    """The request of a file that the office signed; `InputError` for anything else."""
    if len(content) > MOST_BYTES:
        raise refusal(
            "too_large",
            f"tệp yêu cầu quá lớn, tối đa {MOST_BYTES:,} byte",
            f"the request file is too large, at most {MOST_BYTES:,} bytes",
            name,
        )
    outer = Fields(parsed(content, name=name), name=name)
    if outer.raw("format") != FORMAT:
        raise refusal("not_request", "đây không phải tệp yêu cầu", "this is not a request file", name)
    if outer.number("version", least=1, most=10_000) != VERSION:
        raise refusal(
            "newer",
            "tệp yêu cầu do phiên bản mới hơn ghi ra; hãy nâng cấp công cụ rồi mở lại",
            "the request file was written by a newer version; upgrade this tool and try again",
            name,
        )
    body = outer.raw("request")
    signature = outer.text("signature")
    outer.end()
    if not _signed(body, signature, office_key):
        raise refusal(
            "office_signature",
            "chữ ký không phải của cơ quan gửi yêu cầu, hoặc tệp đã bị sửa; không trả lời yêu cầu này",
            "the signature is not that of the office, or the file was changed; do not answer it",
            name,
        )
    return _request(body, name)


def _signed(body: object, signature: str, office_key: Ed25519PublicKey) -> bool:
    try:
        raw = bytes.fromhex(signature)
        office_key.verify(raw, SIGNED_AS + canonical(body))
    except (InvalidSignature, ValueError):
        return False
    return raw.hex() == signature


def _request(body: Any, name: str) -> RequestFile:
    fields = Fields(body, name=name, path="request")
    request = RequestFile(
        number=fields.text("number", most=100),
        kind=fields.text("kind", most=50),
        asking_body=fields.text("asking_body"),
        holder=fields.text("holder"),
        asked=tuple(
            _asked(one, name, f"request.asked[{place}]")
            for place, one in enumerate(fields.items("asked", least=0, most=MOST_ASKED))
        ),
        data_kinds=tuple(
            Fields({"data_kinds": one}, name=name, path="request").text("data_kinds", most=50)
            for one in fields.items("data_kinds", most=MOST_DATA_KINDS)
        ),
        digest=fields.digest("digest"),
        approved_at=fields.moment("approved_at"),
        due_at=fields.moment("due_at"),
        recipient=fields.text("recipient"),
        recipient_fingerprint=fields.text("recipient_fingerprint"),
    )
    fields.check(
        "asked",
        lambda: bool(request.asked) or request.data_kinds == HOLDERS_ALONE,
        "phải có ít nhất một đối tượng, trừ khi chỉ hỏi chủ thể đứng tên nhiều thuê bao",
        "must name at least one thing, unless nothing but the holders of many subscriptions is asked for",
    )
    fields.check(
        "due_at",
        lambda: request.due_at >= request.approved_at,
        "sớm hơn lúc phê duyệt",
        "is earlier than the approval",
    )
    fields.check(
        "recipient_fingerprint",
        lambda: _fits(request.recipient, request.recipient_fingerprint),
        "không phải dấu vân tay của khóa age ở trường “recipient”",
        "is not the fingerprint of the age key in “recipient”",
    )
    fields.end()
    return request


def _asked(value: Any, name: str, path: str) -> Asked:
    fields = Fields(value, name=name, path=path)
    asked = Asked(
        kind=fields.text("kind", most=20),
        value=fields.text("value", most=100),
        port=fields.number_or_none("port", least=1, most=MOST_PORT),
        since=fields.moment("since"),
        until=fields.moment("until"),
    )
    kinds = ", ".join(ASKED_KINDS)
    fields.check("kind", lambda: asked.kind in ASKED_KINDS, f"phải là một trong: {kinds}", f"must be one of: {kinds}")
    fields.check(
        "port",
        lambda: asked.port is None or asked.kind == "address",
        "chỉ đi cùng một địa chỉ",
        "goes with an address only",
    )
    fields.check("until", lambda: asked.until >= asked.since, "sớm hơn “since”", "is earlier than “since”")
    fields.end()
    return asked


def _fits(recipient: str, shown: str) -> bool:
    try:
        return fingerprint(recipient) == shown
    except InputError:
        return False
