"""The body of a directive: which marked paragraphs are headings of groups, which are duties, which close the letter.

Letters differ: "1." over "-", "I." over "1.", "1." over "a)" or "1.1.", unnumbered "Đối với …:" over any of these,
or one flat list. What decides is which level of marks has items below it and names addressees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lachan.readers.papers.markers import Rank, marker_of
from lachan.readers.papers.paragraphs import Paragraph
from lachan.vietnam.addressees import addressees_in
from lachan.vietnam.text import plain

HEADING = -1
"""The level of an unnumbered heading ("Đối với …:"), above every mark."""

_HEADING = re.compile(r"(doi voi|giao|de nghi|yeu cau) ")
_HEADING_MAX = 160
_GROUND = re.compile(r"can cu ")
_CLOSING = re.compile(
    r"(de nghi|yeu cau|tren day|van ban|trong qua trinh|nhan duoc|bao cao|cac (don vi|co quan)|so |to chuc thuc hien)\b"
)
_REPORTING = re.compile(r"(che do (thong tin,? )?bao cao|(thong tin,? )?bao cao|dinh ky|thoi (gian|han) bao cao)\b")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph with its place in the list: `level` None without a mark; `words` without the mark."""

    paragraph: Paragraph
    level: int | None
    label: str
    words: str


@dataclass(slots=True)
class DraftDuty:
    """A duty while its paragraphs are collected."""

    paragraphs: list[str]
    line: int
    level: int | None


@dataclass(slots=True)
class DraftGroup:
    """A group while its duties are collected; `label` is the heading's number as written."""

    title: str
    line: int
    label: str
    duties: list[DraftDuty] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """The parts of the body: paragraphs before the items, groups, and what closes (reporting items first)."""

    preamble: list[Paragraph] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)


def read_body(paragraphs: Sequence[Paragraph]) -> Body:
    """The body's parts; no groups when nothing is marked."""
    items = _items(paragraphs)
    first = next((i for i, item in enumerate(items) if item.level is not None), len(items))
    body = Body(preamble=[item.paragraph for item in items[:first]])
    listed = items[first:]
    level = _group_level(listed)
    last_mark = max((i for i, item in enumerate(listed) if item.level is not None), default=-1)
    for index, item in enumerate(listed):
        if item.level is None:
            _take_unmarked(body, item, is_last=index > last_mark)
        elif _is_reporting(item, listed[index + 1 :]):
            body.closing.append(item.paragraph)
        elif level is not None and item.level <= level:
            _take_heading(body, item, has_items=_has_items(listed, index))
        else:
            _take_duty(body, item)
    body.groups = [group for group in body.groups if group.duties]
    return body


def _items(paragraphs: Sequence[Paragraph]) -> list[Item]:
    """Paragraphs with their level; grounds written as a list before the first real item stay without one."""
    items: list[Item] = []
    started = False
    for paragraph in paragraphs:
        marker = marker_of(paragraph.text)
        if marker is not None and (started or not _GROUND.match(plain(marker.rest))):
            items.append(Item(paragraph, int(marker.rank), marker.label, marker.rest))
            started = True
        elif _is_unnumbered_heading(paragraph.text):
            items.append(Item(paragraph, HEADING, "", paragraph.text))
            started = True
        else:
            items.append(Item(paragraph, None, "", paragraph.text))
    return items


def _is_unnumbered_heading(text: str) -> bool:
    short = text.endswith(":") and len(text) <= _HEADING_MAX
    return short and _HEADING.match(plain(text)) is not None and bool(addressees_in(text))


def _group_level(items: Sequence[Item]) -> int | None:
    """The level whose headings name addressees most often, the highest of equals; None for a flat list."""
    heads = [(i, item) for i, item in enumerate(items) if item.level is not None and _has_items(items, i)]
    levels = sorted({item.level for _, item in heads if item.level is not None})
    best, best_share = None, -1.0
    for level in levels:
        titles = [_heading_words(item.words) for _, item in heads if item.level == level]
        share = sum(bool(addressees_in(title)) for title in titles) / len(titles)
        if share > best_share:
            best, best_share = level, share
    return best


def _has_items(items: Sequence[Item], at: int) -> bool:
    """Whether deeper items stand under the one at `at`, or plain paragraphs under a heading that names someone."""
    level = items[at].level
    below = items[at + 1] if at + 1 < len(items) else None
    if level is None or below is None:
        return False
    if below.level is not None:
        return below.level > level
    words = items[at].words
    is_title = len(words) <= _HEADING_MAX and bool(addressees_in(words)) and not _is_closing(below)
    return is_title and level < Rank.BULLET


def _is_reporting(item: Item, following: Sequence[Item]) -> bool:
    """Whether an item of the top levels without items below tells only how to report."""
    below = following[0].level if following else None
    is_top = item.level is not None and item.level <= Rank.NUMBER and (below is None or below <= item.level)
    return is_top and _REPORTING.match(plain(item.words)) is not None


def _is_closing(item: Item) -> bool:
    return _CLOSING.match(plain(item.words)) is not None


def _heading_words(words: str) -> str:
    """What of a heading names the addressee: all, or what stands before the colon."""
    return words.partition(":")[0]


def _take_heading(body: Body, item: Item, *, has_items: bool) -> None:
    """Open a group; a heading without items is its own duty, told after the colon or by the whole of it."""
    group = DraftGroup(item.words, item.paragraph.line, item.label)
    body.groups.append(group)
    if has_items:
        return
    head, colon, rest = item.words.partition(":")
    words = item.words
    if rest.strip() and addressees_in(head):
        group.title, words = head + colon, rest.strip()
    group.duties.append(DraftDuty([words], item.paragraph.line, item.level))


def _take_duty(body: Body, item: Item) -> None:
    """A new duty, or a deeper item inside the duty above it."""
    if not body.groups:
        body.groups.append(DraftGroup("", item.paragraph.line, ""))
    duties = body.groups[-1].duties
    above = duties[-1].level if duties else None
    if item.level is not None and above is not None and item.level > above:
        duties[-1].paragraphs.append(item.paragraph.text)
    else:
        duties.append(DraftDuty([item.words], item.paragraph.line, item.level))


def _take_unmarked(body: Body, item: Item, *, is_last: bool) -> None:
    """Plain paragraphs: duties under a bare heading, more words of a duty, or the closing of the letter."""
    duties = body.groups[-1].duties if body.groups else []
    under_bare_heading = bool(body.groups) and (not duties or duties[-1].level is None)
    if body.closing or (is_last and (_is_closing(item) or not under_bare_heading)):
        body.closing.append(item.paragraph)
    elif under_bare_heading:
        duties.append(DraftDuty([item.words], item.paragraph.line, None))
    elif duties:
        duties[-1].paragraphs.append(item.paragraph.text)
