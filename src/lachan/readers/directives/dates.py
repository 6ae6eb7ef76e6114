"""Dates in letters: "ngày 15 tháng 4 năm 2020", "15/4/2020"; a day left blank; the lunar calendar told apart."""

import datetime
import re
from dataclasses import dataclass

from lachan.readers.directives.doubts import doubt
from lachan.readers.directives.parts import CitedPaper, Doubt
from lachan.vietnam.text import plain

_WORDED = re.compile(
    r"ngày\b(?P<day>[^,;:]{0,15}?)\btháng\b(?P<month>[^,;:]{0,15}?)"
    r"\bnăm\b(?P<year>\s*\d{4}\b|(?:\s*[\w.…]+){1,2})(?:\s*\(?âm lịch\)?)?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?:ngày\s*)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\b", re.I)
_LUNAR = re.compile(
    r"\bam lich\b|\bngay (ram|mung|mong)\b|\bthang (gieng|chap)\b"
    r"|\bnam (giap|at|binh|dinh|mau|ky|canh|tan|nham|quy) (ty|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi)\b"
)
_NUMBER = re.compile(r"\d+")

_REFERENCE = re.compile(
    r"(?<![\w/])(?P<reference>\d{1,5}(?:/\d{4})?/[A-ZĐ][\w&]{0,15}(?:-[A-ZĐ][\w&]{0,15}){0,3})"
    r"(?P<after>.{0,40})"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as found: its words, what of it is known, and the doubt it raises."""

    text: str
    date: datetime.date | None
    month: int | None
    year: int | None
    doubt: Doubt | None


def find_date(text: str, line: int) -> WrittenDate | None:
    """The first date in `text`, None when there is none."""
    found = _WORDED.search(text) or _FIGURES.search(text)
    lunar_words = _LUNAR.search(plain(text))
    if found is None:
        return WrittenDate(text, None, None, None, doubt("lunar_date", line, found=text)) if lunar_words else None
    quoted = found.group().strip()
    if lunar_words:
        return WrittenDate(quoted, None, None, None, doubt("lunar_date", line, found=quoted))
    day, month, year = (_figure(found[part]) for part in ("day", "month", "year"))
    if None in (day, month, year):
        return WrittenDate(quoted, None, month, year, doubt("date_incomplete", line, found=quoted))
    date = _date(day, month, year)
    trouble = None if date else doubt("impossible_date", line, found=quoted)
    return WrittenDate(quoted, date, month if date else None, year if date else None, trouble)


def cited_papers(text: str) -> tuple[CitedPaper, ...]:
    """The papers that `text` cites by number and symbol, each once, with the date that stands right after."""
    papers: dict[str, CitedPaper] = {}
    position = 0
    while found := _REFERENCE.search(text, position):
        position = found.end("reference")
        reference = found["reference"]
        papers.setdefault(reference, CitedPaper(reference, _date_right_after(found["after"])))
    return tuple(papers.values())


def _date_right_after(text: str) -> datetime.date | None:
    found = _WORDED.search(text) or _FIGURES.search(text)
    if found is None or len(text[: found.start()].strip(" ,(")) > 0:
        return None
    return _date(*(_figure(found[part]) for part in ("day", "month", "year")))


def _figure(text: str) -> int | None:
    """The number in a part of a date: None for a blank, for dots and for words."""
    words = text.strip(" .…")
    return int(words) if _NUMBER.fullmatch(words) and len(words) <= 4 else None


def _date(day: int | None, month: int | None, year: int | None) -> datetime.date | None:
    if day is None or month is None or year is None:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
