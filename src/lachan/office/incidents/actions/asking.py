"""An operator in the path is asked by which trunk and from whom the calls came; the request goes the way of all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lachan.office.incidents.actions.judging import OVER
from lachan.office.incidents.models import Incident, TraceStep
from lachan.office.incidents.permissions import access_step, find_incident, may_write
from lachan.office.incidents.policies import IncidentMove, state_after
from lachan.office.incidents.sealing import opened
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.actions.drafts import Wanted, draft_request
from lachan.office.requests.models import CallTrace, RequestKind
from lachan.office.requests.refused import tried
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.vietnam.request_checks import Identifier

AROUND = timedelta(minutes=5)  # clocks of people and of networks differ by so much


@dataclass(frozen=True)
class Asked:
    """What the officer says of the request; numbers and times come from the incident's reports.

    `previous_id` is the step whose answer named this operator.
    """

    operator_id: int
    ground: str
    letter_number: str
    letter_on: date
    letter_signer_id: int
    letter_title: str
    letter_days: int | None
    reason: str
    previous_id: int | None = None
    urgent: bool = False


@tried
def ask_operator(*, incident_id: int, asked: Asked, actor: Actor, now: datetime) -> TraceStep:
    """Draft the request to trace and stop the calls, as one more step of the path. Another person approves it."""
    incident = find_incident(actor, incident_id, lock=True)
    require(may_write(actor, incident))
    after, before = state_after(incident, IncidentMove.ASK), digest(incident)
    assert incident.case is not None  # the state says so, and the data base holds it
    previous = _previous(incident, asked)
    open_ones = incident.steps.filter(request__asked_unit_id=asked.operator_id).exclude(request__state__in=OVER)
    if open_ones.exists():
        raise NotNow("asked_already", _("Doanh nghiệp này đang có yêu cầu truy vết chưa xong trong sự việc."))
    wanted = Wanted(
        kind=RequestKind.TRACE_CALLS, ground=asked.ground, asked_unit_id=asked.operator_id,
        letter_number=asked.letter_number, letter_on=asked.letter_on, letter_signer_id=asked.letter_signer_id,
        letter_title=asked.letter_title, letter_days=asked.letter_days, case_id=incident.case_id,
        case_reference=incident.case.number, items=items_of(incident, now), data_kinds=("route", "measure"),
        reason=asked.reason, urgent=asked.urgent,
    )  # fmt: skip
    request = draft_request(unit_id=incident.unit_id, wanted=wanted, actor=actor, now=now)
    step = TraceStep.objects.create(
        incident=incident, request=request, previous=previous, order=incident.steps.count() + 1
    )
    incident.state = after
    incident.save()
    record(
        Event.INCIDENT_ASKED, on=incident, by=actor, at=now, unit=incident.unit, before=before,
        facts={"request": request.pk, "operator": asked.operator_id, "step": step.order},
    )  # fmt: skip
    return step


def _previous(incident: Incident, asked: Asked) -> TraceStep | None:
    """The step before; the next operator is the one that its answer named."""
    if asked.previous_id is None:
        return None
    step = access_step(incident, asked.previous_id)
    named = CallTrace.objects.filter(answer__request=step.request, upstream_id=asked.operator_id)
    if not named.exists():
        raise NotRight("not_named", _("Trả lời của chặng trước không nêu doanh nghiệp này."), field="operator")
    return step


def items_of(incident: Incident, now: datetime) -> tuple[Identifier, ...]:
    """What was shown, and who was called, each with the times of its report; times to come are cut off."""
    shown = opened(incident, "sealed_shown")
    found: dict[Identifier, None] = {}
    for report in incident.reports.order_by("called_at", "noted_at"):
        since, until = report.called_at - AROUND, min(report.until + AROUND, now)
        found[Identifier("shown", shown, None, since, until)] = None
        called = opened(report, "sealed_called")
        if called:
            found[Identifier("called", called, None, since, until)] = None
    return tuple(found)
