"""Bytes of an exported text file as UTF-8, block by block: decoded, measured and marked where they are not what the
rest of the file is.

A line in another encoding than the file's cannot be read with certainty. Its letters become U+FFFD, so that the row
is told apart and rejected, whatever else is in it.
"""

import codecs
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import BinaryIO, Literal

from lachan.readers.exports.refusals import refused

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be", "cp1258"]
MARK = "\ufffd"
LONGEST_ROW = 4 << 20
_BLOCK = 4 << 20
_SAMPLE = 1 << 20
_BOMS: tuple[tuple[bytes, Encoding], ...] = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_TCVN3 = frozenset("\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9\u00bb\u00bc\u00bd\u00be\u00a8\u00a9\u00ac\u00ad")
"""How letters of the old font TCVN3 (ABC) look elsewhere; inside a word no other text has them."""
_VNI = re.compile("[aeiouyöôAEIOUYÖÔ]([øûïäåëüØÛÏÄÅËÜ])|[aeAE]([âêáàãéèÂÊÁÀÃÉÈ])")
"""The same for VNI, where the mark is a letter of its own behind the vowel."""
_SUSPICIOUS = 0.1


def encoding_of(path: Path) -> Encoding:
    """The encoding of most of the file, from its beginning, middle and end.

    InputError: `not_a_table` for what is no text, `legacy_font` for text in the fonts TCVN3 or VNI.
    """
    samples = _samples(path)
    for bom, encoding in _BOMS:
        if samples[0].startswith(bom):
            return encoding
    wide = _wide_encoding(samples[0][:4000])
    if wide:
        return wide
    _refuse_binary(samples[0], path.name)
    lines = [line for sample in samples for line in sample.splitlines() if not line.isascii()]
    valid = sum(1 for line in lines if _is_utf8(line))
    most: Encoding = "utf-8" if 2 * valid >= len(lines) else "cp1258"
    _refuse_old_fonts(lines, most, path.name)
    return most


