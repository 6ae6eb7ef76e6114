"""Files that come along: whole, cut off or only named; their kind by content, their names made safe."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lachan.readers.edxml.base64_stream import Base64Stream
from lachan.readers.edxml.find import child, every, value
from lachan.readers.edxml.model import Attachment, Packed
from lachan.readers.edxml.tree import Element, Limits
from lachan.readers.uploads.kinds import BROKEN_ARCHIVE, FileKind, foreign_extension, kind_by_content
from lachan.readers.uploads.names import extension, safe_name

MAX_ATTACHMENTS = 100
MAX_EACH = 25 * 1024 * 1024
MAX_TOGETHER = 100 * 1024 * 1024
_MAX_PACKED = 20

_DATA = ("ContentTransferEncoded", "AttachmentData", "AttachmentContent", "FileContent", "Content", "Data", "Base64")
_NAMES = ("AttachmentName", "FileName", "Name")
_ACTIVE = frozenset({"exe", "dll", "msi", "bat", "cmd", "com", "scr", "vbs", "js", "jar", "ps1", "hta", "lnk", "apk"})
_MACRO_KINDS = frozenset({"docm", "dotm", "xlsm", "xltm", "pptm"})
_ZIPPED = frozenset({"zip", "docx", "xlsx", "pptx", "odt", "ods", "docm", "xlsm", "pptm", "jar", "apk"})
_ENDINGS = {
    "zip": _ZIPPED,
    "ole": frozenset({"doc", "xls", "ppt", "msg", "dot"}),
    "jpg": frozenset({"jpg", "jpeg"}),
    "txt": frozenset({"txt", "csv", "tsv", "log", "xml", "edxml"}),
    "xml": frozenset({"xml", "edxml", "txt"}),
    "html": frozenset({"html", "htm"}),
    "rtf": frozenset({"rtf", "doc"}),
}
_JUDGED = {one.value for one in FileKind} | {"zip", "ole", "exe", "html", "rtf", "xml"}

Say = Callable[..., None]


@dataclass(slots=True)
class _Draft:
    """An attachment from up to two places: the manifest's line and the file itself."""

    content_id: str = ""
    name: str = ""
    description: str = ""
    given_type: str = ""
    data: Element | None = None
    neighbour: bytes | None = None
    listed: bool = False


def read_attachments(
    root: Element, neighbours: Mapping[str, bytes], limits: Limits, say: Say
) -> tuple[Attachment, ...]:
    """The attachments of a message; `neighbours` are files that came beside it, by name or content id."""
    drafts = list(_drafts(root))
    if len(drafts) > MAX_ATTACHMENTS:
        say("too_many_attachments", str(len(drafts)))
        del drafts[MAX_ATTACHMENTS:]
    any_listed = any(draft.listed for draft in drafts)
    return tuple(_attachment(draft, neighbours, limits, say, any_listed=any_listed) for draft in drafts)


def _drafts(root: Element) -> Iterator[_Draft]:
    """Manifest lines first, in their order, each with its file; then files that no line names."""
    files = [_described(one) for one in every(root, "Attachment") if _data_of(one) or value(one, *_NAMES)]
    manifests = [*every(root, "edXMLManifest"), *every(root, "Manifest")]
    for line in (one for manifest in manifests for one in manifest.children if one.name.lower() == "reference"):
        draft = _described(line)
        draft.content_id = draft.content_id or line.attributes.get("href", "")
        draft.listed = True
        match = _match(draft, files)
        if match is not None:
            files.remove(match)
            draft.data = match.data
            for part in ("name", "description", "given_type", "content_id"):
                setattr(draft, part, getattr(draft, part) or getattr(match, part))
        if draft.name or draft.content_id or draft.data:
            yield draft
    yield from files


def _match(draft: _Draft, files: list[_Draft]) -> _Draft | None:
    """The file that a manifest line means: by content id, then by name."""
    key = _bare_id(draft.content_id)
    by_id = next((one for one in files if key and _bare_id(one.content_id) == key), None)
    return by_id or next((one for one in files if draft.name and one.name == draft.name), None)


def _bare_id(content_id: str) -> str:
    return content_id.strip().strip("<>").removeprefix("cid:").lower()


def _described(element: Element) -> _Draft:
    return _Draft(
        content_id=value(element, "ContentId", "ContentID", "Id"),
        name=value(element, *_NAMES),
        description=value(element, "Description"),
        given_type=value(element, "ContentType", "AttachmentType", "MimeType"),
        data=_data_of(element) if element.name.lower() == "attachment" else None,
    )


def _data_of(element: Element) -> Element | None:
    """Where the file's base64 stands: under a known name, in any long text, or in the element itself."""
    for name in _DATA:
        if found := child(element, name):
            return found
    long = next((one for one in element.children if one.stream is not None), None)
    return long or (element if not element.children and (element.stream or element.text) else None)


