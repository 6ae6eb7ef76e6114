"""Runs of checks: brought, shown as a plan, taken in or put away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.intake import actions
from lachan.office.intake.actions.runs import plan_run
from lachan.office.intake.findings import MOST_FINDING_BYTES, MOST_SUMMARY_BYTES
from lachan.office.intake.forms import RunForm
from lachan.office.intake.models import RunState
from lachan.office.intake.permissions import find_run, may_review, reviews, sees_intake, visible_runs
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError

PAGE = 20


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: OfficeRequest) -> HttpResponse:
    """The runs that were brought, and the form that brings another."""
    form = RunForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        summary, findings = form.cleaned_data["summary"], form.cleaned_data["findings"]
        try:
            made = actions.bring_run(
                summary=summary.read(MOST_SUMMARY_BYTES + 1), findings=findings.read(MOST_FINDING_BYTES + 1),
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except (InputError, NotRight) as error:
            form.refuse(error)
        else:
            return redirect("run", made.pk)
    page = Paginator(visible_runs(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/runs.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@guarded(sees_intake)
@require_safe
def run(request: OfficeRequest, run_pk: int) -> HttpResponse:
    """One run, and what taking it in would do."""
    found = find_run(request.actor, run_pk)
    waiting = found.state == RunState.PREVIEW
    context = {"run": found, "may_take": waiting and may_review(request.actor)}
    return render(request, "intake/run.html", context | {"plan": plan_run(found, timezone.now()) if waiting else None})


@guarded(reviews)
@require_POST
def run_take(request: OfficeRequest, run_pk: int) -> HttpResponse:
    """Take the findings in."""
    taken = actions.take_run(run_pk=run_pk, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tiếp nhận %(n)d tín hiệu mới.") % {"n": taken.taken_signals})
    return redirect("run", run_pk)


@guarded(reviews)
@require_POST
def run_discard(request: OfficeRequest, run_pk: int) -> HttpResponse:
    """Put the run away."""
    actions.discard_run(run_pk=run_pk, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bỏ kết quả rà soát."))
    return redirect("runs")
