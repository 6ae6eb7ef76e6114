"""The second person: publish exactly what was seen, keep it in force for longer."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.listings.actions.changes import add_step, tell_feeds
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import ChangeMessage, Listing
from lachan.office.listings.permissions import find_listing, may_publish, may_sign
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.listings.terms import end_of, most_days
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

MOST_AT_ONCE = 500


@transaction.atomic
def publish_listings(*, seen: Mapping[int, str], actor: Actor, now: datetime) -> list[Listing]:
    """Publish listings that another person proposed, each as it was `seen` (id: digest of its content); all or none."""
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise NotRight("nothing_chosen", _("Hãy đánh dấu từ 1 đến %(n)d mục để duyệt đăng.") % {"n": MOST_AT_ONCE})
    # All of them are locked before the serials are: who takes one alone locks in the same order.
    listings = [find_listing(actor, listing_id, lock=True) for listing_id in sorted(seen)]
    return [_publish(listing, seen[listing.pk], actor, now) for listing in listings]


def _publish(listing: Listing, seen: str, actor: Actor, now: datetime) -> Listing:
    require(may_sign(actor, listing))
    after, before = state_after(listing, ListingMove.PUBLISH), digest(listing)
    content = _seen_by_another(listing, seen, actor)
    assert listing.days is not None  # proposed, so written
    listing.state, listing.approved_by, listing.approved_at = after, actor.person, now
    listing.approved_under = actor.delegation_for(listing.unit_id)
    listing.approved_digest, listing.expires_at = content, end_of(now, listing.days)
    listing.published_at = listing.published_at or now
    tell_feeds(listing, ChangeMessage.PUBLISH, now=now)
    listing.save()
    add_step(listing, ListingMove.PUBLISH, actor=actor, now=now, reason=listing.reason)
    record(
        Event.LISTING_PUBLISHED, on=listing, by=actor, at=now, unit=listing.unit, before=before,
        facts={"content": content, "serial": listing.serial},
    )  # fmt: skip
    return listing


@transaction.atomic
def renew(*, listing_id: int, seen: str, days: int, actor: Actor, now: datetime) -> Listing:
    """Keep a listing in force for `days` from now on, as it was seen; who renews is not who wrote it."""
    listing = find_listing(actor, listing_id, lock=True)
    require(may_sign(actor, listing))
    after, before = state_after(listing, ListingMove.RENEW), digest(listing)
    _seen_by_another(listing, seen, actor)
    most = most_days(timezone.localdate(now))
    if not 1 <= days <= most:
        raise NotRight("days_not_right", _("Thời hạn từ 1 đến %(n)d ngày.") % {"n": most}, field="days")
    end = end_of(now, days)
    if listing.expires_at is not None and end <= listing.expires_at:
        raise NotRight("no_longer", _("Thời hạn mới phải dài hơn thời hạn đang có."), field="days")
    listing.state, listing.expires_at = after, end
    tell_feeds(listing, ChangeMessage.UPDATE, now=now)
    listing.save()
    add_step(listing, ListingMove.RENEW, actor=actor, now=now)
    record(
        Event.LISTING_RENEWED, on=listing, by=actor, at=now, unit=listing.unit, before=before,
        facts={"days": days, "serial": listing.serial},
    )  # fmt: skip
    return listing


def _seen_by_another(listing: Listing, seen: str, actor: Actor) -> str:
    """The digest of what stands in the listing, when somebody else wrote it and it is what this person saw."""
    if not may_publish(actor, listing):
        raise NotAllowed(
            "two_persons", _("Bạn là người thẩm định mục %(number)s nên người khác duyệt.") % {"number": listing.number}
        )
    content = digest_of(listing)
    if content != seen:
        raise NotNow(
            "changed_meanwhile",
            _("Mục %(number)s đã được sửa sau khi bạn xem. Hãy xem lại rồi duyệt.") % {"number": listing.number},
        )
    return content
