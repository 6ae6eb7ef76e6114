"""One advisory on every channel: nothing twice, nothing lost, withdrawn everywhere, whatever the network does."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail

from lachan.office.advisories import actions as advisories
from lachan.office.channels.actions import done_by_hand, plan_posts, reconnect, send_due, switch_off
from lachan.office.channels.models import Channel, ChannelState, Post, PostState
from lachan.office.refusals import NotNow
from tests.fakes.facebook import FakeFacebook
from tests.fakes.zalo import FakeZalo
from tests.office.advisories.conftest import facts, published, where
from tests.office.channels.conftest import connected, wanted
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
MANY = 60


def run(now: datetime, *, times: int = 1, step: timedelta = timedelta(seconds=40)) -> datetime:
    """The clockwork's turns, so far apart that every pause of the first tries is over."""
    for _ in range(times):
        plan_posts(now)
        send_due(now, patience=0)
        now += step
    return now


def withdraw(cast: Cast, version: object, now: datetime) -> None:
    actions = advisories
    actions.withdraw(**where(version), reason="Nhầm thủ đoạn", actor=cast.actor("minh", now=now), now=now)  # type: ignore[arg-type]


def states() -> set[str]:
    return set(Post.objects.values_list("state", flat=True))


def test_one_advisory_reaches_every_channel_and_leaves_each_when_it_is_withdrawn(
    cast: Cast, facebook: FakeFacebook, zalo: FakeZalo
) -> None:
    for kind in ("facebook", "zalo", "email"):
        connected(cast, kind)
    version = published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2), times=3)
    mark = f"[{version.advisory.number}.1]"
    (post,) = facebook.posts.values()
    (article,) = zalo.articles.values()
    assert mark in post["message"]
    assert version.advisory.number in post["link"]
    assert mark in article["title"]
    assert mail.outbox[0].bcc == ["xa1@langson.example", "xa2@langson.example"]
    assert states() == {PostState.DONE}
    with time_machine.travel(now, tick=False):
        withdraw(cast, version, now)
        run(now + timedelta(seconds=1), times=2)
    assert facebook.posts == {}
    assert zalo.articles == {}
    assert mail.outbox[1].subject.startswith("Đã rút: ")
    assert states() == {PostState.DONE}


@pytest.mark.parametrize("seed", range(4))
def test_while_requests_and_answers_get_lost_nothing_is_posted_twice_and_nothing_is_lost(
    cast: Cast, facebook: FakeFacebook, zalo: FakeZalo, seed: int
) -> None:
    for fake in (facebook, zalo):
        fake.lose = 0.3
        fake._chance.seed(seed)
    zalo.lose = 0.0  # the token first: one that is lost on its way ends the connection, as it does in life
    for kind in ("facebook", "zalo"):
        connected(cast, kind)
    version = published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2))
    zalo.lose = 0.3
    now = run(now, times=MANY, step=timedelta(minutes=40))
    assert (len(facebook.posts), len(zalo.articles)) == (1, 1)
    assert states() == {PostState.DONE}
    with time_machine.travel(now, tick=False):
        withdraw(cast, version, now)
        run(now + timedelta(seconds=1), times=MANY, step=timedelta(minutes=40))
    assert (facebook.posts, zalo.articles) == ({}, {})
    assert states() == {PostState.DONE}


def test_all_channels_have_it_within_ten_seconds_though_every_fifth_request_is_lost(
    cast: Cast, facebook: FakeFacebook
) -> None:
    facebook.lose = 0.2
    facebook._chance.seed(5)
    connected(cast, "facebook")
    connected(cast, "email")
    published(cast, now=NOW + timedelta(minutes=1))
    plan_posts(NOW + timedelta(minutes=2))
    began = datetime.now().astimezone()
    send_due(NOW + timedelta(minutes=2))
    assert (datetime.now().astimezone() - began).total_seconds() < 10
    assert (len(facebook.posts), len(mail.outbox)) == (1, 1)


def test_a_correction_takes_the_place_of_what_was_posted(cast: Cast, facebook: FakeFacebook) -> None:
    connected(cast, "facebook")
    first = published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2))
    with time_machine.travel(now, tick=False):
        second = advisories.start_correction(**where(first), actor=cast.actor("lan", now=now), now=now)
        seen = facts(key_line="Công an không bao giờ gọi điện đòi tiền.")
        changed = advisories.change_draft(**where(second), facts=seen, actor=cast.actor("lan", now=now), now=now)
        published(cast, changed, now=now)
        run(now + timedelta(seconds=5))
    (post,) = facebook.posts.values()
    assert "đòi tiền" in post["message"]
    assert post["message"].endswith(".2]")


