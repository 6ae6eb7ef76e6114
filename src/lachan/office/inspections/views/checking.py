"""The numbers of an inspection, its minutes and papers, and its fines."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.documents.papers import write_docx, write_pdf
from lachan.office.cases.forms import PurposeForm, WhyForm
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.inspections import actions
from lachan.office.inspections.forms import FineDecidedForm, FineForm, HoldForm, JudgeForm, NumbersForm
from lachan.office.inspections.models import Inspection
from lachan.office.inspections.papers import decision_of, minutes_of, national
from lachan.office.inspections.permissions import (
    access_fine,
    access_number,
    find_inspection,
    may_write,
    writes_inspections,
)
from lachan.office.inspections.policies import InspectionMove
from lachan.office.inspections.views.form_page import form_page, inspection_for
from lachan.office.people.letterhead import letterhead
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.request import OfficeRequest
from lachan.readers.uploads import FileKind


@guarded(writes_inspections)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_numbers(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """Put numbers on the list."""
    found = inspection_for(request, inspection_id, InspectionMove.ADD_NUMBERS)
    form = NumbersForm(*sent(request))

    def act() -> None:
        actions.add_numbers(
            inspection_id=inspection_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        )  # fmt: skip

    return form_page(
        request, found, form, act=act, title=_("Thêm thuê bao vào danh sách"), button=_("Thêm vào danh sách"),
        done=_("Đã thêm thuê bao vào danh sách."), explain=_("Dấu hiệu không phải là kết luận vi phạm."),
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_judge(request: OfficeRequest, inspection_id: int, number_id: UUID) -> HttpResponse:
    """What was found of one number."""
    found = inspection_for(request, inspection_id, InspectionMove.JUDGE)
    row = access_number(found, number_id)
    now_says = {"result": row.result, "measure": row.measure, "note": row.note}
    form = JudgeForm(*sent(request), initial=now_says)

    def act() -> None:
        actions.judge_number(
            inspection_id=inspection_id, number_id=number_id, **form.cleaned_data, actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, found, form, act=act, title=_("Kết quả kiểm tra thuê bao %(number)s") % {"number": row.masked},
        button=_("Ghi kết quả"), done=_("Đã ghi kết quả."), explain=row.sign,
    )  # fmt: skip


@guarded(writes_inspections)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_reveal(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """Ask for the purpose, then show the numbers once."""
    found = find_inspection(request.actor, inspection_id)
    require(may_write(request.actor, found))
    form, rows = PurposeForm(*sent(request)), []
    if request.method == "POST" and form.is_valid():
        try:
            found, full = actions.open_all(
                inspection_id=inspection_id, purpose=form.cleaned_data["purpose"], actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            rows = [(row, national(full[row.pk])) for row in found.numbers.all()]
        except NotRight as error:
            form.refuse(error)
    context = {"inspection": found, "form": form, "rows": rows}
    return render(request, "inspections/reveal.html", context, status=422 if form.errors else 200)


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_hold(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """Close the checking with the minutes."""
    found = inspection_for(request, inspection_id, InspectionMove.HOLD)
    form = HoldForm(*sent(request), initial={"day": timezone.localdate()})
    return form_page(
        request, found, form, title=_("Lập biên bản"), button=_("Lập biên bản"), done=_("Đã lập biên bản."),
        explain=_("Sau khi lập, kết quả từng thuê bao không sửa được nữa."),
        act=lambda: actions.hold(
            inspection_id=inspection_id, **form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_inspections)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_paper(request: OfficeRequest, inspection_id: int, paper: str, kind: str) -> HttpResponse:
    """Ask for the purpose, then hand out the decision or the minutes, made anew and kept nowhere."""
    found = find_inspection(request.actor, inspection_id)
    require(may_write(request.actor, found))
    _is_there(found, paper, kind)
    form = PurposeForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            content = actions.paper_made(
                inspection_id=inspection_id, paper=paper, purpose=form.cleaned_data["purpose"], actor=request.actor,
                now=timezone.now(), make=lambda: _made(found, paper, kind, request),
            )  # fmt: skip
        except NotRight as error:
            form.refuse(error)
        else:
            answer = HttpResponse(content, content_type=FileKind(kind).media_type)
            answer["Content-Disposition"] = f'attachment; filename="{paper}-{found.number}.{kind}"'
            return answer
    context = {"inspection": found, "form": form, "title": _("Lấy văn bản"), "button": _("Tải về")}
    return render(request, "inspections/form.html", context, status=422 if form.errors else 200)


def _is_there(found: Inspection, paper: str, kind: str) -> None:
    if paper not in ("quyet-dinh", "bien-ban") or kind not in ("docx", "pdf"):
        raise Http404
    if found.decision_on is None or (paper == "bien-ban" and found.ended_at is None):
        raise NotNow("no_paper_yet", _("Văn bản này chưa được lập."))


def _made(found: Inspection, paper: str, kind: str, request: OfficeRequest) -> bytes:
    with translation.override("vi"):
        head = letterhead(found.unit, request.actor, timezone.now())
        made = decision_of(found, head) if paper == "quyet-dinh" else minutes_of(found, head)
        return write_docx(made) if kind == "docx" else write_pdf(made)


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_fine(request: OfficeRequest, inspection_id: int) -> HttpResponse:
    """Propose a fine."""
    found = inspection_for(request, inspection_id, InspectionMove.PROPOSE_FINE)
    form = FineForm(*sent(request), initial={"act_on": timezone.localdate(found.ended_at)})
    return form_page(
        request, found, form, title=_("Đề xuất xử phạt"), button=_("Đề xuất"), done=_("Đã đề xuất xử phạt."),
        explain=_("Đề xuất theo khung phạt có hiệu lực vào ngày phát hiện; người có thẩm quyền quyết định."),
        act=lambda: actions.propose_fine(
            inspection_id=inspection_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ).inspection,
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_fine_decided(request: OfficeRequest, inspection_id: int, fine_id: int) -> HttpResponse:
    """Write down the decision on a fine."""
    found = inspection_for(request, inspection_id, InspectionMove.SETTLE_FINE)
    fine = access_fine(found, fine_id)
    form = FineDecidedForm(*sent(request), initial={"amount": fine.proposed})
    return form_page(
        request, found, form, title=_("Ghi quyết định xử phạt"), button=_("Ghi quyết định"),
        done=_("Đã ghi quyết định xử phạt."),
        act=lambda: actions.fine_decided(
            inspection_id=inspection_id, fine_id=fine_id, **form.cleaned_data, actor=request.actor,
            now=timezone.now(),
        ).inspection,
    )  # fmt: skip


@guarded(writes_inspections)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_fine_dropped(request: OfficeRequest, inspection_id: int, fine_id: int) -> HttpResponse:
    """Write down that there is no fine."""
    found = inspection_for(request, inspection_id, InspectionMove.SETTLE_FINE)
    access_fine(found, fine_id)
    form = WhyForm(*sent(request))
    return form_page(
        request, found, form, title=_("Không xử phạt"), button=_("Ghi không xử phạt"), done=_("Đã ghi."),
        act=lambda: actions.drop_fine(
            inspection_id=inspection_id, fine_id=fine_id, reason=form.cleaned_data["reason"], actor=request.actor,
            now=timezone.now(),
        ).inspection,
    )  # fmt: skip
