"""Report a fraud in three short steps, and follow what became of it by the receipt code."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.office.guard import anyone, guarded
from lachan.office.intake.actions import report
from lachan.office.intake.models import ReportChannel
from lachan.office.limits import count_try
from lachan.office.portal.following import standing_of
from lachan.office.portal.forms import STEPS, Step, WhatHappened, told_of
from lachan.office.portal.sms import report_texts
from lachan.office.refusals import NotRight

REPORTS, REPORTS_WITHIN = 10, timedelta(hours=1)
CODES, CODES_WITHIN = 10, timedelta(minutes=10)
MARK_LETTERS = 22
MARK_KEPT_SECONDS = 86_400


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reported(request: HttpRequest) -> HttpResponse:
    """One step after the other; the last one gives the receipt."""
    step, data = _step(request)
    if step is not None:
        return _page(request, step)
    count_try(request, "report", most=REPORTS, within=REPORTS_WITHIN)
    mark = f"portal-report-{request.POST.get('mark', '')[:MARK_LETTERS]}"
    if not cache.add(mark, 1, timeout=MARK_KEPT_SECONDS):
        return render(request, "portal/report_again.html", status=409)
    now = timezone.now()
    try:
        receipt = report(told=told_of(data, now), channel=ReportChannel.PORTAL, now=now)
    except NotRight as no:
        cache.delete(mark)
        form = WhatHappened(request.POST)
        form.add_error("text", str(no.sentence))
        return _page(request, Step(1, form, _told(request, STEPS[1:])))
    texts = report_texts(data["text"], data["message"], timezone.localdate(now))
    return render(
        request, "portal/receipt.html", {"receipt": receipt, "texts": texts, "urgent": data["money"] == "now"}
    )


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def followed(request: HttpRequest) -> HttpResponse:
    """Where a report stands."""
    standing, asked = None, request.method == "POST"
    if asked:
        count_try(request, "report-code", most=CODES, within=CODES_WITHIN)
        standing = standing_of(request.POST.get("code", "")[:100], timezone.now())
    missing = asked and standing is None
    return render(
        request, "portal/follow.html", {"standing": standing, "missing": missing}, status=404 if missing else 200
    )


def _step(request: HttpRequest) -> tuple[Step | None, dict[str, Any]]:
    """The step to show, or None and all that was told when the last one is done.

    A box of another page may send the text alone: it is then filled in already.
    """
    if request.method != "POST" or "step" not in request.POST:
        text = request.POST.get("text", "") if request.method == "POST" else ""
        return Step(1, WhatHappened(initial={"text": text}), {}), {}
    back = request.POST.get("go") == "back"
    reached = int(request.POST["step"]) if request.POST["step"] in ("1", "2", "3") else 1
    if back:
        number = max(1, reached - 1)
        return Step(number, STEPS[number - 1](initial=_told(request, STEPS)), _told(request, _others(number))), {}
    data: dict[str, Any] = {}
    for number, kind in enumerate(STEPS[:reached], 1):
        form = kind(request.POST)
        if not form.is_valid():
            return Step(number, form, _told(request, _others(number))), {}
        data |= form.cleaned_data
    if reached < len(STEPS):
        following = STEPS[reached]
        filled = any(name in request.POST for name in following.base_fields)
        form = following(initial=_told(request, (following,))) if filled else following()
        return Step(reached + 1, form, _told(request, _others(reached + 1))), {}
    return None, data


def _others(number: int) -> tuple[type, ...]:
    return tuple(one for place, one in enumerate(STEPS, 1) if place != number)


def _told(request: HttpRequest, kinds: tuple[type, ...]) -> dict[str, str]:
    names = [name for kind in kinds for name in kind.base_fields]  # type: ignore[attr-defined]
    return {name: request.POST[name] for name in names if name in request.POST}


def _page(request: HttpRequest, step: Step) -> HttpResponse:
    mark = request.POST.get("mark", "")[:MARK_LETTERS] or get_random_string(MARK_LETTERS)
    context = {"step": step, "form": step.form, "steps": len(STEPS), "mark": mark}
    return render(request, "portal/report.html", context, status=422 if step.form.errors else 200)
