"""The sealed parts of an incident are opened for a purpose that the trail keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lachan.office.cases.permissions import checked_purpose
from lachan.office.incidents.models import Incident, SpoofReport
from lachan.office.incidents.permissions import find_incident, may_write
from lachan.office.incidents.sealing import opened
from lachan.office.people.actor import Actor
from lachan.office.refusals import require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@dataclass(frozen=True)
class Revealed:
    """An incident in clear: the number that was shown, and of each report who was called and what was said."""

    incident: Incident
    shown: str
    reports: tuple[tuple[SpoofReport, str, str], ...]


@transaction.atomic
def reveal_incident(*, incident_id: int, purpose: str, actor: Actor, now: datetime) -> Revealed:
    """Open everything that is sealed. Nothing comes out before the trail has its line."""
    incident = find_incident(actor, incident_id)
    require(may_write(actor, incident))
    record(
        Event.INCIDENT_REVEALED, on=incident, by=actor, at=now, unit=incident.unit, purpose=checked_purpose(purpose)
    )  # fmt: skip
    reports = tuple((one, opened(one, "sealed_called"), opened(one, "sealed_said")) for one in incident.reports.all())
    return Revealed(incident, opened(incident, "sealed_shown"), reports)
