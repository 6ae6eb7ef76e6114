"""The pages of bundles: bring one in, see it, take it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.bundles import actions, queries
from lachan.office.bundles.calls import call_page_of
from lachan.office.bundles.forms import BundleFilterForm, BundleForm
from lachan.office.bundles.models import BundleFamily, BundleState
from lachan.office.bundles.permissions import find_bundle, may_send, may_send_of, sees_bundles, sends_bundles
from lachan.office.cases.permissions import departments_to_write_for
from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError

PAGE = 30


@guarded(sees_bundles)
@require_safe
def bundles(request: OfficeRequest) -> HttpResponse:
    """The bundles that the person may see."""
    form = BundleFilterForm(request.GET)
    form.is_valid()
    found = queries.bundles_of(request.actor, form.cleaned_data.get("q", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "bundles/bundles.html", {"form": form, "page": page, "may_send": may_send(request.actor)})


@guarded(sends_bundles)
@require_http_methods(["GET", "HEAD", "POST"])
def bundle_send(request: OfficeRequest) -> HttpResponse:
    """Choose the file; answer with its preview. Nothing counts yet."""
    form = BundleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["file"]
        try:
            found = actions.bring_bundle(content=content, name=name, actor=request.actor, now=timezone.now())
        except (NotRight, InputError) as no:
            form.refuse(no)
        else:
            return redirect("bundle", found.pk)
    return render(request, "bundles/send.html", {"form": form}, status=422 if form.errors else 200)


@guarded(sees_bundles)
@require_safe
def bundle(request: OfficeRequest, bundle_id: int) -> HttpResponse:
    """One bundle: what it says; as a preview, with what taking it in would do."""
    found = find_bundle(request.actor, bundle_id)
    may_take = found.state == BundleState.PREVIEW and may_send_of(request.actor, found.unit_id)
    works_on = found.state == BundleState.TAKEN and bool(departments_to_write_for(request.actor))
    if found.family == BundleFamily.CALLS:
        page = call_page_of(found) | {"may_take": may_take, "may_open": works_on}
        return render(request, "bundles/calls.html", page)
    page = queries.page_of(found)
    page |= {
        "chart": mark_safe(page["chart"]),  # noqa: S308 - made by our own writer, which escapes every text
        "may_take": may_take,
        "may_inspect": works_on,
    }
    return render(request, "bundles/bundle.html", page)


@guarded(sends_bundles)
@require_POST
def bundle_take(request: OfficeRequest, bundle_id: int) -> HttpResponse:
    """Take a previewed bundle in."""
    actions.take_bundle(bundle_id=bundle_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tiếp nhận gói kết quả."))
    return redirect("bundle", bundle_id)


@guarded(sends_bundles)
@require_POST
def bundle_discard(request: OfficeRequest, bundle_id: int) -> HttpResponse:
    """Put a previewed bundle away."""
    actions.discard_bundle(bundle_id=bundle_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bỏ gói kết quả."))
    return redirect("bundles")


@guarded(sees_bundles)
@require_safe
def bundle_file(request: OfficeRequest, bundle_id: int) -> HttpResponse:
    """The signed file itself, as proof."""
    found = find_bundle(request.actor, bundle_id)
    return hand_out(request, found.file, purpose=_("Xem gói kết quả %(bundle)s") % {"bundle": found})
