"""What is said of a message: how much it looks like a trick, which one, and the words that made it so.

An indicator, never a verdict. The same message gets the same answer alone and among a million others.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from lachan.checks.messages.features import HASHED, NAMED, Features, Floats, features_of
from lachan.checks.messages.model import Model, shipped
from lachan.checks.messages.words import named
from lachan.vietnam.wording import Wording

AT_ONCE = 300
MOST_WORDS = 4
MOST_NAMES = 2
_SHORTEST = 2
LEAST = 0.5
"""From this score on a trick is named: as likely bad as honest, where there are as many of both."""
_LEAST_PART = 0.04
_NAMED = tuple(named(one) for one in NAMED)


class Reason(NamedTuple):
    """Words of the message as written, or something told by name, and what it adds (below 0: speaks for honest)."""

    words: str
    named: Wording | None
    points: float

    def in_language(self, code: str) -> str:
        """The reason as people read it."""
        return f"“{self.words}”" if self.named is None else self.named.in_language(code)


class Judged(NamedTuple):
    """The answer on one message: `score` from 0 to 1, `trick` a key of the catalogue ("" below `LEAST`), `why`.

    The reasons speak for the side that the message is on, the weightiest first.
    """

    score: float
    trick: str
    why: tuple[Reason, ...]

    def told(self, code: str = "vi") -> str:
        """The reasons in one line."""
        return "; ".join(one.in_language(code) for one in self.why)


def judge_message(text: str) -> Judged:
    """The answer on one message."""
    return next(iter(judge_messages([text])))


def judge_messages(messages: Sequence[str]) -> Iterator[Judged]:
    """The answers on many messages, in their order; nothing depends on the others."""
    model = shipped()
    for begin in range(0, len(messages), AT_ONCE):
        yield from _judged(messages[begin : begin + AT_ONCE], model)


def _judged(messages: Sequence[str], model: Model) -> list[Judged]:
    features = features_of(messages)
    parts = model.parts(features)
    sums = model.sums(features, parts)
    scores = model.scores(sums)
    bad = np.flatnonzero(scores >= LEAST)
    tricks = dict(zip(bad.tolist(), model.trick_of(features, bad), strict=True))
    # parts are turned so that what speaks for the side of its message is above 0
    side = np.where(scores >= LEAST, 1, -1).astype(np.float32)
    turned = parts * side[features.message]
    words = _words(messages, features, turned)
    names = _names(features, turned)
    none: list[tuple[float, str]] = []
    return [
        Judged(score, tricks.get(at, ""), _reasons(words.get(at, none), names.get(at, []), way))
        for at, (score, way) in enumerate(zip(np.round(scores, 4).tolist(), side.astype(int).tolist(), strict=True))
    ]


def _reasons(words: list[tuple[float, str]], names: list[tuple[float, int]], side: int) -> tuple[Reason, ...]:
    found = [Reason(text, None, points * side) for points, text in words]
    found += [Reason("", _NAMED[which], points * side) for points, which in names]
    found.sort(key=itemgetter(2), reverse=side > 0)
    return tuple(found)


def _words(messages: Sequence[str], features: Features, turned: Floats) -> dict[int, list[tuple[float, str]]]:
    """The weightiest words of each message as written, neighbours together."""
    many = len(features.word_of)
    if not many:
        return {}
    held = features.first >= 0
    half = turned[held] / 2
    weights = np.bincount(features.first[held], weights=half, minlength=many)
    weights += np.bincount(features.last[held], weights=half, minlength=many)
    weights[features.word_end - features.word_start < _SHORTEST] = 0  # a letter alone tells a reader nothing
    order = np.flatnonzero(weights > _LEAST_PART)
    order = order[np.lexsort((-weights[order], features.word_of[order]))]
    whose = features.word_of[order]
    begins = np.searchsorted(whose, whose, side="left")
    best = order[np.arange(len(order)) - begins < MOST_WORDS]
    best.sort()
    found: dict[int, list[tuple[float, str]]] = {}
    last_word, last_message = -2, -1
    begin = 0
    starts = features.starts.tolist()
    columns = (
        best,
        features.word_of[best],
        features.word_start[best],
        features.word_end[best],
        np.round(weights[best], 2),
    )
    for word, message, start, end, weight in zip(*(one.tolist() for one in columns), strict=True):
        reasons = found.setdefault(message, [])
        offset = starts[message]
        if word == last_word + 1 and message == last_message:
            reasons[-1] = (reasons[-1][0] + weight, messages[message][begin - offset : end - offset])
        else:
            begin = start
            reasons.append((weight, messages[message][start - offset : end - offset]))
        last_word, last_message = word, message
    return found


def _names(features: Features, turned: Floats) -> dict[int, list[tuple[float, int]]]:
    """The weightiest things told by name of each message that stand in no word."""
    at = np.flatnonzero((features.feature >= HASHED) & (turned > _LEAST_PART))
    at = at[np.lexsort((-turned[at], features.message[at]))]
    found: dict[int, list[tuple[float, int]]] = {}
    columns = features.message[at], features.feature[at] - HASHED, np.round(turned[at].astype(np.float64), 2)
    for message, which, weight in zip(*(one.tolist() for one in columns), strict=True):
        reasons = found.setdefault(message, [])
        if len(reasons) < MOST_NAMES:
            reasons.append((weight, which))
    return found
