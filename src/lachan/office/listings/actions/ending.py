"""How a listing ends: withdrawn by a person, dropped before anybody saw it, or over by itself."""

from datetime import datetime

from django.db import transaction

from lachan.office.listings.actions.changes import add_step, tell_feeds
from lachan.office.listings.actions.opening import Said
from lachan.office.listings.content import said_note, said_reason
from lachan.office.listings.models import IN_FORCE, ChangeMessage, Listing, ListingState
from lachan.office.listings.permissions import find_listing, may_sign, may_write
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

AT_ONCE = 500  # listings of one transaction of the job


@transaction.atomic
def withdraw(*, listing_id: int, said: Said, actor: Actor, now: datetime) -> Listing:
    """Take back what was public; from this moment no query and no feed carries it."""
    listing = find_listing(actor, listing_id, lock=True)
    require(may_sign(actor, listing))
    after, before = state_after(listing, ListingMove.WITHDRAW), digest(listing)
    reason, note = said_reason(said.reason), said_note(said.note)
    end_listing(listing, after, now=now)
    add_step(listing, ListingMove.WITHDRAW, actor=actor, now=now, reason=reason, note=note)
    record(
        Event.LISTING_WITHDRAWN, on=listing, by=actor, at=now, unit=listing.unit, before=before,
        facts={"serial": listing.serial},
    )  # fmt: skip
    return listing


@transaction.atomic
def drop(*, listing_id: int, said: Said, actor: Actor, now: datetime) -> Listing:
    """Put away a listing that nobody outside has seen."""
    listing = find_listing(actor, listing_id, lock=True)
    require(may_write(actor, listing))
    after, before = state_after(listing, ListingMove.DROP), digest(listing)
    reason, note = said_reason(said.reason), said_note(said.note)
    listing.state, listing.ended_at = after, now
    listing.save()
    add_step(listing, ListingMove.DROP, actor=actor, now=now, reason=reason, note=note)
    record(Event.LISTING_DROPPED, on=listing, by=actor, at=now, unit=listing.unit, before=before)
    return listing


def end_listing(listing: Listing, after: ListingState, *, now: datetime) -> None:
    """End a listing that was public, and tell the feeds; inside the caller's transaction, who writes the step."""
    was_in_force = listing.state in IN_FORCE
    listing.state, listing.ended_at = after, now
    if was_in_force:  # else the feeds were told when it was changed
        tell_feeds(listing, ChangeMessage.WITHDRAW, now=now)
    listing.save()


def expire(now: datetime) -> int:
    """End what is over; how many. An appealed listing is no longer in force either, and waits for its answer."""
    over = Listing.objects.filter(state__in=(ListingState.PUBLISHED, ListingState.KEPT), expires_at__lte=now)
    done = 0
    while keys := list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            for listing in over.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
                _expire(listing, now)
                done += 1
    return done


def _expire(listing: Listing, now: datetime) -> None:
    before = digest(listing)
    end_listing(listing, state_after(listing, ListingMove.EXPIRE), now=now)
    add_step(listing, ListingMove.EXPIRE, actor=None, now=now)
    record(
        Event.LISTING_EXPIRED, on=listing, by=None, at=now, unit=listing.unit, before=before,
        facts={"serial": listing.serial},
    )  # fmt: skip
