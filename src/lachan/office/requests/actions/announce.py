"""Who is told what when a request moves; a notice names the request and never what is asked about."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise

from lachan.office.directives.actions.announce import people_of, tell
from lachan.office.people.models import Delegation, Person, Role
from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.permissions import WORKS


def workers(unit_id: int, now: datetime) -> list[Person]:
    """Who works on requests in the unit today."""
    return people_of([unit_id], now, WORKS).get(unit_id, [])


def approvers(unit_id: int, now: datetime) -> list[Person]:
    """Who can approve for the unit today: its leaders, and their deputies."""
    held = Delegation.objects.filter(unit_id=unit_id, ended_at__isnull=True, deputy__is_active=True)
    deputies = [one.deputy for one in held.valid_on(timezone.localdate(now)).select_related("deputy")]
    return [*people_of([unit_id], now, (Role.LEADER,)).get(unit_id, []), *deputies]


def announce(
    request: AgencyRequest, people: Iterable[Person], *, step: str, subject: str | Promise, now: datetime
) -> None:
    """One notice to each of `people`, in Vietnamese; `subject` may use %(request)s and %(kind)s."""
    with translation.override("vi"):
        known = {"request": request.reference, "kind": request.get_kind_display()}
        tell(
            people, key=f"request-{request.pk}-{step}"[:120], subject=str(subject) % known,
            body=f"{request.asking_unit} → {request.asked_unit}", link=reverse("request", args=[request.pk]), now=now,
        )  # fmt: skip
