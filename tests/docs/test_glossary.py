"""Each model and each closed list of the office has its entry in the glossary, and no entry names what is not there."""

import re
from enum import Enum
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils import translation
from scripts.docs import DOCS, closed_choices, rendered

ENTRY = re.compile(r"^### (?P<vietnamese>.+?) · `(?P<code>\w+)`\n\n(?P<words>.+?)\n(?:\n|\Z)", re.MULTILINE | re.DOTALL)
LIST = re.compile(r"^### `(\w+)` in `[\w.]+`$", re.MULTILINE)
POLICIES = (
    "lachan.office.advisories.policies",
    "lachan.office.cases.policies",
    "lachan.office.directives.policies",
    "lachan.office.evidence.policies",
    "lachan.office.feeds.policies",
    "lachan.office.incidents.policies",
    "lachan.office.inspections.policies",
    "lachan.office.intake.policies",
    "lachan.office.listings.policies",
    "lachan.office.names.policies",
    "lachan.office.protected.policies",
    "lachan.office.reports.policies",
    "lachan.office.requests.policies",
)
# Words of design that are not a class of the office, but stand in the code under this name.
FURTHER = {
    "AddresseeGroup",
    "EvidenceKind",
    "Indicator",
    "Calendar",
    "Actor",
    "Ticket",
    "SignedHead",
    "Refusal",
    "Owners",
    "read_edxml",
    "Rule",
}


def models() -> list[Any]:
    """The office's own models."""
    return [one for one in apps.get_models() if one.__module__.startswith("lachan.office.")]


def moves() -> list[type[Enum]]:
    """The enums of the policies."""
    found = [
        one
        for name in POLICIES
        for one in vars(import_module(name)).values()
        if isinstance(one, type) and issubclass(one, Enum) and not issubclass(one, TextChoices)
    ]
    return [one for one in found if one.__module__ in POLICIES]


def entries() -> dict[str, tuple[str, str]]:
    """Code name -> Vietnamese and words."""
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    found = ENTRY.findall(page)
    assert len(found) == len({code for _vi, code, _words in found}), "a word has two entries"
    return {code: (vietnamese, words) for vietnamese, code, words in found}


@pytest.mark.parametrize("model", models(), ids=lambda one: one.__name__)
def test_each_model_has_an_entry_under_the_word_of_the_screens(model: Any) -> None:
    vietnamese, words = entries()[model.__name__]
    assert words.strip()
    name = model._meta.verbose_name
    if isinstance(name, str):  # no word was given to people: Django made one from the class
        return
    with translation.override("vi"):
        assert str(name) in vietnamese.lower()


@pytest.mark.parametrize("closed_list", [*closed_choices(), *moves()], ids=lambda one: one.__name__)
def test_each_closed_list_has_an_entry(closed_list: type[Enum]) -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    assert closed_list.__name__ in entries() or closed_list.__name__ in LIST.findall(page)


def test_no_entry_names_what_is_not_there() -> None:
    known = {one.__name__ for one in [*models(), *closed_choices(), *moves()]}
    assert set(entries()) - known == FURTHER


def test_the_closed_lists_are_up_to_date() -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"
