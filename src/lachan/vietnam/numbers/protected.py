"""Numbers that nobody else may show (agencies, banks, 069), and what resembles them.

A neighbour of a protected number belongs to somebody honest, so one differing digit is no resemblance. Alike is what
ends with all digits of a protected number although it is another number ("+563 069…", "+84069…"), and what fits a
pattern that somebody registered on purpose.
"""

import re
from collections.abc import Iterable

from lachan.vietnam.numbers.normal import compact_writing, normal_number
from lachan.vietnam.numbers.signs import LIKE_PROTECTED, PROTECTED, Sign

SHORTEST_TAIL = 7
"""A number of fewer digits is found at the end of too many others to say anything."""
_SHORT = re.compile(r"[1-9][0-9]{2,5}")
_PATTERN = re.compile(r"\+?[0-9?]*[0-9][0-9?]*\*?")


class Protected:
    """Protected numbers and patterns, ready to be asked for each call; never changed after it is made."""

    __slots__ = ("_lengths", "_numbers", "_patterns", "_tails")

    def __init__(self, numbers: Iterable[str], patterns: Iterable[str] = ()) -> None:
        """ValueError names what can be no number, or no pattern: digits, ? for one digit, * for any at the end."""
        self._numbers = frozenset(map(_known_form, numbers))
        tails = (one.removeprefix("+84").removeprefix("+") for one in self._numbers)
        self._tails = frozenset(one for one in tails if len(one) >= SHORTEST_TAIL)
        self._lengths = tuple(sorted({len(one) for one in self._tails}))
        self._patterns = _one_pattern([_pattern(one) for one in patterns])

    def sign(self, normal: str | None, digits: str) -> Sign | None:
        """Why a number shown with these digits (all of them, without +) is like a protected one; None when it is not.

        `normal` is its E.164 form where it has one; a short number has its digits alone.
        """
        if (normal or digits) in self._numbers:
            return PROTECTED
        if self._patterns and self._patterns.fullmatch(normal.removeprefix("+") if normal else digits):
            return LIKE_PROTECTED
        domestic = normal is not None and normal.startswith("+84")
        if not domestic and any(digits[-length:] in self._tails for length in self._lengths):
            return LIKE_PROTECTED
        return None


def _known_form(text: str) -> str:
    number = normal_number(text)
    if number is None:
        number = compact_writing(text)
        if not _SHORT.fullmatch(number):
            raise ValueError(text)
    return number


def _pattern(text: str) -> str:
    """A pattern as a regular expression over the digits of E.164; a leading 0 stands for 84."""
    written = "".join(text.split())
    if not _PATTERN.fullmatch(written):
        raise ValueError(text)
    if written.startswith("0"):
        written = f"84{written[1:]}"
    return written.removeprefix("+").replace("?", "[0-9]").replace("*", "[0-9]*")


def _one_pattern(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None
