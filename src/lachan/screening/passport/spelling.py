"""How a PASSporT is spelled: base64url without padding and JSON in one form; everything read here is bounded.

Sources: RFC 7515 section 2 (base64url), RFC 8225 sections 4 to 6 and 9. A second spelling of the same bytes is refused:
otherwise a token could be changed and still be accepted.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, NoReturn

from lachan.screening.passport.codes import Code, Refused

MOST_BRACKETS = 48
"""Opened brackets in one part of a token; an ordinary one has five. Keeps nesting far from any limit of the reader."""
_ALPHABET = re.compile(rb"[A-Za-z0-9_-]+")
_WHOLE = 4


def decoded(text: bytes) -> bytes:
    """The bytes of a base64url text; `Refused` for padding, other letters, or bits that encode nothing."""
    if not _ALPHABET.fullmatch(text) or len(text) % _WHOLE == 1:
        raise Refused(Code.PASSPORT_MALFORMED)
    content = urlsafe_b64decode(text + b"=" * (-len(text) % _WHOLE))
    if len(text) % _WHOLE and encoded(content)[-1] != text[-1]:
        raise Refused(Code.PASSPORT_MALFORMED)
    return content


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
