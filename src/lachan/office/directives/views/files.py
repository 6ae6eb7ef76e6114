"""Files of directives and results, handed out to whoever may see what they belong to."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lachan.office.directives.permissions import access_directive, access_result, sees_work
from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest

FILES_OF_A_DIRECTIVE = {"nguon": "source_file", "cong-van-docx": "letter_docx", "cong-van-pdf": "letter_pdf"}


@guarded(sees_work)
@require_safe
def directive_file(request: OfficeRequest, directive_id: int, which: str) -> HttpResponse:
    """The paper that was imported, or the letter to all units."""
    found = access_directive(request.actor, directive_id)
    stored = getattr(found, FILES_OF_A_DIRECTIVE[which], None) if which in FILES_OF_A_DIRECTIVE else None
    if stored is None:
        raise Http404
    return hand_out(request, stored, purpose=_("Xem văn bản chỉ đạo"))


@guarded(sees_work)
@require_safe
def result_file(request: OfficeRequest, result_id: int, file_id: UUID) -> HttpResponse:
    """One proof file of a result."""
    stored = access_result(request.actor, result_id).files.filter(pk=file_id).first()
    if stored is None:
        raise Http404
    return hand_out(request, stored, purpose=_("Xem minh chứng kết quả"))
