"""Rules about the words of a paper, line by line."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lachan.readers.directives.head import read_head
from lachan.readers.papers.paragraphs import Line, joined
from lachan.vietnam.paper_forms import AUTHORITIES, END_MARK, KINDS, MOTTO, STATE
from lachan.vietnam.text import plain

Hit = tuple[str, str, int | None]
"""Rule number, what was found, line."""

_DASH = r"[\u2010-\u2015\u2212-]"
_STATE = re.compile(r"cong ?h?oa xa hoi chu ngh?ia viet ?nam|cong hoa x\.?h\.?c\.?n")
_STATE_SPELT = frozenset({STATE, STATE.replace("HÒA", "HOÀ")})
_MOTTO = re.compile(r"doc lap\W{0,5}tu do\W{0,5}hanh phuc")
_STATE_OR_MOTTO = re.compile(rf"(?:{_STATE.pattern}|{_MOTTO.pattern})")
_NUMBER = re.compile(
    r"(?:^|\s)(?P<word>so)\b(?P<colon>\s*:?)\s*(?P<number>\d{0,5}[a-z]?)[.…_]*(?P<gap>\s*/\s*)"
    rf"(?P<symbol>[A-ZĐa-zđ][\wđĐ&]*(?:\s?{_DASH}\s?[A-ZĐa-zđ][\wđĐ&]*)*)"
)
_DATE = re.compile(r"ngay\s*(?P<day>\d{0,2})\s*[.…_]*\s*thang\s*(?P<month>\d{0,2})\s*[.…_]*\s*nam\s*(?P<year>\d{0,4})")
_OTHER_DATE = re.compile(r"^[^\d:/]{2,40},?\s*(?:ngay\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}$")
_SIGN = re.compile(
    r"^(?P<mark>T\.?/?M|K\.?/?T|T\.?/?L|T\.?/?U\.?/?Q|Q)(?P<end>[./]?)(?P<gap>\s*)(?=[^\W\d_])(?P<title>.{3,80})$"
)
_RIGHT_MARK = {mark.rstrip(".") for mark in AUTHORITIES}
_DEGREE = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|BS|KS|CN)\.\s*)+(?=[^\W\d_])")
_ANNEX = re.compile(r"phu luc(?: [ivx]{1,5}| \d{1,2})?")
_KINDS = {plain(name): (code, name) for code, name in KINDS.items()}
_NO_SUBJECT = re.compile(r"kinh gui|can cu|xet |theo |dieu \d|[ivx]{1,4}\.|\d{1,2}\.")
_HEAD_LINES = 25


@dataclass(frozen=True, slots=True)
class PaperLines:
    """The lines of a paper, cut into head, body and end, and annexes."""

    main: tuple[Line, ...]
    annexes: tuple[Line, ...]

    @property
    def head(self) -> tuple[Line, ...]:
        """Where everything that stands above the text must be."""
        return self.main[:_HEAD_LINES]


def split(lines: Sequence[Line]) -> PaperLines:
    """The paper itself, and its annexes: from a line that is "Phụ lục" and nothing else, after the recipients."""
    signed = next((i for i, one in enumerate(lines) if plain(one.text).startswith("noi nhan")), len(lines))
    start = next((i for i, one in enumerate(lines) if i > signed and _ANNEX.fullmatch(plain(one.text))), len(lines))
    return PaperLines(tuple(lines[:start]), tuple(lines[start:]))


def hits(paper: PaperLines) -> Iterator[Hit]:
    """Everything that the words break."""
    yield from _state_and_motto(paper.head)
    kind = _kind(paper.head)
    yield from _issuer(paper.main)
    yield from _number(paper.head, kind)
    yield from _date(paper.head)
    yield from _subject(paper.main, kind)
    yield from _addressed(paper.main, kind)
    yield from _recipients(paper.main)
    yield from _signature(paper.main)
    yield from _end(paper.main)
    yield from _annexes(paper.annexes)


def folded(text: str) -> str:
    """Small letters without accents, one for one: a place in it is the same place in `text` (which is NFC)."""
    return "".join(map(_folded_letter, text))


@lru_cache(maxsize=2048)
def _folded_letter(letter: str) -> str:
    return " " if letter.isspace() else (plain(letter) or letter)[:1]


def _ends(text: str, mark: str) -> bool:
    """Whether the item ends with `mark`; in a PDF the signer's column may follow on the same line."""
    after = text.rpartition(mark + " ")[2]
    return text.endswith(mark) or (after != text and after[0].isupper())


