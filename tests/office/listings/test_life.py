"""A listing's way to the public and back: what each step asks for, writes down, and tells feeds."""

from datetime import date, timedelta

import pytest

from lachan.office.listings import actions, queries
from lachan.office.listings.actions import Said
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import Listing, ListingChange
from lachan.office.trail.models import Entry
from tests.office.listings.conftest import NUMBER, SITE, WHY, Desk, facts, refused
from tests.people import NOW


def messages(listing: Listing) -> list[str]:
    return list(listing.changes.order_by("serial").values_list("message", flat=True))


def test_the_whole_way_to_the_public(desk: Desk) -> None:
    listing = desk.published()
    assert (listing.number, listing.state) == ("MCB-2026-000001", "published")
    assert [step.move for step in listing.steps.all()] == ["open", "corroborate", "propose", "publish"]
    assert listing.expires_at is not None
    assert listing.expires_at.isoformat() == "2026-04-02T00:00:00+07:00"  # 30 days after 02/03, whole days
    assert listing.last_day == date(2026, 4, 1)
    assert messages(listing) == ["publish"]
    assert [one.number for one in queries.published(NOW)] == [listing.number]
    steps = listing.steps.values_list("move", "role", "by")
    assert list(steps)[-1] == ("publish", "leader", desk.cast.minh.pk)


def test_numbers_of_a_year_have_no_gap(desk: Desk) -> None:
    subject = desk.subject("hong.example")
    with refused("length_not_right"):
        actions.open_listing(subject_id=subject.pk, said=Said("ngắn"), actor=desk.actor("lan"), now=NOW)
    assert desk.opened("mot.example").number == "MCB-2026-000001"
    assert desk.opened("hai.example").number == "MCB-2026-000002"


def test_a_subject_has_one_running_listing(desk: Desk) -> None:
    first = desk.opened()
    with refused("listed_already"):
        desk.opened()
    actions.drop(listing_id=first.pk, said=WHY, actor=desk.actor("lan"), now=NOW)
    assert desk.opened().number == "MCB-2026-000002"


def test_who_proposed_does_not_publish(desk: Desk) -> None:
    listing = desk.proposed()
    Listing.objects.filter(pk=listing.pk).update(written_by=desk.cast.minh)
    listing.refresh_from_db()
    with refused("two_persons"):
        desk.publish(listing)
    assert not list(queries.published(NOW))


def test_what_was_changed_after_it_was_seen_is_not_published(desk: Desk) -> None:
    listing = desk.proposed()
    seen = {listing.pk: digest_of(listing)}
    actions.propose(
        listing_id=listing.pk, facts=facts(reason="Trang bán vé giả, không giao hàng."), actor=desk.actor("lan"),
        now=NOW,
    )  # fmt: skip
    with refused("changed_meanwhile"):
        actions.publish_listings(seen=seen, actor=desk.actor("minh"), now=NOW)


def test_a_change_of_what_is_public_takes_it_out_of_force_until_another_approves(desk: Desk) -> None:
    listing = desk.published()
    changed = actions.propose(
        listing_id=listing.pk, facts=facts(reason="Trang bán vé giả, không giao hàng."), actor=desk.actor("lan"),
        now=NOW,
    )  # fmt: skip
    assert (changed.state, changed.approved_by, changed.approved_digest) == ("reviewed", None, "")
    assert messages(listing) == ["publish", "withdraw"]
    assert queries.look_up("site", listing.subject.key, NOW) is None
    again = desk.publish(changed)
    assert again.published_at == listing.published_at
    assert messages(listing) == ["publish", "withdraw", "publish"]


def test_the_same_content_again_voids_nothing(desk: Desk) -> None:
    listing = desk.published()
    same = actions.propose(listing_id=listing.pk, facts=facts(), actor=desk.actor("lan"), now=NOW)
    assert same.state == "published"
    assert messages(listing) == ["publish"]


def test_all_are_published_or_none(desk: Desk) -> None:
    good, other = desk.proposed("mot.example"), desk.proposed("hai.example")
    with refused("changed_meanwhile"):
        actions.publish_listings(seen={good.pk: digest_of(good), other.pk: "0" * 64}, actor=desk.actor("minh"), now=NOW)
    assert not ListingChange.objects.exists()
    seen = {one.pk: digest_of(one) for one in (good, other)}
    assert len(actions.publish_listings(seen=seen, actor=desk.actor("minh"), now=NOW)) == 2


