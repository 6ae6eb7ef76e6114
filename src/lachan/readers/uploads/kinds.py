"""The closed list of kinds of files, and how a file's content shows its kind."""

import io
import struct
import zipfile
import zlib
from enum import Enum

import puremagic


class FileKind(Enum):
    """A kind of file that can be let in; `value` is its usual extension."""

    TEXT = "txt"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        """The content type to serve the file with."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileKind.TEXT: "text/plain",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}

BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
)
"""What the standard library raises for archives that are broken in one way or another."""

OFFICE = frozenset({FileKind.DOCX, FileKind.XLSX})
IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
WORDS = frozenset({FileKind.TEXT, FileKind.CSV})

_EXTENSIONS = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPEG, "tsv": FileKind.CSV}
_MAIN_PARTS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}

# Markup runs in a browser and RTF in a word processor, though both are text
_ACTIVE_TEXT = ("<!doctype", "<html", "<head", "<body", "<svg", "<script", "<?xml", "<?php", "{\\rtf")
_TEXT_START = 1024


def kind_by_extension(extension: str) -> FileKind | None:
    """The kind that a file name's extension claims."""
    return _EXTENSIONS.get(extension)


def kind_by_content(content: bytes) -> FileKind | None:
    """The kind that the first bytes (and the parts of an office file) show; None for text and the unknown."""
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return None


def is_active_text(text: str) -> bool:
    """Whether `text` is HTML, SVG, XML, RTF or a script page rather than plain words."""
    return text[:_TEXT_START].lstrip("\ufeff \t\r\n").lower().startswith(_ACTIVE_TEXT)


def foreign_extension(content: bytes) -> str:
    """The extension that fits content of a kind outside the list (".exe"), "" when unknown: for messages only."""
    try:
        matches = puremagic.magic_string(content[:8192])
    except (puremagic.PureError, ValueError):
        return ""
    return str(matches[0].extension) if matches else ""


def is_binary(content: bytes) -> bool:
    """Whether a known signature of another kind stands at the start of what claims to be text."""
    return content.startswith((b"MZ", b"\x7fELF", b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"GIF8", b"\xff\xd8\xff"))


def _office_kind(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (*BROKEN_ARCHIVE, ValueError):
        return None
    kinds = [kind for part, kind in _MAIN_PARTS.items() if part in names]
    return kinds[0] if len(kinds) == 1 and "[Content_Types].xml" in names else None
