"""Who may do what with incidents, and the doors through which web requests come to them.

| Who                                      | Sees                                    | Does                          |
|------------------------------------------|-----------------------------------------|-------------------------------|
| Officer, leader of the Department        | its incidents; numbers with a purpose   | reports, judges, asks, closes |
| Clerk, reader of the Department          | its incidents, numbers masked           | nothing                       |
| Officer, leader, liaison of the police,  | what their unit reported: the number    | reports                       |
| a commune office, a division, other body | shown, state, outcome                   |                               |
| Officer, leader, liaison of an operator  | incidents about which it was asked, and | answers the request to it     |
|                                          | of their path its own step              |                               |
| Everybody else                           | nothing                                 | nothing                       |
"""

from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.permissions import SEES, WRITES, checked_purpose, departments_to_write_for
from lachan.office.incidents.models import Incident, SpoofReport, TraceStep
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed
from lachan.office.requests.permissions import WORKS
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind

REPORTING = (UnitKind.POLICE, UnitKind.COMMUNE_OFFICE, UnitKind.DISTRICT_OFFICE, UnitKind.DIVISION, UnitKind.OTHER)


class Audience(Enum):
    """With whose eyes a person looks at an incident."""

    INSIDE = "inside"
    REPORTER = "reporter"
    OPERATOR = "operator"


def operators_of(actor: Actor) -> frozenset[int]:
    """The operators that the person works for."""
    return frozenset(m.unit_id for m in actor.memberships if m.unit.kind == UnitKind.OPERATOR and m.role in WORKS)


def units_to_report_for(actor: Actor) -> list[Unit]:
    """The units in whose name the person may report: Departments that they write for, then other bodies."""
    others = {m.unit_id: m.unit for m in actor.memberships if m.unit.kind in REPORTING and m.role in WORKS}
    return [*departments_to_write_for(actor), *sorted(others.values(), key=lambda unit: unit.name)]


def may_see_incidents(actor: Actor) -> bool:
    """Whether the person has any business with incidents."""
    return bool(actor.department_ids or units_to_report_for(actor) or operators_of(actor))


def sees_incidents(actor: Actor) -> None:
    """Rule of the pages of incidents."""
    if not may_see_incidents(actor):
        raise NotAllowed("no_incidents", _("Vai trò của bạn không xem sự việc giả mạo số."))


def reports_incidents(actor: Actor) -> None:
    """Rule of the page on which spoofed calls are reported."""
    if not units_to_report_for(actor):
        raise NotAllowed("not_reporting", _("Vai trò của bạn không ghi lượt báo giả mạo số."))


def writes_incidents(actor: Actor) -> None:
    """Rule of the pages on which incidents are judged and traced."""
    if not departments_to_write_for(actor):
        raise NotAllowed("not_writing_incidents", _("Chỉ chuyên viên, lãnh đạo của Sở xử lý sự việc giả mạo số."))


def sees_call_figures(actor: Actor) -> None:
    """Rule of the page of figures: Departments for all, operators for their own."""
    if not (actor.department_ids or operators_of(actor)):
        raise NotAllowed("no_call_figures", _("Chỉ Sở và doanh nghiệp viễn thông xem số liệu cuộc gọi giả mạo."))


def may_write(actor: Actor, incident: Incident) -> bool:
    """Whether the person works on the incident: officer or leader of the Department that owns it."""
    return actor.has_role(incident.unit_id, *WRITES)


def audience_of(actor: Actor, incident: Incident) -> Audience:
    """With whose eyes the person, who may see the incident, looks at it."""
    if actor.has_role(incident.unit_id, *SEES):
        return Audience.INSIDE
    if incident.reports.filter(unit_id__in=_reporting_ids(actor)).exists():
        return Audience.REPORTER
    return Audience.OPERATOR


def visible_incidents(actor: Actor) -> QuerySet[Incident]:
    """The incidents of the person's Departments, those that their unit reported, those that it was asked about."""
    own = Q(unit_id__in=actor.units(*SEES) & actor.department_ids)
    reported = SpoofReport.objects.filter(unit_id__in=_reporting_ids(actor)).order_by().values("incident_id")
    asked = visible_steps(actor).order_by().values("incident_id")
    found = Incident.objects.filter(own | Q(pk__in=reported) | Q(pk__in=asked))
    return found.select_related("unit", "case", "joined_into")


def visible_steps(actor: Actor) -> QuerySet[TraceStep]:
    """The steps of the person's Departments, and for an operator those whose sent request is its own."""
    own = Q(incident__unit_id__in=actor.units(*SEES) & actor.department_ids)
    asked = Q(request__asked_unit_id__in=operators_of(actor), request__approved_at__isnull=False)
    return TraceStep.objects.filter(own | asked).select_related("request__asked_unit", "request__asking_unit")


def visible_reports(actor: Actor, incident: Incident) -> QuerySet[SpoofReport]:
    """The reports of an incident that the person sees: all inside, else those of their own unit."""
    reports = incident.reports.select_related("unit", "network", "bundle__unit", "noted_by")
    if audience_of(actor, incident) is Audience.INSIDE:
        return reports
    return reports.filter(unit_id__in=_reporting_ids(actor))


def find_incident(actor: Actor, incident_id: int, *, lock: bool = False) -> Incident:
    """The incident, when the person may see it, for actions: they write their own line in the trail."""
    rows = visible_incidents(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found


def access_incident(actor: Actor, incident_id: int, *, purpose: str, now: datetime) -> Incident:
    """The door for whoever looks at it: the trail keeps who looked, when, and what for."""
    found = find_incident(actor, incident_id)
    with transaction.atomic():
        record(Event.INCIDENT_VIEWED, on=found, by=actor, at=now, unit=found.unit, purpose=checked_purpose(purpose))
    return found


def access_step(incident: Incident, step_id: int) -> TraceStep:
    """One step of an incident that was found before."""
    found = incident.steps.select_related("request__asked_unit").filter(pk=step_id).first()
    if found is None:
        raise Http404
    return found


def _reporting_ids(actor: Actor) -> frozenset[int]:
    return frozenset(m.unit_id for m in actor.memberships if m.unit.kind in REPORTING and m.role in WORKS)
