"""The list of protected numbers as workers ask it: one sorted file, made once by the supervisor and mapped into memory.

A worker takes a new file by mapping it; nothing is read but a header of a few hundred bytes, however long the list is.
It answers as `vietnam.numbers.Protected` does, and knows whose number it is, from when to when, and where it may come
from. Numbers are kept as 64-bit keys: how many digits in the upper bits, the digits as a whole number in the lower.
"""

import json
import mmap
import os
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from lachan.readers.errors import InputError, Place
from lachan.readers.protected_list import ProtectedList, ProtectedRange
from lachan.screening.whole_files import write_whole
from lachan.vietnam.numbers.protected import SHORTEST_TAIL
from lachan.vietnam.wording import Wording

MAGIC: Final = b"LCHANSCL"
VERSION: Final = 1
_START = struct.Struct("<8sIIQ")  # magic, version, bytes of the header, bytes of the file
_SHIFT = 60
LONGEST = 15
LONGEST_SHORT = 6
WIDE_RANGE = 10_000
"""Of a range of more numbers, the end of a foreign number counts only with its 0: too many honest ones end so."""
START_DIGITS = 5
"""A Vietnamese number whose first digits begin no entry of the list is out of it at one look."""
STARTS = range(84_000, 85_000)
MOST_EXPANDED = 100_000
"""Numbers of one pattern that are written out: five ? before its last digit."""
_NAMES = ("numbers", "tails", "zero_tails")


