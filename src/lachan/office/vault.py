"""Personal data in the data base: sealed for reading, blinded for exact search.

A sealed text can be opened only at the place for which it was sealed, so that nobody with the data base alone can
move one row's secret into another row and have the office show it there. A blind value tells equal from unequal and
nothing else; it is made with a key of its own, for a column, so that two columns cannot be compared with each other.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotNow

NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: 96 random bits for each message under one key
ID_LENGTH = 8


class SealBroken(Exception):
    """A sealed text that was changed, belongs to another place, or was sealed with a key that is not here."""


def key_ring(lines: str) -> dict[str, str]:
    """The keys of a key file, one a line, the newest last: {key id: key}. The id is taken from the key itself.

    A new key is added as the last line; the older ones stay for what they have sealed.
    """
    keys = [line.strip() for line in lines.splitlines() if line.strip()]
    return {hashlib.sha256(b"vault key id:" + key.encode()).hexdigest()[:ID_LENGTH]: key for key in keys}


def place_of(model: str, field: str, row: object) -> str:
    """The place of one field of one row: `place_of("cases.Subject", "sealed", 7)` is "cases.Subject.sealed:7"."""
    return f"{model}.{field}:{row}"


def seal(text: str, *, place: str) -> str:
    """`text` encrypted for `place` (AES-256-GCM) with the newest key: "<key id>.<base64 of nonce and cipher text>"."""
    key_id = next(reversed(settings.VAULT_KEYS))
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(_key(key_id)).encrypt(nonce, text.encode(), _bound(key_id, place))
    return f"{key_id}.{base64.urlsafe_b64encode(nonce + body).decode()}"


def open_sealed(sealed: str, *, place: str) -> str:
    """The text that was sealed for `place`; `SealBroken` when it cannot be that text any more."""
    key_id, _point, encoded = sealed.partition(".")
    if key_id not in settings.VAULT_KEYS:
        raise SealBroken(f"{place}: the key {key_id[:ID_LENGTH]!r} is not in the key file")
    try:
        raw = base64.b64decode(encoded, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode() != encoded:  # spare bits of the last character
            raise ValueError
        return AESGCM(_key(key_id)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(key_id, place)).decode()
    except (InvalidTag, ValueError):
        raise SealBroken(f"{place}: the sealed text was changed, or belongs to another place") from None


def open_for_reading(sealed: str, *, place: str) -> str:
    """The same for somebody who reads: "" stays "", and what does not open is refused with a sentence (NotNow)."""
    try:
        return open_sealed(sealed, place=place) if sealed else ""
    except SealBroken:
        raise NotNow(
            "seal_broken",
            _("Dữ liệu mã hóa không mở được: đã bị thay đổi hoặc thiếu khóa. Xin báo quản trị viên."),
        ) from None


def needs_new_seal(sealed: str) -> bool:
    """Whether the text was sealed with another key than the newest."""
    return sealed.partition(".")[0] != next(reversed(settings.VAULT_KEYS))


def blind(value: str, *, column: str) -> str:
    """The search value of `value` in `column`: equal for equal values, 64 hex digits that tell nothing else.

    The caller brings the value into its one usual writing first ("+84501234567", never "050 123 45 67").
    """
    message = _joined([column, value])
    return hmac.new(settings.VAULT_BLIND_KEY.encode(), message, hashlib.sha256).hexdigest()


def _key(key_id: str) -> bytes:
    return hashlib.sha256(b"vault:" + settings.VAULT_KEYS[key_id].encode()).digest()


def _bound(key_id: str, place: str) -> bytes:
    return _joined(["lachan vault 1", key_id, place])


def _joined(parts: Iterable[str]) -> bytes:
    """The parts with their lengths, so that no two lists of parts give the same bytes."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
