"""Who is asking: puts the actor of this session on the request, and ends sessions that idled or ran too long."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lachan.office.people.actor import actor_for
from lachan.office.people.second_factor import session_has_second_factor

SIGNED_IN = "signed_in"
LAST_SEEN = "last_seen"


class ActorMiddleware:
    """Set `request.actor`, None for a visitor.

    Sign out after SESSION_IDLE_MINUTES without a request, and SESSION_COOKIE_AGE seconds after signing in whatever
    happened in between (a session's own expiry moves on with every write, so it is no such end).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the actor, then answer."""
        request.actor = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            now = timezone.now()
            if self._is_over(request, now.timestamp()):
                logout(request)
            else:
                request.actor = actor_for(  # type: ignore[attr-defined]
                    request.user, now=now, second_factor=session_has_second_factor(request)
                )
        return self.get_response(request)

    @staticmethod
    def _is_over(request: HttpRequest, now: float) -> bool:
        began = request.session.setdefault(SIGNED_IN, now)
        seen = request.session.setdefault(LAST_SEEN, now)
        if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_MINUTES * 60:
            return True
        if now - seen > 60:  # one write a minute is exact enough
            request.session[LAST_SEEN] = now
        return False
