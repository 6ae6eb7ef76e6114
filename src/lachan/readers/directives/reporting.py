"""When results are to be reported: on request, by a date, within days, or again and again."""

import re
from collections.abc import Sequence

from lachan.readers.directives.dates import find_date
from lachan.readers.directives.doubts import doubt
from lachan.readers.directives.parts import Doubt, ReportingKind, ReportingRule
from lachan.readers.papers.paragraphs import Paragraph
from lachan.vietnam.text import plain

_BY = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn cuối|đến hết|xong trong)\s(?P<due>(?:[^.;]{0,20}?)ngày\b[^;]{0,60})",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"ngày\s+(?:\d{1,2}/\d{1,2}\b|\d{1,2} tháng \d{1,2}\b)", re.IGNORECASE)
_PERIODIC = re.compile(r"\bdinh ky\b|\b(hang|moi) (ngay|tuan|thang|quy|nam)\b")
_WITHIN = re.compile(
    r"\b(?:trong|sau|thoi han|vong|khong qua)\b[^.;]{0,25}?\b(?P<days>\d{1,3}) ngay(?P<working> lam viec)?\b"
)
_ON_REQUEST = re.compile(r"\bkhi (co|duoc) (yeu cau|de nghi)\b|\btheo yeu cau\b")


def read_reporting(candidates: Sequence[Paragraph]) -> tuple[ReportingRule, tuple[Doubt, ...]]:
    """The rule in the first of `candidates` that tells when to report, and what is doubtful about it."""
    sentences = [paragraph for paragraph in candidates if "bao cao" in plain(paragraph.text)]
    for paragraph in sentences:
        rule, doubts = _rule(paragraph)
        if rule.kind is not ReportingKind.UNSTATED or doubts:
            return rule, doubts
    text = sentences[0].text if sentences else ""
    return ReportingRule(ReportingKind.UNSTATED, text), (doubt("reporting_unstated"),)


def _rule(paragraph: Paragraph) -> tuple[ReportingRule, tuple[Doubt, ...]]:
    text, words = paragraph.text, plain(paragraph.text)
    if found := _BY.search(text):
        due = find_date(found["due"], paragraph.line)
        if due is not None and (due.date or not _PERIODIC.search(words)):
            doubts = (due.doubt,) if due.doubt else ()
            return ReportingRule(ReportingKind.BY_DATE, text, due=due.date), doubts
        if short := _DAY_AND_MONTH.search(found["due"]):
            trouble = doubt("due_without_year", paragraph.line, found=short.group())
            return ReportingRule(ReportingKind.BY_DATE, text), (trouble,)
    if _PERIODIC.search(words):
        return ReportingRule(ReportingKind.PERIODIC, text), ()
    if within := _WITHIN.search(words):
        days = int(within["days"])
        return ReportingRule(ReportingKind.WITHIN_DAYS, text, days=days, working_days=bool(within["working"])), ()
    kind = ReportingKind.ON_REQUEST if _ON_REQUEST.search(words) else ReportingKind.UNSTATED
    return ReportingRule(kind, text), ()
