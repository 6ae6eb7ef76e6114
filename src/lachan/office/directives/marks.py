"""The source text of a directive cut into passages: what was recognised there, and where a person must look.

Pure: text and content in, passages out; the template draws the <mark>s.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lachan.office.directives.content import DirectiveContent


@dataclass(frozen=True)
class Passage:
    """A piece of the text; `what` names the recognised part ("1.2", "subject"), `doubt` the number of the doubt."""

    text: str
    what: str = ""
    doubt: int = 0
    starts: bool = False  # the first passage of its part: here the name is shown

    @property
    def number(self) -> str:
        """The number of the group or duty recognised here, "" for other parts."""
        return self.what if self.what[:1].isdecimal() else ""


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    what: str


_NOWHERE = _Span(-1, -1, "")


def passages(text: str, content: DirectiveContent, doubts: Iterable[Mapping[str, Any]]) -> list[Passage]:
    """The whole text in order; every character stands in exactly one passage."""
    recognised = _recognised(text, content)
    doubtful = _doubtful(text, doubts)
    cuts = sorted({0, len(text), *(cut for span in [*recognised, *doubtful] for cut in (span.start, span.end))})
    found: list[Passage] = []
    for start, end in pairwise(cuts):
        part = next((span for span in recognised if span.start <= start and end <= span.end), None)
        doubt = next((span for span in doubtful if span.start <= start and end <= span.end), None)
        found.append(
            Passage(
                text[start:end],
                what=part.what if part else "",
                doubt=int(doubt.what) if doubt else 0,
                starts=(doubt or part or _NOWHERE).start == start,
            )
        )
    return found


def _recognised(text: str, content: DirectiveContent) -> list[_Span]:
    """Where the parts of the content stand in the text: duties first, a passage belongs to one part only."""
    named = [
        (f"{order}.{number}", duty.text)
        for order, group in enumerate(content.groups, start=1)
        for number, duty in enumerate(group.duties, start=1)
    ]
    named += [(str(order), group.title) for order, group in enumerate(content.groups, start=1)]
    named += [("subject", content.subject), ("issuer", content.issuer), ("symbol", content.symbol)]
    named += [("date", content.date_text), ("signer", content.signer_name), ("report", content.reporting_rule)]
    named += [("ground", words) for words in content.legal_grounds]
    named += [("addressee", words) for words in content.addressees]
    named += [("recipient", words) for words in content.recipients]
    spans: list[_Span] = []
    for what, words in named:
        span = _find(text, what, words, spans)
        if span is not None:
            spans.append(span)
    return spans


def _find(text: str, what: str, words: str, taken: list[_Span]) -> _Span | None:
    """The first place of `words`, however the lines break, that no other part has taken."""
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return None
    for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
        if all(match.end() <= span.start or span.end <= match.start() for span in taken):
            return _Span(match.start(), match.end(), what)
    return None


def _doubtful(text: str, doubts: Iterable[Mapping[str, Any]]) -> list[_Span]:
    """The lines that doubts point at; a doubt without line, or at an empty one, is only listed."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    spans: list[_Span] = []
    for number, doubt in enumerate(doubts, start=1):
        at: int | None = doubt.get("line")
        if at and at <= len(lines) and lines[at - 1][0] < lines[at - 1][1]:
            spans.append(_Span(*lines[at - 1], str(number)))
    return spans
