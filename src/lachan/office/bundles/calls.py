"""What bundles of calls say: counts by trunk, rule and body whose number was shown; never a caller, never a callee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from lachan.office.bundles.models import Bundle, BundleFamily, BundleState
from lachan.office.units.models import Unit


@dataclass(frozen=True)
class FoundCalls:
    """Calls that showed a body's number in an operator's records; `bodies` as the bundles tell them."""

    calls: int
    bodies: tuple[dict[str, Any], ...]


def taken_call_bundles() -> QuerySet[Bundle]:
    """The bundles of calls that were taken in, the newest first."""
    taken = Bundle.objects.filter(family=BundleFamily.CALLS, state=BundleState.TAKEN)
    return taken.order_by("-made_at", "-id")


def calls_found_in(period_from: date, period_to: date, unit: Unit | int) -> FoundCalls | None:
    """What the operator's bundles of days inside the period found, both days included; None without a bundle."""
    inside = taken_call_bundles().filter(unit=unit, since__gte=period_from, until__lte=period_to)
    return found_in(list(inside))


def found_in(bundles: list[Bundle]) -> FoundCalls | None:
    """The same of one operator's bundles, the newest first. One that shares days with a newer one is not counted."""
    counted: list[Bundle] = []
    for one in bundles:
        if all(one.until < other.since or one.since > other.until for other in counted):
            counted.append(one)
    if not counted:
        return None
    bodies = tuple(body for one in counted for body in one.body["calls"]["bodies"])
    return FoundCalls(sum(body["calls"] for body in bodies), bodies)


def call_page_of(bundle: Bundle) -> dict[str, Any]:
    """Everything that the page of a bundle of calls shows, most first; each body with its place in the file."""
    told = bundle.body["calls"]
    calls = {one["rule"]: one["calls"] for one in told["rules"]}
    rules = [
        one | {"title": _title(one["rule"]), "calls": calls.get(one["rule"], 0)}
        for one in sorted(bundle.body["rules"], key=lambda one: -one["findings"])
        if one["findings"]
    ]
    bodies = [one | {"place": place} for place, one in enumerate(told["bodies"])]
    return {
        "bundle": bundle,
        "body": bundle.body,
        "callers": told["callers"],
        "flagged": sum(one["flagged"] for one in told["trunks"]),
        "rules": rules,
        "trunks": sorted(told["trunks"], key=lambda one: (-one["flagged"], -one["calls"]))[:30],
        "bodies": sorted(bodies, key=lambda one: -one["calls"]),
    }


def body_in(bundle: Bundle, place: int) -> dict[str, Any] | None:
    """What a bundle of calls says of the body at this place of the file; None when there is none."""
    if bundle.family != BundleFamily.CALLS:
        return None
    bodies: list[dict[str, Any]] = bundle.body["calls"]["bodies"]
    return bodies[place] if 0 <= place < len(bodies) else None


def _title(rule: str) -> str:
    """What a rule is called, in the reader's language; "" for one that this version does not know."""
    # The rules bring the engine of the checks along; only this page needs them, so that no other waits for it.
    from lachan.checks.calls.rules import RULES

    found = next((one for one in RULES if one.id == rule), None)
    return found.title.in_language(get_language() or "vi") if found else ""
