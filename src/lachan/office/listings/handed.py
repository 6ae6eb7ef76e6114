"""What the review queue hands over: a subject found to be warned of becomes a listing in the same moment."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext

from lachan.office.intake.models import Subject
from lachan.office.listings.actions.ending import drop
from lachan.office.listings.actions.opening import Said, corroborate, open_listing
from lachan.office.listings.content import one_line
from lachan.office.listings.models import ENDED, Listing
from lachan.office.listings.models.listings import LONGEST_REASON
from lachan.office.listings.permissions import find_listing
from lachan.office.people.actor import Actor


def take_subject(subject: Subject, reason: str, actor: Actor, now: datetime) -> models.Model:
    """The listing of a subject that a reviewer found to be warned of: the running one, or a new one.

    What the reviewer wrote was written for colleagues, and stands as a note; who proposes finds the public words.
    """
    running = Listing.objects.filter(subject=subject).exclude(state__in=ENDED).first()
    if running is not None:
        return running
    note = one_line(reason)[:LONGEST_REASON]
    opened = Said(gettext("Có dấu hiệu lừa đảo theo các nguồn đã tiếp nhận."), note)
    listing = open_listing(subject_id=subject.pk, said=opened, actor=actor, now=now)
    looked = Said(gettext("Cán bộ xem xét các dấu hiệu và thấy có căn cứ."), note)
    return corroborate(listing_id=listing.pk, said=looked, actor=actor, now=now)


def is_running(subject: Subject) -> bool:
    """Whether a listing of the subject goes on; once it has ended, new signals are looked at anew."""
    return Listing.objects.filter(subject=subject).exclude(state__in=ENDED).exists()


def give_back(listing_id: str, actor: Actor, now: datetime) -> None:
    """Undo that: the listing that this person's decision opened is put away; NotNow once others went on with it."""
    listing = find_listing(actor, int(listing_id), lock=True)
    if listing.written_by_id != actor.id:
        return  # it was running before the decision
    reason = Said(gettext("Người xem xét đã hoàn tác quyết định."))
    drop(listing_id=listing.pk, said=reason, actor=actor, now=now)