class Entry(NamedTuple):
    """Whose number it is; `trunks` are names of trunks or operators that it may come from, none when it never calls."""

    body: str
    originates: Literal["never", "only_from"]
    trunks: tuple[str, ...]
    valid_from: str
    valid_to: str

    def valid(self, day: str) -> bool:
        """Whether it holds on the day, written as ISO 8601."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


class Hit(NamedTuple):
    """A shown number that is protected (`entry` says whose), or that only resembles one (`entry` may be None)."""

    same: bool
    entry: Entry | None


LIKE_A_PATTERN = Hit(False, None)


def key_of(digits: str) -> int:
    """The key of up to 15 ASCII digits."""
    return (len(digits) << _SHIFT) | int(digits)


class _Segments:
    """Disjoint ranges of keys, each with the entries that hold there."""

    __slots__ = ("at", "first", "ids", "last", "lengths")

    def __init__(self, view: memoryview, sections: dict[str, Any], name: str) -> None:
        self.first = _section(view, sections[f"{name}.first"], "Q")
        self.last = _section(view, sections[f"{name}.last"], "Q")
        self.at = _section(view, sections[f"{name}.at"], "Q")
        self.ids = _section(view, sections[f"{name}.ids"], "Q")
        self.lengths: list[int] = sections[f"{name}.lengths"]

    def find(self, key: int) -> Sequence[int]:
        """The entries that hold for the key."""
        place = bisect_right(self.first, key) - 1
        if place < 0 or key > self.last[place]:
            return ()
        found: Sequence[int] = self.ids[self.at[place] : self.at[place + 1]]
        return found


class Listed:
    """One issue of the list, mapped; never changed. ValueError when the file is no such list or is not whole."""

    __slots__ = (
        "_blob", "_entries", "_entry_at", "_first", "_last", "_map", "_numbers", "_pattern_first",
        "_pattern_last", "_star_first", "_star_last", "_star_lengths", "_starts", "_tails", "_zero_tails", "issuer",
        "serial", "valid_until",
    )  # fmt: skip

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < _START.size:
                raise ValueError("too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        magic, version, header_bytes, file_bytes = _START.unpack_from(view)
        if magic != MAGIC or version != VERSION or file_bytes != len(view):
            raise ValueError("no compiled list of this version, or not whole")
        header = json.loads(bytes(view[_START.size : _START.size + header_bytes]))
        sections = header["sections"] | header["lengths"]
        view = view[_START.size + header_bytes :]
        self.serial: int = header["serial"]
        self.issuer: str = header["issuer"]
        self.valid_until: float = header["valid_until"]
        self._numbers, self._tails, self._zero_tails = (_Segments(view, sections, name) for name in _NAMES)
        self._first, self._last = self._numbers.first, self._numbers.last  # looked at for every call
        self._pattern_first = _section(view, sections["patterns.first"], "Q")
        self._pattern_last = _section(view, sections["patterns.last"], "Q")
        self._star_first = _section(view, sections["stars.first"], "Q")
        self._star_last = _section(view, sections["stars.last"], "Q")
        self._star_lengths: list[int] = sections["stars.lengths"]
        self._starts: frozenset[str] = frozenset(header["starts"])
        self._entry_at = _section(view, sections["entries.at"], "Q")
        self._blob = _section(view, sections["entries.blob"], "B")
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        """How many disjoint ranges of numbers it has."""
        return len(self._numbers.first)

    def find(self, normal: str | None, digits: str, day: str) -> Hit | None:
        """What the list says of a shown number, on a day written as ISO 8601.

        `normal` is its E.164 form where it has one, `digits` all its digits without +.
        """
        domestic = normal is not None and normal.startswith("+84")
        if normal and domestic and normal[1 : 1 + START_DIGITS] not in self._starts:
            return None
        whole = normal[1:] if normal else digits
        length = len(whole)
        if not 0 < length <= LONGEST:
            return self._too_long(digits, day)
        key = (length << _SHIFT) | int(whole)
        if normal or (length <= LONGEST_SHORT and whole[0] != "0"):
            place = bisect_right(self._first, key) - 1
            if place >= 0 and key <= self._last[place]:
                for one in self._numbers.find(key):
                    entry = self._entry(one)
                    if entry.valid(day):
                        return Hit(True, entry)
        if self._pattern_first:
            place = bisect_right(self._pattern_first, key) - 1
            if place >= 0 and key <= self._pattern_last[place]:
                return LIKE_A_PATTERN
        if self._star_lengths and self._starred(whole):
            return LIKE_A_PATTERN
        return None if domestic else self._ending(digits, day)

    def _too_long(self, digits: str, day: str) -> Hit | None:
        """Of more digits than any number has: the beginning of a pattern, or the end of a protected number."""
        if self._star_lengths and self._starred(digits):
            return LIKE_A_PATTERN
        return self._ending(digits, day)

    def _starred(self, whole: str) -> bool:
        for length in self._star_lengths:
            if length > len(whole):
                return False
            key = (length << _SHIFT) | int(whole[:length])
            place = bisect_right(self._star_first, key) - 1
            if place >= 0 and key <= self._star_last[place]:
                return True
        return False

    def _ending(self, digits: str, day: str) -> Hit | None:
        for segments in (self._tails, self._zero_tails):
            for length in segments.lengths:
                if length > len(digits):
                    break
                for one in segments.find((length << _SHIFT) | int(digits[-length:])):
                    entry = self._entry(one)
                    if entry.valid(day):
                        return Hit(False, entry)
        return None

    def _entry(self, place: int) -> Entry:
        entry = self._entries.get(place)
        if entry is None:
            body, originates, trunks, valid_from, valid_to = json.loads(
                bytes(self._blob[self._entry_at[place] : self._entry_at[place + 1]])
            )
            entry = Entry(body, originates, tuple(trunks), valid_from, valid_to)
            self._entries[place] = entry
        return entry


def _section(view: memoryview, where: Sequence[int], form: Literal["B", "Q"]) -> Any:
    start, size = where
    return view[start : start + size].cast("B").cast(form) if size else ()


def compile_tables(protected: ProtectedList, path: Path) -> None:
    """Write the list for workers, whole or not at all; they take it at their next look.

    The list must have been verified. InputError when a pattern is too wide to be written out.
    """
    sections: list[tuple[str, bytes]] = []
    lengths: dict[str, list[int]] = {}
    known: dict[Entry, int] = {}
    ids = [known.setdefault(_entry_of(one), len(known)) for one in protected.ranges]
    spans: dict[str, list[tuple[int, int, int]]] = {name: [] for name in _NAMES}
    for one, place in zip(protected.ranges, ids, strict=True):
        for name, low, high in _spans(one):
            spans[name].append((key_of(low), key_of(high), place))
    for name in _NAMES:
        columns = dict(zip(("first", "last", "at", "ids"), _segments(spans[name]), strict=True))
        sections += [(f"{name}.{part}", _bytes(values)) for part, values in columns.items()]
        lengths[f"{name}.lengths"] = sorted({key >> _SHIFT for key in columns["first"]})
    exact, starred = _patterns(protected.patterns)
    for kind, (first, last) in (("patterns", exact), ("stars", starred)):
        sections += [(f"{kind}.first", _bytes(first)), (f"{kind}.last", _bytes(last))]
        lengths[f"{kind}.lengths"] = sorted({key >> _SHIFT for key in first})
    listed = (*spans["numbers"], *zip(*exact, strict=True), *zip(*starred, strict=True))
    facts = {"lengths": lengths, "starts": _starts(listed)}
    blobs = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() for entry in known]
    starts = [0]
    for blob in blobs:
        starts.append(starts[-1] + len(blob))
    sections += [("entries.at", _bytes(starts)), ("entries.blob", b"".join(blobs))]
    _write(protected, sections, facts, path)


def _entry_of(one: ProtectedRange) -> Entry:
    until = one.valid_to.isoformat() if one.valid_to else ""
    return Entry(one.body, one.originates, one.trunks, one.valid_from.isoformat(), until)


def _spans(one: ProtectedRange) -> Iterable[tuple[str, str, str]]:
    first, last = one.first.removeprefix("+"), one.last.removeprefix("+")
    yield "numbers", first, last
    domestic = one.first.startswith("+84")
    if domestic != one.last.startswith("+84"):
        return
    if domestic:
        first, last = first[2:], last[2:]
    if len(first) >= SHORTEST_TAIL:
        wide = int(last) - int(first) >= WIDE_RANGE
        yield ("zero_tails", f"0{first}", f"0{last}") if wide else ("tails", first, last)


def _segments(spans: list[tuple[int, int, int]]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Overlapping ranges as disjoint ones with all that hold in each: first, last, start of the entries, entries."""
    events: dict[int, tuple[list[int], list[int]]] = {}
    for low, high, place in spans:
        events.setdefault(low, ([], []))[0].append(place)
        events.setdefault(high + 1, ([], []))[1].append(place)
    first: list[int] = []
    last: list[int] = []
    at: list[int] = [0]
    held: list[int] = []
    open_ones: list[int] = []
    marks = sorted(events)
    for place, mark in enumerate(marks):
        starting, ending = events[mark]
        for one in ending:
            open_ones.remove(one)
        open_ones += starting
        if open_ones:
            first.append(mark)
            last.append(marks[place + 1] - 1)
            held += open_ones
            at.append(len(held))
    return first, last, at, held