def _state_and_motto(head: Sequence[Line]) -> Iterator[Hit]:
    state = _first(_STATE, head)
    if state is None:
        yield "001", "", None
    else:
        words, line = state
        if words.upper() not in _STATE_SPELT:
            yield "001", words, line
        elif words != words.upper():
            yield "002", words, line
    motto = _first(_MOTTO, head)
    if motto is None:
        yield "003", "", None
        return
    words, line = motto
    letters = re.sub(r"[\W_]+", " ", words)
    right = re.sub(r"[\W_]+", " ", MOTTO)
    if letters.casefold() != right.casefold():
        yield "003", words, line
        return
    if letters != right:
        yield "005", words, line
    if re.sub(r"\w", "x", words) != re.sub(r"\w", "x", MOTTO):
        yield "004", words, line


def _first(pattern: re.Pattern[str], lines: Sequence[Line]) -> tuple[str, int] | None:
    for one in lines:
        if found := pattern.search(folded(one.text)):
            return one.text[found.start() : found.end()], one.number
    return None


def _kind(head: Sequence[Line]) -> tuple[str, str, Line] | None:
    """Abbreviation, name and line of the kind; None for a letter."""
    for one in head:
        if found := _KINDS.get(plain(one.text)):
            return (*found, one)
    return None


def _issuer(main: Sequence[Line]) -> Iterator[Hit]:
    # a misspelt motto would be taken for a body
    head = read_head(joined([one for one in main if not _STATE_OR_MOTTO.match(folded(one.text))]))
    if not head.issuer:
        yield "006", "", None
    elif head.issuer != head.issuer.upper():
        yield "006", head.issuer, None


def _number(head: Sequence[Line], kind: tuple[str, str, Line] | None) -> Iterator[Hit]:
    for one in head:
        found = _NUMBER.search(folded(one.text))
        if found is None or _DATE.search(folded(one.text[: found.start()])):
            continue
        shown = one.text[found.start() : found.end()].strip()
        symbol = one.text[found.start("symbol") : found.end("symbol")]
        word = one.text[found.start("word") : found.end("word")]
        if word != "Số" or found["colon"] != ":":
            yield "007", shown, one.number
        if found["number"].isdigit() and len(found["number"]) == 1:
            yield "008", shown, one.number
        blank = not found["number"]
        if (
            (found["gap"] != "/" and not blank)
            or re.search(r"\s", symbol)
            or re.search(r"[\u2010-\u2015\u2212]", symbol)
        ):
            yield "009", shown, one.number
        if kind is not None and not re.match(rf"(?:\d{{4}}/)?{kind[0]}\b", symbol):
            yield "010", shown, one.number
        return
    yield "007", "", None


def _date(head: Sequence[Line]) -> Iterator[Hit]:
    for one in head:
        text = folded(one.text)
        found = _DATE.search(text)
        # a date inside the subject or the text is none of the head's
        before = one.text[: found.start()] if found else ""
        if found is None or not re.search(r"[^\W\d_],?\s*$", before) or len(before) > 80:
            if _OTHER_DATE.match(text) and not text.startswith(("so", "v/v")):
                yield "011", one.text, one.number
                return
            continue
        shown = one.text[max(0, before.rfind("  ")) :].strip()
        if not re.search(r"[^\W\d_], $", before) or "Ngày" in one.text[found.start() : found.end()]:
            yield "011", shown, one.number
        day, month, year = found["day"], found["month"], found["year"]
        if day and len(day) == 1:
            yield "012", shown, one.number
        if month and (month in ("1", "2") or (len(month) == 2 and month[0] == "0" and month not in ("01", "02"))):
            yield "013", shown, one.number
        if day and month and len(year) == 4 and not _is_real(int(day), int(month), int(year)):
            yield "014", shown, one.number
        return
    yield "011", "", None


