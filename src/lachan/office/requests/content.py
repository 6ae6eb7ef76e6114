"""What of a request is approved: its content as plain data, and the digest that the approval binds.

A random salt, itself sealed, is part of the content: whoever reads the data base alone cannot try all phone numbers
until one gives the digest.
"""

import hashlib
import json
from typing import Any

from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.sealing import identifier_of, open_field


def content_of(request: AgencyRequest) -> dict[str, Any]:
    """Everything that the approver reads, in clear."""
    key = request.recipient_key
    return {
        "number": request.reference,
        "version": request.version,
        "kind": request.kind,
        "ground": request.ground,
        "asking_unit": request.asking_unit.key,
        "asked_unit": request.asked_unit.key,
        "case": [request.case_id, request.case_reference],
        "secrecy": request.secrecy,
        "urgent": request.urgent,
        "letter": [
            request.letter_number, request.letter_on.isoformat(), request.letter_signer_id, request.letter_title,
            request.letter_sha256,
        ],
        "seizure_order": request.seizure_order,
        "data_kinds": sorted(request.data_kinds),
        "letter_days": request.letter_days,
        "reason": open_field(request, "reason"),
        "recipient": [key.public_key, key.fingerprint] if key else None,
        "author": request.author_id,
        "items": [
            [one.kind, one.value, one.port, one.since and one.since.timestamp(), one.until and one.until.timestamp()]
            for one in map(identifier_of, request.items.order_by("order"))
        ],
        "salt": open_field(request, "salt"),
    }  # fmt: skip


def digest_of(request: AgencyRequest) -> str:
    """SHA-256 of the content as sorted JSON."""
    text = json.dumps(content_of(request), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def approval_stands(request: AgencyRequest) -> bool:
    """Whether the content is still exactly what was approved."""
    return bool(request.digest) and request.digest == digest_of(request)
