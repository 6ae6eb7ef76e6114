"""Who is asking: puts the actor of this session on the request, and ends sessions that idled too long."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lachan.office.people.actor import actor_for
from lachan.office.people.second_factor import session_has_second_factor

LAST_SEEN = "last_seen"


class ActorMiddleware:
    """Set `request.actor` (None for a visitor); sign out after SESSION_IDLE_MINUTES without a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the actor, then answer."""
        request.actor = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            now = timezone.now()
            seen = request.session.get(LAST_SEEN)
            if seen is not None and now.timestamp() - seen > settings.SESSION_IDLE_MINUTES * 60:
                logout(request)
            else:
                if seen is None or now.timestamp() - seen > 60:  # one write a minute is exact enough
                    request.session[LAST_SEEN] = now.timestamp()
                request.actor = actor_for(  # type: ignore[attr-defined]
                    request.user, now=now, second_factor=session_has_second_factor(request)
                )
        return self.get_response(request)
