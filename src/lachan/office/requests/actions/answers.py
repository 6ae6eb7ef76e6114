"""The asked unit takes a request in, stops its clock while something is owed to it, and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.actions.announce import announce, workers
from lachan.office.requests.checking import SEALED_KINDS
from lachan.office.requests.content import approval_stands
from lachan.office.requests.due import recount
from lachan.office.requests.models import AgencyRequest, Answer, AnswerKind, Pause, RequestKind
from lachan.office.requests.permissions import access_request, may_answer, may_write
from lachan.office.requests.policies import MOVE_OF_ANSWER, RequestMove, state_after
from lachan.office.requests.refused import tried
from lachan.office.requests.sealing import seal_field
from lachan.office.requests.tracing import Traced, check_trace, keep_trace
from lachan.office.trail.events import Event
from lachan.office.trail.record import record

NEEDS_WORDS = (AnswerKind.PARTIAL, AnswerKind.OBJECTION)
LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Reply:
    """What the asked unit says; `ported_to` names the operator that serves the number now.

    `trace` is the step of the path of spoofed calls, when the request asked for it and it was found.
    """

    kind: str
    text: str = ""
    ported_to: str = ""
    trace: Traced | None = None


def opened_to_answer(request_id: int, actor: Actor, move: RequestMove) -> AgencyRequest:
    """The request, locked, for somebody of the asked unit, as it was approved."""
    request = access_request(actor, request_id, lock=True)
    require(may_answer(actor, request))
    state_after(request, move)
    if not approval_stands(request):
        raise NotNow("approval_broken", _("Nội dung không còn khớp với bản đã phê duyệt; không được thực hiện."))
    return request


@tried
def take_in_request(*, request_id: int, actor: Actor, now: datetime) -> AgencyRequest:
    """The asked unit confirms that it has the request; the clock runs since it was delivered."""
    request = opened_to_answer(request_id, actor, RequestMove.RECEIVE)
    request.state = state_after(request, RequestMove.RECEIVE)
    request.received_at, request.received_by = now, actor.person
    request.save(update_fields=["state", "received_at", "received_by"])
    _record(Event.REQUEST_RECEIVED, request, actor, now)
    return request


@tried
def pause_request(*, request_id: int, reason: str, actor: Actor, now: datetime) -> Pause:
    """Stop the clock while the asking unit owes something, said in `reason`."""
    request = opened_to_answer(request_id, actor, RequestMove.PAUSE)
    if len(reason.strip()) < 5:
        raise NotRight("reason_missing", _("Hãy ghi cơ quan yêu cầu còn phải bổ sung gì."), field="reason")
    if request.pauses.filter(ended_at__isnull=True).exists():
        raise NotNow("paused_already", _("Thời hạn đang tạm dừng."))
    if request.due_at is not None and now > request.due_at:
        raise NotNow("late_already", _("Đã quá hạn trả lời, không tạm dừng được nữa."))
    pause = Pause.objects.create(request=request, started_at=now, reason=reason.strip()[:300], started_by=actor.person)
    _recounted(request)
    _record(Event.REQUEST_PAUSED, request, actor, now)
    announce(
        request, workers(request.asking_unit_id, now), step=f"paused-{pause.pk}",
        subject=_("Cần bổ sung: %(request)s"), now=now,
    )  # fmt: skip
    return pause


@tried
def resume_request(*, request_id: int, actor: Actor, now: datetime) -> Pause:
    """Let the clock run on: what was owed has come. The asking unit says so as well as the asked one."""
    request = access_request(actor, request_id, lock=True)
    require(may_answer(actor, request) or may_write(actor, request))
    state_after(request, RequestMove.RESUME)
    pause = request.pauses.filter(ended_at__isnull=True).first()
    if pause is None:
        raise NotNow("not_paused", _("Thời hạn không tạm dừng."))
    pause.ended_at, pause.ended_by = max(now, pause.started_at), actor.person
    pause.save(update_fields=["ended_at", "ended_by"])
    _recounted(request)
    _record(Event.REQUEST_RESUMED, request, actor, now)
    return pause


@tried
def answer_request(*, request_id: int, reply: Reply, actor: Actor, now: datetime) -> Answer:
    """Answer the request: done, in part, no data, ported, out of retention, or an objection with its reason.

    Data about a person is never typed here: for such kinds an answer "done" needs a sealed package before it. An
    answer "done" to a request to trace calls tells the step of the path.
    """
    if reply.kind not in AnswerKind.values:
        raise NotRight("no_such_answer", _("Hãy chọn kết quả trả lời."), field="kind")
    kind = AnswerKind(reply.kind)
    request = opened_to_answer(request_id, actor, MOVE_OF_ANSWER[kind])
    _check_reply(request, kind, reply, now)
    for pause in request.pauses.filter(ended_at__isnull=True):  # an answer ends a pause
        pause.ended_at, pause.ended_by = max(now, pause.started_at), actor.person
        pause.save(update_fields=["ended_at", "ended_by"])
    answer = Answer.objects.create(
        request=request, kind=kind, ported_to=reply.ported_to.strip()[:100], answered_by=actor.person, answered_at=now
    )
    seal_field(answer, "text", reply.text.strip()[:LONGEST_TEXT])
    if reply.trace is not None:
        keep_trace(answer, reply.trace)
    request.state = state_after(request, MOVE_OF_ANSWER[kind])
    recount(request)
    if MOVE_OF_ANSWER[kind] is RequestMove.ANSWER:
        request.answered_at = now
    request.save(update_fields=["state", "answered_at", "due_at", "due_steps"])
    _record(Event.REQUEST_ANSWERED, request, actor, now, kind=kind.value)
    announce(
        request, workers(request.asking_unit_id, now), step=f"answer-{answer.pk}",
        subject=_("Đã có trả lời: %(request)s"), now=now,
    )  # fmt: skip
    return answer


@tried
def answer_many(*, replies: Sequence[tuple[int, Reply]], actor: Actor, now: datetime) -> int:
    """Answer several requests, all or none; answers how many."""
    for request_id, reply in replies:
        answer_request(request_id=request_id, reply=reply, actor=actor, now=now)
    return len(replies)


def _check_reply(request: AgencyRequest, kind: AnswerKind, reply: Reply, now: datetime) -> None:
    if kind in NEEDS_WORDS and len(reply.text.strip()) < 10:
        raise NotRight("words_missing", _("Hãy ghi rõ phần đã trả lời, hoặc lý do không thực hiện."), field="text")
    if kind is AnswerKind.PORTED and not reply.ported_to.strip():
        raise NotRight("ported_where", _("Hãy ghi doanh nghiệp đang phục vụ số này."), field="ported_to")
    _check_traced(request, kind, reply.trace, now)
    if kind is AnswerKind.ANSWERED and request.kind in SEALED_KINDS:
        standing = request.packages.filter(withdrawn_at__isnull=True, expires_at__gt=now)
        if not standing.exists():
            raise NotRight(
                "package_missing",
                _("Kết quả có dữ liệu cá nhân phải gửi bằng gói bàn giao niêm phong trước khi trả lời."),
                field="kind",
            )


def _check_traced(request: AgencyRequest, kind: AnswerKind, trace: Traced | None, now: datetime) -> None:
    wanted = request.kind == RequestKind.TRACE_CALLS and kind is AnswerKind.ANSWERED
    if wanted and trace is None:
        raise NotRight("trace_missing", _("Hãy ghi trung kế, nguồn của cuộc gọi và biện pháp đã làm."), field="trunk")
    if trace is not None and not wanted:
        raise NotRight("trace_not_asked", _("Kết quả truy vết chỉ đi với trả lời đã thực hiện."), field="kind")
    if trace is not None:
        check_trace(request, trace, now)


def _recounted(request: AgencyRequest) -> None:
    recount(request)
    request.save(update_fields=["due_at", "due_steps"])


def _record(event: Event, request: AgencyRequest, actor: Actor, now: datetime, **facts: str) -> None:
    record(event, on=request, by=actor, at=now, unit=request.asked_unit, facts=facts)
