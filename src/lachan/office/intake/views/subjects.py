"""The list of subjects, one of them, what is sealed of it, a signal noted by hand, and what is not to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.intake import actions
from lachan.office.intake.forms import NoteForm, PurposeForm, ReturnForm, SubjectFilterForm
from lachan.office.intake.models import Report
from lachan.office.intake.permissions import access_sealed, find_subject, may_review, reviews, sees_intake
from lachan.office.intake.policies import SubjectMove, state_after
from lachan.office.intake.queries import subjects as queries
from lachan.office.intake.sealing import opened_report, opened_subject
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest

PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_intake)
@require_safe
def subjects(request: OfficeRequest) -> HttpResponse:
    """What came in."""
    form = SubjectFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.SubjectFilter(data.get("q", ""), data.get("state", ""), data.get("kind", ""))
    page = Paginator(queries.subjects_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "waiting": queries.waiting_count(), "may_review": may_review(request.actor),
    }  # fmt: skip
    return render(request, "intake/subjects.html", context, status=422 if form.errors else 200)


@guarded(sees_intake)
@require_safe
def subject(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """One subject with all its signals and decisions."""
    found = find_subject(request.actor, subject_id)
    return render(request, "intake/subject.html", queries.page_of(request.actor, found))


@guarded(reviews)
@require_http_methods(FORM_METHODS)
def subject_reveal(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """What is sealed of a subject, for a purpose that the trail keeps."""
    form = PurposeForm(*sent(request))
    context = {"subject": find_subject(request.actor, subject_id), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            found = access_sealed(
                request.actor, subject_id, purpose=form.cleaned_data["purpose"], now=timezone.now()
            )  # fmt: skip
            context |= {"opened": opened_subject(found), "reports": _reports(found.pk), "done": True}
        except NotRight as no:
            form.refuse(no)
    return render(request, "intake/reveal.html", context, status=422 if form.errors else 200)


def _reports(subject_id: int) -> list[tuple[Report, str, str]]:
    rows = Report.objects.filter(signals__subject_id=subject_id).distinct()[:50]
    return [(one, opened_report(one, "sealed_text"), opened_report(one, "sealed_contact")) for one in rows]


@guarded(reviews)
@require_http_methods(FORM_METHODS)
def subject_return(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """Put a decided subject back into the queue."""
    found = find_subject(request.actor, subject_id)
    state_after(found, SubjectMove.RETURN)
    form = ReturnForm(*sent(request))

    def act() -> None:
        actions.send_back_to_queue(
            subject_id=subject_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        )

    return form_answer(
        request, form, act=act, template="intake/return.html", context={"subject": found},
        done=_("Đã đưa lại hàng đợi."), address="subject", standing=found,
    )  # fmt: skip


@guarded(reviews)
@require_http_methods(FORM_METHODS)
def note(request: OfficeRequest) -> HttpResponse:
    """A signal noted by hand; for somebody who reported, with their receipt code shown this once."""
    form = NoteForm(*sent(request))
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.note(**form.cleaned_data, actor=request.actor, now=timezone.now())
        except NotRight as no:
            form.refuse(no)
    return render(
        request, "intake/note.html", {"form": form, "made": made}, status=422 if form.errors else 200
    )  # fmt: skip


@guarded(sees_intake)
@require_safe
def allowed(request: OfficeRequest) -> HttpResponse:
    """What was found honest, until when and why."""
    page = Paginator(queries.allowed_now(timezone.now()), PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/allowed.html", {"page": page, "may_review": may_review(request.actor)})


@guarded(reviews)
@require_POST
def allowed_end(request: OfficeRequest, allowed_id: int) -> HttpResponse:
    """Let signals of it come again."""
    actions.end_allowed(allowed_id=allowed_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bỏ khỏi danh sách không báo."))
    return redirect("allowed")