def _attachment(
    draft: _Draft, neighbours: Mapping[str, bytes], limits: Limits, say: Say, *, any_listed: bool
) -> Attachment:
    name = safe_name(draft.name or _bare_id(draft.content_id))
    if draft.name and name != " ".join(draft.name.split()):
        say("unsafe_name", draft.name)
    if any_listed and not draft.listed:
        say("attachment_unlisted", name)
    file = _file(draft, neighbours, limits, say, name)
    packed: tuple[Packed, ...] = ()
    if file.size is None:
        say("attachment_missing", name)
    else:
        packed = _packed(file.content, name, say) if file.kind == "zip" and file.content else ()
        _judge(name, file, packed, say)
    return Attachment(
        content_id=draft.content_id,
        name=name,
        given_name=draft.name,
        description=draft.description,
        given_type=draft.given_type,
        size=file.size,
        sha256=file.sha256,
        kind=file.kind,
        whole=file.whole,
        content=file.content,
        packed=packed,
    )


@dataclass(frozen=True, slots=True)
class _File:
    """What is known of the bytes; all None when they did not come."""

    size: int | None = None
    sha256: str | None = None
    kind: str = ""
    whole: bool = False
    content: bytes | None = None


def _file(draft: _Draft, neighbours: Mapping[str, bytes], limits: Limits, say: Say, name: str) -> _File:
    stream = _stream(draft, limits, say, name)
    if stream is None:
        beside = neighbours.get(_bare_id(draft.content_id), neighbours.get(name.lower()))
        if beside is None:
            return _File()
        digest = hashlib.sha256(beside).hexdigest()
        return _File(len(beside), digest, _kind(beside, beside[:4096]), True, beside)
    if stream.dirty:
        say("base64_dirty", f"{name}: {stream.dirty}")
    if stream.cut:
        say("base64_cut", name)
    if stream.content is None:
        say("attachment_too_large" if stream.size > MAX_EACH else "attachments_too_large", f"{name}: {stream.size}")
    whole = not (stream.cut or stream.dirty)
    return _File(stream.size, stream.sha256, _kind(stream.content, stream.head), whole, stream.content)


def _stream(draft: _Draft, limits: Limits, say: Say, name: str) -> Base64Stream | None:
    """The decoded file; None when there is none."""
    data = draft.data
    if data is None:
        return None
    if data.stream is not None:
        return data.stream
    if not data.text:
        return None
    stream = limits.stream()
    stream.feed(data.text)
    limits.close(stream)
    if stream.dirty * 20 > len(data.text):  # words or a placeholder, not a file
        say("attachment_not_base64", f"{name}: {data.text}")
        return None
    stream.cut = stream.cut or "broken-off" in data.attributes
    return stream


def _kind(content: bytes | None, head: bytes) -> str:
    known = kind_by_content(content if content is not None else head)
    if known is not None:
        return known.value
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"MZ"):
        return "exe"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith(b"<?xml"):
        return "xml"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    try:
        text = head[:-4].decode() if len(head) == 4096 else head.decode()
    except UnicodeDecodeError:
        return foreign_extension(head).lstrip(".")
    return "" if any(c < " " and c not in "\t\n\r\f" for c in text) or not text else FileKind.TEXT.value


def _judge(name: str, file: _File, packed: tuple[Packed, ...], say: Say) -> None:
    """Say what a clerk must know before opening the file."""
    if file.size == 0:
        say("attachment_empty", name)
    ending = extension(name)
    inner = {one.kind for one in packed} | {extension(one.name) for one in packed}
    office = file.kind in ("docx", "xlsx") and file.content is not None and _has_macros(file.content)
    if office or ({ending, file.kind} | inner) & (_ACTIVE | _MACRO_KINDS) or "macro" in inner:
        say("active_attachment", name)
    if file.kind in _JUDGED and ending and not _fits(ending, file.kind, inner):
        say("kind_mismatch", f"{name}: {file.kind}")


def _fits(ending: str, kind: str, inner: set[str]) -> bool:
    """Whether a file of `kind` may end in `ending`; a zip may have the name of the one file in it."""
    return ending in _ENDINGS.get(kind, frozenset({kind})) or (kind == "zip" and bool(inner))


def _has_macros(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any("vbaproject" in one.lower() for one in archive.namelist())
    except (*BROKEN_ARCHIVE, ValueError):
        return False


def _packed(content: bytes, name: str, say: Say) -> tuple[Packed, ...]:
    """The files in a zip: programs of the national exchange send every attachment as a zip of one file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if any("vbaproject" in one.filename.lower() for one in entries):
                return (Packed(name, len(content), hashlib.sha256(content).hexdigest(), "macro"),)
            if len(entries) > _MAX_PACKED or sum(one.file_size for one in entries) > MAX_EACH:
                say("zip_not_opened", name)
                return ()
            return tuple(_one_packed(archive, one) for one in entries)
    except (*BROKEN_ARCHIVE, ValueError):
        say("zip_not_opened", name)
        return ()


def _one_packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Packed:
    with archive.open(entry) as file:
        content = file.read(MAX_EACH + 1)
    return Packed(
        safe_name(entry.filename), len(content), hashlib.sha256(content).hexdigest(), _kind(content, content[:4096])
    )
