"""What the model looks at: words, neighbouring words, runs of letters across blanks, and some things told by name.

Every feature is a number below `SIZE`: the upper ones are those of `NAMED`, all others are fingerprints of runs of
letters. They are worked out for many messages at once, in whole arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from lachan.checks.messages.fold import END, Bytes, Folded, Places, fold, is_digit, is_letter
from lachan.checks.messages.lexicon import GROUPS
from lachan.checks.messages.links import KINDS, links_in

BITS = 18
_GROUPS = tuple(GROUPS)
_COUNTED = ("mobile", "hotline", "short_number", "account", "amount")
_LOOKS = ("alike", "unseen", "swapped", "parted", "capitals", "short", "long", "bracket", "link_cut", "odd_end")
_PAIRS = (
    ("link_imitating", "brand"), ("link_imitating", "operator"), ("link_imitating", "urgent"), ("link_odd", "win"),
    ("link_odd", "bet"), ("link_odd", "brand"), ("link_odd", "give"), ("link_odd", "amount"), ("link_short", "amount"),
    ("link_short", "brand"), ("link_plain", "brand"), ("mobile", "chat"), ("mobile", "earn"), ("mobile", "lend"),
    ("mobile", "brand"), ("mobile", "authority"), ("mobile", "win"), ("mobile", "operator"), ("chat", "earn"),
    ("chat", "amount"), ("authority", "secret"), ("authority", "transfer"), ("amount", "urgent"), ("debt", "urgent"),
    ("short_number", "send"), ("short_number", "decline"), ("hotline", "decline"), ("hotline", "brand"),
    ("hotline", "operator"), ("warned", "brand"), ("warned", "authority"), ("warned", "give"), ("give", "urgent"),
    ("account", "transfer"), ("account", "urgent"), ("amount", "earn"), ("link_imitating", "authority"),
    ("link_odd", "earn"), ("link_short", "earn"), ("link_short", "win"), ("debt", "mobile"),
)  # fmt: skip
_SINGLE = (*KINDS, *_COUNTED, *_GROUPS, *_LOOKS)
NAMED = (*_SINGLE, *(f"{first}+{second}" for first, second in _PAIRS))
"""Features with a name, in the order of their numbers."""
HASHED = 1 << BITS
SIZE = HASHED + len(NAMED)
_WORTH = np.float32(0.8)
"""The value of a named feature beside the fingerprints of a message, whose squares sum to about 1 a kind."""
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_WORD_RUNS = (2,)
_LETTER_RUNS = (4,)
_LEAST_BITS = 16

Floats = npt.NDArray[np.float32]
_Sums = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]


@dataclass(frozen=True, slots=True)
class Features:
    """One entry a feature found: its message, its number, its value, and the first and last word that it stands in.

    A feature of the message as a whole stands in no word (-1). `word_start`, `word_end`: where each word lies in the
    characters of all messages (see `Folded`); `word_of`: its message.
    """

    messages: int
    message: Places
    feature: Places
    value: Floats
    first: Places
    last: Places
    word_start: Places
    word_end: Places
    word_of: Places
    starts: Places


@cache
def _powers(bits: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The first 2^`bits` powers of an odd number modulo 2^64, and of its inverse."""
    up, down = (np.full(1 << bits, one, dtype=np.uint64) for one in (_BASE, pow(_BASE, -1, 1 << 64)))
    up[0] = down[0] = 1
    return np.multiply.accumulate(up), np.multiply.accumulate(down)


def _sums(signs: Bytes) -> _Sums:
    """Sums of bytes times powers, from which the fingerprint of any run follows."""
    up, down = _powers(max(len(signs).bit_length(), _LEAST_BITS))
    whole = np.empty(len(signs) + 1, dtype=np.uint64)
    whole[0] = 0
    np.cumsum(signs.astype(np.uint64) * up[: len(signs)], out=whole[1:])
    return whole, down


def _marks(sums: _Sums, start: Places, end: Places, seed: int) -> Places:
    """The fingerprints of runs of bytes, whichever place they stand in."""
    whole, down = sums
    run = (whole[end] - whole[start]) * down[start]
    run ^= run >> np.uint64(29)
    run = (run + np.uint64(seed * 0x632BE59BD9B4E019 % (1 << 64))) * _MIX
    return (run >> np.uint64(64 - BITS)).astype(np.int64)


