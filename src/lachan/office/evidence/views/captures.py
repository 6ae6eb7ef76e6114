"""All captures, and one of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.evidence import queries
from lachan.office.evidence.forms import CaptureFilterForm, PurposeForm
from lachan.office.evidence.permissions import (
    access_capture,
    checked_purpose,
    collects_evidence,
    find_capture,
    sees_evidence,
)
from lachan.office.files.views import hand_out
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest

PAGE = 30


@guarded(sees_evidence)
@require_safe
def captures(request: OfficeRequest) -> HttpResponse:
    """All captures, newest first."""
    form = CaptureFilterForm(request.GET)
    form.is_valid()
    found = queries.captures(request.actor, form.cleaned_data.get("q", ""), form.cleaned_data.get("state", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "evidence/captures.html", {"form": form, "page": page})


@guarded(sees_evidence)
@never_cache
@require_safe
def capture(request: OfficeRequest, capture_id: int) -> HttpResponse:
    """One capture: how it was reached, its files and digests, its picture. The trail keeps who looked."""
    found = access_capture(request.actor, capture_id, purpose=_("Xem chứng cứ"), now=timezone.now())
    return render(request, "evidence/capture.html", queries.page_of(request.actor, found))


@guarded(collects_evidence)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def capture_archive(request: OfficeRequest, capture_id: int) -> HttpResponse:
    """Ask for the purpose, then hand out the archive with every file as it was kept."""
    found = find_capture(request.actor, capture_id)
    if found.archive is None:
        raise Http404
    form = PurposeForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            return hand_out(request, found.archive, checked_purpose(form.cleaned_data["purpose"]))
        except NotRight as error:
            form.refuse(error)
    context = {
        "form": form, "capture": found, "title": _("Tải tệp chứng cứ %(n)s") % {"n": found.number},
        "button": _("Tải tệp ZIP"), "subject": found.subject,
        "explain": _("Trong ZIP, trang web được lưu dạng văn bản. Không đổi đuôi tệp và mở bằng trình duyệt."),
    }  # fmt: skip
    return render(request, "evidence/form.html", context, status=422 if form.errors else 200)
