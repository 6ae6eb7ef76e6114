"""Whether a session was opened with two factors: read from allauth's own record of how the person signed in."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


def session_has_second_factor(request: HttpRequest) -> bool:
    """True when this session holds a second factor (TOTP, recovery code) or a passkey, which is two in one."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
