"""A register of protected names made ready: automata that find candidates, and tables that a closer look needs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from lachan.checks.sites.lexicon import support_words
from lachan.checks.sites.skeleton import skeleton, telex_forms
from lachan.readers.brands import Brand

LEAST_TYPED = 9
"""Letters of a short name from which one wrong letter is looked for; shorter ones have too many honest neighbours."""
LEAST_LOOSE = 4
LEAST_INSIDE = 3
"""Letters of a short name that is a weak sign wherever it stands; two letters only at the edge of a piece."""
BORDERS = ".-\n"


@dataclass(frozen=True)
class Register:
    """Protected names with what the check needs to find them; build it once and use it for all names."""

    brands: tuple[Brand, ...]

    @cached_property
    def domains(self) -> dict[str, Brand]:
        """The true domains of every brand."""
        return {domain: brand for brand in self.brands for domain in brand.domains}

    @cached_property
    def whole(self) -> dict[str, tuple[Brand, str]]:
        """Skeletons that count wherever they stand, with their brand and short name, the longest first."""
        found = {
            skeleton(form): (brand, short)
            for brand in self.brands
            for short in brand.short
            if short not in brand.words
            for form in (short, *telex_forms(short))
        }
        return dict(sorted(found.items(), key=lambda one: -len(one[0])))

    @cached_property
    def words(self) -> dict[str, tuple[Brand, str]]:
        """Skeletons that count only between borders or beside a supporting word."""
        return {skeleton(word): (brand, word) for brand in self.brands for word in sorted(brand.words)}

    @cached_property
    def every(self) -> dict[str, tuple[Brand, str]]:
        """All skeletons of short names."""
        return {**self.whole, **self.words}

    @cached_property
    def anywhere(self) -> Any:
        """Finds every skeleton of three letters and more, wherever it stands."""
        return _automaton(form for form in self.every if len(form) >= LEAST_INSIDE)

    @cached_property
    def pairs(self) -> dict[str, tuple[Brand, str]]:
        """A short word joined to a supporting one, in both orders."""
        found = {}
        for word, (brand, short) in self.words.items():
            for told in supporting():
                if len(told) + len(word) >= 6:
                    found[told + word] = found[word + told] = (brand, short)
        return found

    @cached_property
    def joined(self) -> Any:
        """Finds whole skeletons, pairs, and halves of long ones (one wrong letter leaves a half as it is)."""
        halves = (half for text in self.typed for half in _halves(text))
        return _automaton([*self.whole, *self.pairs, *halves])

    def loose_word(self, label: str) -> str | None:
        """The longest such word of a label that is drawn together."""
        found = [
            word
            for word in self.words
            if (len(word) >= LEAST_LOOSE and word in label)
            or (len(word) == LEAST_LOOSE - 1 and (label.startswith(word) or label.endswith(word)))
        ]
        return max(found, key=lambda word: (len(word), word), default=None)

    @cached_property
    def bordered(self) -> Any:
        """Finds short words between borders."""
        forms = (left + word + right for word in self.words for left in BORDERS for right in BORDERS)
        return _automaton(forms)

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """The longest whole skeleton at a place."""
        return re.compile("|".join(map(re.escape, self.whole)) or "(?!)")

    @cached_property
    def true_domains(self) -> re.Pattern[str]:
        """Any true domain."""
        return re.compile("|".join(map(re.escape, sorted(self.domains, key=len, reverse=True))))

    @cached_property
    def typed(self) -> tuple[str, ...]:
        """Skeletons long enough to look for wrong letters."""
        return tuple(text for text in self.whole if len(text) >= LEAST_TYPED)

    def owner(self, host: str) -> Brand | None:
        """The brand whose true domain the host is or lies under."""
        while host:
            if brand := self.domains.get(host):
                return brand
            host = host.partition(".")[2]
        return None


def _halves(text: str) -> Iterator[str]:
    middle = len(text) // 2
    yield from (text[:middle], text[middle:])


def _automaton(texts: Iterable[str]) -> Any:
    import ahocorasick

    made = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for text in texts:
        made.add_word(text, len(text))
    made.make_automaton()
    return made


@cache
def supporting() -> frozenset[str]:
    """The skeletons of supporting words."""
    return frozenset(map(skeleton, support_words()))


@cache
def register_of(brands: tuple[Brand, ...]) -> Register:
    """The register of these brands, made once."""
    return Register(brands)
