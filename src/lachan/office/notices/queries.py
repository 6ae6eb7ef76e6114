"""What a person may see of the notices: their own."""

from lachan.office.notices.models import Notice
from lachan.office.people.actor import Actor


def unread_count(actor: Actor) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(person=actor.person, read_at__isnull=True).count()