def _is_real(day: int, month: int, year: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _subject(main: Sequence[Line], kind: tuple[str, str, Line] | None) -> Iterator[Hit]:
    head = main[:_HEAD_LINES]
    if kind is not None:
        _, name, line = kind
        if line.text != name.upper():
            yield "015", line.text, line.number
        below = main[main.index(line) + 1 :][:1]
        if not below or _NO_SUBJECT.match(folded(below[0].text)):
            yield "016", line.text, line.number
        return
    for one in head:
        if re.match(r"(?:.*\s)?v/v\b", folded(one.text)):
            if not re.search(r"(?:^|\s)V/v \S", one.text):
                yield "017", one.text, one.number
            return
        if folded(one.text).startswith(("v.v", "vv ", "ve viec")):
            yield "017", one.text, one.number
            return
    yield "016", "", None


def _addressed(main: Sequence[Line], kind: tuple[str, str, Line] | None) -> Iterator[Hit]:
    for one in main:
        if folded(one.text).startswith("kinh gui"):
            if not one.text.startswith("Kính gửi:"):
                yield "018", one.text, one.number
            return
    if kind is None:
        yield "018", "", None


def _recipients(main: Sequence[Line]) -> Iterator[Hit]:
    at = next((i for i, one in enumerate(main) if folded(one.text).startswith("noi nhan")), None)
    if at is None:
        yield "020", "", None
        return
    if not main[at].text.startswith("Nơi nhận:"):
        yield "020", main[at].text, main[at].number
    listed = []
    for one in main[at + 1 :]:
        if _SIGN.match(one.text) or (one.text.isupper() and not one.text.startswith("-")):
            break
        listed.append(one)
        if folded(one.text).lstrip("- ").startswith("luu"):
            break
    last = len(listed) - 1
    for place, one in enumerate(listed):
        ends_well = _ends(one.text, "." if place == last else ";")
        wraps = place < last and not listed[place + 1].text.startswith("-")
        if (one.text.startswith("-") and not ends_well and not wraps) or (place == 0 and not one.text.startswith("-")):
            yield "019", one.text, one.number
    if not listed or not re.match(r"- ?Lưu: ?\S", listed[last].text):
        yield "021", listed[last].text if listed else "", listed[last].number if listed else main[at].number


def _signature(main: Sequence[Line]) -> Iterator[Hit]:
    for place, one in enumerate(main):
        found = _SIGN.match(one.text)
        if found and one.text.isupper():
            if found["mark"] not in _RIGHT_MARK or found["end"] != "." or found["gap"] != " ":
                if found["end"] or found["gap"] or "/" in found["mark"]:
                    yield "022", one.text, one.number
            elif found["mark"] in ("KT", "TL", "TUQ"):
                below = main[place + 1].text if place + 1 < len(main) else ""
                if not below.isupper():
                    yield "023", one.text, one.number
        elif _DEGREE.match(one.text) and len(one.text) <= 60 and not one.text.endswith((".", ";", ":")):
            yield "024", one.text, one.number


def _end(main: Sequence[Line]) -> Iterator[Hit]:
    if main and not any(one.text.rstrip().endswith(END_MARK) for one in main):
        yield "025", "", None


def _annexes(lines: Sequence[Line]) -> Iterator[Hit]:
    starts = [i for i, one in enumerate(lines) if _ANNEX.fullmatch(plain(one.text))]
    for start, stop in pairwise([*starts, len(lines)]):
        if not any(folded(one.text).startswith("(kem theo") for one in lines[start + 1 : min(stop, start + 6)]):
            yield "034", lines[start].text, lines[start].number
