"""Template filters that put codes of the catalogues and stored arithmetic into words."""

from collections.abc import Iterable, Mapping

from django import template

from lachan.documents.cells import shown_number
from lachan.office.directives import wording
from lachan.vietnam.duties import EvidenceKind, indicator

register = template.Library()
register.filter("said", wording.said)
register.filter("shown_number", shown_number)


@register.filter
def said_steps(steps: Iterable[Mapping[str, str]]) -> str:
    """The arithmetic of a due date as one sentence."""
    return wording.said_steps(steps)


@register.filter
def evidence(code: str) -> str:
    """The name of an evidence kind."""
    return wording.said(EvidenceKind(code).wording)


@register.filter
def indicator_title(code: str) -> str:
    """Code and title of an indicator."""
    return f"{code} {wording.said(indicator(code).title)}"


@register.filter
def indicator_unit(code: str) -> str:
    """What an indicator counts in."""
    return wording.said(indicator(code).unit)
