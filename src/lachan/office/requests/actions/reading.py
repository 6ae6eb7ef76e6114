"""Looking at a request: each look leaves a line in the trail, and sealed values are opened for a purpose only."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.requests.models import AgencyRequest, Answer, CallTrace
from lachan.office.requests.permissions import access_request, may_reveal
from lachan.office.requests.refused import tried
from lachan.office.requests.sealing import identifier_of, open_field
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.vietnam.request_checks import Identifier

SHORTEST_PURPOSE = 5


@dataclass(frozen=True)
class Revealed:
    """The sealed parts of a request in clear."""

    reason: str
    items: tuple[Identifier, ...]
    answers: tuple[tuple[Answer, str], ...]
    outcome: str
    addresses: tuple[str, ...] = ()


@tried
def view_request(*, request_id: int, actor: Actor, now: datetime) -> AgencyRequest:
    """The request as lists show it, identifiers masked."""
    request = access_request(actor, request_id)
    record(Event.REQUEST_VIEWED, on=request, by=actor, at=now, unit=request.asking_unit, purpose=gettext("Xem yêu cầu"))
    return request


@tried
def reveal_request(*, request_id: int, purpose: str, actor: Actor, now: datetime) -> Revealed:
    """Everything in clear, for whoever works on the request, with the purpose that they give."""
    request = access_request(actor, request_id)
    require(may_reveal(actor, request))
    words = " ".join(str(purpose).split())
    if len(words) < SHORTEST_PURPOSE:
        raise NotRight("purpose_missing", _("Hãy ghi mục đích xem dữ liệu cá nhân."), field="purpose")
    record(Event.REQUEST_REVEALED, on=request, by=actor, at=now, unit=request.asking_unit, purpose=words[:300])
    outcome = getattr(request, "outcome", None)
    traces = CallTrace.objects.filter(answer__request=request).order_by("pk")
    return Revealed(
        reason=open_field(request, "reason"),
        items=tuple(identifier_of(one) for one in request.items.order_by("order")),
        answers=tuple((one, open_field(one, "text")) for one in request.answers.all()),
        outcome=open_field(outcome, "text") if outcome else "",
        addresses=tuple(open_field(one, "address") for one in traces if one.sealed_address),
    )
