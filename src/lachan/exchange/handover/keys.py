"""Keys of the hand-over: Ed25519 for who signs, age (X25519) for who reads.

Sources: RFC 8032 (Ed25519), age-encryption.org/v1.
"""

import hashlib
from enum import StrEnum

import pyrage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lachan.readers.canonical import refusal
from lachan.readers.signing_keys import MOST_KEY_BYTES

GROUP = 4
FINGERPRINT_DIGITS = 32  # 128 bits: nobody makes a second key with the same fingerprint, and two people can read it out
IDENTITY_START = "AGE-SECRET-KEY-1"


class KeyKind(StrEnum):
    """What a key is for."""

    SIGN = "sign"
    AGE = "age"


def fingerprint(age_public_key: str) -> str:
    """The fingerprint of an age public key: eight groups of four hexadecimal digits, as people compare them.

    `InputError` when it is not such a key.
    """
    digits = hashlib.sha256(b"lachan age key:" + age_public_key.encode()).hexdigest()[:FINGERPRINT_DIGITS]
    recipient(age_public_key)
    return _grouped(digits)


def signer_fingerprint(key: Ed25519PublicKey) -> str:
    """The fingerprint of a signing key, in the same shape."""
    return _grouped(hashlib.sha256(b"lachan signing key:" + key.public_bytes_raw()).hexdigest()[:FINGERPRINT_DIGITS])


def identity_fingerprint(identity: str) -> str:
    """The fingerprint of the public half of a secret age key."""
    return fingerprint(str(_identity(identity).to_public()))


def recipient(age_public_key: str) -> "pyrage.x25519.Recipient":
    """The age recipient; `InputError` when the text is no such key in its usual spelling."""
    try:
        found = pyrage.x25519.Recipient.from_str(age_public_key)
    except pyrage.RecipientError:
        found = None
    if found is None or str(found) != age_public_key:  # one spelling only: upper case is the same key to age
        raise refusal(
            "age_key", "không phải khóa công khai age (age1…)", "this is not an age public key (age1…)"
        ) from None
    return found


def new_signing_key() -> tuple[bytes, bytes]:
    """A new Ed25519 key: private and public half, PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def new_identity() -> tuple[bytes, bytes]:
    """A new age key: the file that age's own tools read too, and the public half."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return f"# public key: {public}\n{identity}\n".encode(), f"{public}\n".encode()


def read_identity(content: bytes, *, name: str = "") -> str:
    """The one secret age key of an identity file (lines with # are remarks)."""
    lines = [line.strip() for line in content[:MOST_KEY_BYTES].decode("utf-8", "replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1 or not keys[0].startswith(IDENTITY_START):
        raise _bad_identity(name)
    _identity(keys[0], name=name)
    return keys[0]


def _identity(text: str, *, name: str = "") -> "pyrage.x25519.Identity":
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise _bad_identity(name) from None


def _bad_identity(name: str) -> Exception:
    return refusal(
        "identity",
        "không phải tệp khóa bí mật age: cần đúng một dòng AGE-SECRET-KEY-1…",
        "this is not an age identity file: exactly one line AGE-SECRET-KEY-1… is needed",
        name,
    )


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))
