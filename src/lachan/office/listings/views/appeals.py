"""Appeals inside the office: opened for a purpose, answered by somebody who has not judged before."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.listings import actions
from lachan.office.listings.forms.listings import AppealAnswerForm, PurposeForm
from lachan.office.listings.models import AppealState
from lachan.office.listings.permissions import (
    find_appeal,
    find_listing,
    may_answer_appeals,
    may_read_appeals,
    signs_listings,
    writes_listings,
)
from lachan.office.listings.policies import ListingMove
from lachan.office.listings.views.form_page import form_page, listing_for
from lachan.office.refusals import NotAllowed, NotRight, require
from lachan.office.request import OfficeRequest


@guarded(writes_listings)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_read(request: OfficeRequest, listing_id: int, appeal_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the appellant wrote and how to reach them."""
    listing = find_listing(request.actor, listing_id)
    require(may_read_appeals(request.actor, listing))
    find_appeal(listing, appeal_id)
    form, opened = PurposeForm(*sent(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.read_appeal(
                listing_id=listing_id, appeal_id=appeal_id, **form.cleaned_data, actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
        except NotRight as no:
            form.refuse(no)
    context = {"listing": listing, "form": form, "opened": opened}
    return render(request, "listings/appeal.html", context, status=422 if form.errors else 200)


@guarded(signs_listings)
@require_http_methods(["GET", "HEAD", "POST"])
def appeals_answer(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Answer all open appeals against a listing."""
    found = listing_for(request, listing_id, ListingMove.KEEP)
    if not may_answer_appeals(request.actor, found):
        raise NotAllowed(
            "judge_of_own", _("Người thẩm định hoặc duyệt đăng mục này không trả lời khiếu nại về chính mục đó.")
        )
    waiting = found.appeals.filter(state=AppealState.OPEN)
    form = AppealAnswerForm(*sent(request), initial={"seen": ",".join(str(one.pk) for one in waiting)})
    return form_page(
        request, found, form, title=_("Trả lời khiếu nại"), button=_("Trả lời"), done=_("Đã trả lời khiếu nại."),
        explain=_("Câu trả lời đăng công khai trên trang của mục và hiện cho người khiếu nại qua mã tra cứu."),
        appeals=waiting, shows_content=True,
        act=lambda: actions.answer_appeals(
            listing_id=listing_id, seen=form.appeals_seen(), uphold=form.cleaned_data["uphold"] == "uphold",
            said=form.said(), actor=request.actor, now=timezone.now(),
        ),
    )  # fmt: skip
