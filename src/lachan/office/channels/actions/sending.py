"""Working off the outbox: each act claimed by one process, looked for before it is repeated, given up after days."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lachan.office.advisories.permissions import WRITES
from lachan.office.advisories.queries import public_text
from lachan.office.channels.models import Channel, ChannelMode, ChannelState, Post, PostAct, PostState
from lachan.office.channels.services import Done, Reconnect, Service, TooMuch, Trouble, service_of
from lachan.office.channels.services.telling import told_of
from lachan.office.directives.actions.announce import tell_units
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.vault import SealBroken

# The first pauses are short: most troubles of a network are. Together they are two days.
PAUSES = (
    timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=3), timedelta(seconds=30), timedelta(minutes=5),
    timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6), timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
CONFIRMING = timedelta(seconds=5)
LEASE = timedelta(minutes=3)
"""Longer than one act can take, so that no second process takes it meanwhile."""
PATIENCE_SECONDS = 8.0


def send_due(now: datetime, *, patience: float = PATIENCE_SECONDS) -> int:
    """Do what is due, and what gets due within the next seconds; how many acts were finished."""
    done, until, began = 0, time.monotonic() + patience, time.monotonic()
    while True:
        moment = now + timedelta(seconds=time.monotonic() - began)
        worked = [_act(post, moment) for post in _due(moment)]
        done += sum(worked)
        following = _waiting(moment).order_by("next_at").values_list("next_at", flat=True).first()
        if following is None:
            return done
        pause = max(0.0, (following - moment).total_seconds())
        if time.monotonic() + pause > until:
            return done
        time.sleep(min(pause, 0.2) if pause else 0)


def _waiting(now: datetime) -> QuerySet[Post]:
    """What is to be done, now or later, on channels that take it: one that rests is left until its rest is over."""
    ready = Q(channel__state=ChannelState.READY, channel__mode=ChannelMode.AUTOMATIC)
    rested = Q(channel__paused_until__isnull=True) | Q(channel__paused_until__lte=now)
    return Post.objects.filter(ready, rested, state__in=(PostState.WAITING, PostState.CHECKING))


def _due(now: datetime) -> list[Post]:
    rows = _waiting(now).filter(next_at__lte=now).order_by("made_at", "pk")
    return list(rows.select_related("channel__unit", "version__advisory__unit"))


def _act(post: Post, now: datetime) -> bool:
    """One act; whether it is finished."""
    mine = Post.objects.filter(pk=post.pk, state=post.state, tries=post.tries, next_at=post.next_at)
    if not mine.update(tries=post.tries + 1, next_at=now + LEASE):
        return False  # another process has it
    post.tries += 1
    channel = post.channel
    channel.refresh_from_db()
    if channel.state != ChannelState.READY:
        _later(post, now, "")
        return False
    try:
        result = _done(post, service_of(channel), now.timestamp())
    except Reconnect as trouble:
        _stop(channel, str(trouble), now)
        _later(post, now, str(trouble), counted=False)
    except TooMuch as trouble:
        Channel.objects.filter(pk=channel.pk).update(paused_until=now + timedelta(seconds=trouble.seconds))
        _later(post, now, str(trouble), counted=False)
    except (Trouble, SealBroken) as trouble:
        _later(post, now, str(trouble))
    else:
        return _took(post, result, now)
    return False


def _done(post: Post, service: Service, now: float) -> Done | None:
    """None: the service still thinks."""
    channel, told = post.channel, told_of(public_text(post.version, "vi"))
    if post.state == PostState.CHECKING:
        return service.confirm(channel, post.ticket, now)
    if post.act == PostAct.PUBLISH:
        there = service.find(channel, told, now) if post.tries > 1 else None
        return there or service.publish(channel, told, now)
    remote = _remote_id(post, service, now)
    if post.act == PostAct.WITHDRAW:
        return service.withdraw(channel, remote, told, now) if remote else Done()
    if remote:
        return service.correct(channel, remote, told, now)
    there = service.find(channel, told, now) if post.tries > 1 else None
    return there or service.publish(channel, told, now)


def _remote_id(post: Post, service: Service, now: float) -> str:
    """The id of what stands there of this advisory; "" for nothing."""
    others = Post.objects.filter(channel=post.channel, version__advisory=post.version.advisory).exclude(pk=post.pk)
    known = others.exclude(remote_id="").order_by("-done_at").first()
    if known is not None:
        return known.remote_id
    for other in others.filter(tries__gt=0).select_related("version__advisory"):
        there = service.find(post.channel, told_of(public_text(other.version, "vi")), now)
        if there is not None:
            return there.remote_id
    return ""


def _took(post: Post, result: Done | None, now: datetime) -> bool:
    if result is None or (result.ticket and not result.remote_id):
        ticket = result.ticket if result is not None else post.ticket
        Post.objects.filter(pk=post.pk).update(
            state=PostState.CHECKING, ticket=ticket, tries=1, next_at=now + CONFIRMING, error=""
        )
        return False
    Post.objects.filter(pk=post.pk).update(
        state=PostState.DONE, remote_id=result.remote_id, done_at=now, error="", ticket=""
    )
    return True


def _later(post: Post, now: datetime, words: str, *, counted: bool = True) -> None:
    failed = counted and post.tries > len(PAUSES)
    pause = PAUSES[min(post.tries, len(PAUSES)) - 1]
    Post.objects.filter(pk=post.pk).update(
        state=PostState.FAILED if failed else post.state, next_at=now + pause, error=words[:200],
        tries=post.tries if counted else max(1, post.tries - 1),
    )  # fmt: skip
    if failed:
        _tell(post.channel, f"post-{post.pk}-failed", _("Không đăng được cảnh báo lên kênh: %(channel)s"), now)


@transaction.atomic
def _stop(channel: Channel, words: str, now: datetime) -> None:
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    if row.state != ChannelState.READY:
        return
    row.state, row.error = ChannelState.RECONNECT, words[:200]
    row.save(update_fields=["state", "error"])
    record(Event.CHANNEL_LOST, on=row, by=None, at=now, unit=row.unit, facts={"kind": row.kind})
    _tell(row, f"channel-{row.pk}-{now:%Y%m%d%H%M}", _("Cần kết nối lại kênh: %(channel)s"), now)


def _tell(channel: Channel, key: str, subject: str, now: datetime) -> None:
    with translation.override("vi"):
        tell_units(
            [channel.unit_id], key=key, now=now, subject=subject % {"channel": channel.name},
            link=reverse("channel", args=[channel.pk]), body="", roles=WRITES,
        )  # fmt: skip
