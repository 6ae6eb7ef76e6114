"""Weak signs of a protected name, in a name that is told already for the way it is made: whom it may be aimed at.

By themselves such signs say nothing: two or three letters of a bank stand in thousands of honest names, and a shop may
be one letter away from another. They are looked for only where the scorer has spoken.
"""

import re

from lachan.checks.sites.copies import Copy
from lachan.checks.sites.kinds import segments, vocabulary
from lachan.checks.sites.register import LEAST_INSIDE, Register
from lachan.checks.sites.skeleton import latin, skeleton
from lachan.readers.names import ReadName
from lachan.readers.suffixes import parts_of

_LETTERS = re.compile(r"[a-z]+")
HINT = "WEB-016"
"""The rule that tells such a sign."""
LEAST_TYPED = 5
"""Letters of a name from which one wrong, missing or doubled letter is looked for."""


def hint_of(read: ReadName, register: Register) -> Copy | None:
    """The protected name that a name may be aimed at by a weak sign, None where there is none."""
    if "ip" in read.signs or register.owner(read.host):
        return None
    labels = [label for label in read.unicode.split(".") if label][: -1 - parts_of(read.host).suffix.count(".")]
    found = _inside(labels, register) or _at_an_edge(labels, register) or _one_off(labels, register)
    if found is None:
        return None
    named, form = found
    brand, short = register.every[form]
    return Copy(HINT, brand, short, {named: 25, "built_like_fraud": 25})


def _inside(labels: list[str], register: Register) -> tuple[str, str] | None:
    """The longest short name inside a label, drawn together and as the eye reads it."""
    if not len(register.anywhere):
        return None
    drawn = ".".join(skeleton(label).replace("-", "") for label in labels)
    told = [drawn[last + 1 - size : last + 1] for last, size in register.anywhere.iter(drawn)]
    return ("word_inside", max(told, key=lambda one: (len(one), one))) if told else None


def _at_an_edge(labels: list[str], register: Register) -> tuple[str, str] | None:
    """Two letters at the edge of a piece between dots, hyphens and digits, or alone between known words."""
    runs = [run for piece in _pieces(labels) for run in (piece[:2], piece[-2:], *_left_over(piece))]
    told = [form for form in register.words if len(form) < LEAST_INSIDE and form in runs]
    return ("short_at_an_edge", max(told)) if told else None


def _pieces(labels: list[str]) -> list[str]:
    return [piece for label in labels for piece in _LETTERS.findall(latin(label))]


def _left_over(piece: str) -> list[str]:
    """What no known word or syllable covers: "cskhmbcanhan" leaves "mb"."""
    apart = " ".join(part if len(part) == 1 else "." for part in segments(piece))
    return [run.replace(" ", "") for run in apart.split(".")]


def _one_off(labels: list[str], register: Register) -> tuple[str, str] | None:
    """A piece that is one letter off, by itself or beside a known word ("shoppevip")."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    forms = [form for form in register.every if len(form) >= LEAST_TYPED]
    drawn = {part for label in labels for part in (label.replace("-", ""), *label.split("-"))}
    for piece in sorted(drawn | {one for part in _pieces(labels) for one in _bare(part)}):
        if len(piece) >= LEAST_TYPED - 1 and not _ordinary(latin(piece)):
            found = process.extractOne(skeleton(piece), forms, scorer=OSA.distance, score_cutoff=1)
            if found:
                return "one_letter_off", found[0]
    return None


def _bare(piece: str) -> set[str]:
    """A piece without the known words that it begins or ends with."""
    words = vocabulary()
    ends = {piece[at:] for at in range(2, len(piece) - 3) if piece[:at] in words} | {piece}
    return ends | {one[:at] for one in ends for at in range(4, len(one) - 1) if one[at:] in words}


def _ordinary(piece: str) -> bool:
    """Whether a piece is nothing but known words, with at most one letter more: "credit", "vnbank", "tbank"."""
    return sum(len(part) for part in segments(piece) if part not in vocabulary()) <= 1
