"""What has to be done on each channel: planned from what advisories say now, nothing forgotten and nothing twice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.queries import PublicAdvisory, changed_since
from lachan.office.channels.models import OPEN, Channel, ChannelMode, ChannelState, Post, PostAct, PostState
from lachan.office.channels.permissions import find_post, may_run
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record

LOOKS_BACK = timedelta(days=40)
"""How far back a plan looks: longer than any machine is off."""


@transaction.atomic
def plan_posts(now: datetime) -> int:
    """Put into the outbox what each channel does not know yet; how many acts."""
    channels = list(Channel.objects.exclude(state=ChannelState.OFF).select_for_update())
    if not channels:
        return 0
    made = 0
    for found in changed_since(now - LOOKS_BACK):
        for channel in channels:
            act = _wanted(channel, found)
            if act is not None:
                made += _plan(channel, found, act, now)
    return made


def _wanted(channel: Channel, found: PublicAdvisory) -> PostAct | None:
    known = Post.objects.filter(channel=channel, version__advisory=found.advisory)
    if found.gone:
        return PostAct.WITHDRAW if known.exists() else None
    published_at = found.version.published_at
    if published_at is None or published_at < channel.made_at:
        return None  # older than the channel: nobody wants a flood of old warnings
    return PostAct.CORRECT if known.exclude(version=found.version).exists() else PostAct.PUBLISH


def _plan(channel: Channel, found: PublicAdvisory, act: PostAct, now: datetime) -> bool:
    by_hand = channel.mode == ChannelMode.BY_HAND
    state = PostState.BY_HAND if by_hand else PostState.WAITING
    _post, made = Post.objects.get_or_create(
        channel=channel, version=found.version, act=act, defaults={"state": state, "next_at": now, "made_at": now}
    )
    if made and act is not PostAct.PUBLISH:
        # What was not posted yet need not be any more.
        older = Post.objects.filter(channel=channel, version__advisory=found.advisory, state__in=OPEN, tries=0)
        older.exclude(pk=_post.pk).update(state=PostState.DONE, done_at=now, error="")
    return made


@transaction.atomic
def done_by_hand(*, post_id: int, actor: Actor, now: datetime) -> Post:
    """Note that an officer posted, changed or took it down."""
    post = find_post(actor, post_id, lock=True)
    require(may_run(actor))
    if post.state not in (PostState.BY_HAND, PostState.FAILED):
        raise NotNow("post_not_by_hand", _("Việc này đã xong hoặc hệ thống đang làm."))
    post.state, post.done_at, post.done_by, post.error = PostState.DONE, now, actor.person, ""
    post.save()
    record(
        Event.POST_DONE_BY_HAND, on=post, by=actor, at=now, unit=post.channel.unit,
        facts={"act": post.act, "advisory": post.version.advisory.number},
    )  # fmt: skip
    return post


@transaction.atomic
def try_again(*, post_id: int, actor: Actor, now: datetime) -> Post:
    """Let the system try once more what it gave up."""
    post = find_post(actor, post_id, lock=True)
    require(may_run(actor))
    if post.state != PostState.FAILED:
        raise NotNow("post_not_failed", _("Chỉ thử lại việc không đăng được."))
    post.state, post.next_at, post.tries = PostState.WAITING, now, 1  # 1: it may be there; look first
    post.save()
    record(Event.POST_TRIED_AGAIN, on=post, by=actor, at=now, unit=post.channel.unit, facts={"act": post.act})
    return post
