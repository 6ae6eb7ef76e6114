"""Who may do what with evidence, and the doors through which web requests come to it.

| Who                               | Sees                                         | Does                              |
|-----------------------------------|----------------------------------------------|-----------------------------------|
| Officer, leader of the Department | captures, their pictures; each look is noted | asks for them, brings files,      |
|                                   |                                              | takes the pack, with a purpose    |
| Clerk, reader of the Department   | the same                                     | nothing                           |
| Everybody else                    | nothing                                      | nothing                           |
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.models import LONGEST_PURPOSE, Capture
from lachan.office.intake.models import Subject
from lachan.office.intake.permissions import departments_to_review_for, may_review, reviews, sees_intake
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit


def sees_evidence(actor: Actor) -> None:
    """Rule of the pages of evidence: whoever sees the subjects sees what was kept of them."""
    sees_intake(actor)


def collects_evidence(actor: Actor) -> None:
    """Rule of the pages on which evidence is asked for, brought and taken out."""
    reviews(actor)


def may_collect(actor: Actor) -> bool:
    """Whether the person asks for evidence, brings it and takes it out."""
    return may_review(actor)


def unit_to_collect_for(actor: Actor) -> Unit:
    """The Department in whose name the person collects."""
    reviews(actor)
    return departments_to_review_for(actor)[0]


def visible_captures(actor: Actor) -> QuerySet[Capture]:
    """Every capture, for whoever sees evidence."""
    sees_evidence(actor)
    return Capture.objects.select_related("subject", "unit", "asked_by", "archive", "picture")


def captures_of(actor: Actor, subject: Subject) -> QuerySet[Capture]:
    """The captures of one subject that the person found before, and of those that were merged into it."""
    return visible_captures(actor).filter(Q(subject=subject) | Q(subject__merged_into=subject))


def find_capture(actor: Actor, capture_id: int) -> Capture:
    """The capture, for actions: they write their own line in the trail."""
    found = visible_captures(actor).filter(pk=capture_id).first()
    if found is None:
        raise Http404
    return found


def access_capture(actor: Actor, capture_id: int, *, purpose: str, now: datetime) -> Capture:
    """The door for whoever looks at it: the trail keeps who looked, when, and what for."""
    found = find_capture(actor, capture_id)
    with transaction.atomic():
        record(Event.CAPTURE_VIEWED, on=found, by=actor, at=now, unit=found.unit, purpose=str(purpose))
    return found


def checked_purpose(purpose: str) -> str:
    """The purpose in one line; NotRight when there is none."""
    words = " ".join(purpose.split())
    if not 5 <= len(words) <= LONGEST_PURPOSE:
        raise NotRight("purpose_missing", _("Hãy ghi mục đích, từ 5 đến 300 ký tự."), field="purpose")
    return words
