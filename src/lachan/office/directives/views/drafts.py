"""From the register to a confirmed text: list, import, check, send back, discard."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.directives import actions
from lachan.office.directives.content import content_of, digest_of
from lachan.office.directives.edits import Edit, apply_edit, landing
from lachan.office.directives.forms.checking import CheckForm
from lachan.office.directives.forms.directives import DirectiveFilterForm, ImportForm, ReasonForm
from lachan.office.directives.marks import passages
from lachan.office.directives.models import Directive
from lachan.office.directives.permissions import (
    access_steered,
    departments_to_prepare_for,
    may_prepare,
    prepares_directives,
    sees_work,
)
from lachan.office.directives.plan import units_by_addressee
from lachan.office.directives.policies import DIRECTIVE_NEXT_STEP, DirectiveMove, allowed
from lachan.office.directives.problems import problem_of_twins, problems_of, problems_with_units
from lachan.office.directives.queries import directives_of, same_reference
from lachan.office.guard import guarded
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError

PAGE = 25


@guarded(sees_work)
@require_safe
def directives(request: OfficeRequest) -> HttpResponse:
    """The register of directives."""
    form = DirectiveFilterForm(request.GET)
    form.is_valid()
    found = directives_of(
        request.actor, search=form.cleaned_data.get("q", ""), state=form.cleaned_data.get("state", "")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_import = bool(departments_to_prepare_for(request.actor))
    return render(request, "directives/directives.html", {"form": form, "page": page, "may_import": may_import})


@guarded(prepares_directives)
@require_http_methods(["GET", "HEAD", "POST"])
def directive_import(request: OfficeRequest) -> HttpResponse:
    """Give a file or a text, and go on to check what was recognised in it."""
    units = departments_to_prepare_for(request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, units=units)
    if request.method == "POST" and form.is_valid():
        name, upload = form.given()
        try:
            directive = actions.import_directive(
                unit=form.steering, upload=upload, name=name, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.refuse(error)
        else:
            return redirect("directive_check", directive.pk)
    return render(request, "directives/import.html", {"form": form}, status=422 if form.errors else 200)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def directive_check(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """The text beside what was recognised in it, to be corrected and confirmed."""
    directive = access_steered(request.actor, directive_id)
    if request.method == "POST":
        form = CheckForm(data=request.POST)
        if form.is_valid():
            try:
                return _save(request, directive, form)
            except (NotRight, NotNow) as error:
                form.head.refuse(error)
        return _check_page(request, directive, form, request.POST.get("seen", ""), status=422)
    content = content_of(directive)
    return _check_page(request, directive, CheckForm(content), digest_of(content))


def _save(request: OfficeRequest, directive: Directive, form: CheckForm) -> HttpResponse:
    """Save; then the edit or the confirmation that the pressed button asks for."""
    pressed, content, now = request.POST.get("do", ""), form.content(), timezone.now()
    edit = Edit.parse(pressed)
    if edit is not None:
        content = apply_edit(content, edit)
    actor: Actor = request.actor
    actions.correct_directive(
        directive_id=directive.pk, content=content, seen=request.POST.get("seen", ""), actor=actor, now=now
    )
    page = reverse("directive_check", args=[directive.pk])
    if pressed == "confirm":
        try:
            actions.confirm_directive(directive_id=directive.pk, actor=actor, now=now)
        except NotRight as error:
            messages.error(request, _("Đã lưu, nhưng chưa xác nhận được: %(why)s") % {"why": error.sentence})
            return redirect(page)
        return redirect("directive_issue", directive.pk)
    messages.success(request, _("Đã lưu."))
    return HttpResponseRedirect(f"{page}#{landing(edit, content)}" if edit else page)


def _check_page(
    request: OfficeRequest, directive: Directive, form: CheckForm, seen: str, status: int = 200
) -> HttpResponse:
    content, today = content_of(directive), timezone.localdate()
    units = units_by_addressee(content, directive.unit, today)
    context = {
        "directive": directive,
        "form": form,
        "seen": seen,
        "passages": passages(directive.source_text, content, directive.doubts),
        "problems": [
            *problems_of(content),
            *problems_with_units(content.groups, units, today),
            *problem_of_twins(same_reference(directive)),
        ],
        "may_correct": may_prepare(request.actor, directive) and allowed(directive, DirectiveMove.CORRECT),
        "may_discard": may_prepare(request.actor, directive) and allowed(directive, DirectiveMove.DISCARD),
        "next_step": DIRECTIVE_NEXT_STEP[directive.state],
    }
    return render(request, "directives/check.html", context, status=status)


@guarded(sees_work)
@require_POST
def directive_send_back(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Open a confirmed directive for correction again."""
    form = ReasonForm(request.POST)
    form.is_valid()
    actions.send_back_directive(
        directive_id=directive_id, reason=form.cleaned_data.get("reason", ""), actor=request.actor, now=timezone.now()
    )
    return redirect("directive_check", directive_id)


@guarded(sees_work)
@require_POST
def directive_discard(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Put a draft aside."""
    actions.discard_directive(directive_id=directive_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("directives")
