"""What a person may see of the notices: their own."""

from django.db.models import QuerySet

from lachan.office.notices.models import Notice
from lachan.office.people.actor import Actor


def unread_count(actor: Actor) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(person=actor.person, read_at__isnull=True).count()


def notices_of(actor: Actor, *, unread_only: bool = False) -> QuerySet[Notice]:
    """The person's notices, newest first."""
    own = Notice.objects.filter(person=actor.person)
    return own.filter(read_at__isnull=True) if unread_only else own
