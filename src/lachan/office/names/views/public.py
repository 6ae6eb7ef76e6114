"""The page for everybody: true sites and accounts. No account, no script, one small style sheet."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lachan.office.guard import anyone, guarded
from lachan.office.names.permissions import shown_to_everybody
from lachan.office.names.queries import matching

PAGE = 50
LONGEST_SEARCH = 100


@guarded(anyone)
@require_safe
def official_names(request: HttpRequest) -> HttpResponse:
    """The approved names that are valid today, searched by words without accents."""
    asked = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    found = shown_to_everybody(timezone.localdate()).filter(matching(asked))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "names/official.html", {"page": page, "asked": asked})
