"""What happens at the door goes into the trail: signing in, failing to, changing the password or a second factor.

Called by `people.listeners` when allauth, axes or Django tell of it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from lachan.office.people.actions.sessions import drop_sessions
from lachan.office.people.models import Person
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


def stranger() -> Person:
    """Stands in the trail for an address without account. What was typed is not kept: it may be a password."""
    return Person(pk=0, full_name="Địa chỉ không có tài khoản")


@transaction.atomic
def note_sign_in(*, person: Person, factors: list[str], address: str, now: datetime) -> None:
    """Somebody signed in, with these factors, from this network address."""
    record(Event.SIGNED_IN, on=person, by=person, at=now, facts={"factors": factors, "address": address})


@transaction.atomic
def note_failed_sign_in(*, email: str, step: str, address: str, now: datetime) -> None:
    """A password ("password") or second factor ("second_factor") was wrong."""
    facts = {"step": step, "address": address}
    record(Event.SIGN_IN_FAILED, on=_known(email), by=None, at=now, after="", facts=facts)


@transaction.atomic
def note_lock_out(*, email: str, address: str, now: datetime) -> None:
    """Too many failures: this e-mail cannot sign in from this network address for a while."""
    record(Event.SIGN_IN_LOCKED, on=_known(email), by=None, at=now, after="", facts={"address": address})


@transaction.atomic
def note_password_change(*, person: Person, keep: str | None, now: datetime) -> None:
    """The password changed: every session but `keep` ends, so that who knew the old one is out."""
    ended = drop_sessions(person, keep=keep)
    record(Event.PASSWORD_CHANGED, on=person, by=person, at=now, facts={"sessions_ended": ended})


@transaction.atomic
def note_second_factor_change(*, person: Person, change: str, kind: str, keep: str | None, now: datetime) -> None:
    """A second factor was "added", "removed" or "reset": every session but `keep` ends."""
    facts: dict[str, Any] = {"change": change, "kind": kind, "sessions_ended": drop_sessions(person, keep=keep)}
    record(Event.SECOND_FACTOR_CHANGED, on=person, by=person, at=now, facts=facts)


def _known(email: str) -> Person:
    return Person.objects.filter(email=email.strip().lower()).first() or stranger()
