"""The signed head of each day: what the trail was on that day, kept as a file outside the data base.

Whoever has the data base and even the key of the row macs can write the whole table anew, but not so that it agrees
with a head that was copied or printed before. A head says: on this day the trail had this many rows, and the last
one had this hash; signed with Ed25519, whose public key is beside the files. The signing key lies on this machine
too, so the files alone hold against the data base only; against the machine hold copies kept elsewhere.
"""

import hashlib
import json
import os
import threading
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone

from lachan.office.trail import chain
from lachan.office.trail.models import Head

PUBLIC_KEY = "public-key.pem"


class SealBrokenError(Exception):
    """The end of the trail does not bear the office's seal: no head is signed on it."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The end of the trail at a moment: number and hash of the last row, signed (base64)."""

    day: str
    number: int
    hash: str
    at: str
    signature: str = ""

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return f"lachan trail head\n{self.day}\n{self.number}\n{self.hash}\n{self.at}\n".encode()

    def as_json(self) -> str:
        """The head as its file holds it, one value a line, to be printed."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A file of the folder with the head in it; None when the file is no head, or its signature is not genuine."""

    name: str
    head: SignedHead | None


def signing_key() -> Ed25519PrivateKey:
    """The office's key for heads, derived from its secret `trail_heads`."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(settings.TRAIL_HEADS_KEY.encode()).digest())


def public_key() -> bytes:
    """The public half as PEM, which `openssl pkey -pubin` reads too."""
    return signing_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(*, number: int, last_hash: str, now: datetime) -> SignedHead:
    """A signed head for the day in Vietnam that `now` falls on."""
    bare = SignedHead(timezone.localtime(now).date().isoformat(), number, last_hash, chain.moment(now))
    signature = b64encode(signing_key().sign(bare.message)).decode()
    return SignedHead(bare.day, bare.number, bare.hash, bare.at, signature)


def head_now(now: datetime) -> SignedHead | None:
    """The end of the trail as it is, signed; None while there is no row. SealBrokenError when the end was changed."""
    end = Head.objects.filter(id=1).first()
    if end is None or end.number == 0:
        return None
    if end.seal != chain.seal(settings.TRAIL_KEY, end.number, end.hash):
        raise SealBrokenError("the end of the trail does not bear its seal; no head was signed")
    return sign(number=end.number, last_hash=end.hash, now=now)


def keep_head(now: datetime) -> Path | None:
    """Write today's head unless it is there; a file is never written over. The path of a new file, else None."""
    folder = settings.TRAIL_HEADS
    path = folder / f"{timezone.localtime(now).date().isoformat()}.json"
    if path.exists():
        return None
    head = head_now(now)
    if head is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    write_once(folder / PUBLIC_KEY, public_key())
    return path if write_once(path, head.as_json().encode()) else None


def kept_heads() -> Iterator[KeptHead]:
    """Every head in the folder, by day."""
    key = signing_key().public_key()
    for path in sorted(settings.TRAIL_HEADS.glob("[0-9]*.json")):
        yield KeptHead(path.name, _read(path, key))


def _read(path: Path, key: Ed25519PublicKey) -> SignedHead | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        head = SignedHead(**{field.name: values[field.name] for field in fields(SignedHead)})
        key.verify(b64decode(head.signature, validate=True), head.message)
    except (OSError, ValueError, KeyError, TypeError, Base64Error, InvalidSignature):
        return None
    return head if isinstance(head.number, int) and f"{head.day}.json" == path.name else None


def write_once(path: Path, content: bytes) -> bool:
    """Write a new file whole or not at all; False when there is one already, which then stays as it is."""
    partial = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        return False
    finally:
        partial.unlink()
    return True
