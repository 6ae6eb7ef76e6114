"""Office files (DOCX, XLSX): a zip archive of bounded size whose parts neither run nor reach outside."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lachan.readers.uploads.kinds import BROKEN_ARCHIVE
from lachan.readers.uploads.refusals import refusal

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 200
"""Office XML of repeated rows packs some 10 to 60 times; a bomb starts at several hundred."""

LARGE_UNPACKED_BYTES = 4 * 1024**3
LARGE_SHARED_STRINGS_BYTES = 400 * 1024**2
"""For tables read row by row on the holder's own machine: only the shared texts must fit into memory."""

_RATIO_FROM_BYTES = 1024 * 1024
_PART_HEAD_BYTES = 1024 * 1024
_UNSAFE_PATH = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\x00")
_MACRO_PART = re.compile(r"(vbaproject|vbadata)[^/]*$|/macrosheets/", re.IGNORECASE)
_ACTIVE_PART = re.compile(r"/activex/|/oleobject|/ctrlprops/|/customui", re.IGNORECASE)
_EXTERNAL_PART = re.compile(r"/externallinks/|/connections\.xml$|/querytables/", re.IGNORECASE)
_FIELD_TEXT = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>")
_SIMPLE_FIELD = re.compile(rb'w:instr="([^"]*)"')
_ACTIVE_FIELD = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(https?|mailto|tel):|#|[^:/\\][^:\\]*$", re.IGNORECASE)
_ENCRYPTED_FLAG = 0x1
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_password_protected(content: bytes) -> bool:
    """Whether this is the envelope in which office programs put a file with a password."""
    return content.startswith(_OLE_MARK) and "EncryptedPackage".encode("utf-16-le") in content


def check_office_file(content: bytes, *, name: str) -> None:
    """Refuse an office file that is broken, a bomb, encrypted, or holds macros, outside links or active parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, name)
            _check_names(entries, name)
            for entry in entries:
                _check_part(entry.filename, archive.read(entry), name)
    except BROKEN_ARCHIVE as problem:
        raise refusal("broken", name) from problem
    except (ParseError, LookupError, UnicodeError) as problem:
        raise refusal("broken", name) from problem
    except DefusedXmlException as problem:
        raise refusal("active_content", name, found="DTD") from problem


def check_large_workbook(path: Path) -> None:
    """The same for a workbook of up to a million rows, not to be held in memory: of each part the head is read.

    A DTD can stand only before the first element, macros and links only in small parts.
    """
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(entries, name, largest=LARGE_UNPACKED_BYTES)
            _check_names(entries, name)
            for entry in entries:
                is_texts = entry.filename.lower().endswith("sharedstrings.xml")
                if is_texts and entry.file_size > LARGE_SHARED_STRINGS_BYTES:
                    raise refusal("zip_bomb", name)
                with archive.open(entry) as part:
                    _check_part(entry.filename, part.read(_PART_HEAD_BYTES), name)
    except BROKEN_ARCHIVE as problem:
        raise refusal("broken", name) from problem
    except (ParseError, LookupError, UnicodeError) as problem:
        raise refusal("broken", name) from problem
    except DefusedXmlException as problem:
        raise refusal("active_content", name, found="DTD") from problem


def _check_sizes(entries: list[zipfile.ZipInfo], name: str, *, largest: int = MAX_UNPACKED_BYTES) -> None:
    """By the archive's own index; reading stops at the size stated there, so that a false one shows as broken."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    too_dense = unpacked > _RATIO_FROM_BYTES and unpacked > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or unpacked > largest or too_dense:
        raise refusal("zip_bomb", name)


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    paths = [entry.orig_filename for entry in entries]
    if any(_UNSAFE_PATH.search(path) for path in paths):
        raise refusal("unsafe_path", name)
    if len({path.casefold() for path in paths}) != len(paths):
        raise refusal("broken", name)  # two parts of one name: each program would read another
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise refusal("encrypted", name)
    for path in paths:
        if _MACRO_PART.search(path):
            raise refusal("macro", name)
        if _ACTIVE_PART.search(path):
            raise refusal("active_content", name, found=path)
        if _EXTERNAL_PART.search(path):
            raise refusal("external_link", name, found=path)


def _check_part(path: str, part: bytes, name: str) -> None:
    if path == "[Content_Types].xml":
        fromstring(part, forbid_dtd=True)
        if b"macroenabled" in part.lower():
            raise refusal("macro", name)
    elif path.lower().endswith(".rels"):
        _check_relations(part, name)
    elif path.lower().endswith(".xml"):
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise refusal("active_content", name, found="DTD")
        fields = b"".join(_FIELD_TEXT.findall(part)) + b" ".join(_SIMPLE_FIELD.findall(part))
        if field := _ACTIVE_FIELD.search(fields):
            raise refusal("active_content", name, found=field.group().decode())


def _check_relations(part: bytes, name: str) -> None:
    """Links for people to click may lead outside; parts that a program loads by itself may not."""
    for relation in fromstring(part, forbid_dtd=True):
        if relation.get("TargetMode") != "External":
            continue
        target = relation.get("Target", "")
        is_hyperlink = relation.get("Type", "").endswith("/hyperlink")
        if not is_hyperlink or not _SAFE_LINK.match(target):
            raise refusal("external_link", name, found=target[:80])
