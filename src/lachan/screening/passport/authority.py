"""What a certificate lets its holder sign (RFC 8226): numbers (TNAuthList) and claims (JWTClaimConstraints).

Both are DER inside an extension of the certificate. The reader is strict and small: one-byte tags, shortest lengths,
nothing left over; what it cannot read makes the certificate unfit.

    TNAuthList  ::= SEQUENCE OF CHOICE { spc [0] IA5String, range [1] SEQUENCE { start, count }, one [2] IA5String }
    Constraints ::= SEQUENCE { mustInclude [0], permittedValues [1], mustExclude [2] }   -- RFC 9118 added the third

Tags are explicit.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

TN_AUTH_LIST = "1.3.6.1.5.5.7.1.26"
CLAIM_CONSTRAINTS = ("1.3.6.1.5.5.7.1.27", "1.3.6.1.5.5.7.1.33")
MOST_ENTRIES = 20_000
_INTEGER, _UTF8, _IA5, _SEQUENCE = 0x02, 0x0C, 0x16, 0x30
_CONTEXT = 0xA0
_LONG = 0x80
_MOST_LENGTH_BYTES = 3
_BEYOND = 10**16  # more than any number
_NUMBER = re.compile(r"[0-9*#]{1,15}")


class DerError(ValueError):
    """Bytes that are not what the extension must hold."""


class NumberRange(NamedTuple):
    """Numbers from `first`, `size` of them, all with as many digits as the first."""

    first: str
    size: int


class Authority:
    """Numbers that a certificate names, and codes of operators (SPC), which stand for all numbers of the operator."""

    def __init__(self, operators: Iterable[str] = (), ranges: Iterable[NumberRange] = ()) -> None:
        self.operators = tuple(operators)
        self.ranges = tuple(ranges)
        self._exact = {one.first for one in self.ranges if one.size == 1}
        spans: dict[int, list[tuple[int, int]]] = {}
        for one in self.ranges:
            if one.size > 1 and one.first.isdecimal():
                spans.setdefault(len(one.first), []).append((int(one.first), int(one.first) + one.size - 1))
        self._spans = {length: _joined(found) for length, found in spans.items()}

    def names(self, digits: str) -> bool:
        """Whether the number itself (canonical, without +) is named."""
        if digits in self._exact:
            return True
        spans = self._spans.get(len(digits))
        if not spans or not digits.isdecimal():
            return False
        found = bisect_right(spans, (int(digits), _BEYOND)) - 1
        return found >= 0 and int(digits) <= spans[found][1]

    def covers(self, digits: str) -> bool:
        """Whether it may sign for the number: one it names, or any where it is an operator's certificate."""
        return bool(self.operators) or self.names(digits)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same numbers in spans that do not overlap, in order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


@dataclass(frozen=True, slots=True)
class ClaimConstraints:
    """Claims that tokens of a certificate must have, may have only with these values, or must not have."""

    must_include: tuple[str, ...] = ()
    permitted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    must_exclude: tuple[str, ...] = ()

    def allows(self, claims: Mapping[str, Any]) -> bool:
        """Whether the token's claims keep to the certificate."""
        if any(one not in claims for one in self.must_include) or any(one in claims for one in self.must_exclude):
            return False
        return all(name not in claims or claims[name] in values for name, values in self.permitted)


def read_authority(der: bytes) -> Authority:
    """A TNAuthList; `DerError` when it is none."""
    operators, ranges = [], []
    for tag, content in _items(_only(der, _SEQUENCE)):
        if tag == _CONTEXT:
            operators.append(_text(_only(content, _IA5)))
        elif tag == _CONTEXT + 1:
            ranges.append(_range(_only(content, _SEQUENCE)))
        elif tag == _CONTEXT + 2:
            ranges.append(NumberRange(_number(_only(content, _IA5)), 1))
        else:
            raise DerError("not an entry of a TNAuthList")
    if not operators and not ranges:
        raise DerError("an empty TNAuthList")
    return Authority(operators, ranges)


def read_constraints(der: bytes) -> ClaimConstraints:
    """Constraints on claims; `DerError` when they are none."""
    parts: dict[int, tuple[Any, ...]] = {}
    for tag, content in _items(_only(der, _SEQUENCE)):
        if tag in parts or not _CONTEXT <= tag <= _CONTEXT + 2 or any(one > tag for one in parts):
            raise DerError("not a constraint on claims")
        items = list(_items(_only(content, _SEQUENCE)))
        if not items:
            raise DerError("a constraint of nothing")
        parts[tag] = tuple(_permitted(one) for one in items) if tag == _CONTEXT + 1 else tuple(map(_name, items))
    if not parts:
        raise DerError("constraints of nothing")
    return ClaimConstraints(parts.get(_CONTEXT, ()), parts.get(_CONTEXT + 1, ()), parts.get(_CONTEXT + 2, ()))


def _range(content: bytes) -> NumberRange:
    items = list(_items(content))
    if [tag for tag, _ in items] != [_IA5, _INTEGER]:
        raise DerError("not a range of numbers")
    count = int.from_bytes(items[1][1], "big", signed=True)
    if not 2 <= count < 10**15:
        raise DerError("not a range of numbers")
    return NumberRange(_number(items[0][1]), count)


def _permitted(item: tuple[int, bytes]) -> tuple[str, tuple[str, ...]]:
    if item[0] != _SEQUENCE:
        raise DerError("not a list of permitted values")
    (name, values) = _pair(item[1])
    return _name(name), tuple(_utf8(one) for one in _items(_inside(values, _SEQUENCE)))


def _pair(content: bytes) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
    items = list(_items(content))
    if len(items) != 2:
        raise DerError("not a pair")
    return items[0], items[1]


def _name(item: tuple[int, bytes]) -> str:
    return _text(_inside(item, _IA5))


def _utf8(item: tuple[int, bytes]) -> str:
    try:
        return _inside(item, _UTF8).decode("utf-8")
    except UnicodeDecodeError:
        raise DerError("not a text") from None


def _text(content: bytes) -> str:
    if not content or not content.isascii():
        raise DerError("not a text")
    return content.decode("ascii")


def _number(content: bytes) -> str:
    digits = _text(content)
    if not _NUMBER.fullmatch(digits):
        raise DerError("not a telephone number")
    return digits


def _only(content: bytes, tag: int) -> bytes:
    """What is inside the one item that `content` must be."""
    items = list(_items(content))
    if len(items) != 1:
        raise DerError("not one item")
    return _inside(items[0], tag)


def _inside(item: tuple[int, bytes], tag: int) -> bytes:
    if item[0] != tag:
        raise DerError(f"tag {item[0]:#x} in place of {tag:#x}")
    return item[1]


def _items(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and inside of each item."""
    at = entries = 0
    while at < len(content):
        entries += 1
        if entries > MOST_ENTRIES or at + 2 > len(content):
            raise DerError("cut short, or too many items")
        tag, length = content[at], content[at + 1]
        at += 2
        if length >= _LONG:
            size = length - _LONG
            spelled = content[at : at + size]
            length = int.from_bytes(spelled, "big")
            if not 0 < size <= _MOST_LENGTH_BYTES or len(spelled) < size or length < max(_LONG, 1 << 8 * (size - 1)):
                raise DerError("a length not in its shortest form")
            at += size
        if at + length > len(content):
            raise DerError("cut short")
        yield tag, content[at : at + length]
        at += length
