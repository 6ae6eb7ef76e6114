"""One's own account: roles, second factors, sessions; and the door at which a second factor is asked for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lachan.office.guard import anyone, guarded, signed_in
from lachan.office.people import actions, queries
from lachan.office.people.models import Role
from lachan.office.request import OfficeRequest


@guarded(signed_in)
@require_safe
def account(request: OfficeRequest) -> HttpResponse:
    """What the office knows of me, and where I am signed in."""
    now, person = timezone.now(), request.actor.person
    context = {
        "memberships": request.actor.memberships,
        "delegations": queries.delegations_seen_by(request.actor, day=timezone.localdate()),
        "factors": queries.second_factors_of(person),
        "needs_factor": request.actor.needs_second_factor,
        "sessions": queries.sessions_of(person, current=request.session.session_key, now=now),
        "leads": bool(request.actor.units(Role.LEADER)),
    }
    return render(request, "people/account.html", context)


@guarded(signed_in)
@require_POST
def session_end(request: OfficeRequest, session_id: int) -> HttpResponse:
    """End one of my sessions."""
    actions.end_session(session_id=session_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã kết thúc phiên làm việc."))
    return redirect("account")


@guarded(signed_in)
@require_POST
def other_sessions_end(request: OfficeRequest) -> HttpResponse:
    """End all my sessions but this one."""
    keep = request.session.session_key or ""
    n = actions.end_other_sessions(keep=keep, actor=request.actor, now=timezone.now())
    messages.success(request, ngettext("Đã kết thúc %(n)s phiên.", "Đã kết thúc %(n)s phiên.", n) % {"n": n})
    return redirect("account")


@guarded(anyone)  # the guard itself sends people here; whoever is not signed in is sent on below
@require_safe
def second_factor_needed(request: OfficeRequest) -> HttpResponse:
    """Why the person cannot go on by password alone, and the ways to a second factor."""
    if request.actor is None:
        return redirect("account_login")
    if not request.actor.must_add_second_factor:
        return redirect("home")
    context = {"has_factor": queries.has_own_second_factor(request.actor.person)}
    return render(request, "people/second_factor_needed.html", context)
