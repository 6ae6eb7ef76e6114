"""The box in which everybody asks "is this a fraud?", and its answer."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lachan.office.guard import anyone, guarded
from lachan.office.limits import network_of
from lachan.office.portal.checking import MOST_SHOWN, answer_to
from lachan.office.portal.questions import answered, new_question
from lachan.office.portal.quota import Quota
from lachan.readers.subjects import LONGEST, read_subjects

OF_A_NETWORK: Final = Quota(150, 600)
"""Things that one network may look up in ten minutes: many people may share it, a harvester needs thousands."""
OF_ALL: Final = Quota(6_000, 10)
"""Questions of everybody in ten seconds; beyond it a small sum stands before the answer."""
PADDED_TO: Final = 8_192
"""Answers are filled up to a multiple of this, so that their size tells nobody on the way what was found."""


@guarded(anyone)
@csrf_exempt  # it changes nothing, and pages of communes may carry the box
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checked(request: HttpRequest) -> HttpResponse:
    """The box; by POST, so that no address holds what was asked, its answer."""
    text = request.POST.get("q", "").replace("\x00", "")[: LONGEST + 1] if request.method == "POST" else ""
    if not text.strip():
        return render(request, "portal/check.html", {"empty": request.method == "POST"})
    asked = read_subjects(text)
    if not OF_A_NETWORK.take(_network(request), max(1, min(MOST_SHOWN, len(asked)))):
        return _padded(render(request, "portal/check.html", {"asked": text, "too_often": True}, status=429))
    if not OF_ALL.take("all") and not answered(request.POST.get("token", ""), request.POST.get("sum", "")):
        question, token = new_question()
        context = {"asked": text, "question": question, "token": token}
        return _padded(render(request, "portal/check.html", context, status=429))
    return _padded(
        render(request, "portal/check.html", {"asked": text, "answer": answer_to(text, asked, timezone.now())})
    )


def _network(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _padded(response: HttpResponse) -> HttpResponse:
    missing = -(len(response.content) + len(b"<!---->")) % PADDED_TO
    response.content = response.content + b"<!--" + b" " * missing + b"-->"
    return response
