"""How long a text message is: its alphabet, its units and the parts it is sent in.

3GPP TS 23.038: a message in the GSM 7-bit default alphabet has 160 units, or 153 in each part of several; a sign of
the extension table takes two and is not split. Any other sign makes the whole message UCS-2: 70 units, or 67 in each
part of several. Vietnamese with its marks is UCS-2 nearly always; `without_marks` makes it GSM.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")

Alphabet = Literal["gsm7", "ucs2"]
_ALONE: dict[Alphabet, int] = {"gsm7": 160, "ucs2": 70}
_IN_PARTS: dict[Alphabet, int] = {"gsm7": 153, "ucs2": 67}


@dataclass(frozen=True, slots=True)
class Length:
    """The alphabet of a message, its units (7-bit signs or UTF-16 units), and how many parts carry it."""

    alphabet: Alphabet
    units: int
    parts: int


def length(text: str) -> Length:
    """How long `text` is as a message; an empty one still takes a part."""
    alphabet: Alphabet = "gsm7" if all(sign in _BASIC or sign in _EXTENDED for sign in text) else "ucs2"
    sizes = [_size(sign, alphabet) for sign in text]
    units = sum(sizes)
    if units <= _ALONE[alphabet]:
        return Length(alphabet, units, 1)
    parts, free = 1, _IN_PARTS[alphabet]
    for size in sizes:
        if size > free:
            parts, free = parts + 1, _IN_PARTS[alphabet]
        free -= size
    return Length(alphabet, units, parts)


def _size(sign: str, alphabet: Alphabet) -> int:
    if alphabet == "gsm7":
        return 2 if sign in _EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1


def without_marks(text: str) -> str:
    """Vietnamese without its marks, case kept: "Thuê bao Đình Lập" becomes "Thue bao Dinh Lap"."""
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))
