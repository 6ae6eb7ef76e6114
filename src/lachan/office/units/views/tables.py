"""The register as a table: import with preview, and export."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.guard import guarded, signed_in
from lachan.office.refusals import NotNow, NotRight, Refusal
from lachan.office.request import OfficeRequest
from lachan.office.units import actions
from lachan.office.units.actions.exports import WRITERS
from lachan.office.units.forms import ImportForm
from lachan.office.units.permissions import administers_units
from lachan.office.units.plan import GivenTable, plan_import
from lachan.office.units.queries import register_of_units
from lachan.office.units.rows import COLUMNS, REQUIRED, header, kind_labels
from lachan.office.units.uploads import sealed, table_of_upload, unsealed
from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind


@guarded(administers_units)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_import(request: OfficeRequest) -> HttpResponse:
    """Choose a table; answer with the plan of what importing it would do. Nothing is written."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _preview(request, table_of_upload(file, name=file.name))
        except InputError as error:
            form.refuse(error)
    columns = [(header(column), column in REQUIRED) for column in COLUMNS]
    context = {"form": form, "columns": columns, "kinds": kind_labels().values()}
    return render(request, "units/import.html", context, status=422 if form.errors else 200)


def _preview(request: OfficeRequest, given: GivenTable, refusal: Refusal | None = None) -> HttpResponse:
    plan = plan_import(given, register_of_units(), province=settings.PROVINCE)
    context = {
        "plan": plan,
        "refusal": refusal,
        "kinds": kind_labels(),
        "errors": [(e.place, e.wording.in_language(request.LANGUAGE_CODE)) for e in plan.errors],
        "table": "" if plan.errors else sealed(given, request.actor),
    }
    status = 422 if plan.errors else refusal.status if refusal else 200
    return render(request, "units/preview.html", context, status=status)


@guarded(administers_units)
@require_POST
def unit_import_confirm(request: OfficeRequest) -> HttpResponse:
    """Carry out the plan that the person saw; show the new plan when it is no longer the same."""
    given = unsealed(request.POST.get("table", ""), request.actor)
    seen = request.POST.get("seen", "")
    try:
        plan = actions.apply_import(given=given, seen=seen, actor=request.actor, now=timezone.now())
    except (NotNow, NotRight) as error:
        return _preview(request, given, error)
    counts = {"adds": len(plan.adds), "changes": len(plan.changes), "ends": len(plan.ends)}
    messages.success(request, _("Đã nhập: thêm %(adds)d, sửa %(changes)d, kết thúc %(ends)d đơn vị.") % counts)
    return redirect("units")


@guarded(signed_in)
@require_safe
def unit_export(request: OfficeRequest, kind: str) -> HttpResponse:
    """The whole register as CSV or XLSX, with the columns that the import reads."""
    wanted = next((one for one in WRITERS if one.value == kind), None)
    if wanted is None:
        raise Http404
    now = timezone.now()
    content = actions.export_units(kind=wanted, actor=request.actor, now=now)
    name = f"don-vi-{timezone.localtime(now):%Y%m%d}.{kind}"
    media_type = f"{wanted.media_type}; charset=utf-8" if wanted is FileKind.CSV else wanted.media_type
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
