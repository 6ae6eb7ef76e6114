"""Lists: what waits for me, what a Department oversees, the figures of annex 6."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest
from lachan.office.requests.bulk import waiting
from lachan.office.requests.forms.small import PeriodForm, RequestFilterForm
from lachan.office.requests.permissions import oversees_requests, sees_requests, units_to_ask_for
from lachan.office.requests.queries import RequestFilter, overseen, requests_of, statistics

PAGE = 30


@guarded(sees_requests)
@require_safe
def requests(request: OfficeRequest) -> HttpResponse:
    """The requests of the person's units by due time; first of all those that wait for this person."""
    form = RequestFilterForm(request.GET or {"view": "waiting"})
    form.is_valid()
    data, now = form.cleaned_data, timezone.now()
    wanted = RequestFilter(
        data.get("view") or "waiting", data.get("q", ""), data.get("kind", ""), data.get("state", ""),
        data.get("late", False),
    )  # fmt: skip
    page = Paginator(requests_of(request.actor, wanted, now), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "now": now, "asks": bool(units_to_ask_for(request.actor)),
        "answers": bool(waiting(request.actor)),
        "oversees": bool(request.actor.department_ids),
    }  # fmt: skip
    return render(request, "requests/requests.html", context)


@guarded(oversees_requests)
@require_safe
def requests_overseen(request: OfficeRequest) -> HttpResponse:
    """Requests of the police to operators, as the Department sees them: without what is asked about."""
    page = Paginator(overseen(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "requests/overseen.html", {"page": page, "now": timezone.now()})


@guarded(sees_requests)
@require_safe
def request_statistics(request: OfficeRequest) -> HttpResponse:
    """Annex 6 by unit: counts only."""
    today = timezone.localdate()
    form = PeriodForm(request.GET or {"period_from": today - timedelta(days=30), "period_to": today})
    rows = []
    if form.is_valid():
        rows = statistics(request.actor, form.cleaned_data["period_from"], form.cleaned_data["period_to"])
    return render(request, "requests/statistics.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)
