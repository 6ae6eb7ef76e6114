"""The office's own signature under request files, and the public keys of operators in one writing."""

import hashlib
from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import get_language

from lachan.exchange.handover import read_verifying_key
from lachan.exchange.handover.keys import signer_fingerprint
from lachan.office.refusals import NotRight
from lachan.readers.errors import InputError


def office_key() -> Ed25519PrivateKey:
    """The key with which the office signs request files, so that an operator's tool trusts them."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"requests:" + settings.REQUESTS_KEY.encode()).digest())


def office_public_key() -> str:
    """The office's public key in base64, for the operators' tools."""
    return written(office_key().public_key())


def operator_public_key(text: str) -> Ed25519PublicKey:
    """The key from base64 or PEM; NotRight when it is none."""
    try:
        return read_verifying_key(text.strip().encode())
    except InputError as no:
        raise NotRight("key_not_well_formed", no.message(get_language() or "vi"), field="public_key") from no


def written(key: Ed25519PublicKey) -> str:
    """The key as it is stored: 32 bytes in base64."""
    return b64encode(key.public_bytes_raw()).decode()


def operator_fingerprint(key: Ed25519PublicKey) -> str:
    """The fingerprint as the operator's tool shows it."""
    return signer_fingerprint(key)
