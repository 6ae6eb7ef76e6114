"""What may be seen of people: lists for administrators, one's own account."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.people.models import Delegation, Invitation, Membership, Person, Role
from lachan.office.people.permissions import (
    administered_units,
    may_give,
    visible_delegations,
    visible_people,
)
from lachan.vietnam.text import plain


@dataclass(frozen=True)
class PeopleFilter:
    """What an administrator looks for."""

    search: str = ""
    unit: int | None = None
    role: str = ""


def people_seen_by(actor: Actor, wanted: PeopleFilter, *, day: date) -> QuerySet[Person]:
    """The people an administrator looks after, by name, with their roles of today in `roles`."""
    people = visible_people(actor, day)
    for word in plain(wanted.search).split():
        people = people.filter(search_name__contains=word)
    if wanted.unit is not None or wanted.role:
        held = Membership.objects.filter(unit__in=administered_units(actor, day)).valid_on(day)
        held = held.filter(unit=wanted.unit) if wanted.unit is not None else held
        held = held.filter(role=wanted.role) if wanted.role else held
        people = people.filter(pk__in=held.order_by().values("person"))
    roles = Membership.objects.valid_on(day).select_related("unit")
    return people.prefetch_related(Prefetch("memberships", roles, to_attr="roles"))


@dataclass(frozen=True)
class RoleRow:
    """A role on a person's page, and whether the reader may end it."""

    membership: Membership
    is_over: bool
    may_end: bool


def roles_of(person: Person, reader: Actor, *, day: date) -> list[RoleRow]:
    """All roles that the person has or had, running ones first."""
    held = Membership.objects.filter(person=person).select_related("unit").order_by("-valid_from", "pk")
    rows = []
    for one in held:
        is_over = one.ended_at is not None or (one.valid_to is not None and one.valid_to < day)
        may_end = not is_over and may_give(reader, one.unit, one.role, day)
        rows.append(RoleRow(one, is_over, may_end))
    return sorted(rows, key=lambda row: row.is_over)


def invitations_seen_by(actor: Actor, *, now: datetime, day: date) -> QuerySet[Invitation]:
    """Invitations that wait to be accepted, newest first."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    return waiting.filter(unit__in=administered_units(actor, day)).select_related("unit", "invited_by")


@dataclass(frozen=True)
class DelegationRow:
    """A delegation as a list shows it."""

    delegation: Delegation
    is_over: bool
    may_end: bool


def delegations_seen_by(actor: Actor, *, day: date) -> list[DelegationRow]:
    """Delegations that the person gave, holds, or that concern a unit that the person leads; running ones first."""
    rows = []
    for one in visible_delegations(actor):
        is_over = one.ended_at is not None or one.valid_to < day
        may_end = not is_over and (one.leader_id == actor.id or actor.has_role(one.unit_id, Role.LEADER))
        rows.append(DelegationRow(one, is_over, may_end))
    return sorted(rows, key=lambda row: row.is_over)


@dataclass(frozen=True)
class SessionRow:
    """A running session: since when, from where, in which browser."""

    session: UserSession
    is_current: bool


def sessions_of(person: Person, *, current: str | None, now: datetime) -> list[SessionRow]:
    """The person's sessions that still run, the current one first."""
    known = list(UserSession.objects.filter(user=person).order_by("-created_at"))
    keys = [one.session_key for one in known]
    running = set(Session.objects.filter(pk__in=keys, expire_date__gt=now).values_list("pk", flat=True))
    rows = [SessionRow(one, one.session_key == current) for one in known if one.session_key in running]
    return sorted(rows, key=lambda row: not row.is_current)


def second_factors_of(person: Person) -> list[Authenticator]:
    """The person's second factors, recovery codes among them."""
    return list(Authenticator.objects.filter(user=person).order_by("created_at"))


def has_own_second_factor(person: Person) -> bool:
    """Whether the person has a code app or a key (recovery codes alone come with one of these)."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
