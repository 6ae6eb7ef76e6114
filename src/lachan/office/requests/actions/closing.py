"""What the asking unit does after an answer: insist, record what came of it, close; or withdraw the request."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.requests.actions.announce import announce, workers
from lachan.office.requests.models import AgencyRequest, Outcome, OutcomeKind
from lachan.office.requests.permissions import access_request, may_approve_for_unit, may_write, require_two_factors
from lachan.office.requests.policies import NOT_SENT, RequestMove, state_after
from lachan.office.requests.refused import tried
from lachan.office.requests.sealing import seal_field
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@tried
def insist_on_request(*, request_id: int, reason: str, actor: Actor, now: datetime) -> AgencyRequest:
    """Answer an objection: the request goes back to the asked unit. The clock has run on all the time."""
    request = _ours(request_id, actor)
    after = state_after(request, RequestMove.INSIST)
    if len(reason.strip()) < 10:
        raise NotRight("reason_missing", _("Hãy trả lời lý do mà đơn vị được yêu cầu đã nêu."), field="reason")
    request.state = after
    request.save(update_fields=["state"])
    record(Event.REQUEST_INSISTED, on=request, by=actor, at=now, unit=request.asking_unit, purpose=reason.strip())
    announce(
        request, workers(request.asked_unit_id, now), step=f"insisted-{now:%y%m%d%H%M%S}",
        subject=_("Đề nghị tiếp tục thực hiện: %(request)s"), now=now,
    )  # fmt: skip
    return request


@tried
def record_outcome(*, request_id: int, kind: str, text: str, actor: Actor, now: datetime) -> Outcome:
    """Say what came of the answer."""
    request = _ours(request_id, actor)
    after = state_after(request, RequestMove.RECORD_OUTCOME)
    if kind not in OutcomeKind.values:
        raise NotRight("no_such_outcome", _("Hãy chọn kết quả xử lý."), field="kind")
    outcome = Outcome.objects.create(
        request=request, kind=OutcomeKind(kind), recorded_by=actor.person, recorded_at=now
    )  # fmt: skip
    seal_field(outcome, "text", text.strip()[:4000])
    request.state = after
    request.save(update_fields=["state"])
    record(
        Event.REQUEST_OUTCOME_RECORDED, on=request, by=actor, at=now, unit=request.asking_unit, facts={"kind": kind}
    )  # fmt: skip
    return outcome


@tried
def close_request(*, request_id: int, actor: Actor, now: datetime) -> AgencyRequest:
    """End a request whose outcome is recorded."""
    request = _ours(request_id, actor)
    request.state = state_after(request, RequestMove.CLOSE)
    request.save(update_fields=["state"])
    record(Event.REQUEST_CLOSED, on=request, by=actor, at=now, unit=request.asking_unit)
    return request


@tried
def withdraw_request(*, request_id: int, reason: str, actor: Actor, now: datetime) -> AgencyRequest:
    """Take the request back, with a reason; a sent one by whoever may approve, and its packages with it."""
    request = access_request(actor, request_id, lock=True)
    sent = request.state not in NOT_SENT
    require(may_approve_for_unit(actor, request) if sent else may_write(actor, request))
    if sent:
        require_two_factors(actor)
    after = state_after(request, RequestMove.WITHDRAW)
    if len(reason.strip()) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do thu hồi."), field="reason")
    request.state, request.withdrawn_at, request.withdrawn_reason = after, now, reason.strip()[:500]
    request.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    request.packages.filter(withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=actor.person, withdrawn_reason=request.withdrawn_reason[:300]
    )
    record(Event.REQUEST_WITHDRAWN, on=request, by=actor, at=now, unit=request.asking_unit)
    if sent:
        announce(
            request,
            workers(request.asked_unit_id, now),
            step="withdrawn",
            subject=_("Đã thu hồi: %(request)s"),
            now=now,
        )
    return request


def _ours(request_id: int, actor: Actor) -> AgencyRequest:
    request = access_request(actor, request_id, lock=True)
    require(may_write(actor, request))
    return request
