"""Every form of one text: all on one screen, and each paper as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lachan.documents.advisories import PaperForm, write_paper
from lachan.office.advisories.permissions import find_version, sees_advisories
from lachan.office.advisories.queries import public_text
from lachan.office.advisories.queries.desk import forms_of
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest


@guarded(sees_advisories)
@require_safe
def advisory_forms(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """One text, all forms."""
    found = find_version(request.actor, advisory_id, version)
    return render(request, "advisories/forms.html", forms_of(found))


@guarded(sees_advisories)
@require_safe
def advisory_paper(request: OfficeRequest, advisory_id: int, version: int, form: str, language: str) -> HttpResponse:
    """One paper as PDF."""
    found = find_version(request.actor, advisory_id, version)
    if form not in set(PaperForm) or language not in PaperForm(form).languages:
        raise Http404
    text = public_text(found, language)
    if text.language != language:
        raise Http404
    name = f"{text.number or 'ban-nhap'}-{version}-{form}-{language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(write_paper(text, PaperForm(form)), content_type="application/pdf", headers=headers)
