"""The loudspeaker script: what fits into one minute or two, in words alone, the line to remember said twice."""

from dataclasses import dataclass

from lachan.documents.advisories.model import LOST_MONEY, AdvisoryText
from lachan.vietnam.spoken import FASTEST, SLOWEST, seconds, spoken, syllables

LENGTHS = (60, 120)
"""Seconds: a script for between two pieces of news, and one by itself."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script for `limit` seconds: paragraphs to be read, their syllables, and how long slow and fast readers take."""

    limit: int
    paragraphs: tuple[str, ...]
    syllables: int
    slow_seconds: int
    fast_seconds: int

    @property
    def fits(self) -> bool:
        """Whether even a slow reader keeps the time."""
        return self.slow_seconds <= self.limit


def script_of(text: AdvisoryText, limit: int) -> Script:
    """The script of a Vietnamese text for `limit` seconds at 130 syllables a minute.

    Greeting, what it is about, the line to remember, and that line again at the end are always in; between them come
    signs, what to do, answers and advice, in that order of weight, as far as they fit.
    """
    lists = (
        ("Dấu hiệu nhận biết:", text.signs),
        ("Việc cần làm:", text.what_to_do),
        ("Kẻ gian hay nói:", text.script),
        ("Bà con hãy trả lời:", text.say),
        ("Lời khuyên:", text.advice),
        ("Ai đã chuyển tiền thì làm ngay:", tuple(one.vi for one in LOST_MONEY)),
    )
    key_line = _aloud(text.key_line)
    opening = (f"Kính thưa bà con. Sau đây là cảnh báo của {spoken(text.issuer)}.", _aloud(text.title),
               f"Xin bà con nhớ: {key_line}")  # fmt: skip
    closing = (f"Xin nhắc lại: {key_line}", "Xin cảm ơn bà con đã lắng nghe.")
    free = limit * SLOWEST // 60 - sum(syllables(one) for one in (*opening, *closing))
    chosen = _fitting(lists, free)
    middle = tuple(" ".join((lead, *said)) for (lead, _sentences), said in zip(lists, chosen, strict=True) if said)
    paragraphs = (*opening, *middle, *closing)
    count = sum(syllables(one) for one in paragraphs)
    return Script(limit, paragraphs, count, seconds(count), seconds(count, rate=FASTEST))


def _fitting(lists: tuple[tuple[str, tuple[str, ...]], ...], free: int) -> list[list[str]]:
    """For each list the sentences that fit: two of each in the order of weight, then two more of each, and so on."""
    chosen: list[list[str]] = [[] for _one in lists]
    order = [(turn, place) for turn in range(max(len(said) for _lead, said in lists)) for place in range(len(lists))]
    order.sort(key=lambda one: (one[0] // 2, one[1], one[0]))
    for turn, place in order:
        lead, said = lists[place]
        if turn >= len(said) or len(chosen[place]) != turn:
            continue
        sentence = _aloud(said[turn])
        cost = syllables(sentence) + (syllables(lead) if turn == 0 else 0)
        if cost <= free:
            free -= cost
            chosen[place].append(sentence)
    return chosen


def _aloud(text: str) -> str:
    """A sentence in words alone, with a capital and an end."""
    said = spoken(text)
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?", "…", ".”")) else f"{said}."
