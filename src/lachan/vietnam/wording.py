"""A sentence in both languages of the product, for modules that know neither Django nor gettext."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One message for people: Vietnamese first, English second."""

    vi: str
    en: str

    def in_language(self, code: str) -> str:
        """The sentence in the language `code` ("vi", "en", "en-gb"); Vietnamese for every other code."""
        return self.en if code.split("-")[0] == "en" else self.vi

    def __str__(self) -> str:
        return self.vi
