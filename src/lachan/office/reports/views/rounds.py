"""Pages of rounds: list, open, board, close, calendar."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.reports.actions.rounds import close_round, open_round, set_round_calendar
from lachan.office.reports.forms import CalendarForm, ReportFilter, RoundForm
from lachan.office.reports.models import RoundCalendar
from lachan.office.reports.permissions import access_directive, access_round, may_run_rounds, require, sees_work
from lachan.office.reports.queries.rounds import is_late, progress_of, reports_in, reports_of_units, rounds_steered_by
from lachan.office.request import OfficeRequest


@guarded(sees_work)
def rounds(request: OfficeRequest) -> HttpResponse:
    """Rounds that I steer, and the reports of my own units."""
    own = Paginator(reports_of_units(request.actor), 30).get_page(request.GET.get("page"))
    context = {"rounds": rounds_steered_by(request.actor)[:50], "page": own, "today": timezone.localdate()}
    return render(request, "reports/rounds.html", context)


@guarded(sees_work)
def round_open(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Open a round at once."""
    directive = access_directive(request.actor, directive_id)
    require(may_run_rounds(request.actor, directive))
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_round(directive_id=directive_id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Đã mở đợt báo cáo và nhắn các đơn vị."))
            return redirect("round", opened.pk)
    return _form(request, "reports/round_open.html", form, {"directive": directive})


def _form(request: OfficeRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


@guarded(sees_work)
def round_page(request: OfficeRequest, round_id: int) -> HttpResponse:
    """The board of a round: every unit with its state and due date."""
    opened = access_round(request.actor, round_id)
    today = timezone.localdate()
    chosen = ReportFilter(request.GET)
    chosen.is_valid()
    state = chosen.cleaned_data.get("state", "")
    rows = reports_in(
        opened, state=state, search=chosen.cleaned_data.get("search", ""), late_on=today if state == "late" else None
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "round": opened,
        "filter": chosen,
        "page": page,
        "rows": [(report, is_late(report.state, report.due_on, opened, today)) for report in page],
        "progress": progress_of(opened, today),
        "may_run": may_run_rounds(request.actor, opened.directive),
        "official_reports": opened.official_reports.select_related("made_by"),
    }
    return render(request, "reports/round.html", context)


@require_POST
@guarded(sees_work)
def round_close(request: OfficeRequest, round_id: int) -> HttpResponse:
    """Close a round."""
    close_round(round_id=round_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã đóng đợt báo cáo."))
    return redirect("round", round_id)


@guarded(sees_work)
def round_calendar(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """Let rounds open by themselves."""
    directive = access_directive(request.actor, directive_id)
    require(may_run_rounds(request.actor, directive))
    calendar = RoundCalendar.objects.filter(directive=directive).values().first()
    form = CalendarForm(request.POST or None, initial=calendar or {"since": directive.takes_effect_on})
    if request.method == "POST" and form.is_valid():
        set_round_calendar(directive_id=directive_id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã lưu lịch báo cáo."))
        return redirect("directive", directive_id)
    return _form(request, "reports/round_calendar.html", form, {"directive": directive})
