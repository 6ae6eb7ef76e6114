"""The end of an official letter: the recipients under "Nơi nhận", the signer's title and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lachan.readers.directives.doubts import doubt
from lachan.readers.directives.parts import Doubt
from lachan.readers.papers.markers import marker_of
from lachan.readers.papers.paragraphs import Paragraph
from lachan.vietnam.text import plain

_TITLE = re.compile(
    r"(tm|kt|q|tl|tuq)\s?\. ?.{3,80}"
    r"|(quyen |pho )?(tong )?(giam doc|chu tich|chanh thanh tra|chanh van phong|truong phong|truong ban|cuc truong"
    r"|bo truong|thu truong)( .{0,60})?"
)
_NAME = re.compile(r"(?:[^\W\d_]{1,4}\.\s?)*[^\W\d_]+(?: [^\W\d_]+){1,5}")
_SIGNED_MARK = re.compile(r"\W*(da ky|ky ten|ky so|chu ky)\b.*")
_NAME_REACH = 6


@dataclass(frozen=True, slots=True)
class Tail:
    """The end's parts, and `start`: the index of its first paragraph."""

    recipients: tuple[str, ...]
    signer_title: str
    signer_name: str
    start: int
    doubts: tuple[Doubt, ...]


def read_tail(paragraphs: Sequence[Paragraph], after: int) -> Tail:
    """The end of the letter, looked for from the index `after` on."""
    indexes = range(after, len(paragraphs))
    list_at = next((i for i in indexes if plain(paragraphs[i].text).startswith("noi nhan")), None)
    title_at = next((i for i in indexes if _is_title(paragraphs[i].text)), None)
    recipients = () if list_at is None else _recipients(paragraphs, list_at)
    title, name = ("", "") if title_at is None else _signer(paragraphs, title_at)
    start = min(i for i in (list_at, title_at, len(paragraphs)) if i is not None)
    return Tail(recipients, title, name, start, () if title and name else (doubt("no_signer"),))


def _is_title(text: str) -> bool:
    return text.isupper() and _TITLE.fullmatch(plain(text)) is not None


def _recipients(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, ...]:
    beside = paragraphs[at].text[len("Nơi nhận") :].strip(" :")
    items = [beside] if beside else []
    for paragraph in paragraphs[at + 1 :]:
        marker = marker_of(paragraph.text)
        goes_on = not items or items[-1].endswith((";", ","))
        if _is_title(paragraph.text) or (marker is None and not goes_on):
            break
        items.append(marker.rest if marker else paragraph.text)
    return tuple(item.rstrip(" .;,") for item in items)


def _signer(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, str]:
    """Title ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" for two lines) and the name below, past the signature's mark."""
    titles = [paragraphs[at].text]
    for paragraph in paragraphs[at + 1 : at + 1 + _NAME_REACH]:
        words = paragraph.text
        if _is_title(words):
            titles.append(words)
        elif plain(words).startswith("noi nhan"):
            break
        elif _NAME.fullmatch(words) and not _SIGNED_MARK.match(plain(words)) and words[0].isupper():
            return " ".join(titles), words
    return " ".join(titles), ""
