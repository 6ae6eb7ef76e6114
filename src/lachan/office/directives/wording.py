"""Bilingual sentences of the catalogues in the language of the page."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from lachan.vietnam.wording import Wording


def said(wording: Wording) -> str:
    """The sentence in the reader's language."""
    return wording.in_language(get_language() or "vi")


def said_steps(steps: Iterable[Mapping[str, str]]) -> str:
    """The stored arithmetic of a due date as one sentence in the reader's language."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return "; ".join(step[language] for step in steps)
