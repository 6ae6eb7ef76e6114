"""Messages as plain letters, however they are written: marks, capitals, look-alike letters, invisible signs, digits
and signs for letters, letters cut apart.

Many messages are folded at once, as one array of bytes, so that a million of them take seconds. Every byte knows the
character of the message that it came from, so that an answer can show the words as they were written.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

LONGEST = 2000
"""Characters of a message that are looked at; a text message of ten parts has 1,530."""
END = 1
"""The byte between two messages."""

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

_LAST = 0x1FFFF
_OTHER = ord("~")
_UPPER, _ALIKE, _UNSEEN = 1, 2, 4
_LOOK_ALIKES = {
    "a": "аαɑΑАᴀ", "b": "ЬВΒвʙ", "c": "сСϲᴄ", "d": "ԁđĐɗᴅ", "e": "еЕΕєɛᴇэ", "g": "ɡɢ", "h": "һНΗнʜ", "i": "іІΙιıɪ",
    "j": "јЈᴊ", "k": "кКΚκᴋ", "l": "ӏⅼʟ", "m": "мМΜᴍ", "n": "ոΝηпɴ", "o": "оОοΟσօᴏøØ", "p": "рРρΡᴘ", "q": "ԛ",
    "r": "гᴦʀ", "s": "ѕЅꜱ", "t": "тТΤτᴛ", "u": "υսᴜц", "v": "νѵᴠ", "w": "ԝωшᴡ", "x": "хХΧ", "y": "уУΥγʏ", "z": "Ζᴢ",
}  # fmt: skip
"""Letters of other alphabets that are read as Latin ones, and đ, which does not decompose."""
_VIETNAMESE = "đĐ"
_DASHES = "‐‑‒–—―−"
_QUOTES = "‘’“”«»′″"


@dataclass(frozen=True, slots=True)
class Folded:
    """Messages as bytes: letters a to z, digits, blanks, other signs, `END` behind each message.

    `origin` is the place of each byte in the characters of all messages, each with one more behind it; `starts` where
    each message begins there. The counts are one a message.
    """

    letters: Bytes
    origin: Places
    starts: Places
    lengths: Places
    upper: Places
    alike: Places
    unseen: Places
    swapped: Places
    parted: Places


@cache
def _tables() -> tuple[Bytes, Bytes]:
    """By code point: the byte that it becomes (0: left out), and what is odd about it."""
    becomes = np.full(_LAST + 1, _OTHER, dtype=np.uint8)
    about = np.zeros(_LAST + 1, dtype=np.uint8)
    for code in (*range(0x3100), *range(0xA640, 0xA800), *range(0xF900, 0x10000), *range(0x1D400, 0x1F200)):
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind[0] == "M":
            becomes[code] = 0
        elif kind in ("Cc", "Zs", "Zl", "Zp"):
            becomes[code] = ord(" ")
        elif kind == "Cf":
            becomes[code], about[code] = 0, _UNSEEN
        else:
            plain = unicodedata.normalize("NFKD", sign)[0]
            if plain.isascii():
                becomes[code] = ord(plain.lower())
                if kind[0] in "LN" and code > 0x7F and not 0xC0 <= code < 0x250 and not 0x1E00 <= code < 0x1F00:
                    about[code] = _ALIKE
        if kind == "Lu":
            about[code] |= _UPPER
    becomes[0xFE00:0xFE10] = 0
    for letter, signs in _LOOK_ALIKES.items():
        for sign in signs:
            becomes[ord(sign)] = ord(letter)
            about[ord(sign)] |= 0 if sign in _VIETNAMESE else _ALIKE
    becomes[[ord(sign) for sign in _DASHES]] = ord("-")
    becomes[[ord(sign) for sign in _QUOTES]] = ord("'")
    becomes[0xAD], about[0xAD] = 0, _UNSEEN
    return becomes, about


def _set_of(signs: str) -> Bytes:
    table = np.zeros(256, dtype=np.uint8)
    table[[ord(sign) for sign in signs]] = 1
    return table


_SWAPS = np.zeros(256, dtype=np.uint8)
for _sign, _letter in zip("!|1034578@$", "iiioeastbas", strict=True):
    _SWAPS[ord(_sign)] = ord(_letter)
_TOLD = _set_of("!|@$013")
_MOST_ZEROS = 9
_BETWEEN = _set_of(".-_*'~^+")


def fold(messages: Sequence[str]) -> Folded:
    """The messages folded, each at most `LONGEST` characters of it."""
    becomes, about = _tables()
    cut = [one[:LONGEST] for one in messages]
    lengths = np.fromiter((len(one) for one in cut), dtype=np.int64, count=len(cut))
    whole = ("\n".join(cut) + "\n").encode("utf-32-le", "surrogatepass")
    codes = np.minimum(np.frombuffer(whole, dtype="<u4"), _LAST)
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1])).astype(np.int64) if len(cut) else lengths
    ends = starts + lengths
    letters, odd = becomes[codes], about[codes]
    letters[ends] = END
    origin = np.flatnonzero(letters)
    kept = letters[origin]
    kept, swapped_at = _swapped(kept)
    parted = _parted(kept)
    if parted.any():
        stays = ~parted
        parted_at = origin[parted]
        kept, origin = kept[stays], origin[stays]
    else:
        parted_at = np.empty(0, dtype=np.int64)
    return Folded(
        kept, origin, starts, lengths,
        upper=_counted(odd & _UPPER, starts), alike=_counted(odd & _ALIKE, starts),
        unseen=_counted(odd & _UNSEEN, starts),
        swapped=_per_message(np.flatnonzero(letters)[swapped_at], starts),
        parted=_per_message(parted_at, starts),
    )  # fmt: skip


def _counted(flags: Bytes, starts: Places) -> Places:
    return _per_message(np.flatnonzero(flags), starts)


def _per_message(at: Places, starts: Places) -> Places:
    return np.bincount(np.searchsorted(starts, at, side="right") - 1, minlength=len(starts)).astype(np.int64)


def is_letter(signs: Bytes) -> npt.NDArray[np.bool_]:
    """Which bytes are letters."""
    return (signs >= 97) & (signs <= 122)


def is_digit(signs: Bytes) -> npt.NDArray[np.bool_]:
    """Which bytes are digits."""
    return (signs >= 48) & (signs <= 57)


def _swapped(signs: Bytes) -> tuple[Bytes, Places]:
    """Digits and signs that stand for a letter between letters, and o that stands for 0 between digits."""
    letter, digit = is_letter(signs), is_digit(signs)
    before = np.roll(letter, 1)
    after = np.roll(letter, -1)
    meant = _SWAPS[signs]
    here = (meant > 0) & before & after
    zero = _zeros(signs, letter, digit)
    at = np.flatnonzero(here | zero)
    if len(at):
        before_swap, signs = signs, signs.copy()
        signs[here] = meant[here]
        signs[zero] = ord("0")
        # other digits stand inside codes of data packages, which are no disguise
        at = at[_TOLD[before_swap[at]] > 0]
    return signs, at


def _zeros(signs: Bytes, letter: npt.NDArray[np.bool_], digit: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The o behind a digit, or behind its point, that no other letter follows: "5OO.OOO" is "500.000"."""
    round_ = signs == ord("o")
    last: npt.NDArray[np.bool_] = round_ & ~(np.roll(letter, -1) & ~np.roll(round_, -1))
    zero = np.zeros_like(last)
    if not (last & np.roll(digit, 1)).any():
        return zero
    point: npt.NDArray[np.bool_] = (signs == ord(".")) | (signs == ord(","))
    for _ in range(_MOST_ZEROS):
        number = digit | zero
        zero |= last & (np.roll(number, 1) | (np.roll(point, 1) & np.roll(number, 2)))
    return zero


def _parted(signs: Bytes) -> npt.NDArray[np.bool_]:
    """The signs between letters that stand alone: "l.i. x.i" is "li. xi", "v a y" is "vay"."""
    size = len(signs)
    gone = np.zeros(size, dtype=np.bool_)
    if size < 3:
        return gone
    letter = is_letter(signs)
    wordy = letter | is_digit(signs)
    single = letter & ~np.roll(wordy, 1) & ~np.roll(wordy, -1)
    mark = _BETWEEN[signs] > 0
    blank = signs == 32
    pair = single[:-2] & single[2:]
    gone[1:-1] |= pair & mark[1:-1]
    spaced = pair & blank[1:-1]  # spaced[i]: single, blank, single from i on
    run = np.zeros_like(spaced)
    run[:-2] |= spaced[:-2] & spaced[2:]
    run[2:] |= spaced[2:] & spaced[:-2]
    gone[1:-1] |= run
    return gone
