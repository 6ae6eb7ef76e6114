"""The bytes of a message as text: right encoding, no junk before the XML, no DOCTYPE, no forbidden characters."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import BinaryIO

_PIECE = 64 * 1024
_HEAD = 256 * 1024
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,300}?\?>", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcBC]|1[0-9a-fA-F]|[eE]|[fF]));")
_SAME = {"utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"}
_KNOWN = frozenset({"cp1258", "cp1252", "iso8859-1", "utf-16", "utf-16-le", "utf-16-be"})

Say = Callable[..., None]


def texts(file: BinaryIO, say: Say) -> Iterator[str]:
    """The text from the first declaration or element on, in pieces; `say(code, found)` hears what was odd."""
    head = file.read(_HEAD)
    encoding = _encoding(head, say)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    started = False
    piece = head
    while piece:
        text = decoder.decode(piece)
        if encoding == "cp1258":  # it keeps tone marks apart from their letters
            text = unicodedata.normalize("NFC", text)
        if "\ufffd" in text:
            say("bad_characters")
        if not started:
            text, started = _from_root(text, say), True
        yield _clean(text, say)
        piece = file.read(_PIECE)
    yield _clean(decoder.decode(b"", final=True), say)


def _clean(text: str, say: Say) -> str:
    clean, count = _FORBIDDEN.subn("", text)
    clean, references = _FORBIDDEN_REFERENCE.subn("", clean)
    if count or references:
        say("bad_characters")
    return clean


def _from_root(text: str, say: Say) -> str:
    """Cut away what stands before the XML, its declaration and DOCTYPE."""
    first = _DECLARATION.search(text)
    root = _ELEMENT.search(text)
    start = min(found.start() for found in (first, root) if found) if first or root else 0
    before = text[:start].strip("\ufeff")
    if before and ((first and first.start() == start) or before.strip()):
        say("junk_before_xml", before)
    text = _DECLARATION.sub("", text[start:])
    root = _ELEMENT.search(text)
    doctype = _DOCTYPE.search(text)
    if doctype and (root is None or doctype.start() <= root.start()):
        say("dtd", doctype.group())
        text = text[: doctype.start()] + text[doctype.end() :]
    return text


def _encoding(head: bytes, say: Say) -> str:
    """By its mark, then by what the bytes are; the declaration is believed last."""
    found = _DECLARED.search(head.replace(b"\x00", b"")[:4096])
    declared = found[1].decode().lower() if found else ""
    declared = _SAME.get(declared, declared)
    seen = _seen(head, declared)
    family = "utf-16" if declared.startswith("utf-16") else declared
    if declared and family != seen and not (seen.startswith("utf-16") and family == "utf-16"):
        say("wrong_encoding", declared)
    return "utf-8-sig" if seen == "utf-8" else seen


def _seen(head: bytes, declared: str) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    for name, zeros in (("utf-16-le", head[1:64:2]), ("utf-16-be", head[0:64:2])):
        if len(zeros) > 4 and zeros.count(0) > 0.8 * len(zeros):
            return name
    text = head.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # a few broken places among sound Vietnamese are damage, many are another code page
    if not broken or sum(not c.isascii() for c in text) > 3 * broken:
        return "utf-8"
    return _codec(declared) or "cp1258"


def _codec(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return name if name in _KNOWN and not name.startswith("utf-16") else ""
