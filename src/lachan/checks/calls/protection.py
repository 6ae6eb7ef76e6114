"""The list of protected numbers as a check uses it: which callers could be meant, and by whom a number is protected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.readers.protected_list import ProtectedList, ProtectedRange
from lachan.vietnam.numbers import Protected

_TOGETHER = 1_000
"""A range of so many numbers or fewer is held number by number, for callers that end with its digits."""
_MOST_NUMBERS = 1_000_000


@dataclass(frozen=True)
class Protection:
    """Ranges in order of their first number, their decimal beginnings by length, and the look-alikes."""

    ranges: Sequence[ProtectedRange]
    prefixes: Mapping[int, Mapping[str, Sequence[ProtectedRange]]]
    alike: Protected
    pattern: str = field(default="")

    def of(self, caller: str, on: date) -> ProtectedRange | None:
        """The range that holds the number on that day."""
        for length, of_length in self.prefixes.items():
            for one in of_length.get(caller[:length], ()):
                same = len(one.first) == len(caller) and one.first <= caller <= one.last
                if same and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to):
                    return one
        return None

    def concerns(self, callers: Table) -> BooleanValue:
        """Callers that begin as a protected number does, or fit a registered pattern."""
        found = ibis.literal(False)
        for length, of_length in self.prefixes.items():
            found = found | callers.caller.substr(0, length).isin(sorted(of_length))
        return found | callers.caller.re_search(self.pattern) if self.pattern else found


def protection_of(given: ProtectedList) -> Protection:
    """The list, ready to be asked."""
    prefixes: dict[int, dict[str, list[ProtectedRange]]] = {}
    numbers: list[str] = []
    for one in given.ranges:
        for prefix in beginnings(one.first, one.last):
            prefixes.setdefault(len(prefix), {}).setdefault(prefix, []).append(one)
        if int(one.last.removeprefix("+")) - int(one.first.removeprefix("+")) < _TOGETHER:
            numbers += _numbers(one)
    patterns = "|".join(_as_expression(one) for one in given.patterns)
    return Protection(
        given.ranges, prefixes, Protected(numbers[:_MOST_NUMBERS], given.patterns),
        rf"^\+(?:{patterns})$" if patterns else "",
    )  # fmt: skip


def _as_expression(pattern: str) -> str:
    written = re.sub(r"\s", "", pattern)
    written = f"84{written[1:]}" if written.startswith("0") else written.removeprefix("+")
    return written.replace("?", "[0-9]").replace("*", "[0-9]*")


def _numbers(one: ProtectedRange) -> Iterator[str]:
    sign = "+" if one.first.startswith("+") else ""
    for number in range(int(one.first.removeprefix("+")), int(one.last.removeprefix("+")) + 1):
        yield f"{sign}{number}"


def beginnings(first: str, last: str) -> list[str]:
    """The fewest decimal beginnings that hold the numbers of one length from `first` to `last`, and no others."""
    sign = "+" if first.startswith("+") else ""
    start, end, length = int(first.removeprefix("+")), int(last.removeprefix("+")), len(first) - len(sign)
    found = []
    while start <= end:
        step = 1
        while start % (step * 10) == 0 and start + step * 10 - 1 <= end:
            step *= 10
        found.append(f"{sign}{str(start).zfill(length)[: length - len(str(step)) + 1]}")
        start += step
    return found
