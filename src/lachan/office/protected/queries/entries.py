"""Entries: searched, compared, and one of them with what may be done with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.protected.content import NumberFacts, digest_of, facts_of
from lachan.office.protected.models import NumberState, ProtectedNumber
from lachan.office.protected.permissions import may_approve, may_sign, may_write, shown_to_everybody, visible_numbers
from lachan.office.protected.policies import LIVE, NUMBER_NEXT_STEP, NUMBER_OWNER, NumberMove, allowed
from lachan.office.trail.models import Entry
from lachan.readers.protected_list import listed_form
from lachan.vietnam.text import plain


@dataclass(frozen=True)
class NumberFilter:
    """Which entries the list shows; `state` "" for all that were not withdrawn."""

    text: str = ""
    state: str = ""
    ending_by: date | None = None


def numbers_of(actor: Actor, wanted: NumberFilter) -> QuerySet[ProtectedNumber]:
    """The entries that fit, in order of number."""
    found = visible_numbers(actor)
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state=NumberState.WITHDRAWN)
    if wanted.ending_by is not None:
        found = found.filter(valid_to__lte=wanted.ending_by)
    return found.filter(matching(wanted.text))


def matching(text: str) -> Q:
    """Entries with the words in body or use, or with the number in their range; "" matches all."""
    words = plain(text)
    if not words:
        return Q()
    digits = "".join(one for one in words if one.isdigit())
    if len(digits) >= 3 and not any(one.isalpha() for one in words):
        found = Q(search_text__contains=digits)
        number = listed_form(text)
        return found | Q(width=len(number), first__lte=number, last__gte=number) if number else found
    parts = Q()
    for word in words.split():
        parts &= Q(search_text__contains=word)
    return parts


def holder_of(number: str, day: date) -> ProtectedNumber | None:
    """The entry on the public page that holds this number ("+84…" or a short one) on `day`; None when there is none."""
    form = listed_form(number)
    if not form:
        return None
    held = Q(width=len(form), first__lte=form, last__gte=form)
    return shown_to_everybody(day).filter(held).first()


def overlapping(facts: NumberFacts, *, but: ProtectedNumber | None = None) -> QuerySet[ProtectedNumber]:
    """The live entries that hold one of the numbers on one of the days."""
    found = ProtectedNumber.objects.filter(
        state__in=LIVE, width=len(facts.first), first__lte=facts.last, last__gte=facts.first
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=facts.valid_from))
    if facts.valid_to is not None:
        found = found.filter(valid_from__lte=facts.valid_to)
    return found.exclude(pk=but.pk) if but is not None else found


def waiting_for(actor: Actor) -> QuerySet[ProtectedNumber]:
    """The entries that wait for an approval that this person may give."""
    return visible_numbers(actor).filter(state=NumberState.WAITING).exclude(written_by=actor.person)


def waiting_count() -> int:
    """How many entries wait for approval."""
    return ProtectedNumber.objects.filter(state=NumberState.WAITING).count()


def page_of(actor: Actor, number: ProtectedNumber) -> dict[str, Any]:
    """One entry, its history, and what the person may do with it now."""
    withdraws = may_sign(actor) if number.approved_digest else may_write(actor)
    history = Entry.objects.filter(object_kind="protected.protectednumber", object_id=str(number.pk))
    return {
        "number": number,
        "next_step": NUMBER_NEXT_STEP[number.state],
        "owner": NUMBER_OWNER[number.state],
        "digest": digest_of(facts_of(number)),
        "may_change": may_write(actor) and allowed(number, NumberMove.CHANGE),
        "may_approve": may_approve(actor, number) and allowed(number, NumberMove.APPROVE),
        "may_send_back": may_sign(actor) and allowed(number, NumberMove.SEND_BACK),
        "may_withdraw": withdraws and allowed(number, NumberMove.WITHDRAW),
        "wrote_it": number.written_by_id == actor.id and number.state == NumberState.WAITING,
        "history": history.order_by("number"),
    }
