"""The request file out, the sealed package in, and from there to its investigator alone."""

from io import BytesIO
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest
from lachan.office.requests.actions import packages
from lachan.office.requests.permissions import sees_requests


@guarded(sees_requests)
@require_POST
def request_file(request: OfficeRequest, request_id: int) -> HttpResponse:
    """The signed request file for the unit's own tool."""
    content = packages.make_request_file(request_id=request_id, actor=request.actor, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="yeu-cau-{request_id}.json"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@guarded(sees_requests)
@require_POST
def package_send(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Take a sealed package in."""
    upload = cast("BinaryIO", request.FILES.get("file") or BytesIO())
    packages.receive_package(request_id=request_id, upload=upload, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã nhận gói bàn giao; người nhận đã được báo."))
    return redirect("request", request_id)


@guarded(sees_requests)
@require_POST
def package_take(request: OfficeRequest, package_id: int) -> HttpResponse:
    """Hand the package out to its investigator."""
    purpose = request.POST.get("purpose", "")
    package = packages.hand_out_package(
        package_id=package_id, purpose=purpose, actor=request.actor, now=timezone.now()
    )  # fmt: skip
    return hand_out(request, package.file, purpose=purpose)


@guarded(sees_requests)
@require_POST
def package_withdraw(request: OfficeRequest, package_id: int) -> HttpResponse:
    """Take a package back."""
    reason = request.POST.get("reason", "")
    package = packages.withdraw_package(package_id=package_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã thu hồi gói bàn giao."))
    return redirect("request", package.request_id)


@guarded(sees_requests)
@require_POST
def request_reseal(request: OfficeRequest, request_id: int) -> HttpResponse:
    """Name another key, to which the answer is sealed anew."""
    typed = request.POST.get("recipient_key", "")
    key_id = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    packages.reseal_request(request_id=request_id, key_id=key_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã đề nghị niêm phong lại cho khóa mới."))
    return redirect("request", request_id)
