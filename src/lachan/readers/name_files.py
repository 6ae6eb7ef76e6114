"""Files of names, streamed: one name, link or line of a certificate log a line, in blocks of bounded size.

Most lines of most files are bare names; these are recognised by arithmetic over whole blocks. Every other line is read
by `read_name`. A line that is no name is told with its reason and never stops the others.
"""

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from lachan.readers.errors import InputError, Place
from lachan.readers.names import LONGEST, ReadName, names_of_line, read_name
from lachan.vietnam.wording import Wording

BLOCK = 1 << 18
"""Bytes that are looked at together."""
_LONGEST_PLAIN = 63
_OK = np.zeros(256, np.bool_)
_OK[list(b"abcdefghijklmnopqrstuvwxyz0123456789.-\n")] = True
_LETTER = np.zeros(256, np.bool_)
_LETTER[list(b"abcdefghijklmnopqrstuvwxyz")] = True
_EDGE = np.zeros(256, np.bool_)
_EDGE[list(b"abcdefghijklmnopqrstuvwxyz0123456789")] = True


_Marks = NDArray[np.bool_]
_Places = NDArray[np.int64]


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


@dataclass(slots=True)
class NameFile:
    """A file as read: its name, digest, how many names it had, how many lines were refused, its bytes."""

    name: str
    sha256: str = ""
    rows: int = 0
    refused: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no name."""

    row: int
    text: str
    error: InputError


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a file. `hosts`: a host a line, between line breaks; empty where there is nothing to judge."""

    file: str
    hosts: bytes
    given: tuple[bytes, ...] | None
    lines: tuple[int, ...] | range
    odd: dict[int, ReadName] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    names: int = 0

    def read(self, place: int) -> ReadName:
        """The name at a place of `hosts`."""
        if place in self.odd:
            return self.odd[place]
        text = self.given[place].decode("ascii") if self.given else ""
        host = text.lower().removeprefix("www.")
        return ReadName(text, host, host)


def name_files(path: Path) -> list[Path]:
    """The file itself, or every file below a folder in the order of names. InputError `empty` for a folder without."""
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    if not found:
        raise InputError("empty", Wording("thư mục không có tệp nào", "the folder has no file"), Place(file=path.name))
    return found


def read_blocks(
    raw: BinaryIO, told: NameFile, *, progress: Callable[[int], None] = lambda done: None
) -> Iterator[Block]:
    """The blocks of a file or stream; `told` is filled in, `progress` hears of bytes read."""
    digest: _Hash = hashlib.sha256()
    row, rest, skipping = 1, b"", False
    decode = _decoder(head := raw.read(BLOCK))
    piece = head
    while piece or rest:
        digest.update(piece)
        told.bytes += len(piece)
        text = rest + decode(piece, not piece)
        if skipping:  # inside a line that was refused as too long
            at = text.find(b"\n")
            text, skipping = (text[at:], False) if at >= 0 else (b"", bool(piece))
        if piece:
            cut = text.rfind(b"\n") + 1
            text, rest = text[:cut], text[cut:]
        else:
            rest = b""
        if text:
            block = _block(text, told.name, row)
            row += (
                len(block.lines) if isinstance(block.lines, range) else text.count(b"\n") + (not text.endswith(b"\n"))
            )
            told.rows += block.names
            told.refused += len(block.refused)
            yield block
        if len(rest) > LONGEST * 4:
            told.refused += 1
            yield Block(told.name, b"\n", None, (), refused=(_too_long(row, rest),))
            rest, skipping = b"", True
        progress(told.bytes)
        piece = raw.read(BLOCK) if piece else b""
    told.sha256 = digest.hexdigest()


def _decoder(head: bytes) -> Callable[[bytes, bool], bytes]:
    """UTF-8 as it is; UTF-16 with its mark becomes UTF-8."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = codecs.getincrementaldecoder("utf-16")("replace")
        return lambda piece, final: wide.decode(piece, final).encode("utf-8", "replace")
    first = [head.startswith(codecs.BOM_UTF8)]

    def narrow(piece: bytes, final: bool) -> bytes:
        if first[0]:
            first[0] = False
            return piece[len(codecs.BOM_UTF8) :]
        return piece

    return narrow


def _too_long(row: int, text: bytes) -> Refused:
    return Refused(
        row,
        text[:80].decode("utf-8", "replace"),
        InputError("too_long", Wording("dòng dài quá", "the line is too long")),
    )


def _block(text: bytes, file: str, first: int) -> Block:
    """The lines of a text as hosts; plain ones in bulk, the others one by one."""
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n")
    lowered = text.lower()
    given, hosts = text.split(b"\n"), lowered.split(b"\n")
    odd: dict[int, ReadName] = {}
    refused: list[Refused] = []
    more: list[ReadName] = []
    rows: list[int] = []
    names = len(hosts)
    for place in _not_plain(lowered):
        hosts[place] = b""
        names -= 1
        line = given[place]
        if not line.strip():
            continue  # an empty line is nothing to tell
        try:
            written = line.decode("utf-8")
        except UnicodeDecodeError:
            refused.append(_not_text(first + place, line))
            continue
        for number, name in enumerate(names_of_line(written)):
            try:
                read = read_name(name)
            except InputError as error:
                refused.append(Refused(first + place, name, error))
                continue
            names += 1
            if number == 0:
                odd[place] = read
                hosts[place] = read.host.encode("ascii") if "ip" not in read.signs else b""
            else:
                more.append(read)
                rows.append(first + place)
    for read in more:
        odd[len(hosts)] = read
        hosts.append(read.host.encode("ascii") if "ip" not in read.signs else b"")
    joined = (b"\n" + b"\n".join(hosts) + b"\n").replace(b"\nwww.", b"\n")
    own = range(first, first + len(given))
    return Block(file, joined, tuple(given), (*own, *rows) if rows else own, odd, tuple(refused), names)


def _not_text(row: int, line: bytes) -> Refused:
    return Refused(
        row, line[:80].decode("utf-8", "replace"),
        InputError("not_text", Wording("không phải chữ UTF-8", "no text in UTF-8")),
    )  # fmt: skip


def _not_plain(lowered: bytes) -> list[int]:
    """The places of lines that are not bare names in small ASCII letters, of ordinary length."""
    buffer = np.frombuffer(b"\n" + lowered + b"\n", np.uint8)
    breaks = np.flatnonzero(buffer == 10)
    starts, ends = breaks[:-1] + 1, breaks[1:]
    size = ends - starts
    wrong = _within(~_OK[buffer], starts, ends) > 0
    dots = _within(buffer == ord("."), starts, ends) == 0
    twice = np.zeros(len(buffer), np.bool_)
    twice[1:] = (buffer[1:] == ord(".")) & (buffer[:-1] == ord("."))
    coded = np.zeros(len(buffer), np.bool_)
    coded[1:] = (buffer[1:] == ord("-")) & (buffer[:-1] == ord("-"))  # xn--
    bad = wrong | dots | (_within(twice | coded, starts, ends) > 0) | (size == 0) | (size > _LONGEST_PLAIN)
    bad |= ~_EDGE[buffer[starts]] | ~_LETTER[buffer[ends - 1]]
    return [int(place) for place in np.flatnonzero(bad)]


def _within(what: _Marks, starts: _Places, ends: _Places) -> _Places:
    total = np.concatenate([[0], np.cumsum(what)])
    counted: _Places = total[ends] - total[starts]
    return counted
