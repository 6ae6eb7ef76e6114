"""The register of incidents, one incident, its sealed parts, and the figures by month."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lachan.documents.charts import bar_chart
from lachan.office.cases.forms import PurposeForm
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.incidents import actions, queries
from lachan.office.incidents.forms.judging import IncidentFilterForm
from lachan.office.incidents.permissions import (
    access_incident,
    find_incident,
    may_write,
    operators_of,
    sees_call_figures,
    sees_incidents,
    units_to_report_for,
    writes_incidents,
)
from lachan.office.refusals import NotRight, require
from lachan.office.request import OfficeRequest

PAGE = 30


@guarded(sees_incidents)
@require_safe
def incidents(request: OfficeRequest) -> HttpResponse:
    """The incidents that the person may see."""
    form = IncidentFilterForm(request.GET)
    form.is_valid()
    wanted = queries.IncidentFilter(form.cleaned_data.get("q", ""), form.cleaned_data.get("state", ""))
    found = Paginator(queries.incidents_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": found,
        "now": timezone.now(),
        "may_report": bool(units_to_report_for(request.actor)),
        "sees_figures": bool(request.actor.department_ids or operators_of(request.actor)),
    }
    return render(request, "incidents/incidents.html", context)


@guarded(sees_incidents)
@never_cache
@require_safe
def incident(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """One incident with its path, numbers of people masked. The trail keeps who looked."""
    now = timezone.now()
    found = access_incident(request.actor, incident_id, purpose=_("Xem sự việc giả mạo số"), now=now)
    return render(request, "incidents/incident.html", queries.page_of(request.actor, found, now))


@guarded(writes_incidents)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incident_reveal(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Ask for the purpose, then show once who was called and what was said."""
    found = find_incident(request.actor, incident_id)
    require(may_write(request.actor, found))
    form, shown = PurposeForm(*sent(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            shown = actions.reveal_incident(
                incident_id=incident_id, purpose=form.cleaned_data["purpose"], actor=request.actor, now=timezone.now()
            )
        except NotRight as error:
            form.refuse(error)
    context = {"incident": found, "form": form, "shown": shown}
    return render(request, "incidents/reveal.html", context, status=422 if form.errors else 200)


@guarded(sees_call_figures)
@require_safe
def incident_figures(request: OfficeRequest) -> HttpResponse:
    """Annex 4 month by month, as a chart and as a table."""
    lines = queries.months_of(request.actor, timezone.localdate())
    months = sorted({line.month for line in lines})
    rows = [(f"{month:%m/%Y}", float(sum(one.blocked for one in lines if one.month == month))) for month in months]
    chart = bar_chart("Cuộc gọi giả mạo bị chặn", rows, unit="cuộc gọi")
    context = {
        "lines": lines,
        "chart": mark_safe(chart),  # noqa: S308 - made by our own writer, which escapes every text
    }
    return render(request, "incidents/figures.html", context)
