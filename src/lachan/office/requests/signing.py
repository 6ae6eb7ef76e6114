"""The public keys of operators in one writing."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import get_language

from lachan.exchange.handover import read_verifying_key
from lachan.exchange.handover.keys import signer_fingerprint
from lachan.office.refusals import NotRight
from lachan.readers.errors import InputError


def operator_public_key(text: str) -> Ed25519PublicKey:
    """The key from base64 or PEM; NotRight when it is none."""
    try:
        return read_verifying_key(text.strip().encode())
    except InputError as no:
        raise NotRight("key_not_well_formed", no.message(get_language() or "vi"), field="public_key") from no


def operator_fingerprint(key: Ed25519PublicKey) -> str:
    """The fingerprint as the operator's tool shows it."""
    return signer_fingerprint(key)
