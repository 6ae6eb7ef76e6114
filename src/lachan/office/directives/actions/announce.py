"""Who is told what about directives and tasks: notices with a key each, so that nobody is told twice."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone

from lachan.office.directives.permissions import READS
from lachan.office.notices.actions import notify
from lachan.office.people.models import Membership, Person


def people_of(unit_ids: Collection[int], now: datetime, roles: Iterable[str] = READS) -> dict[int, list[Person]]:
    """Active people with one of `roles` today, by unit id; administrators are no part of the work."""
    day = timezone.localtime(now).date()
    held = Membership.objects.filter(unit_id__in=unit_ids, role__in=list(roles), person__is_active=True)
    found: dict[int, dict[int, Person]] = {}
    for membership in held.valid_on(day).select_related("person"):
        found.setdefault(membership.unit_id, {})[membership.person_id] = membership.person
    return {unit_id: list(people.values()) for unit_id, people in found.items()}


def tell(people: Iterable[Person], *, key: str, subject: str, body: str, link: str, now: datetime) -> None:
    """One notice to each of `people`, once a key."""
    for person in people:
        notify(person=person, key=key, subject=subject[:200], body=body, link=link, now=now)


def tell_units(
    unit_ids: Collection[int],
    *,
    key: str,
    subject: str,
    body: str,
    link: str,
    now: datetime,
    roles: Iterable[str] = READS,
) -> None:
    """One notice to every member of the units; who belongs to two of them gets one."""
    everybody = {p.pk: p for people in people_of(unit_ids, now, roles).values() for p in people}
    tell(everybody.values(), key=key, subject=subject, body=body, link=link, now=now)
