"""The front page and the pages that only tell something."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.advisories.queries import public_text, published
from lachan.office.directives.wording import said
from lachan.office.guard import anyone, guarded
from lachan.office.listings.queries.public import newest_sites
from lachan.office.portal.counters import counters
from lachan.office.portal.quiz import answered, quizzes

NEWEST = 3
TOLD = {
    "mat-tien": "portal/lost_money.html",
    "sim-cua-toi": "portal/sims.html",
    "quyen-rieng-tu": "portal/privacy.html",
    "tiep-can": "portal/accessibility.html",
    "gioi-thieu": "portal/about.html",
    "o-kiem-tra": "portal/embedding.html",
}
"""Pages without any figure, by the last part of their address."""


@guarded(anyone)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The box, first help, the newest warnings and what was done."""
    now = timezone.now()
    language = request.LANGUAGE_CODE
    context = {
        "advisories": [(one, public_text(one, language)) for one in published(now)[:NEWEST]],
        "newest": newest_sites(now).listings[:NEWEST], "counters": counters(now),
    }  # fmt: skip
    return render(request, "portal/front.html", context)


@guarded(anyone)
@require_safe
def told(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages that only tell."""
    if page not in TOLD:
        raise Http404
    return render(request, TOLD[page], {"origin": f"{request.scheme}://{request.get_host()}"})


@guarded(anyone)
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, key: str = "") -> HttpResponse:
    """The quizzes; one of them; its answers. Nothing of it is kept."""
    if not key:
        found = [(one.key, said(one.title)) for one in quizzes().values()]
        return render(request, "portal/quizzes.html", {"quizzes": found})
    if key not in quizzes():
        raise Http404
    chosen = quizzes()[key]
    result = answered(chosen, request.POST) if request.method == "POST" else None
    shown = [
        {
            "key": one.key, "scene": said(one.scene), "why": said(one.why), "fraud": one.fraud,
            "right": result[place].right if result else None,
        }
        for place, one in enumerate(chosen.questions)
    ]  # fmt: skip
    right = sum(one.right is True for one in result) if result else None
    context = {"title": said(chosen.title), "questions": shown, "answered": result is not None, "right": right}
    return render(request, "portal/quiz.html", context)
