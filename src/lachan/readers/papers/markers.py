"""The marks that start a list item or a heading in an official paper: "I.", "1.", "1.1.", "a)", "-", "+"."""

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """How high a mark stands in the usual order of an official paper; smaller is higher."""

    PART = 0
    NUMBER = 1
    DOTTED = 2
    LETTER = 3
    BULLET = 4
    PLUS = 5


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark: its rank, label ("1", "a", "") and the words after it."""

    rank: Rank
    label: str
    rest: str


_PATTERNS = (
    (Rank.PART, re.compile(r"(?:(?P<label>[IVX]{1,5}|[A-E])[.)](?!\w)|[ĐđDd]iều (?P<article>\d{1,3})[.:])\s*(?=\S)")),
    (Rank.DOTTED, re.compile(r"(?P<label>\d{1,2}\.\d{1,2})(?:[.)](?!\d)|(?=\s))\s*(?=[^\W\d_]|[\"“(])")),
    (Rank.NUMBER, re.compile(r"(?P<label>\d{1,2})\s*(?:[.)](?!\d)|/(?=\s))\s*(?=\S)")),
    (Rank.LETTER, re.compile(r"(?P<label>[a-zđ])\s*(?:\)|\.(?=\s))\s*(?=\S)")),
    (Rank.PLUS, re.compile(r"(?P<label>)\+\s*(?=\S)")),
    (Rank.BULLET, re.compile(r"(?P<label>)[-\u2010-\u2015\u2022\u25cf\u25aa\u25e6\u2043\u25cb*\uf0b7\uf02d]\s*(?=\S)")),
)


def marker_of(text: str) -> Marker | None:
    """The mark at the start of `text`, None when it starts with words."""
    for rank, pattern in _PATTERNS:
        if found := pattern.match(text):
            labels = found.groupdict()
            return Marker(rank, labels["label"] or labels.get("article") or "", text[found.end() :])
    return None
