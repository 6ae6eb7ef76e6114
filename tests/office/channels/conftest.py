"""Channels connected to fakes over real HTTP, and a clock that moves when it is told to."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from lachan.office.channels.actions import ChannelWanted, add_channel, plan_posts
from lachan.office.channels.models import Channel, Post, PostState
from tests.fakes.facebook import FakeFacebook
from tests.fakes.serving import served
from tests.fakes.zalo import FakeZalo
from tests.office.advisories.conftest import _today, published  # noqa: F401 - the clock
from tests.people import NOW, Cast


@pytest.fixture
def facebook(settings: Any) -> Iterator[FakeFacebook]:
    fake = FakeFacebook(page="4711", token="page-token", secret="app-secret")
    with served(fake) as address:
        settings.FACEBOOK_API = f"{address}/v25.0"
        yield fake


@pytest.fixture
def zalo(settings: Any) -> Iterator[FakeZalo]:
    fake = FakeZalo(app="99", secret="zalo-secret", refresh="refresh-0")
    with served(fake) as address:
        settings.ZALO_API = settings.ZALO_OAUTH = address
        yield fake


def wanted(kind: str, mode: str = "automatic", **changes: Any) -> ChannelWanted:
    facts: dict[str, Any] = {
        "facebook": {"address": "4711", "access": "page-token", "secret": "app-secret"},
        "zalo": {"address": "oa1", "app_id": "99", "secret": "zalo-secret", "refresh": "refresh-0"},
        "email": {"address": "xa1@langson.example\nxa2@langson.example"},
    }[kind]
    return ChannelWanted(**{"kind": kind, "name": kind.capitalize(), "mode": mode, **facts, **changes})


def connected(cast: Cast, kind: str, mode: str = "automatic", **changes: Any) -> Channel:
    """A channel that Lan connected."""
    return add_channel(wanted=wanted(kind, mode, **changes), actor=cast.actor("lan"), now=NOW)


def channels_of_the_world(cast: Cast) -> dict[str, Any]:
    """A channel with one post to be done by hand and one that was given up, for the matrix of rights."""
    channel = connected(cast, "email", "by_hand")
    later = NOW + timedelta(minutes=5)
    for minutes in (1, 2):
        published(cast, now=NOW + timedelta(minutes=minutes))
    plan_posts(later)
    first, second = Post.objects.filter(channel=channel).order_by("pk")[:2]
    Post.objects.filter(pk=second.pk).update(state=PostState.FAILED)
    return {"channel": channel.pk, "post_by_hand": first.pk, "post_failed": second.pk}
