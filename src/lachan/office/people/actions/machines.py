"""An account that stands for a body's own system in the trail and in what it did; nobody can sign in to it."""

import uuid

from lachan.office.people.models import Person
from lachan.office.units.models import Unit


def add_machine(*, name: str, unit: Unit) -> Person:
    """Make the account, closed and without password, as part of a larger action, which writes the trail.

    Its address is of a kind to which no mail can be sent (RFC 2606), so that no password can be asked for.
    """
    machine = Person(email=f"{uuid.uuid4().hex}@machine.invalid", full_name=f"{name} – {unit}"[:120], is_active=False)
    machine.set_unusable_password()
    machine.save()
    return machine
