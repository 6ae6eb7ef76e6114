"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lachan.office.guard import guarded, signed_in
from lachan.office.people.permissions import administers_something
from lachan.office.reports.models import RoundState
from lachan.office.reports.queries.home import MOST, waiting_for
from lachan.office.reports.queries.rounds import progress_of, rounds_steered_by
from lachan.office.request import OfficeRequest


@guarded(signed_in, visitors_go_to="portal")
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """What waits for me, next due first; for those who steer, how the open rounds stand."""
    today = timezone.localdate()
    waiting = waiting_for(request.actor) if request.actor.sees_work else []
    steered = rounds_steered_by(request.actor, state=RoundState.OPEN)[:5] if request.actor.sees_work else []
    context = {
        "cut_at": MOST if len(waiting) >= MOST else None,
        "waiting": [(item, item.days_left(today)) for item in waiting],
        "rounds": [(one, progress_of(one, today)) for one in steered],
        "administers": administers_something(request.actor),
    }
    return render(request, "reports/home.html", context)
