"""PDF files: whole, open, of a bounded length, and without anything that runs or hides another file."""

import io
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from lachan.readers.uploads.refusals import refusal

MAX_PAGES = 300

_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie"})
_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMedia"})
_SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D"})


def check_pdf(content: bytes, *, name: str) -> None:
    """Refuse a PDF that is broken, encrypted, too long, disguised, or holds active content or attachments."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise refusal("active_content", name, found="ZIP")
    try:
        reader = PdfReader(io.BytesIO(content))
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        found = "" if encrypted else next(_active(reader), "")
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", name) from problem
    if encrypted:
        raise refusal("encrypted", name)
    if pages == 0:
        raise refusal("broken", name)
    if pages > MAX_PAGES:
        raise refusal("too_many_pages", name, limit=str(MAX_PAGES))
    if found:
        raise refusal("active_content", name, found=found)


def _active(reader: PdfReader) -> Iterator[str]:
    """Names of what is active, from every object that the file's index lists, reachable from a page or not."""
    numbers = {number for entries in reader.xref.values() for number in entries} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield from _active_in(reader.get_object(number))


def _active_in(root: PdfObject | None) -> Iterator[str]:
    """The same for one object with what stands directly inside it (references are objects of their own)."""
    waiting: list[object] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            yield from (key.lstrip("/") for key in item if key in _KEYS)
            if item.get("/S") in _ACTIONS:
                yield str(item["/S"]).lstrip("/")
            if item.get("/Subtype") in _SUBTYPES and "/Rect" in item:
                yield str(item["/Subtype"]).lstrip("/")
            waiting.extend(dict.values(item))
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__iter__(item))
