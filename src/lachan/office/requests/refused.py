"""A try that was refused leaves a line in the trail: who tried what, and why not, though nothing else was changed."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.http import Http404

from lachan.office.people.actor import Actor
from lachan.office.refusals import Refusal
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.errors import InputError

Result = TypeVar("Result")
NAMED = ("request_id", "key_id", "package_id")


def tried(action: Callable[..., Result]) -> Callable[..., Result]:
    """Run the action in one transaction; after a refusal, undone as a whole, write down the try.

    The line names the action, the code of the refusal and the id that was asked for, and nothing that was typed.
    """

    @wraps(action)
    def run(*, actor: Actor, now: datetime, **given: Any) -> Result:
        try:
            with transaction.atomic():
                return action(actor=actor, now=now, **given)
        except (Refusal, InputError, Http404) as no:
            facts = {"tried": action.__name__, "code": getattr(no, "code", "not_there")}
            facts |= {name: given[name] for name in NAMED if isinstance(given.get(name), int)}
            with transaction.atomic():
                record(Event.REQUEST_TRY_REFUSED, on=actor.person, by=actor, at=now, facts=facts, after="")
            raise

    return run
