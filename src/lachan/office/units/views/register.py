"""The list of units on a day, one unit, and the forms that add, correct and end one."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.guard import guarded, signed_in
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.office.units import actions
from lachan.office.units.forms import CorrectionForm, EndForm, UnitFilterForm, UnitForm, stored_description, stored_end
from lachan.office.units.permissions import access_unit, administers_units, may_administer
from lachan.office.units.queries import area_of, children_of, lineage, member_count, units_on

PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(signed_in)
@require_safe
def units(request: OfficeRequest) -> HttpResponse:
    """The units that exist on a day; today when none is given."""
    given = request.GET.copy()
    if not given.get("day"):
        given["day"] = f"{timezone.localdate():%d/%m/%Y}"
    form = UnitFilterForm(given)
    form.is_valid()
    data = form.cleaned_data
    day = data.get("day")
    found = units_on(day, kind=data.get("kind", ""), search=data.get("q", "")) if day else ()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "day": day, "may_administer": may_administer(request.actor)}
    return render(request, "units/units.html", context, status=422 if form.errors else 200)


@guarded(signed_in)
@require_safe
def unit(request: OfficeRequest, unit_id: int) -> HttpResponse:
    """One unit: its period, place, area, and whom it follows and who follows it."""
    found = access_unit(request.actor, unit_id)
    today = timezone.localdate()
    administers = may_administer(request.actor)
    before, after = lineage(found)
    context = {
        "unit": found,
        "valid": found.is_valid_on(today),
        "begun": found.valid_from <= today,
        "area": area_of(found, province=settings.PROVINCE),
        "children": children_of(found),
        "before": before,
        "after": after,
        "may_administer": administers,
        "members": member_count(found, today) if administers else None,
    }
    return render(request, "units/unit.html", context)


@guarded(administers_units)
@require_http_methods(FORM_METHODS)
def unit_add(request: OfficeRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_unit(row=form.new_row(), actor=request.actor, now=timezone.now())
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm đơn vị."))
            return redirect("unit", added.pk)
    return render(request, "units/add.html", {"form": form}, status=422 if form.errors else 200)


@guarded(administers_units)
@require_http_methods(FORM_METHODS)
def unit_change(request: OfficeRequest, unit_id: int) -> HttpResponse:
    """Correct typing errors."""
    found = access_unit(request.actor, unit_id)
    form = CorrectionForm(request.POST or None, initial=stored_description(found))
    if request.method == "POST" and form.is_valid():
        row = form.row(key=found.key, kind=found.kind)
        try:
            actions.change_unit(unit_id=unit_id, row=row, actor=request.actor, now=timezone.now())
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa đơn vị."))
            return redirect("unit", unit_id)
    return render(request, "units/change.html", {"form": form, "unit": found}, status=422 if form.errors else 200)


@guarded(administers_units)
@require_http_methods(FORM_METHODS)
def unit_end(request: OfficeRequest, unit_id: int) -> HttpResponse:
    """Give a unit its last day and its successors."""
    found = access_unit(request.actor, unit_id)
    form = EndForm(request.POST or None, initial=stored_end(found), unit=found)
    if request.method == "POST" and form.is_valid():
        last_day, successors, basis = form.end()
        try:
            actions.end_unit(
                unit_id=unit_id, last_day=last_day, successors=successors, basis=basis,
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc của đơn vị."))
            return redirect("unit", unit_id)
    return render(request, "units/end.html", {"form": form, "unit": found}, status=422 if form.errors else 200)
