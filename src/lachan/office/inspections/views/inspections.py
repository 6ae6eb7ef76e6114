"""The register of inspections, one inspection, its plan and its end."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.bundles.models import BundleHolder, BundleState
from lachan.office.bundles.permissions import visible_bundles
from lachan.office.cases.forms import WhyForm
from lachan.office.cases.permissions import departments_to_write_for
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.inspections import actions, queries
from lachan.office.inspections.forms import (
    CloseForm,
    ConcludeForm,
    DecideForm,
    InspectionFilterForm,
    PlanForm,
    plan_as_written,
    plan_for,
)
from lachan.office.inspections.permissions import access_inspection, sees_inspections, writes_inspections
from lachan.office.inspections.policies import InspectionMove
from lachan.office.inspections.views.form_page import form_page, inspection_for
from lachan.office.request import OfficeRequest

PAGE = 30


@guarded(sees_inspections)
@require_safe
def inspections(request: OfficeRequest) -> HttpResponse:
    """The inspections that the person may see."""
    form = InspectionFilterForm(request.GET)
    form.is_valid()
    wanted = queries.InspectionFilter(form.cleaned_data.get("q", ""), form.cleaned_data.get("state", ""))
    found = Paginator(queries.inspections_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": found,
        "figures": queries.figures_of(request.actor, timezone.localdate()),
        "may_plan": bool(departments_to_write_for(request.actor)),
    }
    return render(request, "inspections/inspections.html", context)


@guarded(sees_inspections)
@never_cache
@require_safe
def inspection(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """One inspection, names and numbers masked. The trail keeps who looked."""
    now = timezone.now()
    found = access_inspection(request.actor, inspection_id, purpose=_("Xem hồ sơ kiểm tra"), now=now)
    page = queries.page_of(request.actor, found, timezone.localtime(now).date())
    return render(request, "inspections/inspection.html", page)


@guarded(writes_inspections)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_plan(request: OfficeRequest) -> HttpResponse:
    """Plan an inspection."""
    units = departments_to_write_for(request.actor)
    holder = _holder(request)
    form = PlanForm(
        *sent(request), unit_ids=frozenset(unit.pk for unit in units), holder=holder,
        initial=plan_for(holder) if holder else None,
    )  # fmt: skip
    return form_page(
        request, None, form, title=_("Lập kế hoạch kiểm tra"), button=_("Lập kế hoạch"), done=_("Đã lập kế hoạch."),
        act=lambda: actions.plan_inspection(
            unit=units[0], plan=form.plan(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


def _holder(request: OfficeRequest) -> BundleHolder | None:
    """The holder of a bundle from whose row the person came; the form is sent to the same address."""
    asked = request.GET.get("chu-the", "")
    if not asked:
        return None
    bundles = visible_bundles(request.actor).filter(state=BundleState.TAKEN)
    rows = BundleHolder.objects.filter(bundle__in=bundles).select_related("bundle__unit", "bundle__request")
    found = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    if found is None:
        raise Http404
    return found


@guarded(writes_inspections)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_change(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """Correct the plan; who is inspected is shown in full for that, and the trail says so."""
    found = inspection_for(request, inspection_id, InspectionMove.WRITE)
    access_inspection(request.actor, inspection_id, purpose=_("Sửa kế hoạch kiểm tra"), now=timezone.now())
    form = PlanForm(
        *sent(request), unit_ids=frozenset({found.unit_id}), holder=found.holder, initial=plan_as_written(found)
    )
    return form_page(
        request, found, form, title=_("Sửa kế hoạch kiểm tra"), button=_("Lưu"), done=_("Đã lưu."),
        act=lambda: actions.change_plan(
            inspection_id=inspection_id, plan=form.plan(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_decide(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """The leader signs the decision."""
    found = inspection_for(request, inspection_id, InspectionMove.DECIDE)
    form = DecideForm(*sent(request), initial={"decision_on": timezone.localdate()})
    return form_page(
        request, found, form, title=_("Ký quyết định kiểm tra"), button=_("Ký quyết định"),
        done=_("Đã ký quyết định kiểm tra."),
        explain=_("Quyết định gồm đoàn kiểm tra, thời hạn và danh sách thuê bao đang có trong hồ sơ."),
        act=lambda: actions.decide(
            inspection_id=inspection_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_conclude(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """The leader concludes."""
    found = inspection_for(request, inspection_id, InspectionMove.CONCLUDE)
    form = ConcludeForm(*sent(request))
    return form_page(
        request, found, form, title=_("Kết luận kiểm tra"), button=_("Ký kết luận"), done=_("Đã kết luận."),
        act=lambda: actions.conclude(
            inspection_id=inspection_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_close(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """End it after it was looked at again."""
    found = inspection_for(request, inspection_id, InspectionMove.CLOSE)
    form = CloseForm(*sent(request))
    return form_page(
        request, found, form, title=_("Kết thúc hồ sơ kiểm tra"), button=_("Kết thúc"), done=_("Đã kết thúc hồ sơ."),
        act=lambda: actions.close(
            inspection_id=inspection_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_cancel(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """The leader calls it off."""
    found = inspection_for(request, inspection_id, InspectionMove.CANCEL)
    form = WhyForm(*sent(request))
    return form_page(
        request, found, form, title=_("Hủy cuộc kiểm tra"), button=_("Hủy cuộc kiểm tra"), done=_("Đã hủy."),
        act=lambda: actions.cancel(
            inspection_id=inspection_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip
