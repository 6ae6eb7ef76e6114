"""Names: searched, one of them with what may be done with it, and whose site or account something is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lachan.office.names.content import digest_of, facts_of
from lachan.office.names.models import NameState, ProtectedName
from lachan.office.names.permissions import in_use, may_approve, shown_to_everybody, visible_names
from lachan.office.names.policies import NAME_NEXT_STEP, NAME_OWNER, NameMove, allowed
from lachan.office.people.actor import Actor
from lachan.office.protected.permissions import may_sign, may_write
from lachan.office.trail.models import Entry
from lachan.readers.subjects import Asked, AskedKind
from lachan.vietnam.text import plain

TO_APPROVE = (NameState.SHIPPED, NameState.WAITING)


@dataclass(frozen=True)
class NameFilter:
    """Which entries the list shows; `state` "" for all that were not withdrawn."""

    text: str = ""
    state: str = ""
    kind: str = ""


def names_of(actor: Actor, wanted: NameFilter) -> QuerySet[ProtectedName]:
    """The entries that fit, by name."""
    found = visible_names(actor)
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state=NameState.WITHDRAWN)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return found.filter(matching(wanted.text))


def matching(text: str) -> Q:
    """Entries with all the words in names, sites or accounts; "" matches all."""
    parts = Q()
    for word in plain(text).split():
        parts &= Q(search_text__contains=word)
    return parts


def waiting_for(actor: Actor) -> QuerySet[ProtectedName]:
    """The entries that wait for an approval that this person may give."""
    return visible_names(actor).filter(state__in=TO_APPROVE).exclude(written_by=actor.person)


def waiting_count() -> int:
    """How many entries wait for approval, those that came with the product among them."""
    return ProtectedName.objects.filter(state__in=TO_APPROVE).count()


def page_of(actor: Actor, name: ProtectedName) -> dict[str, Any]:
    """One entry, its history, and what the person may do with it now."""
    withdraws = may_sign(actor) if name.approved_digest else may_write(actor)
    history = Entry.objects.filter(object_kind="names.protectedname", object_id=str(name.pk))
    return {
        "name": name,
        "next_step": NAME_NEXT_STEP[name.state],
        "owner": NAME_OWNER[name.state],
        "digest": digest_of(facts_of(name)),
        "may_change": may_write(actor) and allowed(name, NameMove.CHANGE),
        "may_approve": may_approve(actor, name) and allowed(name, NameMove.APPROVE),
        "may_send_back": may_sign(actor) and allowed(name, NameMove.SEND_BACK),
        "may_withdraw": withdraws and allowed(name, NameMove.WITHDRAW),
        "wrote_it": name.written_by_id == actor.id and name.state == NameState.WAITING,
        "history": history.order_by("number"),
    }


def owner_of_key(kind: str, keys: tuple[str, ...], day: date, *, approved: bool = False) -> ProtectedName | None:
    """Whose true site or account is known under one of these keys; `approved`: only what the public page shows."""
    names = shown_to_everybody(day) if approved else in_use(day)
    wanted = set(keys)
    for one in names:
        if kind == AskedKind.SITE and wanted & set(one.domains):
            return one
        if kind == AskedKind.ACCOUNT and wanted & set(one.account_keys):
            return one
    return None


def owner_of(asked: Asked, day: date) -> ProtectedName | None:
    """Whose true site or account this is, going by what the public page shows; None when it is nobody's there."""
    return owner_of_key(asked.kind, asked.keys, day, approved=True)
