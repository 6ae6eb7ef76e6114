"""The page of one advisory for everybody: where square codes and messages lead. No account, no script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lachan.documents.advisories.model import LOST_MONEY
from lachan.office.advisories.queries import find_published, public_text
from lachan.office.guard import anyone, guarded


@guarded(anyone)
@require_safe
def public_advisory(request: HttpRequest, number: str) -> HttpResponse:
    """What the advisory says now, or that it is over: 410, with the reason to look for a newer one."""
    found = find_published(number)
    if found is None:
        raise Http404
    language = get_language() or "vi"
    context = {
        "found": found,
        "text": public_text(found, language),
        "lost": [one.in_language(language) for one in LOST_MONEY],
    }
    return render(request, "advisories/public.html", context, status=410 if found.gone else 200)
