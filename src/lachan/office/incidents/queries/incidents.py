"""The register of incidents, and those that are likely the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet, Sum

from lachan.office.incidents.models import Incident, SpoofReport
from lachan.office.incidents.permissions import operators_of, visible_incidents
from lachan.office.incidents.policies import RUNNING as RUNNING_INCIDENTS
from lachan.office.incidents.sealing import blind_of_shown
from lachan.office.people.actor import Actor
from lachan.office.requests.permissions import WORKS
from lachan.office.requests.policies import RUNNING
from lachan.vietnam.request_checks import number_as_seen
from lachan.vietnam.text import plain

SAME_NUMBER = timedelta(days=90)
SAME_BODY = timedelta(days=7)


@dataclass(frozen=True)
class IncidentFilter:
    """What a reader wants to see: state ("" for all but joined ones), words, or exactly one number that was shown."""

    search: str = ""
    state: str = ""


def incidents_of(actor: Actor, wanted: IncidentFilter) -> QuerySet[Incident]:
    """The incidents that the person may see, newest first, with the next due time of a request that they may see."""
    found = visible_incidents(actor)
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state="joined")
    number = number_as_seen(wanted.search)
    if number is not None:
        # A number that is shown masked is found by whoever may open it, so that the list tells nobody else of it.
        inside = Q(unit_id__in=actor.units(*WORKS))
        found = found.filter(Q(blind_shown=blind_of_shown(number)) & (inside | Q(shown=number)))
    else:
        for word in plain(wanted.search).split():
            found = found.filter(search_text__contains=word)
    theirs = Q(unit_id__in=actor.department_ids) | Q(steps__request__asked_unit_id__in=operators_of(actor))
    due = Min("steps__request__due_at", filter=Q(steps__request__state__in=RUNNING) & theirs)
    return found.annotate(due=due).order_by("-noted_at", "-id")


def likely_same(actor: Actor, *, shown: str, body: str, around: datetime) -> list[Incident]:
    """Running incidents that the person may see with this number lately, or with one of the same body that week."""
    number = number_as_seen(shown)
    if number is None:
        return []
    same = Q(blind_shown=blind_of_shown(number)) & _near(around, SAME_NUMBER)
    if body:
        same |= Q(body=body) & _near(around, SAME_BODY)
    found = visible_incidents(actor).filter(same, state__in=RUNNING_INCIDENTS)
    return list(found.distinct().order_by("-noted_at", "-id")[:20])


def to_join(actor: Actor, incident: Incident) -> list[Incident]:
    """The running incidents into which this one may be put, the likely ones first."""
    others = visible_incidents(actor).filter(unit=incident.unit, state__in=RUNNING_INCIDENTS).exclude(pk=incident.pk)
    rows = list(others.order_by("-noted_at", "-id")[:200])
    return sorted(rows, key=lambda one: one.blind_shown != incident.blind_shown)


def same_shown(actor: Actor, incident: Incident) -> list[Incident]:
    """Other incidents with the same number, and those in which the same person was called at the same time."""
    reports = incident.reports.exclude(blind_called="")
    met = Q(pk__in=[])
    for report in reports[:50]:
        near = SpoofReport.objects.filter(
            blind_called=report.blind_called, called_at__range=_span(report.called_at, timedelta(hours=12))
        )
        met |= Q(pk__in=near.order_by().values("incident_id"))
    found = visible_incidents(actor).filter(Q(blind_shown=incident.blind_shown) | met)
    return list(found.exclude(pk=incident.pk).exclude(state="joined").distinct().order_by("-noted_at")[:20])


def calls_reported(incident: Incident) -> int:
    """How many calls the reports tell of."""
    return incident.reports.aggregate(n=Sum("calls"))["n"] or 0


def _near(moment: datetime, distance: timedelta) -> Q:
    return Q(reports__called_at__range=_span(moment, distance))


def _span(moment: datetime, distance: timedelta) -> tuple[datetime, datetime]:
    return moment - distance, moment + distance