def test_a_withdrawal_counts_at_once_and_is_remembered(desk: Desk) -> None:
    listing = desk.published()
    serial = queries.last_serial()
    withdrawn = desk.withdraw(listing)
    assert withdrawn.state == "withdrawn"
    assert queries.look_up("site", listing.subject.key, NOW) is None
    assert not list(queries.published(NOW))
    (change,) = queries.changed_since(serial, now=NOW)
    assert (change.message, change.key, change.entry) == ("withdraw", listing.subject.key, None)
    with refused("not_in_this_state"):
        desk.withdraw(listing)


def test_what_nobody_saw_is_dropped_and_what_was_seen_is_withdrawn(desk: Desk) -> None:
    unseen, seen = desk.proposed("mot.example"), desk.published("hai.example")
    with refused("not_in_this_state"):
        desk.withdraw(unseen)
    actions.propose(listing_id=seen.pk, facts=facts(reason="Lý do khác hẳn trước."), actor=desk.actor("lan"), now=NOW)
    with refused("not_in_this_state"):
        actions.drop(listing_id=seen.pk, said=WHY, actor=desk.actor("lan"), now=NOW)
    assert actions.drop(listing_id=unseen.pk, said=WHY, actor=desk.actor("lan"), now=NOW).state == "dropped"
    assert desk.withdraw(seen).state == "withdrawn"


def test_it_is_over_in_the_moment_of_its_end_and_the_job_writes_that_down_once(desk: Desk) -> None:
    listing = desk.published()
    assert listing.expires_at is not None
    just_before, end = listing.expires_at - timedelta(seconds=1), listing.expires_at
    assert queries.look_up("site", listing.subject.key, just_before) is not None
    assert queries.look_up("site", listing.subject.key, end) is None
    assert actions.expire(just_before) == 0
    assert actions.expire(end) == 1
    assert actions.expire(end) == 0
    assert messages(listing) == ["publish", "withdraw"]
    assert Entry.objects.filter(event="listing_expired").get().actor_name == "Hệ thống"


def test_a_renewal_asks_for_another_than_who_wrote_it_and_goes_on(desk: Desk) -> None:
    listing = desk.published()
    given = {"listing_id": listing.pk, "seen": digest_of(listing), "now": NOW + timedelta(days=10)}
    with refused("no_longer"):
        actions.renew(**given, days=5, actor=desk.actor("minh"))
    with refused("days_not_right"):
        actions.renew(**given, days=400, actor=desk.actor("minh"))
    renewed = actions.renew(**given, days=60, actor=desk.actor("minh"))
    assert renewed.expires_at is not None
    assert renewed.expires_at.isoformat() == "2026-05-12T00:00:00+07:00"
    assert messages(listing) == ["publish", "update"]
    Listing.objects.filter(pk=listing.pk).update(written_by=desk.deputy)
    with refused("two_persons"):
        actions.renew(**given, days=90, actor=desk.actor("deputy"))


def test_a_number_is_found_by_its_blind_key_and_the_trail_never_names_it(desk: Desk) -> None:
    listing = desk.published(NUMBER)
    found = queries.look_up("number", listing.subject.key, NOW)
    assert found is not None
    assert "5550123" not in found.shown
    assert not [one for one in Entry.objects.all() if "5550123" in f"{one.object_name}{one.facts}"]


@pytest.mark.parametrize("field", ["reason", "imitated", "sources"])
def test_nobodys_number_stands_in_what_everybody_reads(desk: Desk, field: str) -> None:
    listing = desk.corroborated()
    with refused("number_in_the_open"):
        actions.propose(
            listing_id=listing.pk, facts=facts(**{field: "Gọi lại số 0501234567 để hỏi"}), actor=desk.actor("lan"),
            now=NOW,
        )  # fmt: skip


def test_a_subject_that_was_merged_is_still_found(desk: Desk) -> None:
    listing, other = desk.published(SITE), desk.subject("khac.example")
    other.state, other.merged_into = "merged", listing.subject
    other.save()
    found = queries.look_up("site", other.key, NOW)
    assert found is not None
    assert found.number == listing.number
    with refused("not_to_be_listed"):
        desk.opened("khac.example")
