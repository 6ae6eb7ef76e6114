"""The table of a listing's states, and the promises that no order of acts by anybody breaks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.office.listings import actions, queries
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import ENDED, IN_FORCE, ChangeMessage, Listing, ListingState
from lachan.office.listings.policies import (
    LISTING_MOVES,
    LISTING_NEXT_STEP,
    LISTING_OWNER,
    ListingMove,
    allowed,
    state_after,
)
from lachan.office.refusals import Refusal
from tests.office.listings.conftest import WHY, Desk, facts, refused
from tests.people import NOW

S, M = ListingState, ListingMove


def test_every_state_has_an_owner_or_is_an_end() -> None:
    assert set(LISTING_OWNER) == set(LISTING_NEXT_STEP) == set(S)
    assert {state for state in S if LISTING_OWNER[state] is None} == set(ENDED)
    assert {state for state, _move in LISTING_MOVES} == set(S) - set(ENDED)
    assert {move for _state, move in LISTING_MOVES} == set(M)


def test_nothing_comes_into_force_but_by_a_second_person() -> None:
    ways_in = {
        move for (before, move), after in LISTING_MOVES.items() if after in IN_FORCE and before not in IN_FORCE
    }  # fmt: skip
    assert ways_in == {M.PUBLISH}


@given(st.lists(st.sampled_from(list(M)), max_size=20), st.booleans())
def test_a_refused_move_moves_nothing(moves: list[ListingMove], was_public: bool) -> None:
    listing = Listing(number="MCB-2026-000001", state=S.REPORTED, published_at=NOW if was_public else None)
    for move in moves:
        before = listing.state
        if allowed(listing, move):
            listing.state = state_after(listing, move)
            assert LISTING_MOVES[(before, move)] == listing.state
        else:
            with refused("not_in_this_state"):
                state_after(listing, move)
            assert listing.state == before
        if listing.state == S.DROPPED:
            assert not was_public


PEOPLE = ("lan", "minh", "deputy", "dung", "khoa")
ACTS = (
    "corroborate", "propose", "propose_again", "send_back", "publish", "publish_stale", "renew", "appeal", "keep",
    "uphold", "withdraw", "drop", "expire",
)  # fmt: skip


def acts(desk: Desk, pk: int, who: str, hours: int) -> dict[str, Callable[[], object]]:
    now = NOW + timedelta(hours=hours)
    listing = Listing.objects.get(pk=pk)
    given = {"listing_id": pk, "actor": desk.actor(who, now=now), "now": now}
    seen = {str(one.pk) for one in listing.appeals.filter(state="open")}
    publish = {"actor": given["actor"], "now": now}
    return {
        "corroborate": lambda: actions.corroborate(said=WHY, **given),
        "propose": lambda: actions.propose(facts=facts(), **given),
        "propose_again": lambda: actions.propose(facts=facts(reason=f"Lý do được viết lại lần {hours}."), **given),
        "send_back": lambda: actions.send_back(said=WHY, **given),
        "publish": lambda: actions.publish_listings(seen={pk: digest_of(listing)}, **publish),
        "publish_stale": lambda: actions.publish_listings(seen={pk: "0" * 64}, **publish),
        "renew": lambda: actions.renew(seen=digest_of(listing), days=60, **given),
        "appeal": lambda: desk.appeal(listing, now=now),
        "keep": lambda: actions.answer_appeals(seen=seen, uphold=False, said=WHY, **given),
        "uphold": lambda: actions.answer_appeals(seen=seen, uphold=True, said=WHY, **given),
        "withdraw": lambda: actions.withdraw(said=WHY, **given),
        "drop": lambda: actions.drop(said=WHY, **given),
        "expire": lambda: actions.expire(now + timedelta(days=40 * (hours % 2))),
    }


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=10), st.booleans())
def test_any_order_of_acts_by_anybody_keeps_the_promises(
    desk: Desk, order: list[tuple[str, str]], was_public: bool
) -> None:
    for running in Listing.objects.exclude(state__in=ENDED):
        Listing.objects.filter(pk=running.pk).update(state="expired")
    pk = (desk.published() if was_public else desk.opened()).pk
    for hours, (act, who) in enumerate(order, start=1):
        before = Listing.objects.get(pk=pk)
        try:
            acts(desk, pk, who, hours)[act]()
        except (Refusal, Http404):
            assert Listing.objects.get(pk=pk).state == before.state
        row = Listing.objects.get(pk=pk)
        assert row.state == before.state or any(
            b == before.state and a == row.state for (b, _move), a in LISTING_MOVES.items()
        )
        changes = list(row.changes.values_list("message", flat=True))
        if row.state in IN_FORCE:
            assert row.approved_by_id not in (None, row.written_by_id)
            assert row.approved_digest == digest_of(row)
            assert changes[-1] != ChangeMessage.WITHDRAW
        else:
            assert queries.look_up("site", row.subject.key, NOW) is None
            assert not changes or changes[-1] == ChangeMessage.WITHDRAW
        assert row.serial == (row.changes.last().serial if changes else None)  # type: ignore[union-attr]
        assert row.state != "appealed" or row.appeals.filter(state="open").exists()
        assert row.state == "appealed" or not row.appeals.filter(state="open").exists()


@pytest.mark.parametrize("state", [state for state in S if state not in ENDED])
def test_everything_that_runs_can_end(state: ListingState) -> None:
    ends, seen = {state}, set()
    while ends - seen:
        one = (ends - seen).pop()
        seen.add(one)
        ends |= {after for (before, _move), after in LISTING_MOVES.items() if before == one}
    assert ends & set(ENDED)
