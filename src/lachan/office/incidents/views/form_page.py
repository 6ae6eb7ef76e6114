"""The page with one form that does one thing to an incident."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from lachan.office.fields import HouseForm
from lachan.office.form_pages import form_answer
from lachan.office.incidents.models import Incident
from lachan.office.incidents.permissions import find_incident, may_write
from lachan.office.incidents.policies import IncidentMove, state_after
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest


def incident_for(request: OfficeRequest, incident_id: int, move: IncidentMove) -> Incident:
    """The incident, when this person may make this move with it now."""
    incident = find_incident(request.actor, incident_id)
    require(may_write(request.actor, incident))
    state_after(incident, move)
    return incident


def form_page(
    request: OfficeRequest,
    incident: Incident | None,
    form: HouseForm,
    *,
    act: Callable[[], Incident | None],
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explain: str | Promise = "",
    **more: Any,
) -> HttpResponse:
    """Show the form, or `act` when it was sent and is right; then go to the incident."""
    context = {"incident": incident, "title": title, "button": button, "explain": explain} | more
    return form_answer(
        request,
        form,
        act=act,
        template="incidents/form.html",
        context=context,
        done=done,
        address="incident",
        standing=incident,
    )
