"""What allauth, axes and Django tell us about the door; third parties' signals only, and each leads to one action."""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from lachan.office.people.actions import sign_ins
from lachan.office.people.lockout import address_tried
from lachan.office.people.models import Person
from lachan.office.people.second_factor import forget_second_factor, remember_second_factor


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="people")
    account.password_changed.connect(_password_changed, dispatch_uid="people")
    account.password_set.connect(_password_changed, dispatch_uid="people")
    account.password_reset.connect(_password_reset, dispatch_uid="people")
    user_login_failed.connect(_sign_in_failed, dispatch_uid="people")
    user_locked_out.connect(_locked_out, dispatch_uid="people")
    mfa.authentication_failed.connect(_second_factor_failed, dispatch_uid="people")
    mfa.authenticator_added.connect(_second_factor_added, dispatch_uid="people")
    mfa.authenticator_removed.connect(_second_factor_removed, dispatch_uid="people")
    mfa.authenticator_reset.connect(_second_factor_reset, dispatch_uid="people")


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def _signed_in(request: HttpRequest, user: Person, **rest: Any) -> None:
    factors = [one.get("type") or one["method"] for one in get_authentication_records(request, user)]
    sign_ins.note_sign_in(person=user, factors=factors, address=_address(request), now=timezone.now())


def _sign_in_failed(credentials: dict[str, Any], request: HttpRequest, **rest: Any) -> None:
    if getattr(request, "axes_locked_out", False):  # the lock-out has a row of its own
        return
    email = address_tried(request, credentials)
    sign_ins.note_failed_sign_in(email=email, step="password", address=_address(request), now=timezone.now())


def _locked_out(request: HttpRequest, username: str, **rest: Any) -> None:
    sign_ins.note_lock_out(email=username, address=_address(request), now=timezone.now())


def _second_factor_failed(request: HttpRequest, user: Person, **rest: Any) -> None:
    sign_ins.note_failed_sign_in(email=user.email, step="second_factor", address=_address(request), now=timezone.now())


def _password_changed(request: HttpRequest, user: Person, **rest: Any) -> None:
    sign_ins.note_password_change(person=user, keep=request.session.session_key, now=timezone.now())


def _password_reset(user: Person, **rest: Any) -> None:
    sign_ins.note_password_change(person=user, keep=None, now=timezone.now())


def _second_factor_added(request: HttpRequest, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        remember_second_factor(request)
    _note_change("added", request, user, authenticator)


def _second_factor_removed(request: HttpRequest, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    if not Authenticator.objects.filter(user=user).exists():
        forget_second_factor(request)
    _note_change("removed", request, user, authenticator)


def _second_factor_reset(request: HttpRequest, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    _note_change("reset", request, user, authenticator)


def _note_change(change: str, request: HttpRequest, person: Person, authenticator: Authenticator) -> None:
    sign_ins.note_second_factor_change(
        person=person, change=change, kind=authenticator.type, keep=request.session.session_key, now=timezone.now()
    )
