"""A person ends sessions of their own; the office ends those of people whose rights or factors changed."""

from datetime import datetime

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import Http404

from lachan.office.people.actor import Actor
from lachan.office.people.models import Person
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@transaction.atomic
def end_session(*, session_id: int, actor: Actor, now: datetime) -> None:
    """End one of the actor's own sessions, in whichever browser it runs."""
    own = UserSession.objects.filter(pk=session_id, user=actor.person)
    if not own.exists():
        raise Http404
    get_adapter().end_sessions(own)
    record(Event.SESSION_ENDED, on=actor.person, by=actor, at=now, facts={"sessions": 1})


@transaction.atomic
def end_other_sessions(*, keep: str, actor: Actor, now: datetime) -> int:
    """End all sessions of the actor but the one with the key `keep`; answers how many there were."""
    ended = drop_sessions(actor.person, keep=keep)
    if ended:
        record(Event.SESSION_ENDED, on=actor.person, by=actor, at=now, facts={"sessions": ended})
    return ended


def drop_sessions(person: Person, *, keep: str | None = None) -> int:
    """End the person's sessions but `keep`, as part of a larger action, which writes the trail.

    Answers how many still ran; sessions that are over, or got another key, are forgotten without being counted.
    """
    sessions = list(UserSession.objects.filter(user=person).exclude(session_key=keep or ""))
    running = sum(one.exists() for one in sessions)
    get_adapter().end_sessions(sessions)
    return running
