"""One door for every file from outside: read within a limit, judged by name and content, cleaned."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from lachan.readers.encodings import decode_text
from lachan.readers.uploads.images import repainted
from lachan.readers.uploads.kinds import (
    IMAGES,
    OFFICE,
    WORDS,
    FileKind,
    foreign_extension,
    is_active_text,
    is_binary,
    kind_by_content,
    kind_by_extension,
)
from lachan.readers.uploads.names import extension, safe_name
from lachan.readers.uploads.office import check_office_file, is_password_protected
from lachan.readers.uploads.refusals import refusal

_MEGABYTE = 1024 * 1024
DEFAULT_MAX_BYTES = 20 * _MEGABYTE
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file that passed: safe `name`, `size` and `sha256` (hex) of `content` (images: as painted anew)."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    content: bytes
    media_type: str


def inspect_upload(
    data: BinaryIO, *, name: str, allow: frozenset[FileKind], max_bytes: int = DEFAULT_MAX_BYTES
) -> InspectedFile:
    """The file in `data` if it is whole, harmless and of a kind in `allow`; else InputError.

    Never reads more than `max_bytes` + 1 bytes. The codes of refusal are those of `refusals.REASONS`, and `not_text`.
    """
    name = safe_name(name)
    claimed = kind_by_extension(extension(name))
    if claimed is None or claimed not in allow:
        raise refusal("kind_not_allowed", name, found=_shown(extension(name)), allowed=_listed(allow))
    content = _read(data, name=name, max_bytes=max_bytes)
    _check_kind(content, claimed, name=name, allow=allow)
    content = _cleaned(content, claimed, name=name)
    digest = hashlib.sha256(content).hexdigest()
    return InspectedFile(name, claimed, len(content), digest, content, claimed.media_type)


def _read(data: BinaryIO, *, name: str, max_bytes: int) -> bytes:
    content = bytearray()
    while len(content) <= max_bytes and (chunk := data.read(min(_CHUNK_BYTES, max_bytes + 1 - len(content)))):
        content += chunk
    if len(content) > max_bytes:
        raise refusal("too_large", name, limit=_size(max_bytes))
    if not content:
        raise refusal("empty", name)
    return bytes(content)


def _check_kind(content: bytes, claimed: FileKind, *, name: str, allow: frozenset[FileKind]) -> None:
    """Name and content must tell of the same kind."""
    if is_password_protected(content):
        raise refusal("encrypted", name)
    seen = kind_by_content(content)
    if seen is claimed:
        return
    if seen is not None:
        raise refusal("extension_mismatch", name, found=_shown(seen.value), allowed=f".{seen.value}")
    if claimed not in WORDS:
        found = _shown(foreign_extension(content).lstrip("."))
        raise refusal("extension_mismatch", name, found=found, allowed=f".{claimed.value}")
    if is_binary(content):
        found = _shown(foreign_extension(content).lstrip("."))
        raise refusal("kind_not_allowed", name, found=found, allowed=_listed(allow))


def _cleaned(content: bytes, kind: FileKind, *, name: str) -> bytes:
    """The content to keep, after the checks of its kind."""
    if kind in IMAGES:
        return repainted(content, kind, name=name)
    if kind in OFFICE:
        check_office_file(content, name=name)
    elif kind is FileKind.PDF:
        from lachan.readers.uploads.pdfs import check_pdf  # its parser takes long to load

        check_pdf(content, name=name)
    else:
        text = decode_text(content, name=name)
        if not text.strip():
            raise refusal("empty", name)
        if is_active_text(text):
            raise refusal("kind_not_allowed", name, found=_shown("html/xml"), allowed="văn bản thuần / plain text")
    return content


def _size(count: int) -> str:
    return f"{count // _MEGABYTE} MB" if count >= _MEGABYTE else f"{max(1, count // 1024)} KB"


def _shown(ending: str) -> str:
    return f" (.{ending})" if ending else ""


def _listed(kinds: frozenset[FileKind]) -> str:
    return ", ".join(sorted(kind.name for kind in kinds))
