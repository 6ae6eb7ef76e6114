"""Pages of rounds: list, open, board, close, calendar."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.fields import HouseForm
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.reports.actions.rounds import close_round, open_round, set_round_calendar
from lachan.office.reports.forms import CalendarForm, ReportFilter, RoundForm
from lachan.office.reports.lateness import days_late, is_late
from lachan.office.reports.permissions import access_directive, access_round, may_run_rounds, sees_work
from lachan.office.reports.queries.rounds import (
    calendar_of,
    progress_of,
    reports_in,
    reports_of_units,
    rounds_steered_by,
)
from lachan.office.request import OfficeRequest
from lachan.vietnam.working_days import Calendar


@guarded(sees_work)
@require_safe
def rounds(request: OfficeRequest) -> HttpResponse:
    """The reports of my own units; for those who steer directives, the rounds, all or of one directive."""
    steers = bool(request.actor.department_ids)
    own = not steers or request.GET.get("xem") == "don-vi"
    number = request.GET.get("van-ban", "")
    directive = int(number) if number.isdecimal() and len(number) < 10 else None
    rows = reports_of_units(request.actor) if own else rounds_steered_by(request.actor, directive=directive)
    page: Page = Paginator(rows, 30).get_page(request.GET.get("page"))
    late = {report.pk for report in page if is_late(report, timezone.localdate())} if own else set()
    context = {"steers": steers, "own": own, "page": page, "late": late, "directive": directive}
    return render(request, "reports/rounds.html", context)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Open a round at once."""
    directive = access_directive(request.actor, directive_id)
    require(may_run_rounds(request.actor, directive))
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_round(directive_id=directive_id, terms=form.terms(), actor=request.actor, now=timezone.now())
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã mở đợt báo cáo và nhắn các đơn vị."))
            return redirect("round", opened.pk)
    return _form(request, "reports/round_open.html", form, {"directive": directive})


def _form(request: OfficeRequest, template: str, form: HouseForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


@guarded(sees_work)
@require_safe
def round_page(request: OfficeRequest, round_id: int) -> HttpResponse:
    """The board of a round: every unit with its state and due date."""
    opened = access_round(request.actor, round_id)
    today, calendar = timezone.localdate(), Calendar.load()
    chosen = ReportFilter(request.GET)
    chosen.is_valid()
    state, search = chosen.cleaned_data.get("state", ""), chosen.cleaned_data.get("search", "")
    rows = reports_in(opened, state=state, search=search, late_on=today if state == "late" else None)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for report in page:
        report.round = opened
    context = {
        "round": opened,
        "filter": chosen,
        "page": page,
        "rows": [(one, is_late(one, today), days_late(one, today, calendar)) for one in page],
        "progress": progress_of(opened, today),
        "may_run": may_run_rounds(request.actor, opened.directive),
        "official_reports": opened.official_reports.select_related("made_by"),
    }
    return render(request, "reports/round.html", context)


@guarded(sees_work)
@require_POST
def round_close(request: OfficeRequest, round_id: int) -> HttpResponse:
    """Close a round."""
    close_round(round_id=round_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã đóng đợt báo cáo."))
    return redirect("round", round_id)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def round_calendar(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Let rounds open by themselves."""
    directive = access_directive(request.actor, directive_id)
    require(may_run_rounds(request.actor, directive))
    form = CalendarForm(request.POST or None, initial=_calendar_initial(directive_id))
    if request.method == "POST" and form.is_valid():
        try:
            set_round_calendar(directive_id=directive_id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã lưu lịch báo cáo."))
            return redirect("directive", directive_id)
    return _form(request, "reports/round_calendar.html", form, {"directive": directive})


def _calendar_initial(directive_id: int) -> dict[str, Any]:
    calendar = calendar_of(directive_id)
    if calendar is None:
        return {"since": timezone.localdate()}
    return {name: getattr(calendar, name) for name in CalendarForm.base_fields}
