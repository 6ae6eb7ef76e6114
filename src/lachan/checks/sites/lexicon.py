"""The words that names of fraud are made of, by kind; the table is words.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fraud that copies no brand, its rule and its words."""

    key: str
    title: Wording
    rule: str
    words: frozenset[str]


@cache
def _table() -> dict[str, object]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def support_words() -> frozenset[str]:
    """Words that fraud puts beside a brand."""
    return frozenset(str(_table()["support"]).split())


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds in the order of the table."""
    table = _table()["kinds"]
    assert isinstance(table, dict)
    return tuple(
        Kind(key, Wording(one["vi"], one["en"]), one["rule"], frozenset(map(plain, one["words"].split())))
        for key, one in table.items()
    )
