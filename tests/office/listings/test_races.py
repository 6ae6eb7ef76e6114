"""Two people at the same moment, in real transactions on the data base of the tests."""

import threading

import pytest
from django.db import connection

from lachan.office.listings import actions, queries
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import Appeal, Listing, ListingChange
from lachan.office.trail.verify import verify_trail
from tests.office.listings.conftest import WHY, Desk, desk_of, facts
from tests.office.reports.conftest import at_once
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return desk_of(cast)


def test_a_subject_is_listed_once(desk: Desk) -> None:
    subject, actor = desk.subject(), desk.actor("lan")

    def go() -> None:
        actions.open_listing(subject_id=subject.pk, said=WHY, actor=actor, now=NOW)

    assert at_once(go, go, go) == ["done", "listed_already", "listed_already"]
    assert Listing.objects.get().number == "MCB-2026-000001"


def test_a_change_and_an_approval_leave_nothing_public_that_nobody_saw(desk: Desk) -> None:
    listing = desk.proposed()
    seen, leader, writer = {listing.pk: digest_of(listing)}, desk.actor("minh"), desk.actor("lan")
    other = facts(reason="Trang bán vé giả, không giao hàng.")
    ended = at_once(
        lambda: actions.propose(listing_id=listing.pk, facts=other, actor=writer, now=NOW),
        lambda: actions.publish_listings(seen=seen, actor=leader, now=NOW),
    )
    listing.refresh_from_db()
    assert ended in (["changed_meanwhile", "done"], ["done", "done"])
    assert (listing.state, listing.reason) == ("reviewed", other.reason)
    assert not list(queries.published(NOW))
    assert verify_trail().intact


def test_an_appeal_and_its_answer_leave_no_appeal_unanswered(desk: Desk) -> None:
    listing = desk.published()
    seen = {str(desk.appeal(listing).appeal.pk)}
    judge = desk.actor("deputy")

    def answer() -> None:
        actions.answer_appeals(listing_id=listing.pk, seen=seen, uphold=False, said=WHY, actor=judge, now=NOW)

    ended = at_once(answer, lambda: desk.appeal(listing))
    listing.refresh_from_db()
    assert ended in (["changed_meanwhile", "done"], ["done", "done"])
    assert listing.state == "appealed"
    assert Appeal.objects.filter(state="open").count() == (2 if "changed_meanwhile" in ended else 1)


def test_a_reader_that_goes_on_from_its_serial_misses_no_change_of_many_writers(desk: Desk) -> None:
    listings = [desk.proposed(f"mot-{n}.example") for n in range(8)]
    leader = desk.actor("minh")
    seen = {one.pk: digest_of(one) for one in listings}
    told: dict[int, str] = {}
    over = threading.Event()

    def follow() -> None:
        serial = 0
        try:
            while True:
                last_round = over.is_set()
                for change in queries.changed_since(serial, now=NOW):
                    assert change.serial > serial
                    serial, told[change.serial] = change.serial, change.number
                if last_round:
                    return
        finally:
            connection.close()

    reader = threading.Thread(target=follow)
    reader.start()
    works = [lambda pk=one.pk: actions.publish_listings(seen={pk: seen[pk]}, actor=leader, now=NOW) for one in listings]
    assert at_once(*works) == ["done"] * len(listings)
    over.set()
    reader.join()
    assert sorted(told.values()) == sorted(one.number for one in listings)
    assert len(told) == ListingChange.objects.count()


def test_two_who_publish_overlapping_lists_wait_for_each_other(desk: Desk) -> None:
    one, two = desk.proposed("mot.example"), desk.proposed("hai.example")
    leader = desk.actor("minh")
    both = {one.pk: digest_of(one), two.pk: digest_of(two)}
    turned = dict(reversed(both.items()))
    ended = at_once(
        lambda: actions.publish_listings(seen=both, actor=leader, now=NOW),
        lambda: actions.publish_listings(seen=turned, actor=leader, now=NOW),
    )
    assert ended == ["done", "not_in_this_state"]
