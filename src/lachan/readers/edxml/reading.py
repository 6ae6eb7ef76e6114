"""One door to edXML messages: whatever form they have, what can be understood comes out with what is odd."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from lachan.readers.edxml.attachments import MAX_EACH, MAX_TOGETHER, read_attachments
from lachan.readers.edxml.containers import Open, looks_like_xml, unwrapped, wraps_message
from lachan.readers.edxml.doubts import doubt
from lachan.readers.edxml.find import every, first, gather
from lachan.readers.edxml.header import read_header
from lachan.readers.edxml.model import NAMESPACE, Doubt, Message
from lachan.readers.edxml.signatures import read_signatures
from lachan.readers.edxml.tree import Element, Limits, parse
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

_TRACES = frozenset({"messageheader", "edxmlheader", "edxml", "edxmlenvelope", "statuscode", "organid", "documentid"})
_WORDS = re.compile(rb"(?i)edxml|messageheader|statuscode|<\?xml")
_HEADERS = ("MessageHeader", "Status", "MessageStatus", "edXMLHeader", "EdXMLEnvelope", "edXML")


def looks_like_edxml(path: Path) -> bool:
    """Whether the file is XML, or wraps an edXML file; a text that only holds a "<" is none."""
    with path.open("rb") as file:
        head = file.read(8192)
    if path.suffix.lower() in (".edxml", ".xml") or wraps_message(path):
        return True
    return looks_like_xml(head) and _WORDS.search(head.replace(b"\x00", b"")) is not None


def read_edxml(content: bytes, *, name: str) -> Message:
    """The message in `content`; InputError `not_edxml` when nothing of edXML is in it."""
    return _read(lambda: io.BytesIO(content), len(content), name)


def read_edxml_file(path: Path) -> Message:
    """The same for a file of any size: an attachment of half a gigabyte goes through without being held."""

    def opened() -> BinaryIO:
        return path.open("rb")

    return _read(opened, path.stat().st_size, path.name)


def _read(source: Open, size: int, name: str) -> Message:
    inner = unwrapped(source, size)
    limits: list[Limits] = []

    def fresh() -> Limits:
        limits.append(Limits(MAX_EACH, MAX_TOGETHER))
        return limits[-1]

    parsed = parse(inner.open, fresh)
    if parsed.root is None or not _is_edxml(parsed.root):
        raise InputError(
            "not_edxml",
            Wording(
                "không phải thông điệp edXML, hoặc hỏng đến mức không đọc được; hãy đề nghị bên gửi gửi lại",
                "is no edXML message, or too broken to be read; ask the sender for it again",
            ),
            Place(file=name),
        )
    doubts = {(one.code, one.found): one for one in parsed.doubts}
    say = _sayer(doubts)
    namespace = _namespace(parsed.root)
    if namespace != NAMESPACE:
        say("no_namespace", namespace)
    attachments = read_attachments(parsed.root, inner.neighbours, limits[-1], say)
    signatures = read_signatures(parsed.root, inner.open, say, well_formed=parsed.well_formed)
    header = first(parsed.root, *_HEADERS) or parsed.root
    if not parsed.well_formed:
        gather(header)
    return read_header(
        header,
        parsed.root,
        say,
        file=name,
        namespace=namespace,
        attachments=attachments,
        signatures=signatures,
        doubts=lambda: tuple(doubts.values()),
    )


def _sayer(doubts: dict[tuple[str, str], Doubt]) -> Callable[..., None]:
    def say(code: str, found: str = "") -> None:
        made = doubt(code, found)
        doubts.setdefault((code, made.found), made)

    return say


def _is_edxml(root: Element) -> bool:
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one.name.lower() in _TRACES:
            return True
        waiting.extend(one.children)
    return False


def _namespace(root: Element) -> str:
    for name in ("MessageHeader", "Status", "edXMLEnvelope", "edXML"):
        if found := next(every(root, name), None):
            return found.uri
    return root.uri
