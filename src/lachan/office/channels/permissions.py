"""Who may do what with channels, and the doors to them.

| Who                           | Sees                     | Does                                          |
|-------------------------------|--------------------------|-----------------------------------------------|
| Officer, leader of Department | channels and their posts | connects, switches off, notes what was posted |
| Clerk, reader of it           | the same                 | nothing                                       |
| Everybody else                | nothing                  | nothing                                       |
"""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.permissions import is_inside, may_write
from lachan.office.channels.models import Channel, Post
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed


def may_see_channels(actor: Actor) -> bool:
    """Whether the person comes to the room."""
    return is_inside(actor)


def sees_channels(actor: Actor) -> None:
    """Rule of the pages that show channels."""
    if not may_see_channels(actor):
        raise NotAllowed("no_channels", _("Chỉ người của Sở xem các kênh."))


def may_run(actor: Actor) -> bool:
    """Whether the person connects channels and notes what was posted."""
    return may_write(actor)


def runs_channels(actor: Actor) -> None:
    """Rule of the pages that change channels."""
    if not may_run(actor):
        raise NotAllowed("not_running_channels", _("Chỉ chuyên viên, lãnh đạo của Sở quản lý các kênh."))


def visible_channels(actor: Actor) -> QuerySet[Channel]:
    """The channels of the person's Departments."""
    return Channel.objects.filter(unit_id__in=actor.department_ids).select_related("unit")


def find_channel(actor: Actor, channel_id: int, *, lock: bool = False) -> Channel:
    """One of them; 404 for any other."""
    rows = visible_channels(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=channel_id).first()
    if found is None:
        raise Http404
    return found


def find_post(actor: Actor, post_id: int, *, lock: bool = False) -> Post:
    """A post of one of them; 404 for any other."""
    rows = Post.objects.filter(channel__in=visible_channels(actor)).select_related("channel__unit", "version__advisory")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=post_id).first()
    if found is None:
        raise Http404
    return found
