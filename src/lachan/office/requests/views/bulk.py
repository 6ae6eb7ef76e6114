"""Many answers at once by a table: take the table, see the plan, carry it out."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest
from lachan.office.requests import bulk
from lachan.office.requests.actions import answers
from lachan.office.requests.forms.small import TableForm
from lachan.office.requests.permissions import answers_requests
from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind


@guarded(answers_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def requests_bulk(request: OfficeRequest) -> HttpResponse:
    """Choose the filled table; answer with the plan. Nothing is written."""
    form = TableForm(request.POST or None, request.FILES or None)
    lines: list[bulk.Line] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = bulk.plan_of(cast("BinaryIO", file), name=file.name, actor=request.actor)
        except InputError as no:
            form.refuse(no)
    good = bool(lines) and not any(one.problem for one in lines)
    context = {"form": form, "lines": lines, "plan": bulk.sealed(lines, request.actor) if good else ""}
    wrong = bool(form.errors) or (bool(lines) and not good)
    return render(request, "requests/bulk.html", context, status=422 if wrong else 200)


@guarded(answers_requests)
@require_POST
def requests_bulk_table(request: OfficeRequest) -> HttpResponse:
    """The table of what waits, to be filled in."""
    headers = {"Content-Disposition": 'attachment; filename="tra-loi-yeu-cau.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(bulk.template(request.actor), content_type=FileKind.XLSX.media_type, headers=headers)


@guarded(answers_requests)
@require_POST
def requests_bulk_confirm(request: OfficeRequest) -> HttpResponse:
    """Carry out the plan that the person saw, all of it or nothing."""
    lines = bulk.unsealed(request.POST.get("plan", ""), request.actor)
    replies = [(one.request_id, one.reply) for one in lines]
    count = answers.answer_many(replies=replies, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã trả lời %(n)d yêu cầu.") % {"n": count})
    return redirect("requests")
