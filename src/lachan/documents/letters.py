"""Text made fit for what is printed: composed letters, no control characters, only what the papers' font can show.

A letter without a glyph (an emoji out of a message, say) would stop a PDF/UA from being made, and Decree 30/2020
allows one font alone; it becomes a box in both files, so that they keep saying the same.
"""

import unicodedata
from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

FONTS = files("lachan.documents").joinpath("fonts")
BOX = "□"


@cache
def _letters() -> frozenset[int]:
    with as_file(FONTS.joinpath("Tinos-Regular.ttf")) as path, TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _fit(letter: str) -> str:
    if letter == "\n":
        return letter
    if unicodedata.category(letter) in {"Cc", "Zl", "Zp"}:
        return " "
    if unicodedata.category(letter) in {"Cf", "Cs", "Cn"}:  # joiners, direction marks, halves of pairs, no characters
        return ""
    return letter if ord(letter) in _letters() else BOX


def fit(text: str) -> str:
    """The text with its line breaks kept, each line without blanks at its ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "\n".join(line.strip() for line in "".join(map(_fit, composed)).split("\n"))


def fit_line(text: str) -> str:
    """The text on one line, single blanks between its words."""
    return " ".join(fit(text).split())
