"""The head and foot of an official letter of a unit: from where it comes, and who signs it or signs for the leader."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from lachan.documents.papers.model import SignOff
from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Person, Role
from lachan.office.units.models import Unit
from lachan.vietnam.places import province


@dataclass(frozen=True)
class Letterhead:
    """What a letter needs beyond its content: the body above the sender, the place, and the signature."""

    parent_body: str
    place: str
    sign_off: SignOff


def letterhead(unit: Unit, actor: Actor, now: datetime) -> Letterhead:
    """The head and foot of a letter that `actor` signs for `unit` at `now`, in Vietnamese."""
    home = province(settings.PROVINCE)
    return Letterhead(f"UBND {home.full_name[0].lower()}{home.full_name[1:]}", home.name, _sign_off(unit, actor, now))


def _sign_off(unit: Unit, actor: Actor, now: datetime) -> SignOff:
    """The leader's own signature, or a deputy's for the leader (KT.)."""
    day = timezone.localtime(now).date()
    delegation = actor.delegation_for(unit.pk)
    own = _title(actor.person, unit, day)
    if delegation is None:
        return SignOff(None, "", own or "Giám đốc", str(actor.person))
    return SignOff("KT.", _title(delegation.leader, unit, day) or "Giám đốc", own or "Phó Giám đốc", str(actor.person))


def _title(person: Person, unit: Unit, day: date) -> str:
    held = Membership.objects.filter(person=person, unit=unit).exclude(role=Role.ADMINISTRATOR)
    return next((m.title for m in held.valid_on(day) if m.title), "")
