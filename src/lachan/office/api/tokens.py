"""What a key looks like: `lachan_<16 characters>_<secret>`. The office keeps the first part and a hash of the secret.

The secret is 256 random bits. Nobody can try them all, so a plain SHA-256 keeps it as safe as a slow password hash
would, without making each of many calls slow; and one found in a data base that leaked opens nothing.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

SECRET_BYTES = 32
_WRITTEN = re.compile(r"lachan_(?P<prefix>[0-9a-f]{16})_(?P<secret>[A-Za-z0-9_-]{43})")
_NOBODYS = hashlib.sha256(secrets.token_bytes(SECRET_BYTES)).hexdigest()


@dataclass(frozen=True)
class Token:
    """A key as its holder has it."""

    prefix: str
    secret: str

    @property
    def secret_hash(self) -> str:
        """What is kept of the secret."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def __str__(self) -> str:
        return f"lachan_{self.prefix}_{self.secret}"


def new_token() -> Token:
    """A new key."""
    return Token(secrets.token_hex(8), secrets.token_urlsafe(SECRET_BYTES))


def read_token(text: str) -> Token | None:
    """The key that is written in `text`, which must be nothing else; None when it is none."""
    found = _WRITTEN.fullmatch(text)
    return Token(found["prefix"], found["secret"]) if found else None


def tokens_within(text: str) -> list[Token]:
    """The keys that stand somewhere in `text`, for example in an address."""
    return [Token(one["prefix"], one["secret"]) for one in _WRITTEN.finditer(text)]


def is_secret_of(token: Token, secret_hash: str | None) -> bool:
    """Whether the secret is the one that was hashed; takes as long when there is no such key (None)."""
    same = hmac.compare_digest(token.secret_hash, secret_hash or _NOBODYS)
    return same and secret_hash is not None
