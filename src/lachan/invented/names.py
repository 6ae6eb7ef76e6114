"""Made-up names: parts drawn by their shares and joined; no list of real people is behind them.

The table is `data/names.toml`. Everything here works on whole columns: a part is an index into a list of words, so
that a million names cost a few array operations.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Indices = NDArray[np.int64]

_PART = re.compile(r'"([^"]+)"(?:\s+(\d+))?|([^\s,"]+(?: [^\s,"\d]+)*)(?:\s+(\d+))?')


@dataclass(frozen=True)
class Words:
    """Words and how often each is drawn."""

    texts: tuple[str, ...]
    cumulated: NDArray[np.float64]

    def draw(self, rng: np.random.Generator, size: int) -> Indices:
        """Indices of `size` words drawn by their shares."""
        return np.searchsorted(self.cumulated, rng.random(size), side="right").astype(np.int64)

    def column(self, indices: Indices) -> pa.StringArray:
        """The words themselves."""
        return pa.array(self.texts, pa.string()).take(pa.array(indices))


def _words(text: str) -> Words:
    """The words of "Văn 300, "Thị Thu" 35"; a word without share counts as one."""
    found = [(one[1] or one[3], float(one[2] or one[4] or 1)) for one in _PART.finditer(text)]
    shares = np.array([share for _word, share in found])
    cumulated = np.cumsum(shares / shares.sum())
    cumulated[-1] = 1.0
    return Words(tuple(word for word, _share in found), cumulated)


@dataclass(frozen=True)
class NameTables:
    """All words that names, addresses and firms are made of.

    `families` is one list over all peoples of the country; `family_of` draws an index into it for each people.
    """

    families: tuple[str, ...]
    family_of: dict[str, Words]
    middle: dict[str, Words]
    given: dict[str, Words]
    streets: Words
    villages: Words
    forms: Words
    trades: Words
    first: Words
    second: Words


@cache
def tables() -> NameTables:
    """The tables, read once."""
    text = files("lachan.invented").joinpath("data", "names.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    family_of = {one["code"]: _words(one["family"]) for one in table["people"]}
    firms = table["organisations"]
    return NameTables(
        families=tuple(sorted({word for words in family_of.values() for word in words.texts})),
        family_of=family_of,
        middle={sex: _words(words) for sex, words in table["middle"].items()},
        given={sex: _words(words) for sex, words in table["given"].items()},
        streets=_words(table["places"]["street"]),
        villages=_words(table["places"]["village"]),
        forms=_words(firms["forms"]),
        trades=_words(firms["trades"]),
        first=_words(firms["first"]),
        second=_words(firms["second"]),
    )


@dataclass(frozen=True)
class PersonNames:
    """Names of many people as indices: family into `tables().families`, middle and given into the lists of the sex."""

    female: NDArray[np.bool_]
    family: Indices
    middle: Indices
    given: Indices

    def texts(self) -> pa.StringArray:
        """The whole names in capitals ("HOÀNG VĂN HÙNG")."""
        known = tables()
        parts = [pa.array(known.families).take(pa.array(self.family))]
        for words, indices in ((known.middle, self.middle), (known.given, self.given)):
            men, women = (np.where(self.female == female, indices, 0) for female in (False, True))
            parts.append(pc.if_else(pa.array(self.female), words["F"].column(women), words["M"].column(men)))
        return pc.utf8_upper(pc.binary_join_element_wise(*parts, " "))


def draw_names(rng: np.random.Generator, peoples: NDArray[np.str_], female: NDArray[np.bool_]) -> PersonNames:
    """A name for each person, by people (a code of the table) and sex."""
    known = tables()
    place = {word: index for index, word in enumerate(known.families)}
    family = np.zeros(len(peoples), np.int64)
    for code, words in known.family_of.items():
        of = np.flatnonzero(peoples == code)
        family[of] = np.array([place[word] for word in words.texts])[words.draw(rng, len(of))]
    middle, given = (
        np.where(female, words["F"].draw(rng, len(peoples)), words["M"].draw(rng, len(peoples)))
        for words in (known.middle, known.given)
    )
    return PersonNames(female, family, middle, given)


def firm_names(rng: np.random.Generator, size: int) -> tuple[pa.StringArray, pa.StringArray]:
    """Legal forms and proper names of made-up firms, in capitals: ("CÔNG TY TNHH", "THƯƠNG MẠI MINH PHÁT")."""
    known = tables()
    trade, first, second = (words.column(words.draw(rng, size)) for words in (known.trades, known.first, known.second))
    forms = known.forms.column(known.forms.draw(rng, size))
    return pc.utf8_upper(forms), pc.utf8_upper(pc.binary_join_element_wise(trade, first, second, " "))
