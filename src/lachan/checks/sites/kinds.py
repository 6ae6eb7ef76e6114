"""What kind of fraud a suspicious name speaks of, by its words: the name is cut into known words and syllables."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lachan.checks.sites.lexicon import Kind, kinds, support_words
from lachan.checks.sites.skeleton import latin

_ONSETS = """
b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x
"""
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et ech enh eu i ia ich iec iem ien ieng iep iet ieu
im in inh ip it iu o oa oac oach oai oan oang oanh oat oay oc oe oen oet oi om on ong op ot u ua uan uang uat uay
uc ue uech uen uenh ui um un ung uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt y yem yen
yet yeu
"""
_DIGITS = re.compile(r"\d+")


@cache
def syllables() -> frozenset[str]:
    """What a syllable of Vietnamese can be without accents."""
    return frozenset(onset + rime for onset in ("", *_ONSETS.split()) for rime in _RIMES.split())


@dataclass(frozen=True, slots=True)
class Spoken:
    """The kind that most of a name's words belong to, these words, and how much of it reads as Vietnamese."""

    kind: Kind | None
    words: tuple[str, ...]
    vietnamese: float


@cache
def vocabulary() -> frozenset[str]:
    """The words of all kinds, and those that stand beside brands."""
    return frozenset(word for kind in kinds() for word in kind.words) | support_words()


@lru_cache(maxsize=4096)
def segments(label: str) -> tuple[str, ...]:
    """A label cut into the fewest and longest known words and syllables; what is in between stands by itself."""
    words, speech, size = vocabulary(), syllables(), len(label)
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, size + 1):
        cost, cut = best[end - 1]
        choice = (cost + 3.0, [*cut, label[end - 1]])
        for start in range(max(0, end - 16), end - 1):
            piece = label[start:end]
            price = 1.0 if piece in words else 1.6 if piece in speech else None
            if price is not None and best[start][0] + price < choice[0]:
                choice = (best[start][0] + price, [*best[start][1], piece])
        best.append(choice)
    return tuple(best[size][1])


def pieces_of(host: str) -> list[str]:
    """The words, syllables, numbers and single letters of a host without its ending."""
    pieces: list[str] = []
    for label in re.split(r"[-._]", latin(host).rpartition(".")[0]):
        for part in re.split(r"(\d+)", label):
            pieces += (part,) if _DIGITS.fullmatch(part) else segments(part)
    return pieces


def spoken(host: str) -> Spoken:
    """What a host says. Short words count only where they stand for themselves."""
    pieces = pieces_of(host)
    told = {kind: [piece for piece in pieces if piece in kind.words] for kind in kinds()}
    heaviest = max(told, key=lambda kind: sum(map(len, told[kind])))
    letters = sum(len(piece) for piece in pieces) or 1
    readable = sum(len(piece) for piece in pieces if piece in syllables() or piece in vocabulary()) / letters
    words = tuple(dict.fromkeys(told[heaviest]))
    return Spoken(heaviest if words else None, words, round(readable, 2))
