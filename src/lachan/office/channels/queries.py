"""Channels with what waits there, and one channel with its posts ready to be copied."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lachan.office.advisories.queries import public_text
from lachan.office.channels.models import OPEN, Channel, Post, PostAct, PostState
from lachan.office.channels.permissions import may_run, visible_channels
from lachan.office.channels.services.telling import Told, told_of, withdrawn
from lachan.office.people.actor import Actor


@dataclass(frozen=True)
class Prepared:
    """A post, and what has to stand there."""

    post: Post
    told: Told
    may_be_noted: bool
    may_be_tried: bool


def channels_of(actor: Actor) -> list[Channel]:
    """The channels with `open_posts`."""
    waiting = Count("posts", filter=Q(posts__state__in=OPEN))
    return list(visible_channels(actor).annotate(open_posts=waiting))


def page_of(actor: Actor, channel: Channel) -> dict[str, Any]:
    """One channel; what waits first, then the newest."""
    rows = channel.posts.select_related("version__advisory__unit", "done_by").order_by("-made_at", "-pk")[:100]
    posts = sorted(rows, key=lambda one: one.state not in OPEN)
    runs = may_run(actor)
    return {
        "channel": channel,
        "may_run": runs,
        "posts": [
            Prepared(
                one, _told(one), runs and one.state in (PostState.BY_HAND, PostState.FAILED),
                runs and one.state == PostState.FAILED,
            )
            for one in posts
        ],
    }  # fmt: skip


def _told(post: Post) -> Told:
    told = told_of(public_text(post.version, "vi"))
    return withdrawn(told) if post.act == PostAct.WITHDRAW else told
