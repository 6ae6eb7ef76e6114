"""Lines become paragraphs again: hard line breaks and page breaks inside a sentence are healed, lists kept apart."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lachan.readers.papers.markers import marker_of
from lachan.vietnam.text import plain

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_RULE = re.compile(r"[\W_]*")

# A line that opens a part of an official letter never continues the line above it
_OPENERS = re.compile(
    r"(cong hoa xa hoi|doc lap - tu do|so *:|v/v|kinh gui|noi nhan|can cu |de nghi |yeu cau |tren day|nhan duoc "
    r"|van ban |trong qua trinh|doi voi |dieu \d|giao |ghi chu|thuc hien |trien khai )"
)
_HARD_WRAP_MAX = 130
"""A text with longer lines has one line a paragraph; an A4 line of a letter holds 75 to 110 characters."""

_BODY_LINE_MIN = 50
_FULL_SHARE = 0.88
_INSIDE_SHARE = 0.4
_SENTENCE_ENDS = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: `number` counts from 1; `after_gap` when an empty line stands above it."""

    text: str
    number: int
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph: `line` is where it starts, `healed` when an empty line was inside its sentence."""

    text: str
    line: int
    healed: bool = False


def tidy_lines(text: str) -> list[Line]:
    """The lines with words, composed (NFC), white space as single blanks, without invisible characters and rules."""
    lines = []
    gap = False
    composed = unicodedata.normalize("NFC", text)
    for number, raw in enumerate(_LINE_BREAK.split(composed), start=1):
        tidy = " ".join(raw.translate(_INVISIBLE).split())
        if _RULE.fullmatch(tidy):
            gap = True
            continue
        lines.append(Line(tidy, number, gap))
        gap = False
    return lines


def joined(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs that `lines` make up."""
    return list(_paragraphs(lines, _wrap_width(lines)))


def _paragraphs(lines: Sequence[Line], width: int) -> Iterator[Paragraph]:
    current: Paragraph | None = None
    above = ""
    for line in lines:
        if current is not None and _continues(above, line, width):
            inside_address = "://" in above.rpartition(" ")[2]
            text = current.text + ("" if inside_address else " ") + line.text
            current = Paragraph(text, current.line, current.healed or line.after_gap)
        else:
            if current is not None:
                yield current
            current = Paragraph(line.text, line.number)
        above = line.text
    if current is not None:
        yield current


def _continues(above: str, line: Line, width: int) -> bool:
    """Whether `line` goes on with the sentence of the line `above` it.

    Vietnamese paragraphs start with a capital or a list mark, so a small letter goes on after any break; a capital
    goes on only without a gap, after a comma or after a line that had no room for the word (`width` 0: unknown).
    """
    if marker_of(line.text) is not None:
        return False
    if line.text[0].islower() and not line.text.startswith("v/v"):
        return not (line.after_gap and above.endswith(_SENTENCE_ENDS))
    if _OPENERS.match(plain(line.text)):
        return False
    if line.after_gap or above[-1] in ";:":
        return False
    if above.endswith(","):
        return len(above) >= _BODY_LINE_MIN // 2
    first_word = line.text.split()[0]
    return width > 0 and len(above) + 1 + len(first_word) >= _FULL_SHARE * width


def _wrap_width(lines: Sequence[Line]) -> int:
    """The length of the longest line when the text is hard-wrapped, else 0.

    Hard-wrapped: no line is longer than paper is wide, and many of the long ones end inside a sentence.
    """
    longest = max((len(line.text) for line in lines), default=0)
    body = [line.text for line in lines if len(line.text) >= _BODY_LINE_MIN]
    inside = sum(not text.endswith(_SENTENCE_ENDS) for text in body)
    is_wrapped = len(body) >= 3 and longest <= _HARD_WRAP_MAX and inside >= _INSIDE_SHARE * len(body)
    return longest if is_wrapped else 0
