"""The texts that the model is taught with: the project's own, in `corpus`, written out many ways.

A line of `corpus/bad/<trick>.txt` or `corpus/honest/<kind>.txt` is one text; `{slot}` is filled from `slots`, `<a|b>`
is one of these. Each is written as people and tricksters write: with marks or without, shortened, in capitals, and the
bad ones disguised. The line is the family of everything made of it: what is taught and what is measured share none.
"""

import random
import re
import zlib
from dataclasses import dataclass
from importlib.resources import files

from lachan.checks.messages.slots import Slots
from lachan.vietnam.sms import without_marks

HONEST = ""
"""The trick of an honest text."""
SEED = 20261125
TIMES = 4
"""How often each line is written."""
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"<([^<>|]*(?:\|[^<>|]*)+)>")
_TEEN = {
    "khong": ("ko", "k", "khg", "hok", "kg"), "duoc": ("dc", "đc", "dk", "duoc"), "anh": ("a",), "em": ("e",),
    "voi": ("vs", "vs"),
    "minh": ("mik", "mk"), "gi": ("j",), "roi": ("r", "rùi"), "biet": ("bít",), "nhe": ("nha", "nhé"), "qua": ("wa",),
    "ngay": ("ngày",), "lien": ("LH", "lien"), "nguoi": ("ng", "ngừi"), "trong": ("trog",), "chi": ("c",),
    "tien": ("tiền", "xiền"),
    "dich": ("DV", "dich"), "quy": ("QK", "quy"), "tai": ("tại", "tai"), "nhan": ("nhận",), "dang": ("đang", "đăng"),
}  # fmt: skip
_LEET = {"i": "1!í", "o": "0Ö", "e": "3Ë", "a": "@4Ä", "s": "$5", "u": "Ü", "t": "7", "l": "1|"}
_ALIKE = {
    "a": "а",
    "e": "е",
    "o": "о",
    "c": "с",
    "p": "р",
    "x": "х",
    "i": "і",
    "y": "у",
    "n": "ո",
    "h": "һ",
    "s": "ѕ",
    "k": "κ",
}
_UNSEEN = "\u200b\u200c\u2060\u00ad"
_DISGUISED = frozenset({
    "gambling", "escort", "prize", "task_job", "black_credit", "fund_payout", "investment", "planted_account",
    "lottery_tips",
    "debt_threat", "counterfeit_goods",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written once; `family` is the same for all writings of one line."""

    content: str
    trick: str
    family: str

    @property
    def bad(self) -> bool:
        """Whether it is a trick."""
        return self.trick != HONEST


def lines() -> list[tuple[str, str, str]]:
    """Every line of the corpus as (trick, family, line), in a fixed order."""
    found = []
    for side in ("bad", "honest"):
        folder = files("lachan.checks.messages") / "corpus" / side
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            kind = file.name.removesuffix(".txt")
            for at, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
                if line.strip():
                    found.append((kind if side == "bad" else HONEST, f"{side}/{kind}/{at}", line))
    return found


def texts(times: int = TIMES, seed: int = SEED) -> list[Text]:
    """The corpus written out, `times` each line; the same texts for the same seed."""
    written: dict[str, Text] = {}
    for trick, family, line in lines():
        rng = random.Random(zlib.crc32(f"{seed}/{family}/{line}".encode()))  # noqa: S311 - texts, no secrets
        for _ in range(times):
            content = _written(line, trick, rng)
            written.setdefault(content, Text(content, trick, family))
    return list(written.values())


def _written(line: str, trick: str, rng: random.Random) -> str:
    slots = Slots(rng)
    text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), line)
    # words are changed around the slots, so that numbers and links stay what they are
    parts = _SLOT.split(text)
    words, names = parts[::2], parts[1::2]
    for change in _changes(trick, rng):
        words = [change(one, rng) for one in words]
    filled = [slots.fill(name) for name in names]
    if trick and rng.random() < 0.12:
        filled = [
            _cut_link(one, rng) if name.endswith("link") else one for name, one in zip(names, filled, strict=True)
        ]
    whole = "".join(part for pair in zip(words, [*filled, ""], strict=True) for part in pair)
    if rng.random() < 0.12:
        whole = whole.upper()
    elif rng.random() < 0.08:
        whole = whole.lower()
    if trick and rng.random() < (0.3 if trick in _DISGUISED else 0.1):
        whole += rng.choice((" ", ".", " .", "-")) + _tail(rng)
    return whole


def _changes(trick: str, rng: random.Random) -> list:  # type: ignore[type-arg]
    changes = []
    if rng.random() < 0.7:
        changes.append(lambda text, _: without_marks(text))
    if rng.random() < 0.25:
        changes.append(_shortened)
    if rng.random() < 0.12:
        changes.append(_left_out)
    if trick and rng.random() < (0.35 if trick in _DISGUISED else 0.12):
        changes.append(rng.choice((_leet, _leet, _alike, _unseen, _dotted, _spaced, _joined)))
    return changes


def _shortened(text: str, rng: random.Random) -> str:
    """Some words as in a chat."""
    return " ".join(
        rng.choice(_TEEN[bare]) if (bare := without_marks(word).lower()) in _TEEN and rng.random() < 0.5 else word
        for word in text.split(" ")
    )


def _left_out(text: str, rng: random.Random) -> str:
    """One word in ten is gone."""
    return " ".join(word for word in text.split(" ") if not word or rng.random() > 0.1)


def _swap(table: dict[str, str], share: float, text: str, rng: random.Random) -> str:
    return "".join(
        rng.choice(table[sign.lower()]) if sign.lower() in table and rng.random() < share else sign for sign in text
    )


def _leet(text: str, rng: random.Random) -> str:
    return _swap(_LEET, rng.choice((0.15, 0.4)), text.upper() if rng.random() < 0.5 else text, rng)


def _alike(text: str, rng: random.Random) -> str:
    return _swap(_ALIKE, rng.choice((0.2, 0.6)), text, rng)


def _unseen(text: str, rng: random.Random) -> str:
    return "".join(sign + (rng.choice(_UNSEEN) if sign.isalpha() and rng.random() < 0.2 else "") for sign in text)


def _dotted(text: str, rng: random.Random) -> str:
    mark = rng.choice(".-_*")
    return " ".join(mark.join(word) if len(word) > 2 and rng.random() < 0.3 else word for word in text.split(" "))


def _spaced(text: str, rng: random.Random) -> str:
    return " ".join(" ".join(word) if len(word) > 2 and rng.random() < 0.25 else word for word in text.split(" "))


def _joined(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    return "".join(word + ("" if rng.random() < 0.4 else " ") for word in words)


def _cut_link(link: str, rng: random.Random) -> str:
    return link.replace(".", rng.choice((" . ", " .", ". ")))


def _tail(rng: random.Random) -> str:
    signs = "abcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(rng.choice(signs) for _ in range(rng.randint(3, 8)))
