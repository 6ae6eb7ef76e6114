"""The second pair of eyes: approve exactly what was read, which sends it and starts its clock; or give it back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.requests.actions.announce import announce, workers
from lachan.office.requests.actions.drafts import check_stored
from lachan.office.requests.content import digest_of
from lachan.office.requests.due import recount
from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.permissions import access_request, may_approve_for_unit, require_two_factors
from lachan.office.requests.policies import RequestMove, state_after
from lachan.office.requests.refused import tried
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@tried
def approve_request(*, request_id: int, seen_digest: str, actor: Actor, now: datetime) -> AgencyRequest:
    """Approve what was read: `seen_digest` is the digest of the page that the approver had before them.

    The request is sent in the same moment, and its clock starts. Of two approvals that race, one is refused.
    """
    request = access_request(actor, request_id, lock=True)
    require(may_approve_for_unit(actor, request))
    require_two_factors(actor)
    after = state_after(request, RequestMove.APPROVE)
    if request.author_id == actor.id:
        raise NotAllowed(
            "author_does_not_approve", _("Người soạn không tự phê duyệt yêu cầu của mình; hãy trình người khác.")
        )
    digest = digest_of(request)
    if digest != seen_digest:
        raise NotNow("changed_meanwhile", _("Nội dung đã thay đổi sau khi bạn mở trang. Hãy đọc lại rồi phê duyệt."))
    check_stored(request, now)
    request.state, request.digest = after, digest
    request.approver, request.approved_at = actor.person, now
    recount(request)
    request.save()
    delegation = actor.delegation_for(request.asking_unit_id)
    facts = {"version": request.version, "delegation": delegation.pk if delegation else None}
    record(
        Event.REQUEST_APPROVED, on=request, by=actor, at=now, unit=request.asking_unit, after=digest, facts=facts
    )  # fmt: skip
    announce(
        request, workers(request.asked_unit_id, now), step="sent", subject=_("Yêu cầu mới: %(kind)s (%(request)s)"),
        now=now,
    )  # fmt: skip
    return request


@tried
def return_request(*, request_id: int, reason: str, actor: Actor, now: datetime) -> AgencyRequest:
    """Give a submitted request back to its author with a reason."""
    request = access_request(actor, request_id, lock=True)
    require(may_approve_for_unit(actor, request))
    after = state_after(request, RequestMove.RETURN)
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do trả lại để người soạn biết cần sửa gì."), field="reason")
    request.state, request.returned_reason = after, reason.strip()[:500]
    request.save(update_fields=["state", "returned_reason"])
    record(
        Event.REQUEST_RETURNED, on=request, by=actor, at=now, unit=request.asking_unit, after=digest_of(request),
        facts={"version": request.version},
    )  # fmt: skip
    announce(
        request, [request.author], step=f"returned-{request.version}-{now:%y%m%d%H%M%S}",
        subject=_("Yêu cầu bị trả lại: %(request)s"), now=now,
    )  # fmt: skip
    return request
