"""Whether a session was opened with two factors: allauth's own record of how the person signed in, and ours."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.http import HttpRequest

_PROVED_BY = "second_factor_proved_by"


def session_has_second_factor(request: HttpRequest) -> bool:
    """True when this session gave a second factor (TOTP, recovery code) or a passkey, which is two in one.

    Whoever has just added a factor in this session has thereby proved it.
    """
    if request.session.get(_PROVED_BY) == request.user.pk:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def remember_second_factor(request: HttpRequest) -> None:
    """The person added a factor just now; the session counts as opened with it."""
    request.session[_PROVED_BY] = request.user.pk


def forget_second_factor(request: HttpRequest) -> None:
    """The person has no factor any more; the session counts as opened by password alone."""
    request.session.pop(_PROVED_BY, None)
    records = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]
