"""The page of one request, and what the asked and the asking unit do on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.office.requests.actions import answers, closing, reading
from lachan.office.requests.forms.small import (
    AnswerForm,
    OutcomeForm,
    PackageForm,
    PurposeForm,
    ReasonForm,
    ResealForm,
    TraceAnswerForm,
)
from lachan.office.requests.models import AgencyRequest, RequestKind
from lachan.office.requests.permissions import access_request, sees_requests
from lachan.office.requests.queries.page import request_page


@guarded(sees_requests)
@require_safe
def request(request: OfficeRequest, request_id: int) -> HttpResponse:
    """A request with its identifiers masked; each look is in the trail."""
    found = reading.view_request(request_id=request_id, actor=request.actor, now=timezone.now())
    return _page(request, found)


@guarded(sees_requests)
@require_POST
def request_reveal(request: OfficeRequest, request_id: int) -> HttpResponse:
    """The same in clear, for the purpose that the person typed."""
    now, purpose = timezone.now(), request.POST.get("purpose", "")
    found = reading.view_request(request_id=request_id, actor=request.actor, now=now)
    form = PurposeForm(request.POST, auto_id="reveal_%s")
    form.is_valid()
    try:
        shown = reading.reveal_request(request_id=request_id, purpose=purpose, actor=request.actor, now=now)
    except NotRight as no:
        form.refuse(no)
        return _page(request, found, purpose_form=form)
    return _page(request, found, shown=shown)


def _page(request: OfficeRequest, found: AgencyRequest, **more: Any) -> HttpResponse:
    context = {
        "page": request_page(found, request.actor, timezone.now()),
        "row": found,
        "answer_form": _answer_form(found),
        "outcome_form": OutcomeForm(auto_id="outcome_%s"),
        "package_form": PackageForm(auto_id="package_%s"),
        "purpose_form": PurposeForm(auto_id="reveal_%s"),
        "reseal_form": ResealForm(unit_id=found.asking_unit_id, auto_id="reseal_%s"),
        "take_form": PurposeForm(auto_id="take_%s"),
        "reason_forms": {name: ReasonForm(auto_id=f"{name}_%s") for name in ("pause", "insist", "withdraw", "package")},
    } | more
    response = render(request, "requests/request.html", context, status=422 if "purpose_form" in more else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer_form(found: AgencyRequest, *data: Any) -> AnswerForm:
    """The form of an answer; one to a request to trace calls tells a step of the path."""
    if found.kind == RequestKind.TRACE_CALLS:
        return TraceAnswerForm(*data, asked_unit_id=found.asked_unit_id, auto_id="answer_%s")
    return AnswerForm(*data, auto_id="answer_%s")


@guarded(sees_requests)
@require_POST
def request_take_in(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Confirm that the unit has the request."""
    answers.take_in_request(request_id=request_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tiếp nhận yêu cầu."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_pause(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Stop the clock while the asking unit owes something."""
    reason = request.POST.get("reason", "")
    answers.pause_request(request_id=request_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tạm dừng thời hạn."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_resume(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Let the clock run on."""
    answers.resume_request(request_id=request_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Thời hạn được tính tiếp."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_answer(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Answer."""
    now = timezone.now()
    form = _answer_form(access_request(request.actor, request_id), request.POST)
    reply = form.reply() if form.is_valid() else answers.Reply("")
    try:
        answers.answer_request(request_id=request_id, reply=reply, actor=request.actor, now=now)
    except NotRight as no:
        if form.is_valid():
            form.refuse(no)
        found = reading.view_request(request_id=request_id, actor=request.actor, now=now)
        response = _page(request, found, answer_form=form)
        response.status_code = 422
        return response
    messages.success(request, _("Đã trả lời yêu cầu."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_insist(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Answer an objection."""
    reason = request.POST.get("reason", "")
    closing.insist_on_request(request_id=request_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã đề nghị tiếp tục thực hiện."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_outcome(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Record what came of the answer."""
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    closing.record_outcome(request_id=request_id, kind=kind, text=text, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã ghi kết quả xử lý."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_close(request: OfficeRequest, request_id: int) -> HttpResponse:
    """End the request."""
    closing.close_request(request_id=request_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã kết thúc yêu cầu."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def request_withdraw(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Take the request back."""
    reason = request.POST.get("reason", "")
    closing.withdraw_request(request_id=request_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã thu hồi yêu cầu."))
    return redirect("request", request_id)
