"""Lists: published by the Department, taken away by operators."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.exchange.handover.keys import signer_fingerprint
from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.office_key import office_key, office_public_key
from lachan.office.protected import actions
from lachan.office.protected.forms import PublishForm
from lachan.office.protected.permissions import (
    find_list,
    may_see_numbers,
    may_sign,
    sees_lists,
    signs_numbers,
    visible_lists,
)
from lachan.office.protected.queries.entries import waiting_count
from lachan.office.protected.queries.lists import plan_list
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest

PAGE = 20
MOST_SHOWN = 200  # ranges of a preview


@guarded(sees_lists)
@require_safe
def protected_lists(request: OfficeRequest) -> HttpResponse:
    """The published lists, and the key that they are verified with."""
    now = timezone.now()
    page = Paginator(visible_lists(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "newest": visible_lists(request.actor).first(),
        "now": now,
        "may_sign": may_sign(request.actor),
        "may_see_numbers": may_see_numbers(request.actor),
        "origin": settings.ORIGIN,
        "fingerprint": signer_fingerprint(office_key().public_key()),
    }
    return render(request, "protected/lists.html", context)


@guarded(signs_numbers)
@require_http_methods(["GET", "HEAD", "POST"])
def protected_publish(request: OfficeRequest) -> HttpResponse:
    """What the next list would hold; published when the person confirms."""
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_list(**form.cleaned_data, actor=request.actor, now=timezone.now())
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã phát hành danh sách số %(serial)d.") % {"serial": made.serial})
            return redirect("protected_lists")
    plan = plan_list(timezone.now())
    if not form.is_bound:
        form = PublishForm(initial={"seen": plan.digest})
    context = {
        "form": form,
        "plan": plan,
        "added": plan.added[:MOST_SHOWN],
        "removed": plan.removed[:MOST_SHOWN],
        "waiting": waiting_count(),
    }
    return render(request, "protected/publish.html", context, status=422 if form.errors else 200)


@guarded(sees_lists)
@require_safe
def protected_list_file(request: OfficeRequest, serial: int) -> HttpResponse:
    """The signed file of one list."""
    found = find_list(request.actor, serial)
    return hand_out(request, found.file, purpose=_("Tải danh sách số được bảo vệ %(serial)d") % {"serial": serial})


@guarded(sees_lists)
@require_safe
def protected_list_key(request: OfficeRequest) -> HttpResponse:
    """The office's public key as a file for `lachan lists pull`."""
    headers = {"Content-Disposition": 'attachment; filename="office.pub"', "Cache-Control": "no-store"}
    return HttpResponse(office_public_key() + "\n", content_type="text/plain; charset=ascii", headers=headers)
