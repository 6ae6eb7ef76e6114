"""The texts by which citizens report: `S`, `V`, `LD` with a number and words, sent free to 156 or 5656.

They are read as people write them (brackets of either kind, left open or left out) and written in one way alone.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lachan.vietnam.wording import Wording


class Kind(StrEnum):
    """What is reported, by the letters that stand first."""

    MESSAGE = "S"
    CALL = "V"
    FRAUD_CALL = "LD"


KIND_WORDS: dict[Kind, Wording] = {
    Kind.MESSAGE: Wording("tin nhắn rác, lừa đảo", "an unwanted or fraudulent message"),
    Kind.CALL: Wording("cuộc gọi rác", "an unwanted call"),
    Kind.FRAUD_CALL: Wording("cuộc gọi có dấu hiệu lừa đảo", "a call with signs of fraud"),
}

LATER = date(2022, 11, 1)
"""From this day on 156 takes reports, and there is LD; before it there was 5656 with S and V."""
LONGEST_SOURCE = 20
LONGEST_WORDS = 1_000
_KIND = re.compile(r"\W*(LD|S|V)(?=[\W\d_]|$)[\s:.,;_)\]}-]*", re.IGNORECASE)
_OPEN, _CLOSE = "([{（", ")]}）"
_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){2,14}(?!\d)")
_WORD = re.compile(r"[^\s()\[\]{}（）:;,]+")


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report: its kind, the number or name that sent or called, and the reporter's words (may be empty)."""

    kind: Kind
    source: str
    words: str


def kinds(on: date) -> tuple[Kind, ...]:
    """The kinds that could be reported on a day."""
    return tuple(Kind) if on >= LATER else (Kind.MESSAGE, Kind.CALL)


def addressees(on: date) -> tuple[str, ...]:
    """The numbers that took reports on a day, the one to be named first."""
    return ("156", "5656") if on >= LATER else ("5656",)


def read(text: str) -> ReportForm | None:
    """The report that a text means; None where it names no kind or no source."""
    kind = _KIND.match(text)
    if not kind:
        return None
    rest = text[kind.end() :].strip()
    bracketed = rest[:1] in _OPEN and bool(rest)
    rest = rest[1:].lstrip() if bracketed else rest
    source = _NUMBER.match(rest) or _WORD.match(rest)
    if not source or len(source[0]) > LONGEST_SOURCE:
        return None
    behind = rest[source.end() :].lstrip()
    if bracketed and behind[:1] and behind[0] in _CLOSE:
        behind = behind[1:]
    number = re.sub(r"[ .-]", "", source[0]) if source.re is _NUMBER else source[0]
    return ReportForm(Kind(kind[1].upper()), number, _words(behind))


def _words(text: str) -> str:
    """The words without the brackets around them, either of which may be missing, and on one line."""
    bare = " ".join(text.split()).lstrip(":;,-. ")
    if bare[:1] and bare[0] in _OPEN:
        bare = bare[1:]
        bare = bare[:-1] if bare[-1:] and bare[-1] in _CLOSE else bare
    return bare.strip()[:LONGEST_WORDS]


def write(report: ReportForm) -> str:
    """The text to be sent, in the one form that every operator takes; ValueError for a source that has no such form."""
    spaced = _NUMBER.fullmatch(report.source) and not report.source.removeprefix("+").isdigit()
    if spaced or not _WORD.fullmatch(report.source) or len(report.source) > LONGEST_SOURCE:
        raise ValueError("the source is neither a number nor a sender's name")
    words = " ".join(report.words.split())[:LONGEST_WORDS].strip()
    return f"{report.kind} ({report.source}) ({words})"
