"""Telephone numbers inside a text, as people write them to be read and not to be found."""

import re
import unicodedata
from collections.abc import Iterator

from lachan.vietnam.numbers import normal_number

_LOOKS = str.maketrans({"o": "0", "O": "0", "Q": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1"})
_ONE = r"[0-9OoQlIi|!]"
_BETWEEN = r"[ \t.\-\u2010-\u2015,()/·*_]"
_RUN = re.compile(rf"(?<![\w@])(?:\+|\(\+)?{_ONE}(?:{_BETWEEN}{{0,3}}{_ONE}){{5,30}}(?<![!|])(?![\w@])")
_GROUP = re.compile(rf"{_ONE}+")
_MONEY = re.compile(r"\s*(?:đồng|đ\b|vnđ|vnd|k\b|tr\b|triệu|tỷ|usd|\$|₫)", re.IGNORECASE)
_MOST_GROUPS = 12
_SHORT = re.compile(r"\d{3,6}")


def plain_digits(text: str) -> str:
    """`text` with the digits of all scripts and styles as ASCII, keycaps taken off."""
    bare = text.replace("\ufe0f", "").replace("\u20e3", "")
    return "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in bare)


def numbers_in(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, number, letters): the numbers of `text` as E.164; `letters` where letters stood for digits.

    Inside a text a number must be written to be dialled: with 0, 84, +84, 1800 or 1900; nine bare digits may be an
    amount. A text that is nothing but a number may leave them out, and may be a short one (113).
    """
    whole = text.strip()
    if _SHORT.fullmatch(whole):
        yield text.index(whole), text.index(whole) + len(whole), whole, False
        return
    for found in _RUN.finditer(text):
        if _MONEY.match(text, found.end()):
            continue
        yield from _of_run(found[0], found.start(), whole == found[0])


def _of_run(run: str, at: int, alone: bool) -> Iterator[tuple[int, int, str, bool]]:
    """The numbers of one run of digits; two numbers may stand beside each other."""
    groups = [(one.start(), one.end()) for one in _GROUP.finditer(run)][: _MOST_GROUPS * 3]
    place = 0
    while place < len(groups):
        for last in range(min(len(groups), place + _MOST_GROUPS) - 1, place - 1, -1):
            start, end = groups[place][0], groups[last][1]
            number, letters = _number(run[:start], run[start:end], alone)
            if number:
                yield at + start, at + end, number, letters
                place = last
                break
        place += 1


def _number(before: str, written: str, alone: bool) -> tuple[str, bool]:
    digits = re.sub(_BETWEEN, "", written)
    folded = digits.translate(_LOOKS)
    letters = sum(one != other for one, other in zip(digits, folded, strict=True))
    if letters > len(digits) // 2 or not 8 <= len(folded) <= 14:
        return "", False
    international = before.rstrip("( ").endswith("+")
    if international and folded.startswith("840"):
        folded = f"84{folded[3:]}"
    starts = folded.startswith(("0", "84", "1800", "1900")) and not (folded.startswith("00") and folded[2:4] != "84")
    if not (international or starts or alone):
        return "", False
    number = normal_number(f"+{folded}" if international else folded)
    return number or "", letters > 0
