"""What a site's name looks like to the scorer: n-grams, shapes and counts of many names at once, each with a number.

A feature is a slot of one table of weights. The same function serves training and use, so that a name is always seen
the same way; everything is arithmetic over one buffer of bytes, which reads hundreds of thousands of names a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SLOTS_BITS = 19
SLOTS = 1 << SLOTS_BITS
_NEWLINE = 10
_PRIME = np.uint32(16777619)
_MIX = np.uint32(2654435769)

GRAMS = (2, 3, 4, 5)
"""Lengths of the pieces of the name itself."""
SHAPES = (4, 5, 6)
"""Lengths of the pieces of its shape: vowel, consonant, digit, hyphen, dot."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """Features of one family: the slot of each, the line it belongs to, and where it begins in the buffer."""

    slots: NDArray[np.int64]
    lines: Places
    starts: Places
    """-1 for a feature of the whole name."""
    length: int


def buffer_of(names: list[str]) -> Bytes:
    """Names as one buffer with a line break before, between and after them."""
    return np.frombuffer(("\n" + "\n".join(names) + "\n").encode("ascii", "replace"), np.uint8)


def features(buffer: Bytes) -> Iterator[Group]:
    """All features of the names of a buffer, family by family."""
    breaks = np.flatnonzero(buffer == _NEWLINE)
    starts, ends = breaks[:-1] + 1, breaks[1:]
    places = np.arange(len(buffer))
    line_at = np.searchsorted(starts, places, side="right") - 1
    line_at[breaks[:-1]] = np.arange(len(starts))  # the break before a name belongs to it
    until = breaks[np.minimum(np.searchsorted(breaks, places + 1), len(breaks) - 1)]
    yield from _pieces(buffer, GRAMS, 0, line_at, until)
    yield from _pieces(_SHAPE_OF[buffer], SHAPES, 100, line_at, until)
    yield from _whole(buffer, starts, ends)


def _pieces(text: Bytes, lengths: tuple[int, ...], seed: int, line_at: Places, until: Places) -> Iterator[Group]:
    """Every piece of these lengths that has a line break at most at its edges."""
    wide = text.astype(np.uint32)
    hashed = wide.copy()
    for length in range(2, max(lengths) + 1):
        hashed = hashed[: len(wide) - length + 1] * _PRIME + wide[length - 1 :]
        if length in lengths:
            inside = np.flatnonzero(np.arange(len(hashed)) + length - 1 <= until[: len(hashed)])
            yield Group(_slots(hashed[inside], seed + length), line_at[inside], inside, length)


def _whole(buffer: Bytes, starts: Places, ends: Places) -> Iterator[Group]:
    """One feature a name: its ending together with length, digits, hyphens, labels and coarse shape."""
    lines = np.arange(len(starts))
    nowhere = np.full(len(starts), -1)
    prefix, powers = _prefix(buffer)
    dots = np.flatnonzero(buffer == ord("."))
    before = np.searchsorted(dots, ends) - 1
    last = np.where(before >= 0, dots[np.maximum(before, 0)] if len(dots) else 0, starts)
    last = np.maximum(last, starts)
    ending = _between(prefix, powers, last, ends)
    size = np.minimum(last - starts, 30).astype(np.uint32)
    digits = _count(_SHAPE_OF[buffer] == ord("0"), starts, last)
    hyphens = _count(buffer == ord("-"), starts, last)
    labels = _count(buffer == ord("."), starts, ends)
    shape = _coarse(buffer, starts, last)
    few_digits, few_hyphens = np.minimum(digits, 6), np.minimum(hyphens, 3)
    told = (
        ending, size, digits, hyphens, labels, shape, ending * _PRIME + size // 2, ending * _PRIME + few_digits,
        ending * _PRIME + few_hyphens, ending * _PRIME + labels, ending * _PRIME + shape,
        (size // 3) * _PRIME + few_digits * np.uint32(7) + few_hyphens,
        (ending * _PRIME + size // 3) * _PRIME + few_digits,
    )  # fmt: skip
    for seed, one in enumerate(told):
        yield Group(_slots(one.astype(np.uint32), 200 + seed), lines, nowhere, 0)


def _coarse(buffer: Bytes, starts: Places, ends: Places) -> Words:
    """The name's letters, digits and signs with runs drawn together: "vay24h" is c0c."""
    coarse = _COARSE_OF[buffer]
    kept = np.ones(len(coarse), bool)
    kept[1:] = coarse[1:] != coarse[:-1]
    place = np.concatenate([[0], np.cumsum(kept)])
    prefix, powers = _prefix(coarse[kept])
    return _between(prefix, powers, place[starts], np.maximum(place[ends], place[starts]))


def _prefix(text: Bytes) -> tuple[Words, Words]:
    """Hashes of everything up to each place, and what brings a difference of two to one measure."""
    powers = np.cumprod(np.concatenate([[1], np.full(len(text), _PRIME, np.uint32)]).astype(np.uint32), dtype=np.uint32)
    inverse = np.uint32(pow(int(_PRIME), -1, 1 << 32))
    down = np.cumprod(np.concatenate([[1], np.full(len(text), inverse, np.uint32)]).astype(np.uint32), dtype=np.uint32)
    terms = (text.astype(np.uint32) + np.uint32(1)) * powers[: len(text)]
    return np.concatenate([np.zeros(1, np.uint32), np.cumsum(terms, dtype=np.uint32)]), down


def _between(prefix: Words, down: Words, starts: Places, ends: Places) -> Words:
    """The hash of the text between two places, the same wherever it stands."""
    told: Words = (prefix[ends] - prefix[starts]) * down[starts]
    return told


def _count(what: NDArray[np.bool_], starts: Places, ends: Places) -> Words:
    total = np.concatenate([[0], np.cumsum(what)])
    counted: Words = (total[ends] - total[starts]).astype(np.uint32)
    return counted


def _slots(hashed: Words, seed: int) -> NDArray[np.int64]:
    mixed = (hashed ^ np.uint32(seed * 0x9E3779B1 & 0xFFFFFFFF)) * _MIX
    mixed ^= mixed >> np.uint32(15)
    mixed = mixed * np.uint32(2246822519)
    return (mixed >> np.uint32(32 - SLOTS_BITS)).astype(np.int64)
