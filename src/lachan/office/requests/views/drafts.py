"""A request is drafted, changed, given to the leader, approved or given back."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.request import OfficeRequest
from lachan.office.requests.actions import approval, drafts, reading
from lachan.office.requests.content import digest_of
from lachan.office.requests.forms.request import RequestForm, initial_of
from lachan.office.requests.forms.small import ReasonForm
from lachan.office.requests.permissions import (
    access_request,
    body_of,
    makes_requests,
    may_approve_for_unit,
    may_write,
    sees_requests,
    units_to_ask_for,
)
from lachan.office.requests.policies import RequestMove, state_after
from lachan.office.requests.queries.page import request_page
from lachan.readers.errors import InputError
from lachan.vietnam.requests_law import KINDS, kinds_for


@guarded(makes_requests)
@require_safe
def request_choose(request: OfficeRequest) -> HttpResponse:
    """Which kind of request, in whose name."""
    units = [(unit, kinds_for(body_of(unit))) for unit in units_to_ask_for(request.actor)]
    return render(request, "requests/choose.html", {"units": units})


@guarded(makes_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def request_draft(request: OfficeRequest, unit_id: int, kind: str) -> HttpResponse:
    """The form of one kind of request."""
    unit = next((one for one in units_to_ask_for(request.actor) if one.pk == unit_id), None)
    if unit is None or kind not in KINDS or body_of(unit) not in KINDS[kind].askers():
        raise Http404
    form = RequestForm(request.POST or None, request.FILES or None, kind=kind, unit=unit, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = drafts.draft_request(
                unit_id=unit_id, wanted=form.wanted(), letter=form.paper(), actor=request.actor, now=timezone.now()
            )
        except (NotRight, InputError) as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã lưu bản nháp yêu cầu."))
            return redirect("request", made.pk)
    return _form_page(request, form, None)


@guarded(sees_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def request_change(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Change a request that is not approved."""
    found = access_request(request.actor, request_id)
    require(may_write(request.actor, found))
    state_after(found, RequestMove.SAVE)
    now, given = timezone.now(), partial(RequestForm, kind=found.kind, unit=found.asking_unit, actor=request.actor)
    if request.method != "POST":
        shown = reading.reveal_request(
            request_id=request_id, purpose=_("Sửa bản nháp yêu cầu"), actor=request.actor, now=now
        )
        return _form_page(request, given(initial=initial_of(found, shown)), found)
    form = given(request.POST, request.FILES)
    if form.is_valid():
        try:
            drafts.change_request(
                request_id=request_id, version=form.cleaned_data["version"] or 0, wanted=form.wanted(),
                letter=form.paper(), actor=request.actor, now=now,
            )  # fmt: skip
        except (NotRight, InputError) as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã lưu bản nháp yêu cầu."))
            return redirect("request", request_id)
    return _form_page(request, form, found)


def _form_page(request: OfficeRequest, form: RequestForm, found: object) -> HttpResponse:
    context = {"form": form, "request_row": found, "law": form.law}
    return render(request, "requests/form.html", context, status=422 if form.errors else 200)


@guarded(sees_requests)
@require_POST
def request_submit(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Give the draft to the leader."""
    drafts.submit_request(request_id=request_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã trình phê duyệt."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def request_approve(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Everything that the approval binds, in clear; the button approves exactly this."""
    now = timezone.now()
    if request.method == "POST":
        seen = request.POST.get("digest", "")
        approval.approve_request(request_id=request_id, seen_digest=seen, actor=request.actor, now=now)
        messages.success(request, _("Đã phê duyệt và gửi yêu cầu."))
        return redirect("request", request_id)
    found = access_request(request.actor, request_id)
    require(may_approve_for_unit(request.actor, found))
    state_after(found, RequestMove.APPROVE)
    shown = reading.reveal_request(request_id=request_id, purpose=_("Đọc để phê duyệt"), actor=request.actor, now=now)
    context = {
        "page": request_page(found, request.actor, now), "row": found, "shown": shown, "digest": digest_of(found),
        "reason_form": ReasonForm(auto_id="return_%s"),
    }  # fmt: skip
    return render(request, "requests/approve.html", context)


@guarded(sees_requests)
@require_POST
def request_return(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Give a submitted request back."""
    reason = request.POST.get("reason", "")
    approval.return_request(request_id=request_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã trả lại kèm lý do."))
    return redirect("request", request_id)
