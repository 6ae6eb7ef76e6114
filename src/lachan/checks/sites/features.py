"""What a site's name looks like to the scorer: n-grams, shapes and counts of many names at once, each with a number.

A feature is a slot of one table of weights. The same function serves training and use, so that a name is always seen
the same way; everything is arithmetic over one buffer of bytes, which reads hundreds of thousands of names a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SLOTS_BITS = 20
SLOTS = 1 << SLOTS_BITS
_NEWLINE = 10
_PRIME = np.uint32(16777619)
_MIX = np.uint32(2654435769)
_FAR = 255

GRAMS = (2, 3, 4, 5)
"""Lengths of the pieces of the name itself."""
SHAPES = (4, 5, 6)
"""Lengths of the pieces of its shape: vowel, consonant, digit, hyphen, dot."""
NUMBERED = (3, 4, 5, 6)
"""Lengths of the pieces that hold a digit, with every digit the same: "sd1613" and "sd8741" are of one hand."""

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint32]
Places = NDArray[np.int64]

_SHAPE_OF = np.full(256, ord("c"), np.uint8)
for _byte in b"aeiouy":
    _SHAPE_OF[_byte] = ord("v")
for _byte in b"0123456789":
    _SHAPE_OF[_byte] = ord("0")
for _byte in b"-._\n":
    _SHAPE_OF[_byte] = _byte
_COARSE_OF = _SHAPE_OF.copy()
_COARSE_OF[ord("v") == _SHAPE_OF] = ord("c")
_NUMBERED_OF = np.arange(256, dtype=np.uint8)
_NUMBERED_OF[list(b"0123456789")] = ord("0")


@dataclass(frozen=True, slots=True)
class Family:
    """Features of one kind: a slot for every place of the buffer where one may begin, or, with `length` 0, one a name.

    `kept` tells the places where a feature begins that lies within one name; its own break may stand at either edge.
    """

    slots: Words
    kept: NDArray[np.bool_] | None
    length: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the names of a buffer are: every line break, and the first and last byte between them."""

    breaks: Places
    starts: Places
    ends: Places

    def numbers(self) -> Places:
        """The number of the name that each place belongs to; the break before a name belongs to it."""
        return np.repeat(np.arange(len(self.starts)), np.diff(self.breaks))


def buffer_of(names: list[str]) -> Bytes:
    """Names as one buffer with a line break before, between and after them."""
    return np.frombuffer(("\n" + "\n".join(names) + "\n").encode("ascii", "replace"), np.uint8)


def lines_of(buffer: Bytes) -> Lines:
    """The names of a buffer that begins and ends with a line break."""
    breaks = np.flatnonzero(buffer == _NEWLINE)
    return Lines(breaks, breaks[:-1] + 1, breaks[1:])


def families(buffer: Bytes, lines: Lines) -> Iterator[Family]:
    """All features of the names of a buffer, family by family."""
    room = _until(lines.breaks[1:], len(buffer))
    yield from _pieces(buffer, GRAMS, 0, room)
    yield from _pieces(_SHAPE_OF[buffer], SHAPES, 100, room)
    digits = _SHAPE_OF[buffer] == ord("0")
    yield from _pieces(_NUMBERED_OF[buffer], NUMBERED, 300, room, _until(np.flatnonzero(digits), len(buffer)))
    yield from _whole(buffer, digits, lines)


def _until(marks: Places, size: int) -> Bytes:
    """How far it is from each place to the next mark at or after it, beyond 254 or without one 255.

    The first line break is no mark for itself: a piece may begin with it.
    """
    told = np.full(size, _FAR, np.uint8)
    if not len(marks):
        return told
    before = np.concatenate([[-1], marks[:-1]])
    inside = np.arange(marks[-1] + 1)
    told[: marks[-1] + 1] = np.minimum(np.repeat(marks, marks - before) - inside, _FAR)
    return told


def _pieces(
    text: Bytes, lengths: tuple[int, ...], seed: int, room: Bytes, wanted: Bytes | None = None
) -> Iterator[Family]:
    """Every piece of these lengths within a name; where something is wanted, only those that hold it."""
    wide = text.astype(np.uint32)
    hashed = wide
    for length in range(2, max(lengths) + 1):
        hashed = hashed[:-1] * _PRIME
        hashed += wide[length - 1 :]
        if length in lengths:
            # A break within a piece ends another name, but one at its very start begins this one.
            kept = room[1 : len(hashed) + 1] >= length - 2
            if wanted is not None:
                kept &= wanted[: len(hashed)] < length
            yield Family(_slots(hashed, seed + length), kept, length)


