"""Whose number was shown: asked of the register of protected numbers, as it stood on the day of the call."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lachan.office.incidents.models import Likeness
from lachan.office.protected.models import NumberState, ProtectedNumber
from lachan.readers.protected_list import listed_form
from lachan.vietnam.numbers import Protected, explain
from lachan.vietnam.numbers.plan import Kind
from lachan.vietnam.numbers.protected import SHORTEST_TAIL

OPEN_KINDS = frozenset({
    Kind.EMERGENCY, Kind.SHORT, Kind.POLICE_ARMY, Kind.STATE, Kind.FREE_SERVICE, Kind.PAID_SERVICE, Kind.IMPOSSIBLE,
})  # fmt: skip
"""What no private person has as their number: it is shown whole."""


@dataclass(frozen=True)
class Match:
    """The body whose number, or whose number's likeness, was shown; "" and NONE when the register knows none."""

    body: str
    likeness: Likeness


def match_number(shown: str, *, on: date) -> Match:
    """Compare a number in its one writing with the approved entries of that day."""
    entries = _entries(on)
    number = listed_form(shown)
    if number is not None:
        same = entries.filter(width=len(number), first__lte=number, last__gte=number).first()
        if same is not None:
            return Match(same.body, Likeness.PROTECTED)
    normal, digits = explain(shown, on=on).normal, shown.removeprefix("+")
    domestic = normal is not None and normal.startswith("+84")
    for entry in entries:
        fits = bool(entry.patterns) and Protected((), entry.patterns).sign(normal, digits) is not None
        if fits or (not domestic and _ends_as(digits, entry)):
            return Match(entry.body, Likeness.LOOK_ALIKE)
    return Match("", Likeness.NONE)


def _ends_as(digits: str, entry: ProtectedNumber) -> bool:
    """Whether the digits end with those of a number of the entry's range: "+84069…" for "+8469…"."""
    first, last = (one.removeprefix("+84").removeprefix("+") for one in (entry.first, entry.last))
    return len(first) >= SHORTEST_TAIL and first <= digits[-len(first) :] <= last


def first_number_of(body: str, *, on: date) -> str:
    """A number of the body as people dial it; "" when the register has none."""
    found = next((one for one in _entries(on) if one.body == body), None)
    return found.first_text if found is not None else ""


def is_nobodys_own(shown: str, match: Match, *, on: date) -> bool:
    """Whether the number may stand in the open: a body's, a service's, or one that no network gives out."""
    return match.likeness in (Likeness.PROTECTED, Likeness.LOOK_ALIKE) or explain(shown, on=on).kind in OPEN_KINDS


def _entries(on: date) -> QuerySet[ProtectedNumber]:
    running = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return ProtectedNumber.objects.filter(running, state=NumberState.APPROVED, valid_from__lte=on).select_related(
        "unit"
    )
