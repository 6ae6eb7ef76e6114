"""A listing before anybody outside sees it: opened for a subject, corroborated, written and proposed, sent back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.actions import leave_queue
from lachan.office.intake.models import Subject, SubjectState
from lachan.office.listings.actions.announce import tell_of_waiting, tell_writers
from lachan.office.listings.actions.changes import add_step, tell_feeds
from lachan.office.listings.content import ListingFacts, checked, digest_of, facts_of, said_note, said_reason
from lachan.office.listings.models import ENDED, IN_FORCE, ChangeMessage, Listing, ListingRegister, ListingState
from lachan.office.listings.permissions import (
    departments_to_write_for,
    find_listing,
    find_subject,
    may_open,
    may_sign,
    may_write,
)
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.registers import next_in_year
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

PREFIX, DIGITS = "MCB", 6
OPENED = "open"  # the step with which a life begins; no state comes before it


@dataclass(frozen=True)
class Said:
    """Why a step is taken: `reason` for everybody once the listing is public, `note` for the office alone."""

    reason: str
    note: str = ""


@transaction.atomic
def open_listing(*, subject_id: int, said: Said, actor: Actor, now: datetime) -> Listing:
    """A new listing of a subject, under the next number of the year; a subject has one at a time."""
    require(may_open(actor))
    reason, note = said_reason(said.reason), said_note(said.note)
    subject = find_subject(subject_id)
    number = next_in_year(ListingRegister, PREFIX, now, digits=DIGITS)  # from here on one opens at a time
    _free(subject)
    unit = departments_to_write_for(actor)[0]
    listing = Listing.objects.create(
        number=number, subject=subject, unit=unit, state=ListingState.REPORTED, written_by=actor.person, written_at=now
    )
    add_step(listing, OPENED, actor=actor, now=now, reason=reason, note=note)
    record(
        Event.LISTING_OPENED, on=listing, by=actor, at=now, unit=unit,
        facts={"subject": subject.pk, "kind": subject.kind},
    )  # fmt: skip
    leave_queue(subject_id=subject.pk, reason=note, actor=actor, now=now)
    return listing


def _free(subject: Subject) -> None:
    if subject.state in (SubjectState.FALSE_ALARM, SubjectState.MERGED):
        raise NotRight(
            "not_to_be_listed",
            _("Đối tượng đang ở trạng thái “%(state)s”, không đưa vào cảnh báo.")
            % {"state": subject.get_state_display()},
            field="subject",
        )
    running = Listing.objects.filter(subject=subject).exclude(state__in=ENDED).first()
    if running is not None:
        raise NotRight(
            "listed_already", _("Đối tượng này đang có mục %(number)s.") % {"number": running.number}, field="subject"
        )


@transaction.atomic
def corroborate(*, listing_id: int, said: Said, actor: Actor, now: datetime) -> Listing:
    """Write down a ground that does not rest on the first report."""
    listing = find_listing(actor, listing_id, lock=True)
    require(may_write(actor, listing))
    after, before = state_after(listing, ListingMove.CORROBORATE), digest(listing)
    reason, note = said_reason(said.reason), said_note(said.note)
    listing.state = after
    listing.save()
    add_step(listing, ListingMove.CORROBORATE, actor=actor, now=now, reason=reason, note=note)
    record(Event.LISTING_CORROBORATED, on=listing, by=actor, at=now, unit=listing.unit, before=before)
    return listing


@transaction.atomic
def propose(*, listing_id: int, facts: ListingFacts, actor: Actor, now: datetime) -> Listing:
    """Write what the public would read, for another person's approval. The same content again changes nothing.

    Whatever was approved before counts no more: a listing that was in force leaves every feed until it is approved.
    """
    listing = find_listing(actor, listing_id, lock=True)
    require(may_write(actor, listing))
    after, before = state_after(listing, ListingMove.PROPOSE), digest(listing)
    tidy = checked(facts, timezone.localdate(now))
    if tidy == facts_of(listing) and (listing.state == after or listing.state in IN_FORCE):
        return listing
    voided = listing.state in IN_FORCE
    for name, value in vars(tidy).items():
        setattr(listing, name, value)
    listing.state, listing.written_by, listing.written_at = after, actor.person, now
    _void_approval(listing)
    if voided:
        tell_feeds(listing, ChangeMessage.WITHDRAW, now=now)
    listing.save()
    add_step(listing, ListingMove.PROPOSE, actor=actor, now=now, reason=tidy.reason, note=tidy.note)
    record(
        Event.LISTING_PROPOSED, on=listing, by=actor, at=now, unit=listing.unit, before=before,
        facts={"content": digest_of(listing), "approval_voided": voided},
    )  # fmt: skip
    tell_of_waiting(listing.unit_id, now)
    return listing


def _void_approval(listing: Listing) -> None:
    listing.approved_by = listing.approved_under = listing.approved_at = listing.expires_at = None
    listing.approved_digest = ""


@transaction.atomic
def send_back(*, listing_id: int, said: Said, actor: Actor, now: datetime) -> Listing:
    """Send a proposal back to its writers, with the reason."""
    listing = find_listing(actor, listing_id, lock=True)
    require(may_sign(actor, listing))
    after, before = state_after(listing, ListingMove.SEND_BACK), digest(listing)
    reason, note = said_reason(said.reason), said_note(said.note)
    listing.state = after
    listing.save()
    add_step(listing, ListingMove.SEND_BACK, actor=actor, now=now, reason=reason, note=note)
    record(Event.LISTING_SENT_BACK, on=listing, by=actor, at=now, unit=listing.unit, before=before)
    tell_writers(listing, step=f"back-{now:%y%m%d%H%M%S}", subject=_("Trả lại để sửa: %(number)s"), now=now)
    return listing
