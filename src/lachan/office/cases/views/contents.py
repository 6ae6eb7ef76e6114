"""What is put into a case and taken out of its vault."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.cases import actions
from lachan.office.cases.forms import EvidenceForm, NoteForm, PurposeForm, SubjectForm, WhyForm
from lachan.office.cases.models import Case
from lachan.office.cases.permissions import (
    access_subject,
    find_case,
    may_reveal,
    sees_cases,
    visible_evidence,
    writes_cases,
)
from lachan.office.cases.policies import CaseMove
from lachan.office.cases.views.form_page import case_for, form_page
from lachan.office.files.views import hand_out
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.request import OfficeRequest


@guarded(writes_cases)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subject_add(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Put a subject into the case."""
    case = case_for(request, case_id, CaseMove.WRITE)
    form = SubjectForm(*sent(request))

    def act() -> Case:
        return actions.add_subject(
            case_id=case_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ).case  # fmt: skip

    return form_page(
        request, case, form, act=act, title=_("Thêm đối tượng"), button=_("Thêm đối tượng"),
        done=_("Đã thêm đối tượng."), explain=_("Đối tượng có dấu hiệu không phải là kết luận vi phạm."),
    )  # fmt: skip


@guarded(sees_cases)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subject_reveal(request: OfficeRequest, case_id: int, subject_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show the value once."""
    case = find_case(request.actor, case_id)
    require(may_reveal(request.actor, case))
    subject = access_subject(request.actor, case, subject_id)
    form, value = PurposeForm(*sent(request)), ""
    if request.method == "POST" and form.is_valid():
        try:
            value = actions.reveal_subject(
                case_id=case_id, subject_id=subject_id, purpose=form.cleaned_data["purpose"], actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
        except NotRight as error:
            form.refuse(error)
    context = {"case": case, "subject": subject, "form": form, "value": value}
    return render(request, "cases/reveal.html", context, status=422 if form.errors else 200)


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def subject_withdraw(request: OfficeRequest, case_id: int, subject_id: UUID) -> HttpResponse:
    """Mark a subject as put in by mistake."""
    case = case_for(request, case_id, CaseMove.WRITE)
    subject = access_subject(request.actor, case, subject_id)
    form = WhyForm(*sent(request))

    def act() -> Case:
        return actions.withdraw_subject(
            case_id=case_id, subject_id=subject.pk, reason=form.cleaned_data["reason"], actor=request.actor,
            now=timezone.now(),
        ).case  # fmt: skip

    return form_page(
        request, case, form, act=act, title=_("Rút đối tượng"), button=_("Rút đối tượng"),
        done=_("Đã rút đối tượng."), explain=f"{subject.get_kind_display()} – {subject.get_role_display()}",
    )  # fmt: skip


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Keep a file as evidence."""
    case = case_for(request, case_id, CaseMove.WRITE)
    form = EvidenceForm(*sent(request), initial={"taken_on": timezone.localdate()})

    def act() -> Case:
        file = form.cleaned_data["file"]
        return actions.add_evidence(
            case_id=case_id, facts=form.facts(), upload=file, name=file.name, actor=request.actor, now=timezone.now()
        ).case

    return form_page(
        request, case, form, act=act, title=_("Thêm chứng cứ"), button=_("Thêm chứng cứ"),
        done=_("Đã thêm chứng cứ."),
    )  # fmt: skip


@guarded(sees_cases)
@require_safe
def evidence_file(request: OfficeRequest, case_id: int, evidence_id: UUID) -> HttpResponse:
    """One file of evidence, for whoever may open sealed values: it shows as much."""
    case = find_case(request.actor, case_id)
    require(may_reveal(request.actor, case))
    found = visible_evidence(request.actor, case).filter(pk=evidence_id).first()
    if found is None:
        raise Http404
    return hand_out(request, found.file, purpose=_("Xem chứng cứ vụ việc %(number)s") % {"number": case.number})


@guarded(writes_cases)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Write into the timeline."""
    case = case_for(request, case_id, CaseMove.WRITE)
    form = NoteForm(*sent(request))

    def act() -> Case:
        return actions.add_note(
            case_id=case_id, text=form.cleaned_data["text"], happened_at=form.happened_at(), actor=request.actor,
            now=timezone.now(),
        ).case  # fmt: skip

    return form_page(
        request, case, form, act=act, title=_("Ghi chú"), button=_("Lưu ghi chú"), done=_("Đã lưu ghi chú.")
    )
