"""What a message may come wrapped in: a zip with its attachments beside it, or the parts of a MIME message."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from pathlib import Path
from typing import BinaryIO

from lachan.readers.edxml.attachments import MAX_EACH, MAX_TOGETHER
from lachan.readers.uploads.kinds import BROKEN_ARCHIVE
from lachan.readers.uploads.names import safe_name

MAX_WRAPPED = 150 * 1024 * 1024
"""Wrapped messages must be held whole; a bare one need not."""

_MAX_ENTRIES = 200
_MAX_RATIO = 200
_MAIL_START = re.compile(rb"(?i)\s{0,64}(--[^\r\n<>]{1,200}\r?\n(?:content-|mime-)|(?:mime-version|content-type)\s*:)")
_XML_START = re.compile(rb"(?s)[^<]{0,2048}<(?:\?xml|[A-Za-z_])")

Open = Callable[[], BinaryIO]
Say = Callable[..., None]


@dataclass(slots=True)
class Unwrapped:
    """The message itself, and the files beside it by name and content id (small letters)."""

    open: Open
    neighbours: dict[str, bytes] = field(default_factory=dict)


def unwrapped(source: Open, size: int) -> Unwrapped:
    """Take the message out of its wrapping, if it has one."""
    with source() as file:
        head = file.read(4096)
    if size > MAX_WRAPPED:
        return Unwrapped(source)
    if head.startswith(b"PK\x03\x04"):
        with source() as file:
            return _from_zip(file.read(MAX_WRAPPED)) or Unwrapped(source)
    if _MAIL_START.match(head):
        with source() as file:
            return _from_mail(file.read(MAX_WRAPPED)) or Unwrapped(source)
    return Unwrapped(source)


def looks_like_xml(head: bytes) -> bool:
    """Whether an element or a declaration stands near the start."""
    return _XML_START.match(head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")) is not None


def wraps_message(path: Path) -> bool:
    """Whether the file is a zip that holds an edXML file, or a MIME message."""
    with path.open("rb") as file:
        head = file.read(4096)
    if _MAIL_START.match(head):
        return True
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_is_message(one.filename) for one in archive.infolist()[:_MAX_ENTRIES])
    except (*BROKEN_ARCHIVE, ValueError):
        return False


def _is_message(name: str) -> bool:
    return name.lower().endswith(".edxml") or ("/" not in name and name.lower() in ("edoc.xml", "envelope.xml"))


def _from_zip(content: bytes) -> Unwrapped | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist()[:_MAX_ENTRIES] if not one.is_dir()]
            message = next((one for one in entries if _is_message(one.filename)), None)
            if message is None or message.file_size > MAX_TOGETHER:
                return None
            text = archive.read(message)
            beside = dict(_entries(archive, [one for one in entries if one is not message]))
    except (*BROKEN_ARCHIVE, ValueError):
        return None
    return Unwrapped(lambda: io.BytesIO(text), beside)


def _entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = MAX_TOGETHER
    for one in entries:
        bomb = one.file_size > _MAX_RATIO * max(one.compress_size, 1024)
        if bomb or one.file_size > min(MAX_EACH, left):
            continue
        content = archive.read(one)
        left -= len(content)
        yield safe_name(one.filename).lower(), content


def _from_mail(content: bytes) -> Unwrapped | None:
    """MTOM and SOAP with attachments: the first part that is XML is the message, the others go by their ids."""
    start = content.lstrip()
    if start.startswith(b"--"):  # the headers that name the boundary stayed in the transport
        boundary = start[2:].split(b"\n", 1)[0].strip().decode("latin-1")
        start = f'Content-Type: multipart/related; boundary="{boundary}"\r\n\r\n'.encode("latin-1") + start
    message: bytes | None = None
    beside: dict[str, bytes] = {}
    for part in message_from_bytes(start).walk():
        if part.is_multipart():
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        if message is None and looks_like_xml(body[:4096]) and "html" not in part.get_content_type():
            message = body
            continue
        beside |= {key: body for key in _keys(part) if len(body) <= MAX_EACH}
    if message is None:
        return None
    found = message
    return Unwrapped(lambda: io.BytesIO(found), beside)


def _keys(part: Mail) -> Iterator[str]:
    if content_id := str(part.get("Content-ID", "")).strip().strip("<>").removeprefix("cid:").lower():
        yield content_id
    if name := part.get_filename():
        yield safe_name(name).lower()
