"""The register of cases, one case, and what opens and corrects it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.cases import actions, queries
from lachan.office.cases.forms import CaseFilterForm, CaseForm, ExactForm
from lachan.office.cases.models import Case
from lachan.office.cases.permissions import (
    access_case,
    departments_to_write_for,
    is_inside,
    may_reveal,
    may_sign,
    may_write,
    sees_cases,
    visible_letters,
    writes_cases,
)
from lachan.office.cases.policies import CASE_NEXT_STEP, CaseMove, allowed
from lachan.office.cases.views.form_page import SIGNED, case_for, form_page
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest

PAGE = 30


@guarded(sees_cases)
@require_safe
def cases(request: OfficeRequest) -> HttpResponse:
    """The cases that the person may see, with their figures."""
    form = CaseFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.CaseFilter(data.get("q", ""), data.get("state", ""), data.get("since"), data.get("until"))
    context = {
        "form": form,
        "exact_form": ExactForm(),
        "page": Paginator(queries.cases_of(request.actor, wanted), PAGE).get_page(request.GET.get("page")),
        "figures": queries.figures_of(request.actor, wanted),
        "may_open": bool(departments_to_write_for(request.actor)),
    }
    return render(request, "cases/cases.html", context)


@guarded(sees_cases)
@never_cache
@require_POST
def case_find(request: OfficeRequest) -> HttpResponse:
    """The cases in which exactly this number, site, account, address or name stands."""
    form = ExactForm(request.POST)
    found: list[Case] = []
    if form.is_valid():
        value, purpose = form.cleaned_data["exact"], form.cleaned_data["purpose"]
        try:
            found = actions.find_exactly(value=value, purpose=purpose, actor=request.actor, now=timezone.now())
        except NotRight as error:
            form.refuse(error)
    context = {"form": form, "found": found[:PAGE], "asked": not form.errors}
    return render(request, "cases/found.html", context, status=422 if form.errors else 200)


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_open(request: OfficeRequest) -> HttpResponse:
    """Open a case."""
    form = CaseForm(*sent(request), units=departments_to_write_for(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_case(unit=form.owner, facts=form.facts(), actor=request.actor, now=timezone.now())
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở vụ việc %(number)s.") % {"number": case.number})
            return redirect("case", case.pk)
    context = {"form": form, "title": _("Mở vụ việc"), "button": _("Mở vụ việc"), "case": None}
    return render(request, "cases/form.html", context, status=422 if form.errors else 200)


@guarded(sees_cases)
@never_cache
@require_safe
def case(request: OfficeRequest, case_id: int) -> HttpResponse:
    """One case: what it is, who and what it is about, evidence, links, timeline. The trail keeps who looked."""
    actor = request.actor
    found = access_case(actor, case_id, purpose=_("Xem vụ việc"), now=timezone.now())
    may = {
        f"may_{move.value}": allowed(found, move) and (may_sign if move in SIGNED else may_write)(actor, found)
        for move in CaseMove
    }
    context = {
        "case": found,
        "inside": is_inside(actor, found),
        "next_step": CASE_NEXT_STEP[found.state],
        "subjects": queries.subjects_of(actor, found),
        "evidence": queries.evidence_of(actor, found),
        "links": queries.links_of(actor, found),
        "letters": visible_letters(actor, found),
        "timeline": queries.timeline_of(actor, found),
        "may_reveal": may_reveal(actor, found),
        **may,
    }
    return render(request, "cases/case.html", context)


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_change(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Correct title, kind, source, loss."""
    found = case_for(request, case_id, CaseMove.WRITE)
    now_says = {"title": found.title, "kind": found.kind, "source": found.source, "loss": found.loss}
    form = CaseForm(*sent(request), initial=now_says)
    return form_page(
        request, found, form, title=_("Sửa thông tin vụ việc"), button=_("Lưu"), done=_("Đã lưu."),
        act=lambda: actions.change_case(
            case_id=case_id, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_cases)
@never_cache
@require_POST
def case_code(request: OfficeRequest, case_id: int) -> HttpResponse:
    """A receipt code for the reporter, shown this once."""
    found = case_for(request, case_id, CaseMove.WRITE)
    code = actions.give_reporter_code(case_id=case_id, actor=request.actor, now=timezone.now())
    return render(request, "cases/code.html", {"case": found, "code": code})
