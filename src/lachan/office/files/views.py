"""Handing out: the way from a guarded door to the files' origin, and the one address that answers there."""

import logging

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lachan.office.files.actions import open_for
from lachan.office.files.models import StoredFile
from lachan.office.files.tickets import read_ticket, ticket_for
from lachan.office.guard import anyone, guarded
from lachan.office.refusals import NotNow
from lachan.office.request import OfficeRequest

HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-site",
    "Referrer-Policy": "no-referrer",
}
logger = logging.getLogger("lachan.files")


def hand_out(request: OfficeRequest, file: StoredFile, purpose: str | Promise) -> HttpResponse:
    """Send the browser to the file's origin with a ticket; for views whose door let the person through."""
    if file.erased_at is not None:
        raise NotNow("file_erased", _("Nội dung tệp đã được xóa; hệ thống chỉ còn giữ tên và mã kiểm tra."))
    answer = redirect(ticket_for(file, request.actor, timezone.now(), str(purpose)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_GET
@guarded(anyone)
def file(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """The file of a ticket as an attachment that no browser opens as a page; the trail knows who got it."""
    now = timezone.now()
    good = read_ticket(ticket, now)
    if good is None:
        return _no_file(_("Liên kết tải tệp đã hết hạn. Xin quay lại trang trước và bấm tải lại."))
    try:
        content = open_for(file=good.file, person=good.person, purpose=good.purpose, now=now)
    except FileNotFoundError:
        logger.error("the content of stored file %s is missing", good.file.pk)
        return _no_file(_("Máy chủ không còn nội dung của tệp này. Xin báo quản trị viên để khôi phục từ bản sao lưu."))
    return FileResponse(
        content, as_attachment=True, filename=good.file.name, content_type=good.file.media_type, headers=HARMLESS
    )


def _no_file(sentence: str) -> HttpResponse:
    """A plain answer: the files' origin has neither pages nor style."""
    return HttpResponse(sentence, status=404, content_type="text/plain; charset=utf-8", headers=HARMLESS)
