"""What is in force, for whoever warns or blocks: all of it, one subject of it, and what changed since a serial.

What was withdrawn is gone from here in the moment of its withdrawal, and what is over in the moment of its end, whether
or not the office's own job has come by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from lachan.office.intake.models import Subject
from lachan.office.listings.models import IN_FORCE, ChangeMessage, Listing, ListingChange, ListingState

AT_ONCE = 2_000  # rows fetched together


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """A listing as the world knows it. `key` is the subject's (blind for a number); `until` excludes itself.

    `serial` is that of its last change. `appealed` says that somebody objects, and nobody has judged that yet.
    """

    number: str
    kind: str
    key: str
    shown: str
    address: str
    trick: str
    imitated: str
    sureness: str
    reason: str
    since: datetime
    until: datetime
    appealed: bool
    serial: int


_COLUMNS = (
    "number", "subject__kind", "subject__key", "subject__shown", "subject__address", "trick", "imitated", "sureness",
    "reason", "published_at", "expires_at", "state", "serial",
)  # fmt: skip


def published(now: datetime, *, kinds: Sequence[str] = ()) -> Iterator[PublishedEntry]:
    """Every listing that is in force at `now` (of some kinds of subject), in the order in which they were opened.

    The rows come by and by, so that a million need no memory. A reader that keeps a serial takes `last_serial()`
    before this: what changes meanwhile is told again, and never missed.
    """
    rows = _all_in_force(now).order_by("pk")
    rows = rows.filter(subject__kind__in=kinds) if kinds else rows
    for row in rows.values_list(*_COLUMNS).iterator(chunk_size=AT_ONCE):
        yield _entry(row)


def look_up(kind: str, key: str, now: datetime) -> PublishedEntry | None:
    """The listing in force of one subject, by its kind and key; None when there is none."""
    return look_up_any(kind, (key,), now)


def look_up_any(kind: str, keys: Sequence[str], now: datetime) -> PublishedEntry | None:
    """The same for all keys under which a thing may be known (`intake.keys.named`), the most exact first.

    Two questions of the index each, however many listings there are. A subject that was merged into another is found
    under its own key.
    """
    known = Subject.objects.filter(kind=kind, key__in=keys).values_list("key", "pk", "merged_into_id")
    subjects = {key: merged or pk for key, pk, merged in known}
    wanted = [subjects[key] for key in keys if key in subjects]
    if not wanted:
        return None
    rows = _in_force(now).filter(subject_id__in=wanted).values_list("subject_id", *_COLUMNS)
    found = {row[0]: _entry(row[1:]) for row in rows}
    return next((found[one] for one in wanted if one in found), None)


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One message for feeds. `entry` is what the listing says now; None for a withdrawal, and where it is over."""

    serial: int
    message: str
    at: datetime
    number: str
    kind: str
    key: str
    shown: str
    entry: PublishedEntry | None


def last_serial() -> int:
    """The serial of the newest change that anybody can see; 0 before the first."""
    return ListingChange.objects.order_by("-serial").values_list("serial", flat=True).first() or 0


def changed_since(serial: int, *, now: datetime, most: int | None = None) -> list[FeedChange]:
    """The changes after `serial`, oldest first, of each listing its newest alone; at most `most` of them.

    A reader that goes on from the last serial it was given misses nothing, whoever wrote meanwhile: serials become
    visible in their order. A listing told as withdrawn stays told, however long ago that was.
    """
    rows = ListingChange.objects.filter(serial__gt=serial).order_by("serial").select_related("listing__subject")
    newest = rows.filter(serial=F("listing__serial"))
    return [_change(row, now) for row in (newest[:most] if most is not None else newest)]


def _in_force(now: datetime) -> QuerySet[Listing]:
    return Listing.objects.filter(state__in=IN_FORCE, expires_at__gt=now).order_by()


def _all_in_force(now: datetime) -> QuerySet[Listing]:
    """The same for whoever reads most of the table: said so that a data base goes through it in order, for no index
    of states and ends saves anything here, and sorting a million rows costs much.
    """
    running = Listing.objects.exclude(state__in=[state for state in ListingState if state not in IN_FORCE])
    return running.exclude(expires_at__lte=now).exclude(expires_at__isnull=True).order_by()


def _change(row: ListingChange, now: datetime) -> FeedChange:
    listing, subject = row.listing, row.listing.subject
    entry = _of_listing(listing) if listing.is_in_force(now) and row.message != ChangeMessage.WITHDRAW else None
    return FeedChange(
        row.serial, row.message if entry is not None else ChangeMessage.WITHDRAW.value, row.at, listing.number,
        subject.kind, subject.key, subject.shown, entry,
    )  # fmt: skip


def _of_listing(listing: Listing) -> PublishedEntry:
    subject = listing.subject
    return _entry((
        listing.number, subject.kind, subject.key, subject.shown, subject.address, listing.trick, listing.imitated,
        listing.sureness, listing.reason, listing.published_at, listing.expires_at, listing.state, listing.serial,
    ))  # fmt: skip


def _entry(row: tuple[Any, ...]) -> PublishedEntry:
    """A row of `_COLUMNS`."""
    number, kind, key, shown, address, trick, imitated, sureness, reason, since, until, state, serial = row
    return PublishedEntry(
        number, kind, key, shown, address, trick, imitated, sureness, reason, since, until,
        state == ListingState.APPEALED, serial,
    )  # fmt: skip
