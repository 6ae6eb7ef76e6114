"""Feeds of others: registered, fetched, looked at when they changed by much, and never public by themselves."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from lachan.office.feeds import actions
from lachan.office.feeds.fetching import content_of
from lachan.office.feeds.models import FeedPull, FeedSource, PullState
from lachan.office.feeds.policies import must_be_looked_at
from lachan.office.fetching import Fetched, Hop, NotFetched, Trouble, read_link
from lachan.office.intake.models import Signal, Subject, SubjectState
from lachan.office.listings.models import Listing
from lachan.office.notices.models import Notice
from lachan.office.refusals import Refusal
from lachan.readers.errors import InputError
from tests.office.feeds.conftest import source
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def names(*numbers: int) -> bytes:
    return "".join(f"trang-{n}.example\n" for n in numbers).encode()


def started(cast: Cast, **changes: object) -> FeedSource:
    return actions.move_source(source_id=source(cast, **changes).pk, move="start", actor=cast.actor("lan"), now=NOW)


def fetched(content: bytes) -> Callable[[FeedSource], bytes]:
    return lambda _source: content


def brought(cast: Cast, of: FeedSource, content: bytes, hours: int = 0) -> FeedPull:
    return actions.bring_file(source_id=of.pk, content=content, actor=cast.actor("lan"), now=NOW + hours * HOUR)


def taken(cast: Cast, pull: FeedPull, move: str = "take") -> FeedPull:
    return actions.decide_pull(pull_id=pull.pk, move=move, actor=cast.actor("lan"), now=NOW)


def test_what_a_feed_says_waits_the_first_time_and_becomes_signals_when_taken(cast: Cast) -> None:
    pull = brought(cast, source(cast), names(1, 2, 3))
    assert (pull.state, pull.added, Signal.objects.count()) == (PullState.WAITING, 3, 0)
    assert Notice.objects.filter(link=f"/nguon-tin/lan-lay/{pull.pk}/").exists()
    assert taken(cast, pull).signals == 3
    signal = Signal.objects.order_by("pk").first()
    assert signal is not None
    assert (signal.source, signal.origin, signal.trust, signal.facts["licence"]) == ("feed", "Nguồn mẫu", 2, "CC0")
    assert signal.facts["until"].startswith("2026-05-31")
    assert set(Subject.objects.values_list("state", flat=True)) == {SubjectState.WAITING}
    assert not Listing.objects.exists()


def test_what_was_put_away_gives_no_signal(cast: Cast) -> None:
    pull = taken(cast, brought(cast, source(cast), names(1, 2)), "discard")
    assert (pull.state, pull.body, Signal.objects.count()) == (PullState.DISCARDED, [], 0)
    with pytest.raises(Refusal) as no:
        taken(cast, pull)
    assert no.value.code == "pull_decided"


def test_a_small_change_is_taken_in_and_a_great_one_waits(cast: Cast) -> None:
    of = source(cast)
    taken(cast, brought(cast, of, names(*range(40))))
    small = brought(cast, of, names(*range(2, 45)), 1)
    assert (small.state, small.added, small.gone, small.signals) == (PullState.TAKEN, 5, 2, 5)
    great = brought(cast, of, names(*range(30, 45)), 2)
    assert (great.state, great.gone) == (PullState.WAITING, 28)
    assert brought(cast, of, names(*range(30, 45)), 3) == great
    newer = brought(cast, of, names(*range(2, 46)), 4)
    assert newer.state == PullState.TAKEN


@pytest.mark.parametrize(
    ("before", "added", "gone", "waits"),
    [(0, 1, 0, True), (100, 30, 0, False), (100, 16, 15, True), (100, 0, 31, True), (4, 6, 0, False), (4, 7, 0, True)],
)
def test_the_share_beyond_which_a_person_looks(before: int, added: int, gone: int, waits: bool) -> None:
    assert must_be_looked_at(before=before, added=added, gone=gone) is waits


def test_the_clockwork_fetches_when_the_time_has_come_and_not_before(cast: Cast) -> None:
    of = started(cast)
    assert actions.pull_due(NOW, get=fetched(names(1))) == 1
    assert actions.pull_due(NOW + 5 * HOUR, get=fetched(names(1, 2))) == 0
    taken(cast, FeedPull.objects.get())
    assert actions.pull_due(NOW + 6 * HOUR, get=fetched(names(1))) == 1
    assert [one.state for one in of.pulls.all()] == [PullState.UNCHANGED, PullState.TAKEN]
    of.refresh_from_db()
    assert of.good_at == NOW + 6 * HOUR


def test_a_source_that_fails_says_why_and_keeps_no_other_back(cast: Cast) -> None:
    bad, good = started(cast), started(cast, name="Nguồn khác")

    def get(of: FeedSource) -> bytes:
        if of == bad:
            raise NotFetched(Trouble.INSIDE)
        return b"<html>login"

    assert actions.pull_due(NOW, get=get) == 2
    assert "mạng nội bộ" in bad.pulls.get().trouble
    assert "HTML" in good.pulls.get().trouble
    assert Signal.objects.count() == 0


def test_what_is_over_or_far_too_old_gives_no_signal(cast: Cast) -> None:
    table = "host,first_seen,until\na.example,2026-02-01,2026-02-20\nb.example,2020-01-01,\nc.example,2026-02-01,\n"
    pull = taken(cast, brought(cast, source(cast, form="csv"), table.encode()))
    assert pull.signals == 1
    assert Signal.objects.get().seen_at.isoformat() == "2026-02-01T00:00:00+00:00"


def test_a_paused_source_is_not_fetched_and_one_without_address_cannot_start(cast: Cast) -> None:
    source(cast)
    assert actions.pull_due(NOW, get=fetched(names(1))) == 0
    with pytest.raises(Refusal) as no:
        started(cast, name="Chỉ tệp", address="")
    assert no.value.code == "source_without_address"


@pytest.mark.parametrize("address", ["http://127.0.0.1/ds", "file:///etc/passwd", "http://1@nguon.example/", "x"])
def test_an_address_that_the_office_does_not_open_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(Refusal) as no:
        source(cast, address=address)
    assert no.value.code == "address_not_right"


def test_somebody_without_the_right_registers_nothing(cast: Cast) -> None:
    from tests.office.feeds.conftest import FACTS

    with pytest.raises(Refusal):
        actions.add_source(facts=FACTS, actor=cast.actor("khoa"), now=NOW)


def answer(content: bytes, status: int = 200, cut: str = "") -> Fetched:
    hop = Hop(read_link("https://nguon.example/"), ("203.0.113.1",), "203.0.113.1", status, "", ())
    return Fetched((hop,), content, len(content), cut)


def test_a_collection_is_fetched_page_by_page_and_not_in_circles(cast: Cast) -> None:
    of = source(cast, form="taxii", address="https://nguon.example/api/collections/x/")
    asked: list[str] = []

    def get(link: str, **_more: object) -> Fetched:
        asked.append(link)
        page = {"more": True, "next": "a+b" if len(asked) == 1 else "c", "objects": [{"type": "indicator"}]}
        return answer(json.dumps(page).encode())

    assert len(json.loads(content_of(of, get=get))["objects"]) == 3
    assert asked[0].startswith("https://nguon.example/api/collections/x/objects/?")
    assert asked[1].endswith("&next=a%2Bb")


@pytest.mark.parametrize(
    ("found", "code"), [(answer(b"", 404), "feed_status"), (answer(b"x", cut="too_large"), "too_large")]
)
def test_what_is_not_the_whole_feed_is_none(cast: Cast, found: Fetched, code: str) -> None:
    with pytest.raises(InputError) as no:
        content_of(source(cast), get=lambda *_given, **_more: found)
    assert no.value.code == code
