"""The register of inspections, and one of them as its page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from lachan.office.cases.masks import masked
from lachan.office.cases.models import SubjectKind
from lachan.office.inspections.models import InspectedKind, Inspection, InspectionState, Result
from lachan.office.inspections.permissions import may_sign, may_write, visible_inspections
from lachan.office.inspections.policies import INSPECTION_NEXT_STEP, INSPECTION_OWNER, InspectionMove, allowed
from lachan.office.inspections.sealing import opened
from lachan.office.people.actor import Actor
from lachan.office.trail.models import Entry
from lachan.vietnam.text import plain

SIGNED = (InspectionMove.DECIDE, InspectionMove.CONCLUDE, InspectionMove.CANCEL)


@dataclass(frozen=True)
class InspectionFilter:
    """What a reader wants to see: state ("" for all), words."""

    search: str = ""
    state: str = ""


def inspections_of(actor: Actor, wanted: InspectionFilter) -> QuerySet[Inspection]:
    """The inspections that the person may see, newest first, with how many numbers each has."""
    found = visible_inspections(actor)
    found = found.filter(state=wanted.state) if wanted.state else found
    for word in plain(wanted.search).split():
        found = found.filter(search_text__contains=word)
    counted = found.annotate(
        all_numbers=Count("numbers"), confirmed=Count("numbers", filter=Q(numbers__result=Result.CONFIRMED))
    )
    return counted.order_by("-planned_at", "-id")


def page_of(actor: Actor, inspection: Inspection, today: date) -> dict[str, Any]:
    """Everything that the page of an inspection shows to this reader; names and numbers masked."""
    may = {
        f"may_{move.value}": allowed(inspection, move)
        and (may_sign if move in SIGNED else may_write)(actor, inspection)
        for move in InspectionMove
    }
    numbers = list(inspection.numbers.all())
    kept = Entry.objects.filter(object_kind="inspections.inspection", object_id=str(inspection.pk))
    return {
        "inspection": inspection,
        "inspected": shown_name(inspection),
        "owner": INSPECTION_OWNER[inspection.state],
        "next_step": INSPECTION_NEXT_STEP[inspection.state],
        "team": list(inspection.team.all()),
        "numbers": numbers,
        "waiting": sum(row.result == Result.OPEN for row in numbers),
        "fines": list(inspection.fines.all()),
        "follow_up_due": inspection.state == InspectionState.CONCLUDED
        and inspection.follow_up_on is not None
        and inspection.follow_up_on <= today,
        "may_reveal": may_write(actor, inspection),
        "history": list(kept.exclude(event="inspection_viewed").order_by("number")),
        **may,
    }


def shown_name(inspection: Inspection) -> str:
    """Who is inspected, as everybody of the Department may read it: bodies by name, persons masked."""
    name = opened(inspection, "sealed_inspected")
    return masked(SubjectKind.PERSON, name) if inspection.inspected_kind == InspectedKind.PERSON else name
