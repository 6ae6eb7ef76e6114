"""The bytes of a feed as lines of text, in bounded memory: unpacked, decoded, and refused when they are none."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from lachan.readers.feeds.model import FeedTold, feed_refused

PIECE = 1 << 18
LONGEST_LINE = 4096
_GZIP = b"\x1f\x8b"
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)\b", re.I | re.S)


def pieces_of(raw: BinaryIO, told: FeedTold, *, most: int) -> Iterator[bytes]:
    """The unpacked content in pieces, as UTF-8 without mark; InputError when it is longer than `most` bytes."""
    size = 0
    head = raw.read(2)
    pieces = _unpacked(head, raw, told) if head == _GZIP else _read(head, raw)
    decoder = None
    first = True
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise feed_refused("too_large", told.name)
        if first:
            if _HTML.match(piece[:4096].removeprefix(codecs.BOM_UTF8)):
                raise feed_refused("html", told.name)
            if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                decoder = codecs.getincrementaldecoder("utf-16")()
            piece = piece.removeprefix(codecs.BOM_UTF8)
            first = False
        try:
            yield piece if decoder is None else decoder.decode(piece).encode()
        except UnicodeError:
            raise feed_refused("not_text", told.name) from None
    if first:
        raise feed_refused("empty", told.name)


def lines_of(raw: BinaryIO, told: FeedTold, *, most: int) -> Iterator[str]:
    """The lines, stripped, without empty ones; a line that is too long is counted as refused."""
    rest = b""
    skipping = False
    for piece in pieces_of(raw, told, most=most):
        *whole, rest = (rest + piece).replace(b"\r", b"\n").split(b"\n")
        if skipping and whole:
            whole, skipping = whole[1:], False
        for line in whole:
            yield from _line(line, told)
        if skipping or len(rest) > LONGEST_LINE * 4:
            if not skipping:
                told.refuse(rest[:80].decode("utf-8", "replace"))
            rest, skipping = b"", True
    if not skipping:
        yield from _line(rest, told)


def _line(line: bytes, told: FeedTold) -> Iterator[str]:
    if not line or line.isspace():
        return
    told.lines += 1
    if b"\x00" in line:
        raise feed_refused("not_text", told.name)
    try:
        text = line.decode().strip()  # what is blank as text need not be blank as bytes
    except UnicodeDecodeError:
        raise feed_refused("not_text", told.name) from None
    if text:
        yield text


def _read(head: bytes, raw: BinaryIO) -> Iterator[bytes]:
    piece = head + raw.read(PIECE)
    while piece:
        yield piece
        piece = raw.read(PIECE)


def _unpacked(head: bytes, raw: BinaryIO, told: FeedTold) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=cast(BinaryIO, _Joined(head, raw))) as packed:
            while piece := packed.read(PIECE):
                yield piece
    except (OSError, EOFError, zlib.error):
        raise feed_refused("not_gzip", told.name) from None


class _Joined:
    """A stream of which the first bytes were read already."""

    def __init__(self, head: bytes, raw: BinaryIO) -> None:
        self._head, self._raw = head, raw

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._head:
            piece, self._head = self._head, b""
            return piece + (self._raw.read(size - len(piece)) if size > len(piece) else b"")
        return self._raw.read(size)
