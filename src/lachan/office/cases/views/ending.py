"""The letter to the police, the end of a case, and opening it again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.cases import actions
from lachan.office.cases.forms import CloseForm, PoliceForm, WhyForm
from lachan.office.cases.letter import CaseAsGiven, case_as_given
from lachan.office.cases.models import Case
from lachan.office.cases.permissions import access_case, find_case, sees_cases, visible_letters
from lachan.office.cases.policies import CaseMove
from lachan.office.cases.views.form_page import case_for, form_page
from lachan.office.files.views import hand_out
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest


@guarded(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_hand_over(request: OfficeRequest, case_id: int) -> HttpResponse:
    """First what would be given to which police unit; then the leader's signature gives it."""
    case = case_for(request, case_id, CaseMove.HAND_OVER)
    access_case(request.actor, case_id, purpose=_("Chuyển vụ việc sang công an"), now=timezone.now())
    form = PoliceForm(request.POST or request.GET or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over_case(
                case_id=case_id, to_unit_id=form.cleaned_data["to_unit"].pk, seen=request.POST.get("seen", ""),
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ký văn bản chuyển vụ việc sang công an."))
            return redirect("case", case_id)
    context = {"case": case, "form": form, "given": _given(case, form)}
    return render(request, "cases/hand_over.html", context, status=422 if form.errors else 200)


def _given(case: Case, form: PoliceForm) -> CaseAsGiven | None:
    """What the letter to the chosen unit would say; None until one is chosen."""
    if not form.is_bound or not form.is_valid():
        return None
    with translation.override("vi"):
        return case_as_given(case, form.cleaned_data["to_unit"])


@guarded(sees_cases)
@require_safe
def case_letter_file(request: OfficeRequest, case_id: int, letter_id: int, kind: str) -> HttpResponse:
    """A letter with which the case was handed over."""
    case = find_case(request.actor, case_id)
    letter = visible_letters(request.actor, case).filter(pk=letter_id).first()
    if letter is None or kind not in ("docx", "pdf"):
        raise Http404
    stored = letter.letter_docx if kind == "docx" else letter.letter_pdf
    return hand_out(request, stored, purpose=_("Xem văn bản chuyển vụ việc %(number)s") % {"number": case.number})


@guarded(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_close(request: OfficeRequest, case_id: int) -> HttpResponse:
    """End the case with its outcome."""
    case = case_for(request, case_id, CaseMove.CLOSE)
    form = CloseForm(*sent(request))
    return form_page(
        request, case, form, title=_("Kết thúc vụ việc"), button=_("Kết thúc vụ việc"), done=_("Đã kết thúc vụ việc."),
        act=lambda: actions.close_case(
            case_id=case_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_reopen(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Take a closed case up again."""
    case = case_for(request, case_id, CaseMove.REOPEN)
    form = WhyForm(*sent(request))
    return form_page(
        request, case, form, title=_("Mở lại vụ việc"), button=_("Mở lại vụ việc"), done=_("Đã mở lại vụ việc."),
        act=lambda: actions.reopen_case(
            case_id=case_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip
