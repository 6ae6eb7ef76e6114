"""The register: searched, one listing with what may be done with it, what waits for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lachan.office.intake.models import Signal, Subject, SubjectState
from lachan.office.listings.actions.reminders import DAYS_BEFORE_THE_END
from lachan.office.listings.content import digest_of
from lachan.office.listings.models import ENDED, IN_FORCE, AppealState, Listing, ListingState
from lachan.office.listings.permissions import (
    may_answer_appeals,
    may_publish,
    may_read_appeals,
    may_sign,
    may_write,
    visible_listings,
)
from lachan.office.listings.policies import LISTING_NEXT_STEP, LISTING_OWNER, ListingMove, allowed
from lachan.office.listings.queries.public import address_of
from lachan.office.listings.routes import can_be_asked
from lachan.office.people.actor import Actor
from lachan.vietnam.text import plain

MOST_SUBJECTS = 50


@dataclass(frozen=True)
class ListingFilter:
    """Which listings the register shows; `state` "" for all that run."""

    text: str = ""
    state: str = ""
    kind: str = ""
    ending: bool = False


def listings_of(actor: Actor, wanted: ListingFilter, now: datetime) -> QuerySet[Listing]:
    """The listings that fit, newest first."""
    found = visible_listings(actor)
    if wanted.ending:
        found = found.filter(state__in=IN_FORCE, expires_at__lte=now + timedelta(days=DAYS_BEFORE_THE_END))
    elif wanted.state:
        found = found.filter(state=wanted.state)
    else:
        found = found.exclude(state__in=ENDED)
    if wanted.kind:
        found = found.filter(subject__kind=wanted.kind)
    for word in plain(wanted.text).split():
        found = found.filter(Q(number__icontains=word) | Q(subject__search_text__contains=word))
    return found


def waiting_for(actor: Actor) -> QuerySet[Listing]:
    """The proposals that this person may publish: those of others."""
    found = visible_listings(actor).filter(state=ListingState.REVIEWED, unit_id__in=actor.units_to_sign_for())
    return found.exclude(written_by=actor.person).order_by("written_at", "pk")


def waiting_count(actor: Actor) -> int:
    """How many proposals wait in the person's Departments."""
    return visible_listings(actor).filter(state=ListingState.REVIEWED).count()


def subjects_to_list(actor: Actor) -> list[Subject]:
    """What the review found to be warned of and has no listing yet, the most urgent first."""
    visible_listings(actor)  # for those who read listings alone
    running = Listing.objects.exclude(state__in=ENDED).order_by().values("subject_id")
    found = Subject.objects.filter(state=SubjectState.CORROBORATED).exclude(pk__in=running)
    return list(found[:MOST_SUBJECTS])


def sources_of(subject: Subject) -> str:
    """From whom the signs come, in words for everybody: kinds of sources and how many, never who."""
    counted: dict[str, int] = {}
    for signal in Signal.objects.filter(subject=subject).only("source"):
        label = str(signal.get_source_display())
        counted[label] = counted.get(label, 0) + 1
    return "; ".join(f"{label}: {count}" for label, count in sorted(counted.items()))


def page_of(actor: Actor, listing: Listing, now: datetime) -> dict[str, Any]:
    """One listing, its life, and what the person may do with it now."""
    writes, signs = may_write(actor, listing), may_sign(actor, listing)
    publishes = may_publish(actor, listing)
    appeals = list(listing.appeals.order_by("-received_at"))
    proposals = listing.proposals.select_related("request__asked_unit").prefetch_related(
        "rechecks__moved_to", "repeated"
    )
    return {
        "listing": listing,
        "digest": digest_of(listing),
        "next_step": LISTING_NEXT_STEP[listing.state],
        "owner": LISTING_OWNER[listing.state],
        "in_force": listing.is_in_force(now),
        "steps": listing.steps.select_related("by", "unit"),
        "appeals": appeals,
        "open_appeals": [one for one in appeals if one.state == AppealState.OPEN],
        "proposals": proposals,
        "today": timezone.localdate(now),
        "public_address": address_of(listing) if listing.published_at is not None else "",
        "may_write": writes,
        "may_corroborate": writes and allowed(listing, ListingMove.CORROBORATE),
        "may_propose": writes and allowed(listing, ListingMove.PROPOSE),
        "may_publish": publishes and allowed(listing, ListingMove.PUBLISH),
        "may_renew": publishes and allowed(listing, ListingMove.RENEW),
        "may_send_back": signs and allowed(listing, ListingMove.SEND_BACK),
        "may_withdraw": signs and allowed(listing, ListingMove.WITHDRAW),
        "may_drop": writes and allowed(listing, ListingMove.DROP),
        "may_ask": writes and allowed(listing, ListingMove.ASK_BLOCKING) and can_be_asked(listing.subject),
        "may_answer": may_answer_appeals(actor, listing) and allowed(listing, ListingMove.KEEP),
        "may_read_appeals": may_read_appeals(actor, listing),
        "wrote_it": listing.written_by_id == actor.id and listing.state == ListingState.REVIEWED,
        "judged_it": actor.id in (listing.written_by_id, listing.approved_by_id)
        and listing.state == ListingState.APPEALED,
    }
