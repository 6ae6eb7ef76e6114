"""Calls to emergency numbers, which nothing here may ever stop. In doubt a call is one."""

import unicodedata
from itertools import product
from urllib.parse import unquote

from lachan.screening.headers import MOST_CHARACTERS, number_in
from lachan.vietnam.identity import birth_provinces
from lachan.vietnam.numbers.plan import OLD_AREAS

CODES = ("111", "112", "113", "114", "115")
_AREAS = tuple(one.area_code for one in birth_provinces().values())
NUMBERS = frozenset(
    f"{prefix}{code}"
    for prefix, code in product(
        (
            "", "0", "+", "00", "+84", "84", "084", "0084", "+840", "840", "00840",
            *_AREAS,
            *(f"{before}{area}" for before, area in product(("0", "+84", "84", "0084"), (*_AREAS, *OLD_AREAS))),
        ),
        CODES,
    )
)  # fmt: skip
"""How the codes are dialled and routed, with country and area code too (which reaches that province's police)."""
_SERVICE = "urn:service:sos"


def is_emergency(uri: str) -> bool:
    """Whether the Request-URI `uri` asks for an emergency service in any of its usual or unusual writings."""
    text = uri[:MOST_CHARACTERS].strip("<> \t\r\n")
    lower = text.lower()
    if lower == _SERVICE or lower.startswith((f"{_SERVICE}.", f"{_SERVICE};", f"{_SERVICE}?")):
        return True
    scheme, colon, rest = text.partition(":")
    # With every context: the number alone, and behind the prefix that the context names; a host alone counts too.
    bare = (rest if colon else scheme).partition("@")[0].partition("?")[0].partition(";")[0]
    return any(digits_of(one) in NUMBERS for one in (bare, number_in(text) or ""))


def digits_of(text: str) -> str:
    """The digits of `text` in any script as ASCII, with a leading +; "" when something else than separators is between.

    Percent-encoding is undone, as often as it was done up to three times.
    """
    for _ in range(3):
        text = unquote(text, errors="replace") if "%" in text else text
    text = text.strip().partition(":")[0] if text.count(":") == 1 else text.strip()
    if len(text) > 100:
        return ""
    found = []
    for one in text:
        digit = unicodedata.decimal(one, None)
        if digit is not None:
            found.append(str(digit))
        elif one in "+＋" and not found:
            found.append("+")
        elif not (one in "-.()/" or one.isspace() or unicodedata.category(one) in ("Cf", "Pd")):
            return ""
    return "".join(found)
