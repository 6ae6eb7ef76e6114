"""Codes that stand for what may name people: the same in every bundle of one operator, and nobody else's to make."""

import hashlib
import hmac

_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # no row of digits, so that the result is a good code itself
_LENGTH = 12


def keyed_code(text: str, secret: bytes) -> str:
    """A code for `text` that is always the same and that only who knows `secret` can make."""
    digest = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]
    return f"x-{digest.translate(_LETTERS)}"
