"""The head of an official letter (Decree 30/2020, annex I): bodies, number, place and date, subject, addressees."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lachan.readers.directives.dates import WrittenDate, find_date
from lachan.readers.directives.doubts import doubt
from lachan.readers.directives.parts import Doubt
from lachan.readers.papers.markers import Rank, marker_of
from lachan.readers.papers.paragraphs import Paragraph
from lachan.vietnam.paper_forms import KINDS
from lachan.vietnam.text import plain

_NUMBER = re.compile(
    r"(?:^|\s)Số\s*:?\s*(?P<number>[\d.…_ ]{0,20}[a-zđ]?)\s*/\s*(?P<symbol>(?:\d{4}/)?[A-ZĐ][^\s,;]*)", re.IGNORECASE
)
_MOTTO = re.compile(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", re.IGNORECASE)
_MOTTO_2 = re.compile(r"Độc lập\s*\W\s*Tự do\s*\W\s*Hạnh phúc", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>[^\W\d][^,;:/\d]{1,40}),\s*(?=(?:ngày\b|\d{1,2}\s*/))", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|\s)(?:V/v|Về việc)\s*:?\s*(?P<words>.*)", re.IGNORECASE)
_TYPES = frozenset({"cong van", *(plain(name) for name in KINDS.values())})
_STAMPS = frozenset({"khan", "thuong khan", "hoa toc", "mat", "toi mat", "tuyet mat", "du thao"})
# How the name of a body starts; another line above the number goes on with the name before it
_BODY_NAME = re.compile(
    r"(ubnd|uy ban|hoi dong|so|bo|ban|cong an|cuc|chi cuc|tong cuc|van phong|thanh tra|trung tam|phong|vien|tinh uy"
    r"|thanh uy|toa an|to cong tac|tong cong ty|tap doan|vien thong)\b"
)
_BODY_OPENERS = re.compile(r"(can cu|thuc hien|trien khai|theo|xet|truoc tinh hinh|trong thoi gian|thoi gian qua)\b")
_HEAD_MAX = 20
_ADDRESSEE_MAX = 200


@dataclass(frozen=True, slots=True)
class Head:
    """The head's parts, and `end`: the index of the first paragraph after it."""

    issuer_parent: str
    issuer: str
    number: str
    symbol: str
    place: str
    date: datetime.date | None
    date_text: str
    year: int | None
    month: int | None
    subject: str
    addressees: tuple[str, ...]
    end: int
    doubts: tuple[Doubt, ...]


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """The head of the letter, with a doubt for each part that is missing or odd."""
    to = next((i for i, p in enumerate(paragraphs) if plain(p.text).startswith("kinh gui")), None)
    top = paragraphs[: _head_length(paragraphs) if to is None else to]
    number_at, number, symbol = _number(top)
    date_at, place, written = _date(top)
    subject, subject_end = _subject(top)
    bodies = _bodies(top, min(i for i in (number_at, date_at, len(top)) if i is not None))
    addressees, end = ((), subject_end) if to is None else _addressees(paragraphs, to)
    doubts = [
        doubt(code)
        for code, missing in (
            ("no_issuer", not bodies),
            ("no_number", not number),
            ("no_symbol", not symbol),
            ("no_date", written is None),
            ("no_subject", not subject),
            ("no_addressees", not addressees),
        )
        if missing
    ]
    if written is not None and written.doubt is not None:
        doubts.append(written.doubt)
    return Head(
        issuer_parent=" ".join(bodies[:-1]),
        issuer=bodies[-1] if bodies else "",
        number=number,
        symbol=symbol,
        place=place,
        date=written.date if written else None,
        date_text=written.text if written else "",
        year=written.year if written else None,
        month=written.month if written else None,
        subject=subject,
        addressees=addressees,
        end=end,
        doubts=tuple(doubts),
    )


def _head_length(paragraphs: Sequence[Paragraph]) -> int:
    """Without "Kính gửi", the head ends where grounds or items begin."""
    for index, paragraph in enumerate(paragraphs[:_HEAD_MAX]):
        if marker_of(paragraph.text) or _BODY_OPENERS.match(plain(paragraph.text)):
            return index
    return min(len(paragraphs), _HEAD_MAX)


def _number(top: Sequence[Paragraph]) -> tuple[int | None, str, str]:
    """Where the number stands; the number ("" when blank) and the symbol."""
    for index, paragraph in enumerate(top):
        if found := _NUMBER.search(paragraph.text):
            return index, found["number"].strip(" .…_"), found["symbol"].rstrip(".")
    return None, "", ""


def _date(top: Sequence[Paragraph]) -> tuple[int | None, str, WrittenDate | None]:
    """Where place and date stand, the place and the date."""
    for index, paragraph in enumerate(top):
        words = _NUMBER.sub(" ", _SUBJECT.sub("", paragraph.text))
        if found := _PLACE.search(words):
            return index, found["place"].strip(), find_date(words[found.end() :], paragraph.line)
    return None, "", None


def _bodies(top: Sequence[Paragraph], end: int) -> list[str]:
    """The bodies above the number, one name each although a long name takes two lines."""
    names: list[str] = []
    for paragraph in top[:end]:
        words = _MOTTO_2.sub("", _MOTTO.sub("", paragraph.text)).strip(" -–")
        key = plain(words)
        if not key or key in _STAMPS or key in _TYPES or _SUBJECT.match(words):
            continue
        if names and not _BODY_NAME.match(key):
            names[-1] = f"{names[-1]} {words}"
        else:
            names.append(words)
    return names


def _subject(top: Sequence[Paragraph]) -> tuple[str, int]:
    """The subject without "V/v", and the index after it: what follows "V/v", or the line under the type's name."""
    for index, paragraph in enumerate(top):
        if plain(paragraph.text) in _TYPES and index + 1 < len(top):
            below = top[index + 1].text
            found = _SUBJECT.match(below)
            return (found["words"] if found else below).strip(), index + 2
        if found := _SUBJECT.search(paragraph.text):
            words = [found["words"]]
            for following in top[index + 1 :]:
                if _is_other_part(following.text):
                    break
                words.append(following.text)
            return " ".join(words).strip(), index + len(words)
    return "", len(top)


def _is_other_part(text: str) -> bool:
    return bool(_MOTTO.search(text) or _MOTTO_2.search(text) or _PLACE.search(text) or _NUMBER.search(text))


def _addressees(paragraphs: Sequence[Paragraph], at: int) -> tuple[tuple[str, ...], int]:
    """The list under "Kính gửi" and the index after it."""
    beside = paragraphs[at].text[len("Kính gửi") :].strip(" :")
    items = [part for part in re.split(r";\s*", beside) if part.strip(" -–")]
    open_end = not items or beside.endswith(";")
    index = at + 1
    while index < len(paragraphs):
        text = paragraphs[index].text
        marker = marker_of(text)
        if marker is not None and marker.rank in (Rank.BULLET, Rank.PLUS):
            items.append(marker.rest)
        elif open_end and marker is None and len(text) <= _ADDRESSEE_MAX and not _BODY_OPENERS.match(plain(text)):
            items.append(text)
            open_end = text.endswith((";", ","))
        else:
            break
        index += 1
    return tuple(item.strip(" -–").rstrip(" .;,") for item in items), index
