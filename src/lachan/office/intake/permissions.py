"""Who may do what with signals and their subjects, and the doors through which web requests come to them.

| Who                                   | Sees                                         | Does                          |
|---------------------------------------|----------------------------------------------|-------------------------------|
| Officer, leader of the Department     | queue, subjects, signals; what was sealed,   | judges, merges, undoes,       |
|                                       | with a purpose                               | brings runs, notes signals    |
| Clerk, reader of the Department       | the same, numbers and reporters never opened | nothing                       |
| Everybody else                        | nothing                                      | nothing                       |
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models import Subject, TakenRun
from lachan.office.people.actor import Actor
from lachan.office.protected.permissions import WRITES
from lachan.office.refusals import NotAllowed, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind

LONGEST_PURPOSE = 300


def may_see_intake(actor: Actor) -> bool:
    """Whether the person has any business with what comes in: members of a Department, but its administrators."""
    return bool(actor.department_ids)


def sees_intake(actor: Actor) -> None:
    """Rule of the pages of subjects."""
    if not may_see_intake(actor):
        raise NotAllowed("no_intake", _("Chỉ người của Sở xem tín hiệu và hàng đợi xem xét."))


def departments_to_review_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person judges."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WRITES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_review(actor: Actor) -> bool:
    """Whether the person judges subjects, brings runs and notes signals."""
    return bool(departments_to_review_for(actor))


def reviews(actor: Actor) -> None:
    """Rule of the pages on which subjects are judged."""
    if not may_review(actor):
        raise NotAllowed("not_reviewing", _("Chỉ chuyên viên, lãnh đạo của Sở xem xét tín hiệu."))


def visible_subjects(actor: Actor) -> QuerySet[Subject]:
    """Every subject, for whoever reads them."""
    sees_intake(actor)
    return Subject.objects.select_related("decided_by", "merged_into")


def find_subject(actor: Actor, subject_id: int, *, lock: bool = False) -> Subject:
    """The door to a subject. Numbers in it are masked, so looking at it leaves no line in the trail."""
    rows = visible_subjects(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=subject_id).first()
    if found is None:
        raise Http404
    return found


def access_sealed(actor: Actor, subject_id: int, *, purpose: str, now: datetime) -> Subject:
    """The door to what is sealed of a subject: its number, texts of reports. The trail keeps who, when, what for."""
    reviews(actor)
    words = " ".join(purpose.split())
    if not 5 <= len(words) <= LONGEST_PURPOSE:
        raise NotRight("purpose_missing", _("Hãy ghi mục đích xem, từ 5 đến 300 ký tự."), field="purpose")
    found = find_subject(actor, subject_id)
    with transaction.atomic():
        unit = departments_to_review_for(actor)[0]
        record(Event.SUBJECT_REVEALED, on=found, by=actor, at=now, unit=unit, purpose=words)
    return found


def visible_runs(actor: Actor) -> QuerySet[TakenRun]:
    """The runs that were brought, newest first."""
    sees_intake(actor)
    return TakenRun.objects.select_related("sent_by", "taken_by")


def find_run(actor: Actor, run_pk: int, *, lock: bool = False) -> TakenRun:
    """The door to a run that was brought."""
    rows = visible_runs(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=run_pk).first()
    if found is None:
        raise Http404
    return found
