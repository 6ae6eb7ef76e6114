"""Signing messages in the manner of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256, version v1."""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode

SECRET_BYTES = 32
_MARK = "whsec_"


def new_secret() -> str:
    """A secret as the receiver's library takes it: "whsec_" and 32 random bytes in base64."""
    return _MARK + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, *, message_id: str, timestamp: int, content: bytes) -> str:
    """The value of `webhook-signature`: "v1," and the HMAC over id, seconds since 1970 and content, dots between."""
    key = b64decode(secret.removeprefix(_MARK))
    signed = f"{message_id}.{timestamp}.".encode() + content
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers_of(secret: str, *, message_id: str, timestamp: int, content: bytes) -> dict[str, str]:
    """The headers that go with a message."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "lachan-webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, message_id=message_id, timestamp=timestamp, content=content),
    }
