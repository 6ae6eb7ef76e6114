"""Who calls and who is called, in the one spelling in which a token and a call are compared (RFC 8224 section 8).

A telephone number is its digits with country code and without "+"; short numbers keep their digits. Vietnamese national
writing ("0912…") and old prefixes become +84 and today's. A SIP address whose user part is a number is that number.
"""

import re
from typing import NamedTuple

from lachan.vietnam.numbers import PREFIXES_OF_2018

SHORTEST_NATIONAL = 8
"""Digits of the shortest number that is dialled with 0 in front."""
_SERVICES, _SERVICE_LENGTHS = ("1800", "1900"), (8, 10)  # no number behind +1 has so few digits
_OLD_MOBILE = 12  # digits of a mobile number of before 2018, with country code
_USUAL_SHORTEST, _LONGEST = 9, 15
_CHANGED = ("0", "841", *_SERVICES)
"""Beginnings of numbers whose canonical spelling may be another one."""
_DIGITS = re.compile(r"[0-9*#]{1,17}")
_VISUAL = str.maketrans("", "", " -.()/")
_URI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]{0,15}):([^<>\s]{1,512})>?")
_MOST = 600


class Party(NamedTuple):
    """One party: its kind as RFC 8225 names it ("tn", "uri") and its spelling; ("", "") is nobody."""

    kind: str
    value: str


NOBODY = Party("", "")


def number(text: str) -> str:
    """The number in canonical spelling; "" when the text is none. Bare digits are read with their country code."""
    bare = text[1:] if text.startswith("+") else text
    if (
        _USUAL_SHORTEST <= len(bare) <= _LONGEST
        and bare.isdecimal()
        and bare.isascii()
        and not bare.startswith(_CHANGED)
    ):
        return bare
    if not 0 < len(text) <= _MOST:
        return ""
    compact = text if text.isdecimal() else text.translate(_VISUAL)
    digits = compact.removeprefix("+")
    if not _DIGITS.fullmatch(digits):
        return ""
    if compact.startswith("00"):
        digits = digits[2:]
    elif compact.startswith("0") and len(compact) >= SHORTEST_NATIONAL:
        digits = f"84{digits[1:]}"
    elif digits.startswith(_SERVICES) and len(digits) in _SERVICE_LENGTHS:
        digits = f"84{digits}"
    if len(digits) == _OLD_MOBILE and digits.startswith("841"):
        return f"84{PREFIXES_OF_2018.get(digits[2:5], digits[2:5])}{digits[5:]}"
    return digits


def party(text: str | None) -> Party:
    """Who a header or request line names: "+84912345678", "0912…", "tel:…", "sip:0912…@host", "sip:name@host"."""
    if not text or len(text) > _MOST:
        return NOBODY
    digits = number(text)
    if digits:
        return Party("tn", digits)
    found = _URI.fullmatch(text.strip())
    if not found:
        return NOBODY
    scheme = found[1].lower()
    user, at, _ = found[2].rpartition("@")
    if scheme == "tel" or (at and scheme in ("sip", "sips")):
        digits = number((user if at else found[2]).partition(";")[0])
        if digits:
            return Party("tn", digits)
    return Party("uri", address(text))


def address(text: str) -> str:
    """A URI in canonical spelling: scheme and host in small letters, no port, parameters, password; "" if none."""
    found = _URI.fullmatch(text.strip()) if len(text) <= _MOST else None
    if not found:
        return ""
    scheme, rest = found[1].lower(), found[2]
    if scheme not in ("sip", "sips"):
        return f"{scheme}:{rest}"
    user, at, host = rest.rpartition("@")
    host = host.partition(";")[0].partition("?")[0].lower()
    host = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return f"{scheme}:{user.partition(';')[0].partition(':')[0]}{at}{host}"