def _whole(buffer: Bytes, digit: NDArray[np.bool_], lines: Lines) -> Iterator[Family]:
    """One feature a name: its ending together with length, digits, hyphens, labels, vowels and shape."""
    starts, ends = lines.starts, lines.ends
    dots = np.flatnonzero(buffer == ord("."))
    before = np.searchsorted(dots, ends) - 1
    last = np.where(before >= 0, dots[np.maximum(before, 0)] if len(dots) else 0, starts)
    last = np.maximum(last, starts)
    numbered, shapes = _Prefix(_NUMBERED_OF[buffer]), _Prefix(_SHAPE_OF[buffer])
    ending = _Prefix(buffer).between(last, ends)
    size = np.minimum(last - starts, 30).astype(np.uint32)
    digits = _count(digit, starts, last)
    hyphens = _count(buffer == ord("-"), starts, last)
    labels = _count(buffer == ord("."), starts, ends)
    letters = np.maximum((last - starts).astype(np.uint32), digits + hyphens + np.uint32(1)) - digits - hyphens
    vowels = _count(_SHAPE_OF[buffer] == ord("v"), starts, last) * np.uint32(8) // letters
    coarse, shape = _coarse(buffer, starts, last), shapes.between(starts, last)
    few_digits, few_hyphens = np.minimum(digits, 6), np.minimum(hyphens, 3)
    own = ending * _PRIME
    told = (
        ending, size, digits, hyphens, labels, coarse, own + size // 2, own + few_digits, own + few_hyphens,
        own + labels, own + coarse, (size // 3) * _PRIME + few_digits * np.uint32(7) + few_hyphens,
        (own + size // 3) * _PRIME + few_digits, vowels, vowels * _PRIME + size, own + vowels,
        (own + vowels) * _PRIME + size // 2, shape, own + shape, numbered.between(starts, last),
        numbered.between(starts, ends),
    )  # fmt: skip
    for seed, one in enumerate(told):
        yield Family(_slots(one.astype(np.uint32), 200 + seed), None, 0)


def _coarse(buffer: Bytes, starts: Places, ends: Places) -> Words:
    """The name's letters, digits and signs with runs drawn together: "vay24h" is c0c."""
    coarse = _COARSE_OF[buffer]
    kept = np.ones(len(coarse), bool)
    kept[1:] = coarse[1:] != coarse[:-1]
    place = np.concatenate([[0], np.cumsum(kept)])
    return _Prefix(coarse[kept]).between(place[starts], np.maximum(place[ends], place[starts]))


class _Prefix:
    """Hashes of everything up to each place of a text."""

    def __init__(self, text: Bytes) -> None:
        powers = _powers(_PRIME, len(text) + 1)
        # What brings a difference of two hashes to one measure, wherever the text between them stands.
        self.down = _powers(np.uint32(pow(int(_PRIME), -1, 1 << 32)), len(text) + 1)
        terms = (text.astype(np.uint32) + np.uint32(1)) * powers[: len(text)]
        self.sums = np.concatenate([np.zeros(1, np.uint32), np.cumsum(terms, dtype=np.uint32)])

    def between(self, starts: Places, ends: Places) -> Words:
        """The hash of the text between two places, the same wherever it stands."""
        told: Words = (self.sums[ends] - self.sums[starts]) * self.down[starts]
        return told


_known_powers: dict[int, Words] = {}


def _powers(base: np.uint32, many: int) -> Words:
    """1, base, base², …; kept, because every block needs the same ones."""
    known = _known_powers.get(int(base))
    if known is None or len(known) < many:
        known = np.cumprod(np.concatenate([[1], np.full(2 * many, base, np.uint32)]).astype(np.uint32), dtype=np.uint32)
        _known_powers[int(base)] = known
    return known[:many]


def _count(what: NDArray[np.bool_], starts: Places, ends: Places) -> Words:
    total = np.concatenate([[0], np.cumsum(what)])
    counted: Words = (total[ends] - total[starts]).astype(np.uint32)
    return counted


def _slots(hashed: Words, seed: int) -> Words:
    mixed = hashed ^ np.uint32(seed * 0x9E3779B1 & 0xFFFFFFFF)
    mixed *= _MIX
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(2246822519)
    mixed >>= np.uint32(32 - SLOTS_BITS)
    return mixed
