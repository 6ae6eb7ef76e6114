"""Pages of one unit's report: read, write, sign, judge, ask for time."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.reports.actions import drafts, extensions, signing
from lachan.office.reports.forms import AnswerForm, ExtensionForm, ReasonForm, ReportForm, initial_of
from lachan.office.reports.indicators import asked_of, known_of, registered_of
from lachan.office.reports.models import UnitReport
from lachan.office.reports.permissions import access_report, may_write, sees_work
from lachan.office.reports.policies import Move, state_after
from lachan.office.reports.queries.report import report_page
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError
from lachan.vietnam.working_days import Calendar


@guarded(sees_work)
@require_safe
def report(request: OfficeRequest, report_id: int) -> HttpResponse:
    """A report as everybody who may see it reads it, with what this person can do next."""
    found = access_report(request.actor, report_id)
    context = report_page(found, request.actor, timezone.localdate(), Calendar.load())
    forms = {
        "reason_form": ReasonForm(auto_id="return_%s"),
        "extension_form": ExtensionForm(auto_id="extension_%s"),
        "answer_form": AnswerForm(auto_id="answer_%s"),
    }
    return render(request, "reports/report.html", {"page": context, "report": found} | forms)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: OfficeRequest, report_id: int) -> HttpResponse:
    """The form of a report; a refused save shows what was typed again."""
    found = access_report(request.actor, report_id)
    require(may_write(request.actor, found))
    state_after(found, Move.SAVE)
    form = _report_form(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafts.save_report(
                report_id=report_id, version=form.cleaned_data["version"], draft=form.draft(),
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as no:
            form.refuse(no)
        except NotNow as no:
            if no.code != "changed_meanwhile":
                raise
            return _two_versions(request, report_id)
        else:
            return _saved(request, report_id)
    return _edit_page(request, found, form)


def _report_form(found: UnitReport, data: QueryDict | None, files: MultiValueDict | None = None) -> ReportForm:
    asked, known, registered = asked_of(found), known_of(found), registered_of(found)
    initial = initial_of(found, asked, known)
    return ReportForm(data, files, asked=asked, known=known, registered=registered, initial=initial)


def _edit_page(request: OfficeRequest, found: UnitReport, form: ReportForm, **more: Any) -> HttpResponse:
    context = {"form": form, "report": found} | more
    return render(request, "reports/report_edit.html", context, status=422 if form.errors or more else 200)


def _saved(request: OfficeRequest, report_id: int) -> HttpResponse:
    """After the words and figures are kept: the files, then back to the report, or on to the leader."""
    try:
        _keep_files(request, report_id)
        if "send" in request.POST:
            drafts.send_to_sign(report_id=report_id, actor=request.actor, now=timezone.now())
    except (NotRight, InputError) as no:
        why = no.message(request.LANGUAGE_CODE) if isinstance(no, InputError) else str(no)
        kept = _("Đã lưu bản nháp nhưng chưa trình ký.") if "send" in request.POST else _("Đã lưu bản nháp.")
        messages.warning(request, f"{kept} {why}")
        return redirect("report_edit", report_id)
    messages.success(request, _("Đã trình ký.") if "send" in request.POST else _("Đã lưu bản nháp."))
    return redirect("report", report_id)


def _keep_files(request: OfficeRequest, report_id: int) -> None:
    """Take off the files that were ticked, and add the one that was chosen."""
    found = access_report(request.actor, report_id)
    ticked = set(request.POST.getlist("remove"))
    for file in [file for file in found.files.all() if str(file.pk) in ticked]:
        drafts.remove_proof(report_id=report_id, file_id=file.pk, actor=request.actor, now=timezone.now())
    upload = request.FILES.get("file")
    if upload is not None:
        drafts.add_proof(
            report_id=report_id, upload=cast("BinaryIO", upload), name=upload.name or "", actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip


def _two_versions(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Two people saved: everything typed is shown again beside what is stored; saving once more decides."""
    found = access_report(request.actor, report_id)
    data = request.POST.copy()
    data["version"] = str(found.version)
    form = _report_form(found, data)
    form.is_valid()
    return _edit_page(request, found, form, differences=form.differences(form.initial))


@guarded(sees_work)
@require_POST
def report_send(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Give the saved report to the leader."""
    drafts.send_to_sign(report_id=report_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã trình ký."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_POST
def report_sign(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Sign what was read."""
    seen = request.POST.get("digest", "")
    signing.sign_report(report_id=report_id, seen_digest=seen, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã ký và gửi Sở."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_POST
def report_accept(request: OfficeRequest, report_id: int) -> HttpResponse:
    """The Department takes the report in."""
    signing.accept_report(report_id=report_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tiếp nhận báo cáo."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_POST
def report_return(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Give the report back with a reason."""
    reason = request.POST.get("reason", "")
    signing.return_report(report_id=report_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_POST
def extension_ask(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Ask for more time."""
    form = ExtensionForm(request.POST)
    access_report(request.actor, report_id)
    if not form.is_valid():
        raise NotRight("extension_form", _("Hãy nhập số ngày làm việc (1–30) và lý do xin gia hạn."))
    extensions.ask_extension(report_id=report_id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Đã gửi đề nghị gia hạn."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_POST
def extension_decide(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Answer a wish for more time."""
    granted, answer = request.POST.get("decision") == "grant", request.POST.get("answer", "")
    extensions.decide_extension(
        report_id=report_id, granted=granted, answer=answer, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Đã trả lời đề nghị gia hạn."))
    return redirect("report", report_id)


@guarded(sees_work)
@require_safe
def proof(request: OfficeRequest, report_id: int, file_id: UUID) -> HttpResponse:
    """Hand out a proof file of a report that this person may see."""
    found = access_report(request.actor, report_id)
    stored = found.files.filter(pk=file_id).first()
    if stored is None:
        raise NotRight("no_such_file", _("Tệp này không còn trong báo cáo."))
    return hand_out(request, stored, purpose=_("Xem minh chứng báo cáo"))
