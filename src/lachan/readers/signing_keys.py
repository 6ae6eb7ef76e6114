"""Ed25519 keys of who signs, as files hold them.

Source: RFC 8032 (Ed25519).
"""

import base64

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lachan.readers.canonical import refusal

MOST_KEY_BYTES = 10_000
RAW_BYTES = 32


def read_signing_key(content: bytes, *, name: str = "") -> Ed25519PrivateKey:
    """A private Ed25519 key from PEM (PKCS 8, no password) or 32 raw bytes in base64."""
    try:
        if b"-----BEGIN" in content[:MOST_KEY_BYTES]:
            key = serialization.load_pem_private_key(content[:MOST_KEY_BYTES], password=None)
        else:
            key = Ed25519PrivateKey.from_private_bytes(_raw(content))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise refusal(
            "signing_key",
            "không phải khóa ký bí mật Ed25519 (PEM không mật khẩu, hoặc 32 byte base64)",
            "this is not a private Ed25519 key (PEM without password, or 32 bytes in base64)",
            name,
        )
    return key


def read_verifying_key(content: bytes, *, name: str = "") -> Ed25519PublicKey:
    """A public Ed25519 key from PEM or 32 raw bytes in base64."""
    try:
        if b"-----BEGIN" in content[:MOST_KEY_BYTES]:
            key = serialization.load_pem_public_key(content[:MOST_KEY_BYTES])
        else:
            key = Ed25519PublicKey.from_public_bytes(_raw(content))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise refusal(
            "verifying_key",
            "không phải khóa công khai Ed25519 (PEM, hoặc 32 byte base64)",
            "this is not a public Ed25519 key (PEM, or 32 bytes in base64)",
            name,
        )
    return key


def _raw(content: bytes) -> bytes:
    raw = base64.b64decode(content.strip(), validate=True)
    if len(raw) != RAW_BYTES:
        raise ValueError("32 bytes are needed")
    return raw
