"""Who may do what with inspections, and the doors through which web requests come to them.

| Who                                  | Sees                                | Does                                   |
|--------------------------------------|-------------------------------------|----------------------------------------|
| Officer of the Department            | its inspections; names with purpose | plans, checks, minutes, proposes fines |
| Leader (or deputy), with two factors | the same                            | decides, concludes, cancels too        |
| Clerk, reader of the Department      | its inspections, values masked      | nothing                                |
| Everybody else                       | nothing                             | nothing                                |
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.permissions import SEES, WRITES, checked_purpose, departments_to_write_for
from lachan.office.inspections.models import CheckedNumber, Fine, Inspection
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


def may_see_inspections(actor: Actor) -> bool:
    """Whether the person has any business with inspections: members of a Department."""
    return bool(actor.department_ids)


def sees_inspections(actor: Actor) -> None:
    """Rule of the pages of inspections."""
    if not may_see_inspections(actor):
        raise NotAllowed("no_inspections", _("Chỉ người của Sở xem hồ sơ kiểm tra."))


def writes_inspections(actor: Actor) -> None:
    """Rule of the pages on which inspections are planned and carried out."""
    if not departments_to_write_for(actor):
        raise NotAllowed("not_writing_inspections", _("Chỉ chuyên viên, lãnh đạo của Sở ghi hồ sơ kiểm tra."))


def may_write(actor: Actor, inspection: Inspection) -> bool:
    """Whether the person writes into it: officer or leader of the Department that leads it."""
    return actor.has_role(inspection.unit_id, *WRITES)


def may_sign(actor: Actor, inspection: Inspection) -> bool:
    """Whether the person decides and concludes it, with two factors: the leader, or a deputy ("ký thay")."""
    return inspection.unit_id in actor.units_to_sign_for() and actor.second_factor


def visible_inspections(actor: Actor) -> QuerySet[Inspection]:
    """The inspections of the person's Departments."""
    own = actor.units(*SEES) & actor.department_ids
    return Inspection.objects.filter(unit_id__in=own).select_related("unit", "operator")


def find_inspection(actor: Actor, inspection_id: int, *, lock: bool = False) -> Inspection:
    """The inspection, when the person may see it, for actions: they write their own line in the trail."""
    found = visible_inspections(actor)
    one = (found.select_for_update(of=("self",)) if lock else found).filter(pk=inspection_id).first()
    if one is None:
        raise Http404
    return one


def access_inspection(actor: Actor, inspection_id: int, *, purpose: str, now: datetime) -> Inspection:
    """The door for whoever looks at it: the trail keeps who looked, when, and what for."""
    found = find_inspection(actor, inspection_id)
    with transaction.atomic():
        record(Event.INSPECTION_VIEWED, on=found, by=actor, at=now, unit=found.unit, purpose=checked_purpose(purpose))
    return found


def access_number(inspection: Inspection, number_id: UUID) -> CheckedNumber:
    """One checked number of an inspection that was found before."""
    found = inspection.numbers.filter(pk=number_id).first()
    if found is None:
        raise Http404
    return found


def access_fine(inspection: Inspection, fine_id: int) -> Fine:
    """One fine of an inspection that was found before."""
    found = inspection.fines.filter(pk=fine_id).first()
    if found is None:
        raise Http404
    return found
