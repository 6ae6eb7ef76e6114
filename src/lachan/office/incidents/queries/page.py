"""One incident as its page shows it to one reader: reports, path of operators, next step and its due time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from lachan.office.incidents.actions.judging import is_over
from lachan.office.incidents.models import Incident, TraceStep
from lachan.office.incidents.permissions import Audience, audience_of, may_write, visible_reports, visible_steps
from lachan.office.incidents.policies import INCIDENT_NEXT_STEP, INCIDENT_OWNER, IncidentMove, allowed
from lachan.office.incidents.queries.incidents import calls_reported, same_shown
from lachan.office.incidents.sealing import opened
from lachan.office.people.actor import Actor
from lachan.office.requests.models import AgencyRequest, CallTrace
from lachan.office.requests.policies import NEXT_STEP, OWNER, RUNNING
from lachan.office.trail.models import Entry
from lachan.office.units.models import Unit
from lachan.vietnam.numbers import explain

M = IncidentMove


@dataclass(frozen=True)
class PathStep:
    """One operator of the path: its request, what it answered (None before), and the next one if it was named."""

    step: TraceStep
    request: AgencyRequest
    trace: CallTrace | None
    late: bool
    next_step: object
    owner: object
    ask_next: Unit | None


def page_of(actor: Actor, incident: Incident, now: datetime) -> dict[str, Any]:
    """Everything that the page of an incident shows to this reader; numbers of called people masked."""
    audience = audience_of(actor, incident)
    inside = audience is Audience.INSIDE
    writes = may_write(actor, incident)
    path = path_of(actor, incident, now)
    due = min((one.request.due_at for one in path if one.request.state in RUNNING and one.request.due_at), default=None)
    history = Entry.objects.filter(object_kind="incidents.incident", object_id=str(incident.pk))
    return {
        "incident": incident,
        "audience": audience.value,
        "inside": inside,
        "owner": INCIDENT_OWNER[incident.state],
        "next_step": INCIDENT_NEXT_STEP[incident.state],
        "due": due,
        "late": due is not None and due < now,
        "what": what_it_is(incident),
        "reports": list(visible_reports(actor, incident)),
        "calls": calls_reported(incident) if inside else None,
        "path": path,
        "network": incident.reports.filter(network__isnull=False).values_list("network__name", flat=True).first(),
        "now": now,
        "same": same_shown(actor, incident) if inside else [],
        "history": list(history.exclude(event="incident_viewed").order_by("number")) if inside else [],
        "may_reveal": writes,
        **{f"may_{move.value}": writes and allowed(incident, move) for move in M},
        "may_find": writes and allowed(incident, M.FIND) and is_over(one.request.state for one in path),
    }


def path_of(actor: Actor, incident: Incident, now: datetime) -> list[PathStep]:
    """The steps that this reader may see, in the order in which they were asked."""
    steps = list(visible_steps(actor).filter(incident=incident).order_by("order"))
    answered = CallTrace.objects.filter(answer__request__in=[one.request_id for one in steps])
    traces = {one.answer.request_id: one for one in answered.select_related("answer", "upstream").order_by("pk")}
    asked = {one.request.asked_unit_id for one in steps}
    may_ask = may_write(actor, incident) and allowed(incident, M.ASK)
    return [
        PathStep(
            step, step.request, trace := traces.get(step.request_id),
            late=step.request.state in RUNNING and step.request.due_at is not None and step.request.due_at < now,
            next_step=NEXT_STEP[step.request.state],  # type: ignore[index]
            owner=OWNER[step.request.state],  # type: ignore[index]
            ask_next=trace.upstream if may_ask and trace and trace.upstream_id not in asked else None,
        )
        for step in steps
    ]  # fmt: skip


def what_it_is(incident: Incident) -> dict[str, Any]:
    """What kind of number was shown, and why to doubt it, in the reader's language; the number itself stays sealed."""
    language = get_language() or "vi"
    found = explain(opened(incident, "sealed_shown"), on=timezone.localdate(incident.noted_at))
    return {
        "words": found.description.in_language(language),
        "signs": [one.wording.in_language(language) for one in found.signs],
    }
