"""The register, one listing, and the forms that bring it through its life."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.form_pages import digests_seen, sent
from lachan.office.guard import guarded
from lachan.office.listings import actions
from lachan.office.listings.content import digest_of
from lachan.office.listings.forms.listings import ListingFilterForm, ListingForm, RenewForm, SaidForm, as_written
from lachan.office.listings.permissions import (
    find_listing,
    find_subject,
    may_open,
    sees_listings,
    signs_listings,
    writes_listings,
)
from lachan.office.listings.policies import ListingMove
from lachan.office.listings.queries import register as queries
from lachan.office.listings.terms import usual_days
from lachan.office.listings.views.form_page import form_page, listing_for
from lachan.office.request import OfficeRequest

PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_listings)
@require_safe
def listings(request: OfficeRequest) -> HttpResponse:
    """The register, and what the review found to be warned of."""
    form = ListingFilterForm(request.GET)
    form.is_valid()
    data, now = form.cleaned_data, timezone.now()
    wanted = queries.ListingFilter(
        data.get("q", ""), data.get("state", ""), data.get("kind", ""), bool(data.get("ending"))
    )
    page = Paginator(queries.listings_of(request.actor, wanted, now), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "now": now,
        "may_open": may_open(request.actor),
        "subjects": queries.subjects_to_list(request.actor),
        "waiting": queries.waiting_count(request.actor),
    }
    return render(request, "listings/listings.html", context, status=422 if form.errors else 200)


@guarded(sees_listings)
@require_safe
def listing(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """One listing."""
    found = find_listing(request.actor, listing_id)
    return render(request, "listings/listing.html", queries.page_of(request.actor, found, timezone.now()))


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def listing_open(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """A new listing of a subject of the review queue."""
    subject = find_subject(subject_id)
    form = SaidForm(*sent(request))
    return form_page(
        request, None, form, title=_("Mở mục cảnh báo"), button=_("Mở mục cảnh báo"), done=_("Đã mở mục cảnh báo."),
        explain=_("Chưa ai bên ngoài thấy mục này trước khi người thứ hai duyệt đăng."), subject=subject,
        act=lambda: actions.open_listing(
            subject_id=subject_id, said=form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def listing_corroborate(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """A ground that does not rest on the first report."""
    found = listing_for(request, listing_id, ListingMove.CORROBORATE)
    form = SaidForm(*sent(request))
    return form_page(
        request, found, form, title=_("Ghi căn cứ đối chứng"), button=_("Lưu"), done=_("Đã lưu."),
        explain=_("Căn cứ thứ hai, độc lập với phản ánh đầu: nguồn khác, hoặc chính bạn đã xem."),
        act=lambda: actions.corroborate(
            listing_id=listing_id, said=form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def listing_propose(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Write what the public would read, for another person's approval."""
    found = listing_for(request, listing_id, ListingMove.PROPOSE)
    form = ListingForm(*sent(request), initial=as_written(found))
    explain = _("Người khác xem đúng nội dung này rồi mới duyệt đăng.")
    if found.approved_digest:
        explain += " " + _("Sửa nội dung thì mục thôi cảnh báo ngay, cho đến khi được duyệt lại.")
    return form_page(
        request, found, form, title=_("Thẩm định mục cảnh báo"), button=_("Lưu và trình duyệt"),
        done=_("Đã lưu, chờ người khác duyệt đăng."), explain=explain,
        act=lambda: actions.propose(
            listing_id=listing_id, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(signs_listings)
@require_safe
def listing_approvals(request: OfficeRequest) -> HttpResponse:
    """What waits for this person's approval, as everybody would read it."""
    page = Paginator(queries.waiting_for(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(one, digest_of(one)) for one in page]
    own = queries.waiting_count(request.actor) - page.paginator.count
    return render(request, "listings/approvals.html", {"page": page, "rows": rows, "own": own})


@guarded(signs_listings)
@require_POST
def listing_publish(request: OfficeRequest) -> HttpResponse:
    """Publish the listings that were ticked, or all that were listed, as they were seen."""
    chosen = request.POST.getlist("listed" if "all" in request.POST else "chosen")
    done = actions.publish_listings(seen=digests_seen(chosen), actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã duyệt đăng %(n)d mục.") % {"n": len(done)})
    return redirect("listing", done[0].pk) if len(done) == 1 else redirect("listing_approvals")


@guarded(signs_listings)
@require_http_methods(FORM_METHODS)
def listing_send_back(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Send a proposal back with the reason."""
    found = listing_for(request, listing_id, ListingMove.SEND_BACK)
    form = SaidForm(*sent(request))
    return form_page(
        request, found, form, title=_("Trả lại để sửa"), button=_("Trả lại"), done=_("Đã trả lại."),
        act=lambda: actions.send_back(
            listing_id=listing_id, said=form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(signs_listings)
@require_http_methods(FORM_METHODS)
def listing_renew(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Keep it in force for longer."""
    found = listing_for(request, listing_id, ListingMove.RENEW)
    usual = usual_days(found.subject.kind, timezone.localdate())
    form = RenewForm(*sent(request), initial={"seen": digest_of(found), "days": found.days or usual})
    return form_page(
        request, found, form, title=_("Gia hạn mục cảnh báo"), button=_("Gia hạn"), done=_("Đã gia hạn."),
        explain=_("Gia hạn khi vẫn còn dấu hiệu; người thẩm định mục này không tự gia hạn."), shows_content=True,
        act=lambda: actions.renew(
            listing_id=listing_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(signs_listings)
@require_http_methods(FORM_METHODS)
def listing_withdraw(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Take back what was public."""
    found = listing_for(request, listing_id, ListingMove.WITHDRAW)
    form = SaidForm(*sent(request))
    return form_page(
        request, found, form, title=_("Rút mục cảnh báo"), button=_("Rút mục cảnh báo"), done=_("Đã rút mục cảnh báo."),
        explain=_("Mục thôi cảnh báo ngay; mọi danh sách chặn bỏ mục này ở lần cập nhật tiếp theo."),
        act=lambda: actions.withdraw(
            listing_id=listing_id, said=form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_listings)
@require_http_methods(FORM_METHODS)
def listing_drop(request: OfficeRequest, listing_id: int) -> HttpResponse:
    """Put away what nobody outside has seen."""
    found = listing_for(request, listing_id, ListingMove.DROP)
    form = SaidForm(*sent(request))
    return form_page(
        request, found, form, title=_("Không đăng"), button=_("Không đăng"), done=_("Đã kết thúc, không đăng."),
        act=lambda: actions.drop(
            listing_id=listing_id, said=form.said(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip
