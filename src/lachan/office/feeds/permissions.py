"""Who may do what with feeds.

| Who                                     | Sees                          | Does                                      |
|-----------------------------------------|-------------------------------|-------------------------------------------|
| Everybody, without account              | the lists given out           | takes them                                |
| Officer, leader of the Department       | sources, what came from them  | registers sources, starts, pauses, brings |
|                                         |                               | files, takes in what waits, puts it away  |
| Clerk, reader of the Department         | the same                      | nothing                                   |
| Everybody else                          | nothing of sources            | nothing                                   |
"""

from django.db.models import QuerySet
from django.http import Http404

from lachan.office.feeds.models import FeedPull, FeedSource
from lachan.office.intake.permissions import may_review, reviews, sees_intake
from lachan.office.people.actor import Actor

__all__ = ["find_pull", "find_source", "may_review", "reviews", "sees_intake", "visible_sources"]


def visible_sources(actor: Actor) -> QuerySet[FeedSource]:
    """Every source, for whoever reads signals."""
    sees_intake(actor)
    return FeedSource.objects.select_related("written_by", "unit")


def find_source(actor: Actor, source_id: int, *, lock: bool = False) -> FeedSource:
    """The door to a source. It holds no personal data, so looking at it leaves no line in the trail."""
    rows = visible_sources(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=source_id).first()
    if found is None:
        raise Http404
    return found


def find_pull(actor: Actor, pull_id: int, *, lock: bool = False) -> FeedPull:
    """The door to what came from a source."""
    sees_intake(actor)
    rows = FeedPull.objects.select_related("source", "by", "decided_by")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pull_id).first()
    if found is None:
        raise Http404
    return found
