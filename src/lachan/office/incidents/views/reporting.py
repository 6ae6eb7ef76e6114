"""The pages on which spoofed calls are reported."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.office.bundles.calls import body_in
from lachan.office.bundles.models import Bundle, BundleState
from lachan.office.bundles.permissions import find_bundle
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.incidents import actions, queries
from lachan.office.incidents.forms.reporting import SpoofReportForm
from lachan.office.incidents.matching import first_number_of
from lachan.office.incidents.permissions import reports_incidents, units_to_report_for, writes_incidents
from lachan.office.incidents.policies import IncidentMove
from lachan.office.incidents.sealing import opened
from lachan.office.incidents.views.form_page import form_page, incident_for
from lachan.office.request import OfficeRequest
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.zone import VIETNAM


@guarded(reports_incidents)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incident_report(request: OfficeRequest) -> HttpResponse:
    """Report spoofed calls; incidents that could be the same are shown first, and the person chooses."""
    unit = _unit_of(request)
    bundle, about = _finding(request, unit)
    form = SpoofReportForm(
        *sent(request), unit=unit, bundle=bundle, direction=about.get("direction", ""),
        initial=_from_finding(bundle, about) if bundle else None,
    )  # fmt: skip
    if request.method == "POST" and unit.kind == UnitKind.DEPARTMENT:
        _point_out_the_same(request, form)

    def act() -> Any:
        told, into = form.told(), form.chosen()
        return actions.report_spoofing(
            unit=unit, told=told, into=into, actor=request.actor, now=timezone.now()
        ).incident  # fmt: skip

    return form_page(
        request, None, form, act=act, title=_("Báo cuộc gọi giả mạo số"), button=_("Ghi nhận"),
        done=_("Đã ghi nhận lượt báo."),
        explain=_("Người có số bị mạo danh là người bị hại, không phải người gọi."),
    )  # fmt: skip


def _point_out_the_same(request: OfficeRequest, form: SpoofReportForm) -> None:
    """Let the person choose when there are incidents that could be the same; the form waits for the choice."""
    form.is_valid()
    data = form.cleaned_data
    if not {"shown", "called_at"} <= data.keys():
        return
    around = data["called_at"].replace(tzinfo=VIETNAM)
    same = queries.likely_same(request.actor, shown=data["shown"], body=data.get("body", ""), around=around)
    form.same_or_new(same)
    form.full_clean()


def _unit_of(request: OfficeRequest) -> Unit:
    return units_to_report_for(request.actor)[0]


def _finding(request: OfficeRequest, unit: Unit) -> tuple[Bundle | None, dict[str, Any]]:
    """The bundle, and what it says of the body, from whose row the person came; the form is sent to the same place."""
    asked, place = request.GET.get("goi", ""), request.GET.get("muc", "")
    if not asked:
        return None, {}
    numbers = all(one.isdecimal() and len(one) < 10 for one in (asked, place))
    bundle = find_bundle(request.actor, int(asked)) if numbers else None
    about = body_in(bundle, int(place)) if bundle and bundle.state == BundleState.TAKEN else None
    if about is None or unit.kind != UnitKind.DEPARTMENT:
        raise Http404
    return bundle, about


def _from_finding(bundle: Bundle, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "shown": first_number_of(about["body"], on=bundle.until), "body": about["body"], "calls": about["calls"],
        "called_at": f"{bundle.since:%d/%m/%Y} 00:00", "until": f"{bundle.until:%d/%m/%Y} 23:59",
        "network": bundle.unit_id,
    }  # fmt: skip


@guarded(writes_incidents)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incident_add_report(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """One more report of an incident; the number that was shown is known."""
    found = incident_for(request, incident_id, IncidentMove.ADD_REPORT)
    form = SpoofReportForm(*sent(request), unit=found.unit)
    for name in ("into", "shown", "body"):
        del form.fields[name]

    def act() -> Any:
        form.cleaned_data |= {"shown": opened(found, "sealed_shown"), "body": ""}
        return actions.report_spoofing(
            unit=found.unit, told=form.told(), into=found.pk, actor=request.actor, now=timezone.now()
        ).incident

    return form_page(
        request, found, form, act=act, title=_("Thêm lượt báo"), button=_("Ghi nhận"),
        done=_("Đã ghi nhận lượt báo."),
    )  # fmt: skip
