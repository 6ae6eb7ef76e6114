"""XML as it comes from strangers' programs, turned into elements without trusting any of it.

Prefixes need no declaration, no DTD is looked at, no entity is opened but the five of XML; long base64 goes through in
pieces. What breaks off leaves the elements before it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from lachan.readers.edxml.base64_stream import Base64Stream
from lachan.readers.edxml.characters import texts
from lachan.readers.edxml.doubts import doubt
from lachan.readers.edxml.model import Doubt

MAX_DEPTH = 64
MAX_ELEMENTS = 20_000
MAX_TEXT = 100_000
MAX_ATTRIBUTE = 4_096
MAX_TOKEN_BYTES = 8 * 1024 * 1024
"""A tag or a comment longer than this is no message."""

_RECOVER_MAX_CHARACTERS = 32 * 1024 * 1024
_STREAM_FROM = 4_096
_CUT_OFF = (
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
)
_FILES = frozenset({"attachment", "attachmentencoded", "attachments", "edxmlattachments", "file", "document"})
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_HEADER = re.compile(r"<(?:\w+:)?(?:edXMLHeader|MessageHeader|Status)[\s>]", re.IGNORECASE)
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")

Open = Callable[[], BinaryIO]


@dataclass(slots=True)
class Element:
    """An element by its local name; `stream` holds what was too long to be text."""

    name: str
    prefix: str
    uri: str
    attributes: dict[str, str]
    children: "list[Element]" = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    stream: Base64Stream | None = None

    @property
    def text(self) -> str:
        """Its own words, without white space around them."""
        return "".join(self.pieces).strip()


@dataclass(slots=True)
class Parsed:
    """The root (None when there is no element at all), and what was wrong on the way."""

    root: Element | None
    doubts: list[Doubt]
    well_formed: bool


class _Stop(Exception):
    """A limit was reached."""


class _Builder:
    """Elements out of expat's events."""

    def __init__(self, limits: "Limits") -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.doubts: dict[tuple[str, str], Doubt] = {}
        self.count = 0
        self.quiet_bytes = 0
        self.has_header = False
        self._limits = limits
        self._scopes: list[dict[str, str]] = [{"xml": "http://www.w3.org/XML/1998/namespace"}]
        self._files_depth = 0

    def say(self, code: str, found: str = "") -> None:
        self.doubts.setdefault((code, found), doubt(code, found))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.quiet_bytes = 0
        self.count += 1
        if len(self.open) >= MAX_DEPTH:
            self.say("too_deep", tag)
            raise _Stop
        if self.count > MAX_ELEMENTS:
            self.say("too_many_elements", str(MAX_ELEMENTS))
            raise _Stop
        scope = dict(self._scopes[-1])
        kept = {}
        for name, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                self.say("text_cut", name)
                value = value[:MAX_ATTRIBUTE]
            if name == "xmlns" or name.startswith("xmlns:"):
                scope[name[6:]] = value  # "" is the default namespace
            else:
                kept[name] = value
        prefix, _, local = tag.rpartition(":")
        for used in (prefix, *(name.rpartition(":")[0] for name in kept)):
            if used and used not in scope:
                self.say("undeclared_prefix", used)
        made = Element(local, prefix, scope.get(prefix, ""), {k.rpartition(":")[2].lower(): v for k, v in kept.items()})
        if self.open:
            self.open[-1].children.append(made)
        elif self.root is None:
            self.root = made
        self.open.append(made)
        self._scopes.append(scope)
        self._files_depth += local.lower() in _FILES
        self.has_header = self.has_header or local.lower() in ("messageheader", "status")

    def end(self, _tag: str) -> None:
        self.quiet_bytes = 0
        done = self.open.pop()
        self._scopes.pop()
        self._files_depth -= done.name.lower() in _FILES
        if done.stream is not None:
            self._limits.close(done.stream)

    def characters(self, text: str) -> None:
        self.quiet_bytes = 0
        if not self.open:
            return
        element = self.open[-1]
        if element.stream is not None:
            element.stream.feed(text)
            return
        element.length += len(text)
        if element.length > MAX_TEXT and not self._files_depth:
            self.say("text_cut", element.name)
            return
        element.pieces.append(text)
        if self._files_depth and element.length > _STREAM_FROM:
            element.stream = self._limits.stream()
            element.stream.feed("".join(element.pieces))
            element.pieces.clear()

    def break_off(self) -> None:
        """Close what is still open when the text ends too early."""
        for element in reversed(self.open):
            if element.stream is not None:
                self._limits.close(element.stream)
                element.stream.cut = True
            elif not element.children and "".join(element.pieces).strip():
                element.attributes["broken-off"] = "1"
        self.open.clear()


class Limits:
    """How many bytes of attachments may be held: of each, and together."""

    def __init__(self, each: int, together: int) -> None:
        self._each = each
        self._left = together

    def stream(self) -> Base64Stream:
        """A new stream within what is left."""
        return Base64Stream(max(0, min(self._each, self._left)))

    def close(self, stream: Base64Stream) -> None:
        """The stream is over; what it holds is no longer left."""
        stream.close()
        self._left -= len(stream.content or b"")


def parse(source: Open, limits: Callable[[], Limits]) -> Parsed:
    """The elements of what `source` opens: strictly, then mended, then by the most forgiving parser."""
    builder, problem = _pass(source, limits(), repair=False)
    if problem is None:
        return Parsed(builder.root, list(builder.doubts.values()), True)
    if problem == "limit":
        return Parsed(builder.root, list(builder.doubts.values()), False)
    first, first_problem = builder, problem
    builder, problem = _pass(source, limits(), repair=True)
    if problem is None:
        builder.say("repaired")
        return Parsed(builder.root, list(builder.doubts.values()), False)
    best = builder if builder.count >= first.count else first
    if problem == "cut_off" or first_problem == "limit":
        best.say("cut_off")
    else:
        recovered = _recovered(source, limits)
        if recovered is not None and (recovered.has_header, recovered.count) > (best.has_header, best.count):
            recovered.doubts = best.doubts | recovered.doubts
            best = recovered
        best.say("not_well_formed", problem)
    return Parsed(best.root, list(best.doubts.values()), False)


def _pass(source: Open, limits: Limits, *, repair: bool) -> tuple[_Builder, str | None]:
    """One run of expat; the problem is None, "limit", "cut_off" or expat's words with their place."""
    builder = _Builder(limits)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    problem = None
    try:
        with source() as file:
            for text in _pieces(texts(file, builder.say), repair=repair):
                piece = text.encode()
                builder.quiet_bytes += len(piece)
                if builder.quiet_bytes > MAX_TOKEN_BYTES:
                    builder.say("text_cut")
                    raise _Stop
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except _Stop:
        problem = "limit"
    except expat.ExpatError as error:
        problem = "cut_off" if error.code in _CUT_OFF else f"{expat.ErrorString(error.code)}: {error.lineno}"
    builder.break_off()
    return builder, problem


def _pieces(pieces: Iterator[str], *, repair: bool) -> Iterator[str]:
    """The text as it is, or with "&" and "<" that are only words written out."""
    held = ""
    for piece in pieces:
        if not repair:
            yield piece
            continue
        text = held + piece
        # what ends the piece may be the half of an entity or of a tag
        at = max(text.rfind("&", max(0, len(text) - 12)), len(text) - 1 if text.endswith("<") else -1)
        text, held = (text[:at], text[at:]) if at >= 0 and ";" not in text[at:] else (text, "")
        yield _mended(text)
    if held:
        yield _mended(held)


def _mended(text: str) -> str:
    return _BARE_LESS.sub("&lt;", _BARE_AMPERSAND.sub("&amp;", text))


def _recovered(source: Open, limits: Callable[[], Limits]) -> _Builder | None:
    """The elements as libxml2 mends them; None when the text is too long to be held.

    What stands beside the root is kept, and when the root's own tag is broken, the header is looked for.
    """
    with source() as file:
        text = ""
        for piece in texts(file, lambda *_: None):
            text += piece
            if len(text) > _RECOVER_MAX_CHARACTERS:
                return None
    builder = _forgiving(text, limits())
    header = _HEADER.search(text)
    if header and (builder is None or not builder.has_header):
        builder = _forgiving(text[header.start() :], limits()) or builder
    return builder


def _forgiving(text: str, limits: Limits) -> _Builder | None:
    from lxml import etree

    parser: Any = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(f"<message>{_mended(text)}</message>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    builder = _Builder(limits)
    try:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                _, _, local = element.tag.rpartition("}")
                made = f"{element.prefix}:{local}" if element.prefix and ":" not in local else local
                builder.start(made, {**_declared(element), **_plain_attributes(element)})
                builder.characters(element.text or "")
            else:
                builder.end("")
                builder.characters(element.tail or "")
    except _Stop:
        pass
    builder.break_off()
    return builder


def _declared(element: Any) -> dict[str, str]:
    return {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in element.nsmap.items()}


def _plain_attributes(element: Any) -> dict[str, str]:
    return {str(name).rpartition("}")[2].rpartition(":")[2]: str(value) for name, value in element.attrib.items()}
