"""Who may see a notice: the person to whom it was written."""

from django.shortcuts import get_object_or_404

from lachan.office.notices.models import Notice
from lachan.office.people.actor import Actor


def access_notice(actor: Actor, notice_id: int) -> Notice:
    """The door: one of the person's own notices, or Http404."""
    return get_object_or_404(Notice, pk=notice_id, person=actor.person)
