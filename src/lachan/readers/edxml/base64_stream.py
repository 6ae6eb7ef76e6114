"""Base64 that comes in pieces of any size: hashed and counted, and held only up to a limit."""

import base64
import binascii
import hashlib
import re

_OTHER = re.compile(r"[^A-Za-z0-9+/]")
_PIECE = 64 * 1024


class Base64Stream:
    """Takes text, gives `size` and `sha256` of the bytes; `content` while they are not more than `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._hash = hashlib.sha256()
        self._rest: list[str] = []
        self._rest_size = 0
        self._padded = 0
        self._held: bytearray | None = bytearray()
        self.head = b""
        self.size = 0
        self.characters = 0
        self.dirty = 0
        self.cut = False

    def feed(self, text: str) -> None:
        """The next characters of the text."""
        self._rest.append(text)
        self._rest_size += len(text)
        if self._rest_size >= _PIECE:
            self._work(final=False)

    def close(self) -> None:
        """No more comes."""
        self._work(final=True)

    @property
    def content(self) -> bytes | None:
        """All bytes; None when they are more than the limit."""
        return None if self._held is None else bytes(self._held)

    @property
    def sha256(self) -> str:
        """Of all bytes, in hex."""
        return self._hash.hexdigest()

    def _work(self, *, final: bool) -> None:
        text = "".join("".join(self._rest).split()).replace("-", "+").replace("_", "/")
        self._padded += text.count("=")
        bare = _OTHER.sub("", text)
        self.dirty += len(text) - len(bare) - text.count("=")
        whole = len(bare) - len(bare) % 4
        self.characters += whole
        self._take(base64.b64decode(bare[:whole]))
        self._rest, self._rest_size = ([bare[whole:]], len(bare) - whole) if whole < len(bare) else ([], 0)
        if final and self._rest_size:
            last = self._rest[0]
            self.characters += len(last)
            # four characters are three bytes: one left over is none, and without its "=" the text broke off
            self.cut = len(last) == 1 or self._padded < 4 - len(last)
            if len(last) > 1:
                try:
                    self._take(base64.b64decode(last + "=" * (4 - len(last))))
                except binascii.Error:
                    self.cut = True
            self._rest, self._rest_size = [], 0

    def _take(self, piece: bytes) -> None:
        self.size += len(piece)
        self._hash.update(piece)
        if len(self.head) < 4096:
            self.head += piece[: 4096 - len(self.head)]
        if self._held is not None:
            if self.size > self._limit:
                self._held = None
            else:
                self._held += piece
