"""Files that strangers send: only harmless ones of the allowed kinds get past, judged by content and name."""

from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

DEFAULT_MAX_BYTES = 20 * 1024 * 1024


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


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file that passed: safe `name`, `size` and `sha256` (hex) of `content` (images: as re-encoded)."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    content: bytes
    media_type: str


def inspect_upload(
    data: BinaryIO, *, name: str, allow: frozenset[FileKind], max_bytes: int = DEFAULT_MAX_BYTES
) -> InspectedFile:
    """The file in `data` if it is whole, harmless and of a kind in `allow`; else InputError."""
    raise NotImplementedError


def safe_name(name: str) -> str:
    """A file name that is safe to show, store and offer: no path, no control or bidi characters."""
    raise NotImplementedError
