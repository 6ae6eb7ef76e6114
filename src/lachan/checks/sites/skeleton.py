"""Names as the eye reads them: letters of other scripts, accents, digits and pairs drawn together with what they mimic.

Two names with one skeleton look alike. The table of single letters is in confusables.csv, with its source.
"""

import csv
import unicodedata
from functools import cache
from importlib.resources import files

_DIGITS = str.maketrans("0134579l8", "oieastgib")
_PAIRS = ((b"vv", b"w"), (b"rn", b"m"))
_BYTES = bytes.maketrans(b"0134579l8_", b"oieastgib-")
TELEX = ("vieetj", "vieejt", "vieet", "vietj")
"""How hands used to Telex write Việt without a Vietnamese keyboard."""


@cache
def _letters() -> dict[int, str]:
    text = (files(__package__) / "confusables.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {ord(row["letter"]): row["latin"] for row in rows}


def latin(text: str) -> str:
    """Small letters without accents, those of other scripts as the Latin ones that they look like."""
    if text.isascii():
        return text.lower()
    swapped = unicodedata.normalize("NFKD", text.casefold()).translate(_letters())
    return "".join(letter for letter in swapped if not unicodedata.combining(letter)).translate(_letters())


def skeleton(text: str) -> str:
    """What a reader in haste sees in a name: "V1etc0mbаnk" becomes "vietcombank", with i for l and 1 everywhere."""
    told = latin(text).translate(_DIGITS)
    for pair, one in _PAIRS:
        told = told.replace(pair.decode(), one.decode())
    return told


def skeletons(lines: bytes) -> bytes:
    """The skeletons of many names in ASCII at once, hyphens and dots kept, line breaks untouched."""
    told = lines.translate(_BYTES)
    for pair, one in _PAIRS:
        told = told.replace(pair, one)
    return told


def telex_forms(text: str) -> list[str]:
    """A brand's short name as written with Telex keys."""
    return [text.replace("viet", form, 1) for form in TELEX] if "viet" in text else []
