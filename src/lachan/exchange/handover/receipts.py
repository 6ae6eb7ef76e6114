"""The receipt of an opened package: it shows that what was sealed has been opened, and tells nothing of it.

Inside the sealed part lies a random token, whose hash stands in the signed header. A receipt shows the token: who
shows it has seen the inside (or is the holder, who sealed it). It holds no hash of the answer itself: an answer of a
few words could be guessed from its hash.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from lachan.exchange.handover.package import PackageFacts
from lachan.readers.canonical import Fields, canonical, moment_text, parsed, refusal

FORMAT = "lachan-receipt"
VERSION = 1
MOST_BYTES = 8_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who opened what, and when by the opener's own clock."""

    request_number: str
    request_digest: str
    recipient_fingerprint: str
    operator: str
    sha256: str
    opened_at: datetime


def write_receipt(facts: PackageFacts, *, token: str, now: datetime) -> bytes:
    """The receipt for a package opened at `now`."""
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "request_number": facts.request_number,
            "request_digest": facts.request_digest,
            "recipient_fingerprint": facts.recipient_fingerprint,
            "operator": facts.operator,
            "sha256": facts.sha256,
            "opened_at": moment_text(now.replace(microsecond=0)),
            "token": token,
        }
    )


def check_receipt(content: bytes, *, facts: PackageFacts, name: str = "") -> Receipt:
    """The receipt, when it belongs to the package of `facts` and shows its token; `InputError` otherwise."""
    if len(content) > MOST_BYTES:
        raise refusal("too_large", "tệp biên nhận quá lớn", "the receipt is too large", name)
    fields = Fields(parsed(content, name=name), name=name)
    if fields.raw("format") != FORMAT:
        raise refusal("not_receipt", "đây không phải biên nhận", "this is not a receipt", name)
    if fields.number("version", least=1, most=10_000) != VERSION:
        raise refusal(
            "newer",
            "biên nhận do phiên bản mới hơn ghi ra; hãy nâng cấp công cụ",
            "the receipt was written by a newer version; upgrade this tool",
            name,
        )
    receipt = Receipt(
        request_number=fields.text("request_number", most=100),
        request_digest=fields.digest("request_digest"),
        recipient_fingerprint=fields.text("recipient_fingerprint", most=100),
        operator=fields.text("operator"),
        sha256=fields.digest("sha256"),
        opened_at=fields.moment("opened_at"),
    )
    token = fields.digest("token")
    fields.end()
    told = (receipt.request_number, receipt.request_digest, receipt.recipient_fingerprint, receipt.operator)
    true = (facts.request_number, facts.request_digest, facts.recipient_fingerprint, facts.operator)
    if told != true or receipt.sha256 != facts.sha256:
        raise refusal("other_package", "biên nhận của một gói khác", "this is the receipt of another package", name)
    if hashlib.sha256(bytes.fromhex(token)).hexdigest() != facts.receipt_check:
        raise refusal(
            "not_opened",
            "biên nhận không chứng tỏ được gói đã được mở",
            "the receipt does not show that the package was opened",
            name,
        )
    return receipt