def _patterns(patterns: Iterable[str]) -> tuple[tuple[list[int], list[int]], tuple[list[int], list[int]]]:
    """Ranges of whole numbers, and of the first digits of numbers, that fit a pattern."""
    exact: list[tuple[int, int]] = []
    starred: list[tuple[int, int]] = []
    for text in patterns:
        written = f"84{text[1:]}" if text.startswith("0") else text.removeprefix("+")
        into = starred if written.endswith("*") else exact
        into += _expanded(written.removesuffix("*"), text)
    return _merged(exact), _merged(starred)


def _expanded(written: str, text: str) -> list[tuple[int, int]]:
    fixed = written.rstrip("?")
    free = len(written) - len(fixed)
    if 10 ** fixed.count("?") > MOST_EXPANDED:
        raise InputError(
            "list_pattern_wide",
            Wording(
                f"mẫu “{text}” quá rộng: nhiều nhất 5 dấu ? trước chữ số cuối",
                f"the pattern “{text}” is too wide: at most 5 ? before its last digit",
            ),
            Place(column="patterns"),
        )
    if len(written) > LONGEST:
        return []  # no number has so many digits
    parts = product(*("0123456789" if one == "?" else one for one in fixed))
    return [(key_of(start + "0" * free), key_of(start + "9" * free)) for start in map("".join, parts)]


def _merged(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    first: list[int] = []
    last: list[int] = []
    for low, high in sorted(pairs):
        if last and low <= last[-1] + 1:
            last[-1] = max(last[-1], high)
        else:
            first.append(low)
            last.append(high)
    return first, last


def _bytes(values: Iterable[int]) -> bytes:
    return array("Q", values).tobytes()


def _starts(spans: Iterable[tuple[int, ...]]) -> list[str]:
    """The first digits of the Vietnamese numbers in ranges of keys (first, last, …)."""
    starts: set[int] = set()
    for low, high, *_ in spans:
        length = low >> _SHIFT
        first, last = low - (length << _SHIFT), high - (length << _SHIFT)
        power = 10 ** abs(length - START_DIGITS)
        if length >= START_DIGITS:
            first, last = first // power, last // power
        else:
            first, last = first * power, (last + 1) * power - 1
        starts.update(range(max(first, STARTS.start), min(last + 1, STARTS.stop)))
    return [str(one) for one in sorted(starts)]


def _write(protected: ProtectedList, sections: list[tuple[str, bytes]], facts: dict[str, Any], path: Path) -> None:
    places: dict[str, Any] = {}
    at = 0
    for name, content in sections:
        places[name] = (at, len(content))
        at += len(content) + -len(content) % 8
    text = json.dumps(
        {
            "serial": protected.serial,
            "issuer": protected.issuer,
            "issued_at": protected.issued_at.timestamp(),
            "valid_until": protected.valid_until.timestamp(),
            "sections": places,
            **facts,
        }
    ).encode()
    text += b" " * (-(_START.size + len(text)) % 8)
    body = b"".join(content + bytes(-len(content) % 8) for _, content in sections)
    start = _START.pack(MAGIC, VERSION, len(text), _START.size + len(text) + len(body))
    write_whole(path, start + text + body)
