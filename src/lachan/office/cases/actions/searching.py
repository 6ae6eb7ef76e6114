"""Looking for one exact value in all cases, which tells who stands in them, and so leaves a line in the trail."""

from datetime import datetime

from django.db import transaction

from lachan.office.cases import queries
from lachan.office.cases.models import Case
from lachan.office.cases.permissions import checked_purpose, sees_cases
from lachan.office.people.actor import Actor
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@transaction.atomic
def find_exactly(*, value: str, purpose: str, actor: Actor, now: datetime) -> list[Case]:
    """The cases that the person may see in which exactly this value stands.

    The trail keeps who looked, what for and in which cases it was found; the value itself is not written down.
    """
    sees_cases(actor)
    why = checked_purpose(purpose)
    found = list(queries.cases_of(actor, queries.CaseFilter(exact=value)))
    unit = actor.memberships[0].unit
    facts = {"found": [case.number for case in found]}
    record(Event.CASES_SEARCHED, on=unit, by=actor, at=now, unit=unit, purpose=why, after="", facts=facts)
    return found
