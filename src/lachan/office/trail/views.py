"""Pages of the trail: its rows, the state of the last verification, and the rows as a table to take away."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.office.trail.actions import export_rows
from lachan.office.trail.forms import TrailFilterForm
from lachan.office.trail.models import Entry
from lachan.office.trail.nightly import last_verification
from lachan.office.trail.permissions import reads_trail
from lachan.office.trail.queries import entries, shown

A_PAGE = 50


@guarded(reads_trail)
@require_safe
def trail(request: OfficeRequest) -> HttpResponse:
    """The rows that match the filter, newest first."""
    return _page(request, TrailFilterForm(request.GET))


@guarded(reads_trail)
@require_POST
def trail_csv(request: OfficeRequest) -> HttpResponse:
    """The same rows as CSV; the filter stands in the address as on the page."""
    form, now = TrailFilterForm(request.GET), timezone.now()
    if not form.is_valid():
        return _page(request, form)
    try:
        content = export_rows(wanted=form.wanted(), actor=request.actor, now=now)
    except NotRight as error:
        form.add_error(error.field, str(error.sentence))
        return _page(request, form)
    name = f"nhat-ky-{timezone.localtime(now):%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: OfficeRequest, form: TrailFilterForm) -> HttpResponse:
    found = entries(form.wanted()) if form.is_valid() else Entry.objects.none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    last = last_verification()
    context = {
        "form": form,
        "page": page,
        "rows": shown(page.object_list, request.actor),
        "last": last,
        "last_words": last.wording.in_language(request.LANGUAGE_CODE) if last else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "trail/trail.html", context, status=422 if form.errors else 200)
