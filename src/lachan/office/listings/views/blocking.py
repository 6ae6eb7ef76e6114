"""From a listing to a request to block: letter, request, evidence pack, outcome, looking again."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.documents.papers import write_docx
from lachan.office.files.views import hand_out
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.listings import actions
from lachan.office.listings.forms.blocking import BlockingForm, BodyForm, OutcomeForm, RecheckForm
from lachan.office.listings.models import BlockingProposal, Listing, RecheckResult
from lachan.office.listings.papers import letter_of
from lachan.office.listings.permissions import find_pack, find_proposal, may_write, takes_packs, writes_listings
from lachan.office.listings.policies import ListingMove
from lachan.office.listings.routes import can_be_asked
from lachan.office.listings.views.form_page import form_page, listing_for
from lachan.office.people.letterhead import letterhead
from lachan.office.people.models import Role
from lachan.office.refusals import NotNow, require
from lachan.office.request import OfficeRequest
from lachan.readers.uploads import FileKind

FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def blocking_propose(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Draft the request to one body; then the request's own page takes over."""
    found = _to_ask(request, listing_id)
    form = BlockingForm(*sent(request), listing=found, today=timezone.localdate(), initial=_usual(found))
    made: list[BlockingProposal] = []

    def act() -> None:
        upload = form.cleaned_data["letter"]
        letter = (upload.name, upload) if upload else None
        asked = form.asked(_again_of(request, found))
        made.append(actions.propose_blocking(
            listing_id=listing_id, asked=asked, letter=letter, actor=request.actor, now=timezone.now()
        ))  # fmt: skip

    answer = form_page(
        request, found, form, act=act, title=_("Đề nghị ngăn chặn"), button=_("Lưu bản nháp"),
        done=_("Đã lưu bản nháp yêu cầu. Hãy trình lãnh đạo phê duyệt."), files=True, letter=True,
        explain=_("Sở đề nghị, không tự chặn. Địa chỉ và gói chứng cứ được lấy từ mục cảnh báo."),
    )  # fmt: skip
    return redirect("request", made[0].request_id) if made else answer


def _to_ask(request: OfficeRequest, listing_id: int) -> Listing:
    found = listing_for(request, listing_id, ListingMove.ASK_BLOCKING)
    if not can_be_asked(found.subject):
        raise NotNow("not_blocked_here", _("Chỉ đề nghị ngăn chặn trang web và tài khoản từ đây."))
    return found


def _again_of(request: OfficeRequest, found: Listing) -> int | None:
    """The proposal that did not hold: the newest that was found back and was not asked again."""
    if request.GET.get("lai", "") != "1":
        return None
    back = found.proposals.filter(rechecks__result=RecheckResult.BACK, repeated__isnull=True)
    return back.order_by("-pk").values_list("pk", flat=True).first()


def _usual(found: Listing) -> dict[str, object]:
    """What mostly stands in such a letter: today, the leader as signer."""
    leader = found.unit.memberships.filter(role=Role.LEADER).valid_on(timezone.localdate()).first()
    return {
        "letter_on": timezone.localdate(),
        "letter_signer": leader.person_id if leader else None,
        "letter_title": leader.title if leader else "",
        "reason": _("Ngăn chặn theo mục cảnh báo %(number)s đã được thẩm định và đăng công khai.")
        % {"number": found.number},
    }


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def blocking_letter(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """The draft of the official letter to one body, as DOCX: made anew, kept nowhere."""
    found = _to_ask(request, listing_id)
    form = BodyForm(*sent(request), listing=found, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with translation.override("vi"):
            head = letterhead(found.unit, request.actor, timezone.now())
            content = write_docx(letter_of(found, form.unit(), head))
        answer = HttpResponse(content, content_type=FileKind.DOCX.media_type)
        answer["Content-Disposition"] = f'attachment; filename="cong-van-{found.number}.docx"'
        return answer
    context = {"listing": found, "form": form, "title": _("Lập công văn đề nghị"), "button": _("Tải về")}
    return render(request, "listings/form.html", context, status=422 if form.errors else 200)


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def blocking_outcome(request: OfficeRequest, proposal_id: int) -> HttpResponse:
    """What the asked body did."""
    found = _proposal(request, proposal_id)
    form = OutcomeForm(*sent(request), initial={"on": timezone.localdate()})
    return form_page(
        request, found.listing, form, title=_("Ghi kết quả ngăn chặn"), button=_("Lưu"), done=_("Đã lưu."),
        explain=str(found.request.asked_unit),
        act=lambda: actions.record_blocking_outcome(
            proposal_id=proposal_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ).listing,
    )  # fmt: skip


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def blocking_recheck(request: OfficeRequest, proposal_id: int) -> HttpResponse:
    """How it was found when somebody looked again."""
    found = _proposal(request, proposal_id)
    form = RecheckForm(*sent(request))
    return form_page(
        request, found.listing, form, title=_("Kiểm tra lại"), button=_("Lưu"), done=_("Đã lưu."),
        explain=_("Xem từ một mạng khác, không mở bằng máy dùng để làm việc."),
        act=lambda: actions.recheck(
            proposal_id=proposal_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ).proposal.listing,
    )  # fmt: skip


def _proposal(request: OfficeRequest, proposal_id: int) -> BlockingProposal:
    found = find_proposal(request.actor, proposal_id)
    require(may_write(request.actor, found.listing))
    return found


@guarded(takes_packs)
@require_safe
def blocking_pack(request: OfficeRequest, proposal_id: int, kind: str) -> HttpResponse:
    """The evidence pack, for both sides of the request."""
    found = find_pack(request.actor, proposal_id)
    file = {"pdf": found.pack_pdf, "zip": found.pack_zip}.get(kind)
    if file is None:
        raise Http404
    return hand_out(request, file, purpose=_("Gói chứng cứ của yêu cầu %(request)s") % {"request": found.request})
