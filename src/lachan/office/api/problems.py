"""What a call gets when it is refused: problem details (RFC 9457) in Vietnamese and English."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import Refusal
from lachan.readers.errors import InputError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: _("Cuộc gọi không đúng dạng"),
    401: _("Chưa xác thực"),
    403: _("Không được phép"),
    404: _("Không có đối tượng này"),
    405: _("Không có thao tác này"),
    409: _("Chưa làm được lúc này"),
    413: _("Quá lớn"),
    415: _("Không nhận kiểu nội dung này"),
    422: _("Nội dung không đúng"),
    429: _("Quá nhiều cuộc gọi"),
    500: _("Lỗi của hệ thống"),
}


class ApiRefusal(Refusal):
    """A call refused at the gate, before any rule about requests was asked; each has its own status.

    A `quiet` one leaves no line in the trail: one like it has just done so.
    """

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str | Promise,
        *,
        field: str = "",
        headers: dict[str, str] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(code, sentence, field=field)
        self.status = status
        self.headers = headers or {}
        self.quiet = quiet


class NotThere(ApiRefusal):
    """The one answer to what does not exist and to what is another body's."""

    def __init__(self) -> None:
        super().__init__(404, "not_there", _("Không có đối tượng này, hoặc khóa không được xem."))


def problem_of(error: Refusal | InputError | Http404, request: HttpRequest) -> HttpResponse:
    """The answer for a refusal, whichever room said no."""
    if isinstance(error, Http404):
        error = NotThere()
    if isinstance(error, InputError):
        return problem(422, error.code, error.message("vi"), error.message("en"), request)
    answer = problem(
        error.status, error.code, _said(error.sentence, "vi"), _said(error.sentence, "en"), request, field=error.field
    )
    for name, value in getattr(error, "headers", {}).items():
        answer.headers[name] = value
    return answer


def problem(
    status: int, code: str, detail: str, detail_en: str, request: HttpRequest, *, field: str = ""
) -> HttpResponse:
    """One problem document. `instance` is the path alone: a query may hold what should not be repeated."""
    content: dict[str, Any] = {
        "type": f"urn:lachan:problem:{code}",
        "title": _said(TITLES[status], "vi"),
        "title_en": _said(TITLES[status], "en"),
        "status": status,
        "code": code,
        "detail": detail,
        "detail_en": detail_en,
        "instance": request.path,
    }
    if field:
        content["field"] = field
    return HttpResponse(
        json.dumps(content, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def _said(sentence: str | Promise, language: str) -> str:
    with translation.override(language):
        return str(sentence)
