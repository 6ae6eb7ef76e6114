"""File names that strangers give, made harmless without losing their Vietnamese letters."""

import re
import unicodedata

MAX_CHARACTERS = 120
MAX_BYTES = 200
"""Below the 255 bytes that file systems take, with room for a random prefix."""

_FALLBACK = "tep"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A file name that is safe to show, store and offer.

    The path, control and bidi characters, characters and names that Windows reserves go away; the extension stays
    when the name is cut to MAX_CHARACTERS and MAX_BYTES. Applying it again changes nothing.
    """
    composed = unicodedata.normalize("NFC", name)
    last = re.split(r"[/\\]", composed.rstrip("/\\ "))[-1]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    tidy = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ")
    if _RESERVED.match(tidy):
        tidy = "_" + tidy
    return _shortened(tidy) or _FALLBACK


def extension(name: str) -> str:
    """What stands after the last dot, in small letters; "" when there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def _shortened(name: str) -> str:
    stem, dot, last = name.rpartition(".")
    if not dot or not stem or len(last) > 10:
        stem, ending = name, ""
    else:
        ending = dot + last
    while len(stem) + len(ending) > MAX_CHARACTERS or len((stem + ending).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(". ") + ending).strip(". ")
