"""Looking for what must not be there: a planted text in all its writings, in files, archives and papers."""

import base64
import io
import json
import sqlite3
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lachan.vietnam.text import plain


def writings(text: str) -> Iterator[bytes]:
    """The text as a file may hold it: encodings of Unicode, base64 at each of its three offsets, hex, JSON, address."""
    spoken = {text, text.lower(), text.upper(), plain(text), unicodedata.normalize("NFD", text)}
    for one in spoken:
        for raw in {one.encode("utf-8"), one.encode("utf-16-le"), one.encode("utf-16-be")}:
            yield raw
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            yield from _in_base64(raw)
        yield json.dumps(one)[1:-1].encode()
        yield quote(one).encode()


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What of the base64 of any text with `raw` in it depends on `raw` alone, in both alphabets."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw)
        start, end = (8 * before + 5) // 6, (8 * (before + len(raw))) // 6
        yield coded[start:end]
        yield coded[start:end].translate(bytes.maketrans(b"+/", b"-_"))


class Search:
    """Which of the planted texts stand somewhere, in any writing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.needles = {needle: text for text in texts for needle in writings(text) if len(needle) >= 6}

    def in_bytes(self, content: bytes, where: str) -> set[tuple[str, str]]:
        """(text, place) for all that stands in `content`, and in what is packed inside it."""
        found = {(text, where) for needle, text in self.needles.items() if needle in content}
        for name, inner in _unpacked(content):
            found |= self.in_bytes(inner, f"{where}:{name}")
        return found

    def in_folder(self, folder: Path) -> set[tuple[str, str]]:
        """The same for every file below a folder, and for every value of a SQLite data base.

        `static/` holds copies of the product's own pictures and scripts, and is left out.
        """
        found: set[tuple[str, str]] = set()
        for path in sorted(one for one in folder.rglob("*") if one.is_file() and "static" not in one.parts):
            found |= self.in_bytes(path.read_bytes(), str(path.relative_to(folder)))
            if path.suffix == ".sqlite3":
                found |= self.in_bytes(_all_values(path), f"{path.name} (values)")
        return found


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from ((name, packed.read(name)) for name in packed.namelist())
    elif content.startswith(b"%PDF"):
        try:
            yield "text", "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
        except PyPdfError:
            return
    elif content.startswith((b"\x1f\x8b", b"\x78\x9c")):
        try:
            yield "unpacked", zlib.decompress(content, 47)
        except zlib.error:
            return
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as packed:
            for one in packed:
                file = packed.extractfile(one)
                if file is not None:
                    yield one.name, file.read()


def _all_values(path: Path) -> bytes:
    """Every value of a SQLite data base, whole: on the disk a long one lies in pieces."""
    parts: list[bytes] = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in base.execute(f'SELECT * FROM "{table}"'):
                parts += [one if isinstance(one, bytes) else str(one).encode() for one in row]
    return b"\n".join(parts)
