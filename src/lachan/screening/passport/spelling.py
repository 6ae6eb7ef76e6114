"""How a PASSporT is spelled: base64url without padding and JSON in one form; everything read here is bounded.

Sources: RFC 7515 section 2 (base64url), RFC 8225 sections 4 to 6 and 9. A second spelling of the same bytes is refused:
otherwise a token could be changed and still be accepted.
"""

import json
from base64 import urlsafe_b64encode
from binascii import Error, a2b_base64
from collections.abc import Mapping
from typing import Any, NoReturn

from lachan.screening.passport.codes import Code, Refused

MOST_BRACKETS = 48
"""Opened brackets in one part of a token; an ordinary one has five. Keeps nesting far from any limit of the reader."""
_WHOLE = 4
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST = {2: frozenset(_ALPHABET[::16]), 3: frozenset(_ALPHABET[::4])}
"""Last letters of a text with 2 or 3 letters over whole groups: those whose unused bits are none."""
_PADDING = {0: b"", 2: b"==", 3: b"="}
_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
"""To the usual alphabet, and what does not belong here to what belongs nowhere."""


def decoded(text: bytes) -> bytes:
    """The bytes of a base64url text; `Refused` for padding, other letters, or bits that encode nothing."""
    over = len(text) % _WHOLE
    if over and (over == 1 or text[-1] not in _LAST[over]):
        raise Refused(Code.PASSPORT_MALFORMED)
    try:
        return a2b_base64(text.translate(_STANDARD) + _PADDING[over], strict_mode=True)
    except Error:
        raise Refused(Code.PASSPORT_MALFORMED) from None


def encoded(content: bytes) -> bytes:
    """`content` as base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=")


def read_object(text: bytes) -> dict[str, Any]:
    """A JSON object; `Refused` for anything else, repeated keys, fractions, endless numbers and deep nesting."""
    if text.count(b"{") + text.count(b"[") > MOST_BRACKETS:
        raise Refused(Code.PASSPORT_MALFORMED)
    try:
        found = _READER.decode(text.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(Code.PASSPORT_MALFORMED) from None
    if not isinstance(found, dict):
        raise Refused(Code.PASSPORT_MALFORMED)
    return found


def canonical(claims: Mapping[str, Any]) -> bytes:
    """The one form of RFC 8225 section 9: keys in lexicographic order, no blanks, UTF-8."""
    return json.dumps(claims, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(Code.PASSPORT_MALFORMED)
    return found


def _no_number(_text: str) -> NoReturn:
    raise Refused(Code.PASSPORT_MALFORMED)


def _whole_number(text: str) -> int:
    if len(text) > 19:
        raise Refused(Code.PASSPORT_MALFORMED)
    return int(text)


_READER = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole_number
)