def test_a_revoked_token_stops_the_channel_keeps_what_waits_and_goes_on_once_connected_anew(
    cast: Cast, facebook: FakeFacebook
) -> None:
    channel = connected(cast, "facebook")
    facebook.revoked = True
    published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2), times=5)
    assert Channel.objects.get().state == ChannelState.RECONNECT
    assert len(facebook.calls) == 1, "a revoked token is not tried again"
    facebook.revoked = False
    facebook.token = "other"
    reconnect(channel_id=channel.pk, wanted=wanted("facebook", access="other"), actor=cast.actor("lan"), now=now)
    run(now)
    assert len(facebook.posts) == 1
    assert states() == {PostState.DONE}


def test_a_service_that_has_had_enough_gets_its_rest(cast: Cast, facebook: FakeFacebook) -> None:
    connected(cast, "facebook")
    facebook.most_calls = 0
    published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2), times=20)
    assert len(facebook.calls) == 1
    facebook.most_calls = 10**9
    run(now + timedelta(hours=1))
    assert len(facebook.posts) == 1


def test_nobody_waits_for_a_channel_that_rests(
    cast: Cast, facebook: FakeFacebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(cast, "facebook")
    facebook.most_calls = 0
    published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2))

    def asleep(_seconds: float) -> None:
        raise AssertionError("it waits")

    monkeypatch.setattr("lachan.office.channels.actions.sending.time.sleep", asleep)
    assert send_due(now) == 0


def test_refresh_tokens_are_used_once_and_kept_sealed(cast: Cast, zalo: FakeZalo) -> None:
    channel = connected(cast, "zalo")
    published(cast, now=NOW + timedelta(minutes=1))
    now = run(NOW + timedelta(minutes=2), times=3)
    assert (zalo.refreshed, len(zalo.articles)) == (1, 1)
    with time_machine.travel(now + timedelta(hours=26), tick=False):
        later = now + timedelta(hours=26)
        published(cast, now=later)
        run(later + timedelta(seconds=1), times=3)
    assert (zalo.refreshed, len(zalo.articles)) == (2, 2)
    channel.refresh_from_db()
    assert "refresh-2" not in channel.sealed_refresh


def test_by_hand_is_prepared_and_noted_once(cast: Cast, facebook: FakeFacebook) -> None:
    connected(cast, "facebook", "by_hand")
    published(cast, now=NOW + timedelta(minutes=1))
    run(NOW + timedelta(minutes=2), times=3)
    (post,) = Post.objects.all()
    assert post.state == PostState.BY_HAND
    assert facebook.calls == []
    done_by_hand(post_id=post.pk, actor=cast.actor("lan"), now=NOW + timedelta(minutes=3))
    with pytest.raises(NotNow):
        done_by_hand(post_id=post.pk, actor=cast.actor("lan"), now=NOW + timedelta(minutes=3))


def test_what_was_published_before_a_channel_was_there_is_not_posted(cast: Cast, facebook: FakeFacebook) -> None:
    published(cast, now=NOW - timedelta(days=1))
    connected(cast, "facebook")
    run(NOW + timedelta(minutes=2))
    assert not Post.objects.exists()


def test_what_was_withdrawn_before_it_was_posted_is_never_posted(cast: Cast, facebook: FakeFacebook) -> None:
    connected(cast, "facebook")
    version = published(cast, now=NOW + timedelta(minutes=1))
    plan_posts(NOW + timedelta(minutes=2))
    withdraw(cast, version, NOW + timedelta(minutes=3))
    run(NOW + timedelta(minutes=4), times=3)
    assert facebook.posts == {}
    assert not any(call.startswith("POST") for call in facebook.calls)


def test_a_channel_that_is_switched_off_forgets_its_tokens(cast: Cast, facebook: FakeFacebook) -> None:
    channel = connected(cast, "facebook")
    switch_off(channel_id=channel.pk, actor=cast.actor("lan"), now=NOW)
    published(cast, now=NOW + timedelta(minutes=1))
    run(NOW + timedelta(minutes=2))
    channel.refresh_from_db()
    assert (channel.sealed_access, channel.sealed_secret) == ("", "")
    assert facebook.posts == {}
