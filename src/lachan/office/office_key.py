"""The key with which the office signs what others' tools go by: request files, and lists of protected numbers."""

import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def office_key() -> Ed25519PrivateKey:
    """The office's signing key; each kind of file has its own words before what is signed."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"requests:" + settings.REQUESTS_KEY.encode()).digest())


def office_public_key() -> str:
    """Its public half in base64, for the operators' tools."""
    return written(office_key().public_key())


def written(key: Ed25519PublicKey) -> str:
    """A public key as it is stored and shown: 32 bytes in base64."""
    return b64encode(key.public_bytes_raw()).decode()
