"""What everybody reads without account: the newest warnings of sites, one listing's life, an appeal by its code."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from lachan.office.intake.keys import named
from lachan.office.listings.advice import advice_for
from lachan.office.listings.models import IN_FORCE, Appeal, AppealState, Listing, ListingState, ListingStep
from lachan.office.listings.policies import ListingMove, allowed
from lachan.office.listings.queries.published import look_up_any
from lachan.office.listings.sealing import PUBLIC_KINDS, hash_of_code, key_of
from lachan.readers.subjects import AskedKind, read_subjects

PAGE = 50
LOOKED_AT, AT_ONCE = 2_000, 200
# After the last approval nobody's words are public that a second person has not read, but for those who sign alone.
_SIGNED = ("renew", "appeal", "keep", "uphold", "withdraw", "expire", "publish")
_WORDLESS = ("propose", "send_back")  # what was proposed is read at its approval; what was sent back is inside
_INSIDE = ("ask_blocking",)  # whoever runs a site is not told that a block is on its way


@dataclass(frozen=True)
class NewestPage:
    """Some warnings of sites, newest first; `before` leads to the older ones, None when these are the last."""

    listings: list[Listing]
    before: int | None


def newest_sites(now: datetime, *, before: int | None = None) -> NewestPage:
    """A page of the sites that are warned of now, the newest numbers first; `before` is the id of a listing.

    Listings are read in their order and looked at one by one, at most `LOOKED_AT` for a page: so a page costs the same
    however many there are. A page can be short then; the next one goes on behind it.
    """
    rows = Listing.objects.select_related("subject").order_by("-pk")
    rows = rows.filter(pk__lt=before) if before is not None else rows
    found: list[Listing] = []
    looked_at = 0
    for listing in rows[:LOOKED_AT].iterator(chunk_size=AT_ONCE):
        looked_at, before = looked_at + 1, listing.pk
        if listing.is_in_force(now) and listing.subject.kind in PUBLIC_KINDS:
            found.append(listing)
        if len(found) == PAGE:
            break
    over = looked_at < LOOKED_AT and len(found) < PAGE
    return NewestPage(found, None if over else before)


@dataclass(frozen=True)
class AppealStanding:
    """What a receipt code tells: nothing of what was written."""

    number: str
    address: str
    state: str
    state_words: str
    received_at: datetime
    due_on: date
    due_steps: list[dict[str, str]]
    answer: str
    answered_at: datetime | None


def find_exactly(text: str, now: datetime) -> str | None:
    """The address of the first listing in force of what somebody typed or pasted; None when there is none."""
    for asked in read_subjects(text):
        if asked.kind is AskedKind.UNREADABLE:
            continue
        name = named(asked)
        entry = look_up_any(name.kind, name.keys, now)
        if entry is not None:
            return address_of(Listing.objects.select_related("subject").get(number=entry.number))
    return None


def public_page(listing: Listing, now: datetime) -> dict[str, Any]:
    """What everybody reads of a listing that was published once. No name of a person is in it, and no note."""
    in_force = listing.is_in_force(now)
    return {
        "listing": listing,
        "in_force": in_force,
        "over": listing.state in IN_FORCE and not in_force,
        "changing": listing.state in (ListingState.REVIEWED, ListingState.CORROBORATED),
        "advice": advice_for(listing.subject.kind),
        "key": key_of(listing),
        "steps": _steps(listing),
        "may_appeal": in_force and allowed(listing, ListingMove.APPEAL),
        "due": _next_due(listing),
    }


def address_of(listing: Listing) -> str:
    """Where everybody who may find it reads this listing, with its key when it needs one."""
    key = key_of(listing)
    return reverse("public_listing", args=[listing.number]) + (f"?k={key}" if key else "")


def _steps(listing: Listing) -> list[ListingStep]:
    """The life as everybody reads it: no word in it that only one person has read, and nothing of what is inside."""
    steps = list(listing.steps.exclude(move__in=_INSIDE).select_related("unit"))
    last = max((place for place, step in enumerate(steps) if step.move == "publish"), default=-1)
    for place, step in enumerate(steps):
        if step.move in _WORDLESS or (place > last and step.move not in _SIGNED):
            step.reason = ""
    return steps


def _next_due(listing: Listing) -> Appeal | None:
    return listing.appeals.filter(state=AppealState.OPEN).order_by("due_on").first()


def appeal_for_code(code: str) -> AppealStanding | None:
    """Where an appeal stands; None for a code that nobody has. The page that asks limits how often."""
    found = Appeal.objects.filter(code_hash=hash_of_code(code)).select_related("listing__subject").first()
    if found is None:
        return None
    return AppealStanding(
        found.listing.number, address_of(found.listing), found.state, str(found.get_state_display()), found.received_at,
        found.due_on, found.due_steps, found.answer, found.answered_at,
    )  # fmt: skip