def _wide_encoding(start: bytes) -> Encoding | None:
    """UTF-16 without its mark: every second byte of Latin letters is 0, and hardly any other."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 10 < len(start) or min(even, odd) * 50 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _samples(path: Path) -> list[bytes]:
    """Whole lines of the beginning, the middle and the end."""
    size = path.stat().st_size
    with path.open("rb") as file:
        samples = [file.read(_SAMPLE)]
        for at in (size // 2, size - _SAMPLE):
            if at >= _SAMPLE:
                file.seek(at)
                samples.append(file.read(_SAMPLE).partition(b"\n")[2])
    whole = [sample.rpartition(b"\n")[0] or sample for sample in samples]
    return [samples[0] if size <= _SAMPLE else whole[0], *whole[1:]]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(sample: bytes, name: str) -> None:
    controls = sum(count for byte, count in Counter(sample[:65536]).items() if byte < 9 or 14 <= byte < 32)
    if controls > len(sample[:65536]) // 100:
        raise refused(
            "not_a_table",
            name,
            "không phải bảng CSV, XLSX hay Parquet; hãy xuất lại ở một trong ba dạng này",
            "is no table in CSV, XLSX or Parquet; export it in one of the three",
        )


def _refuse_old_fonts(lines: list[bytes], encoding: Encoding, name: str) -> None:
    """Text of a font with its own codes reads as nonsense, and no reader could tell capitals: better none than that."""
    text = "\n".join(line.decode("utf-8" if encoding == "utf-8" else "cp1252", "ignore") for line in lines[:20_000])
    special = [letter for letter in text if not letter.isascii() and letter != "\u00a0"]
    if len(special) < 5:
        return
    marks = {
        "TCVN3 (ABC)": [letter for letter in special if letter in _TCVN3],
        "VNI": [first or second for first, second in _VNI.findall(text)],
    }
    for font, found in marks.items():
        # a foreign letter that comes again and again is a name, not a font
        if len(found) > _SUSPICIOUS * len(special) and len(set(found)) >= 3:
            raise refused(
                "legacy_font",
                name,
                f"chữ viết bằng bảng mã cũ {font}; hãy chuyển sang Unicode (như bằng UniKey) rồi xuất lại",
                f"is written in the old font encoding {font}; convert it to Unicode (UniKey does it) and export again",
            )


class TextStream:
    """The file from behind its header on, as a readable stream of UTF-8.

    `digest` is the SHA-256 of all bytes once read to the end; `marked` says that some cell so far holds U+FFFD.
    """

    def __init__(self, path: Path, encoding: Encoding, *, skip_lines: int = 0) -> None:
        self._file: BinaryIO = path.open("rb")
        self._encoding = encoding
        self._hash = hashlib.sha256()
        self._wide = codecs.getincrementaldecoder(encoding)("replace") if encoding.startswith("utf-16") else None
        self._skip = skip_lines
        self._rest = b""
        self._ready = memoryview(b"")
        self._first = True
        self.name = path.name
        self.marked = False
        self.bytes_read = 0
        self.closed = False

    @property
    def digest(self) -> str:
        """Hexadecimal SHA-256 of what was read."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        """As a file says it."""
        return True

    def close(self) -> None:
        """Close the file; closing twice is no harm."""
        self._file.close()
        self.closed = True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all for -1, none at the end."""
        if size < 0:
            parts = []
            while part := self.read(_BLOCK):
                parts.append(part)
            return b"".join(parts)
        while not self._ready:
            block = self._next()
            if block is None:
                return b""
            self._ready = memoryview(block)
        taken, self._ready = self._ready[:size], self._ready[size:]
        return bytes(taken)

    def _next(self) -> bytes | None:
        """The next lines as UTF-8, perhaps none yet; None at the end."""
        raw = self._file.read(_BLOCK)
        self._hash.update(raw)
        self.bytes_read += len(raw)
        if self._first:
            self._first = False
            bom = next((bom for bom, encoding in _BOMS if encoding == self._encoding and raw.startswith(bom)), b"")
            raw = raw[len(bom) :]
        if self._wide:
            text = self._wide.decode(raw, final=not raw)
            return self._skipped(self._checked(text.encode("utf-8", "replace"))) if raw or text else None
        if not raw:
            last, self._rest = self._rest, b""
            return self._skipped(self._decoded(last)) if last else None
        block = self._rest + raw
        cut = block.rfind(b"\n") + 1 or (block.rfind(b"\r") + 1)
        if not cut and len(block) > 4 * LONGEST_ROW:
            cut = len(block)
        self._rest = block[cut:]
        return self._skipped(self._decoded(block[:cut]))

    def _decoded(self, lines: bytes) -> bytes:
        if self._encoding == "utf-8":
            if not lines.isascii() and not _is_utf8(lines):
                lines = b"".join(line if _is_utf8(line) else _marked(line) for line in lines.splitlines(keepends=True))
        elif not lines.isascii():
            lines = b"".join(line if line.isascii() else _from_1258(line) for line in lines.splitlines(keepends=True))
        return self._checked(lines)

    def _checked(self, lines: bytes) -> bytes:
        if b"\0" in lines:
            lines = lines.replace(b"\0", MARK.encode())
        self.marked = self.marked or MARK.encode() in lines
        if b"\r" in lines and b"\n" not in lines:
            lines = lines.replace(b"\r", b"\n")
        return lines

    def _skipped(self, lines: bytes) -> bytes:
        while self._skip and lines:
            _, found, lines = lines.partition(b"\n")
            self._skip -= bool(found)
        return lines


def _marked(line: bytes) -> bytes:
    return line.decode("ascii", "replace").encode("utf-8")


def _from_1258(line: bytes) -> bytes:
    """A line of windows-1258; one of UTF-8 among them is not the file's own."""
    if _is_utf8(line):
        return _marked(line)
    return line.decode("cp1258", "replace").encode("utf-8")
