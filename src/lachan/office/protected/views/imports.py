"""Numbers from a table: preview, then import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.protected import actions
from lachan.office.protected.forms import NumbersFileForm
from lachan.office.protected.models import Originates, VerifiedHow
from lachan.office.protected.permissions import writes_numbers
from lachan.office.protected.plan import (
    COLUMNS,
    REQUIRED,
    GivenTable,
    header,
    plan_import,
    sealed,
    table_of_upload,
    unsealed,
)
from lachan.office.refusals import NotNow, NotRight, Refusal
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError


@guarded(writes_numbers)
@require_http_methods(["GET", "HEAD", "POST"])
def protected_import(request: OfficeRequest) -> HttpResponse:
    """Choose a table; answer with the plan of what importing it would do. Nothing is written."""
    form = NumbersFileForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _preview(request, table_of_upload(file, name=file.name))
        except InputError as error:
            form.refuse(error)
    context = {
        "form": form,
        "columns": [(header(column), column in REQUIRED) for column in COLUMNS],
        "originates": Originates.labels,
        "how": VerifiedHow.labels,
    }
    return render(request, "protected/import.html", context, status=422 if form.errors else 200)


def _preview(request: OfficeRequest, given: GivenTable, refusal: Refusal | None = None) -> HttpResponse:
    plan = plan_import(given, timezone.localdate())
    context = {
        "plan": plan,
        "refusal": refusal,
        "errors": [(e.place, e.wording.in_language(request.LANGUAGE_CODE)) for e in plan.errors],
        "table": "" if plan.errors else sealed(given, request.actor),
    }
    status = 422 if plan.errors else refusal.status if refusal else 200
    return render(request, "protected/preview.html", context, status=status)


@guarded(writes_numbers)
@require_POST
def protected_import_confirm(request: OfficeRequest) -> HttpResponse:
    """Carry out the plan that the person saw; show the new plan when it is no longer the same."""
    given = unsealed(request.POST.get("table", ""), request.actor)
    try:
        plan = actions.apply_import(
            given=given, seen=request.POST.get("seen", ""), actor=request.actor, now=timezone.now()
        )
    except (NotNow, NotRight) as no:
        return _preview(request, given, no)
    messages.success(request, _("Đã nhập %(n)d mục, chờ phê duyệt.") % {"n": len(plan.adds)})
    return redirect("protected_numbers")