def features_of(messages: Sequence[str]) -> Features:
    """All features of the messages; of some thousand at once it is quickest."""
    folded = fold(messages)
    letters = folded.letters.copy()
    ends = np.flatnonzero(letters == END)
    named = np.zeros((len(messages), len(_SINGLE)), dtype=np.uint8)
    links, spans = _links_told(letters, ends, named)
    _numbers_told(letters, ends, named)
    words = _words(letters)
    of_words = _of_words(words)
    groups = _groups(of_words, len(messages))
    for at, name in enumerate(_GROUPS):
        named[:, _AT[name]] = (groups >> at) & 1
    _looks_told(folded, words, named)
    found = [of_words, _of_letters(words), _of_names(named, links, words)]
    message, feature, value, first, last = (np.concatenate(parts) for parts in zip(*found, strict=True))
    word_end = folded.origin[words.source[words.end - 1]] + 1
    if spans:
        begin, end = np.array(spans).T
        word_end[np.searchsorted(words.source[words.start], begin)] = folded.origin[end - 1] + 1
    return Features(
        len(messages), message, feature, value, first, last, folded.origin[words.source[words.start]], word_end,
        words.message, folded.starts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """Words with one blank between them: their bytes, the byte of the folded messages each is, begin and end, and the
    message of each word."""

    letters: Bytes
    source: Places
    start: Places
    end: Places
    message: Places


_AT = {name: at for at, name in enumerate(_SINGLE)}
_Found = tuple[Places, Places, Floats, Places, Places]


def _links_told(
    letters: Bytes, ends: Places, named: npt.NDArray[np.uint8]
) -> tuple[dict[tuple[int, int], int], list[tuple[int, int]]]:
    """Links told by kind and taken out of the letters; where each kind first stands in a message, and all spans."""
    places: dict[tuple[int, int], int] = {}
    links = links_in(letters.tobytes())
    if links:
        message = np.searchsorted(ends, [one.start for one in links])
        for one, whose in zip(links, message.tolist(), strict=True):
            named[whose, one.kind] = 1
            named[whose, _AT["link_cut"]] |= one.cut
            letters[one.start : one.end] = 32
            # something stays, so that the link has a place among the words
            letters[one.start] = ord("0")
            places.setdefault((whose, one.kind), one.start)
    return places, [(one.start, one.end) for one in links]


def _numbers_told(letters: Bytes, ends: Places, named: npt.NDArray[np.uint8]) -> None:
    """Numbers told by kind; in the letters every digit becomes 0, so that only the length of a number is left."""
    digit = is_digit(letters)
    inner = (letters == 46) | (letters == 44)
    inner[1:-1] &= digit[:-2] & digit[2:]
    inner[[0, -1]] = False
    number = digit | inner
    edge = np.diff(number.astype(np.int8), prepend=0, append=0)
    start, end = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    if not len(start):
        return
    digits = np.add.reduceat(np.append(digit, False).astype(np.int64), np.column_stack((start, end)).ravel())[::2]
    solid = digits == end - start
    padded = np.concatenate((np.full(3, 32, np.uint8), letters, np.full(4, 32, np.uint8)))
    first, second, third, fourth = (padded[start + 3 + at] for at in range(4))
    behind, after, further = (padded[end + 3 + at] for at in range(3))
    gui = (padded[start + 2] == 32) & (padded[start + 1] == ord("i")) & (padded[start] == ord("u"))
    local = (digits == 10) & (first == ord("0")) & np.isin(second, np.frombuffer(b"35789", np.uint8))
    abroad = (digits == 11) & (first == ord("8")) & (second == ord("4"))
    hotline = (first == ord("1")) & ((second == ord("8")) | (second == ord("9"))) & (third == 48) & (fourth == 48)
    zeros = (padded[end + 2] == 48) & (padded[end + 1] == 48) & (padded[end] == 48) & ~solid
    unit = np.isin(behind, np.frombuffer(b"kd$", np.uint8)) | ((behind == ord("t")) & np.isin(after, [114, 121]))
    spoken = (behind == 32) & ((after == ord("v")) | (after == ord("u")) | ((after == ord("t")) & (further == 114)))
    whose = np.searchsorted(ends, start)
    mobile = local | abroad
    # "0912 345 678": three runs with a blank between
    apart = solid[:-2] & (first[:-2] == ord("0")) & (start[1:-1] == end[:-2] + 1) & (start[2:] == end[1:-1] + 1)
    mobile[:-2] |= apart & (digits[:-2] + digits[1:-1] + digits[2:] == 10)
    for name, which in (
        ("mobile", mobile), ("hotline", hotline & (digits >= 4) & (digits <= 10)),
        ("short_number", gui & solid & (digits >= 3) & (digits <= 5)),
        ("account", solid & ~mobile & ~hotline & (digits >= 8) & (digits <= 16)), ("amount", zeros | unit | spoken),
    ):  # fmt: skip
        named[whose[which], _AT[name]] = 1
    letters[number] = 48


def _words(letters: Bytes) -> _Words:
    wordy = is_letter(letters) | (letters == 48)
    end_of = letters == END
    kept = wordy | (np.roll(wordy, 1) & ~wordy)
    kept |= end_of
    source = np.flatnonzero(kept)
    bare = np.where(wordy[source], letters[source], np.uint8(32))
    edge = np.diff(wordy[source].astype(np.int8), prepend=0, append=0)
    start, end = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    message = np.searchsorted(np.flatnonzero(end_of), source[start])
    return _Words(bare, source, start, end, message)


@cache
def _group_table() -> npt.NDArray[np.uint32]:
    """By fingerprint of one or two words: the groups they are in, one bit each."""
    table = np.zeros(HASHED, dtype=np.uint32)
    for at, members in enumerate(GROUPS.values()):
        for member in members:
            signs = np.frombuffer(member.encode(), dtype=np.uint8)
            whole = np.array([0]), np.array([len(signs)])
            table[_marks(_sums(signs), *whole, 1 + member.count(" "))] |= np.uint32(1 << at)
    return table


def _groups(found: _Found, messages: int) -> npt.NDArray[np.uint32]:
    """The groups of words that stand in each message, as bits."""
    bits = _group_table()[found[1]]
    hit = np.flatnonzero(bits)
    groups = np.zeros(messages, dtype=np.uint32)
    np.bitwise_or.at(groups, found[0][hit], bits[hit])
    return groups


def _looks_told(folded: Folded, words: _Words, named: npt.NDArray[np.uint8]) -> None:
    for name in ("alike", "unseen", "swapped", "parted"):
        named[:, _AT[name]] = getattr(folded, name) > 0
    named[:, _AT["capitals"]] = folded.upper * 2 > folded.lengths
    named[:, _AT["short"]] = folded.lengths < 45
    named[:, _AT["long"]] = folded.lengths > 280
    ends = np.flatnonzero(folded.letters == END)
    begins = np.concatenate(([0], ends[:-1] + 1))
    first = folded.letters[begins] if len(begins) else folded.letters
    named[:, _AT["bracket"]] = (first == ord("[")) | (first == ord("("))
    if len(words.start):
        at = np.searchsorted(words.message, np.arange(len(named)), side="right") - 1
        held = at >= 0
        at = np.maximum(at, 0)
        vowel = np.concatenate(([0], np.cumsum(np.isin(words.letters, np.frombuffer(b"aeiouy0", np.uint8)))))
        bare = vowel[words.end[at]] == vowel[words.start[at]]
        named[:, _AT["odd_end"]] = held & bare & (words.end[at] - words.start[at] >= 4)


def _weighed(message: Places) -> Floats:
    """The values of the features of a kind: their squares sum to 1 in each message."""
    counts = np.bincount(message) if len(message) else np.zeros(1)
    return (1 / np.sqrt(np.maximum(counts, 1)))[message].astype(np.float32)


def _of_words(words: _Words) -> _Found:
    """Each word, and each two neighbours."""
    sums = _sums(words.letters)
    place = np.arange(len(words.start))
    parts = [(words.message, _marks(sums, words.start, words.end, 1), place, place)]
    for many in _WORD_RUNS:
        size = max(len(place) - many + 1, 0)
        same = np.flatnonzero(words.message[:size] == words.message[many - 1 : many - 1 + size])
        last = same + many - 1
        parts.append((words.message[same], _marks(sums, words.start[same], words.end[last], many), same, last))
    message, feature, first, last = (np.concatenate(part) for part in zip(*parts, strict=True))
    return message, feature, _weighed(message), first, last


def _of_letters(words: _Words) -> _Found:
    """Runs of letters without the blanks between them, so that blanks put in or left out change little."""
    wordy = words.letters != 32
    letters = words.letters[wordy]
    whole = np.repeat(np.arange(len(words.start)), words.end - words.start)
    message = words.message[whole]
    sums = _sums(letters)
    parts = []
    for many in _LETTER_RUNS:
        size = max(len(letters) - many + 1, 0)
        at = np.flatnonzero(message[:size] == message[many - 1 : many - 1 + size])
        parts.append((message[at], _marks(sums, at, at + many, 16 + many), whole[at], whole[at + many - 1]))
    found, feature, first, last = (np.concatenate(part) for part in zip(*parts, strict=True))
    return found, feature, _weighed(found), first, last


def _of_names(named: npt.NDArray[np.uint8], links: dict[tuple[int, int], int], words: _Words) -> _Found:
    paired = [named[:, _AT[first]] & named[:, _AT[second]] for first, second in _PAIRS]
    message, at = np.nonzero(np.column_stack([named, *paired]))
    place = np.full(len(message), -1, dtype=np.int64)
    if links:
        heads = np.searchsorted(words.source[words.start], list(links.values())).tolist()
        head_of = dict(zip(links, heads, strict=True))
        for row in np.flatnonzero(at < len(KINDS)).tolist():
            place[row] = head_of[int(message[row]), int(at[row])]
    return message, at + HASHED, np.full(len(message), _WORTH, dtype=np.float32), place, place
