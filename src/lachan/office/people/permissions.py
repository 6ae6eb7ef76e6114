"""Who may do what with accounts and roles."""

from lachan.office.people.actor import Actor
from lachan.office.people.models import Role


def administers_something(actor: Actor) -> bool:
    """Whether the person is an administrator of any unit."""
    return bool(actor.units(Role.ADMINISTRATOR))
