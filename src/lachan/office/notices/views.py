"""Pages of the notices: the list, marking as read, and the way to what a notice is about."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lachan.office.guard import guarded, signed_in
from lachan.office.notices import actions
from lachan.office.notices.queries import notices_of
from lachan.office.request import OfficeRequest

A_PAGE = 30


@require_GET
@guarded(signed_in)
def notices(request: OfficeRequest) -> HttpResponse:
    """The person's notices, all or the unread ones."""
    unread_only = request.GET.get("loc") == "chua-doc"
    found = notices_of(request.actor, unread_only=unread_only)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"page": page, "unread_only": unread_only})


@require_GET
@guarded(signed_in)
def follow(request: OfficeRequest, notice_id: int) -> HttpResponse:
    """Go to what the notice is about; it counts as read."""
    notice = actions.mark_read(notice_id=notice_id, actor=request.actor, now=timezone.now())
    return redirect(notice.link or "notices")


@require_POST
@guarded(signed_in)
def read(request: OfficeRequest, notice_id: int) -> HttpResponse:
    """Mark one notice as read."""
    actions.mark_read(notice_id=notice_id, actor=request.actor, now=timezone.now())
    return redirect("notices")


@require_POST
@guarded(signed_in)
def read_all(request: OfficeRequest) -> HttpResponse:
    """Mark every notice as read."""
    actions.mark_all_read(actor=request.actor, now=timezone.now())
    return redirect("notices")
