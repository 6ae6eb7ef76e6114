"""Linking, merging and splitting cases."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lachan.office.cases import actions, queries
from lachan.office.cases.forms import OtherCaseForm, SplitForm
from lachan.office.cases.models import Case
from lachan.office.cases.permissions import access_case, writes_cases
from lachan.office.cases.policies import CaseMove
from lachan.office.cases.views.form_page import case_for, form_page
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_link(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Say that this case and another belong together."""
    case = case_for(request, case_id, CaseMove.LINK)
    form = OtherCaseForm(*sent(request), actor=request.actor)

    def act() -> None:
        data = form.cleaned_data
        actions.link_cases(
            case_id=case_id, other_id=data["other"], reason=data["reason"], actor=request.actor, now=timezone.now()
        )

    return form_page(
        request, case, form, act=act, title=_("Nối với vụ việc khác"), button=_("Nối hai vụ việc"),
        done=_("Đã nối hai vụ việc."),
        explain=_("Hai vụ việc có cùng số, tài khoản, tên miền được tự động nối; ở đây nối vì lý do khác."),
    )  # fmt: skip


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_merge(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Put this case into another."""
    case = case_for(request, case_id, CaseMove.MERGE)
    form = OtherCaseForm(*sent(request), actor=request.actor)

    def act() -> Case:
        data = form.cleaned_data
        return actions.merge_cases(
            case_id=case_id, into_id=data["other"], reason=data["reason"], actor=request.actor, now=timezone.now()
        )

    return form_page(
        request, case, form, act=act, title=_("Nhập vào vụ việc khác"), button=_("Nhập vụ việc"),
        done=_("Đã nhập vụ việc."),
        explain=_("Đối tượng, chứng cứ, ghi chú và thiệt hại chuyển sang vụ việc kia; lịch sử được giữ nguyên."),
    )  # fmt: skip


@guarded(writes_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def case_split(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Take some subjects and evidence out into a new case."""
    case = case_for(request, case_id, CaseMove.SPLIT)
    access_case(request.actor, case_id, purpose=_("Tách vụ việc"), now=timezone.now())
    things = [
        (str(one.row.pk), f"{one.row.get_kind_display()}: {one.value}")
        for one in queries.subjects_of(request.actor, case)
    ]
    things += [(str(one.row.pk), one.row.what) for one in queries.evidence_of(request.actor, case)]
    form = SplitForm(*sent(request), case=case, things=things)

    def act() -> Case:
        data = form.cleaned_data
        return actions.split_case(
            case_id=case_id, things=data["things"], facts=form.facts(), reason=data["reason"], actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, case, form, act=act, title=_("Tách vụ việc"), button=_("Tách sang vụ việc mới"),
        done=_("Đã tách sang vụ việc mới."),
    )  # fmt: skip
