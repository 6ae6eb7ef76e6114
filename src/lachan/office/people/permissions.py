"""Who may do what with accounts and roles, and the doors through which web requests come to them.

The rule of the house. An administrator administers the unit of the role and every unit below it by parent, so that a
body looks after its own people. The administrator of the Department administers every unit of the province, whatever
its parent: the platform is the Department's own house, and communes, operators and police have no body above them
here. To keep that power from spreading, the role of administrator in a Department is given only by an administrator
of that Department (or of the one that it succeeded); the first one comes by the command line.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor, actor_for, memberships_on
from lachan.office.people.models import Delegation, Invitation, Membership, Person, Role
from lachan.office.refusals import NotAllowed, require
from lachan.office.units.models import Succession, Unit, UnitKind, UnitQuerySet
from lachan.office.units.queries import units_below


def administers_something(actor: Actor) -> bool:
    """Whether the person is an administrator of any unit."""
    return bool(actor.units(Role.ADMINISTRATOR))


def administers(actor: Actor) -> None:
    """Rule of the pages about people: administrators, with two factors."""
    if not administers_something(actor) or not actor.second_factor:
        raise NotAllowed("not_administrator", _("Chỉ quản trị viên xem và sửa người dùng."))


def leads(actor: Actor) -> None:
    """Rule of the page on which leaders let others sign: a leader in person, with two factors."""
    if not actor.units(Role.LEADER) or not actor.second_factor:
        raise NotAllowed(
            "not_leader", _("Chỉ lãnh đạo đơn vị được ủy quyền ký thay; người ký thay không ủy quyền lại.")
        )


def administered_units(actor: Actor, day: date) -> UnitQuerySet:
    """The units whose people the actor looks after (see the rule above), units that have ended among them."""
    own = [m.unit for m in actor.memberships if m.role == Role.ADMINISTRATOR]
    if any(unit.kind == UnitKind.DEPARTMENT for unit in own):
        return Unit.objects.all()
    below = [one.pk for unit in own for one in units_below(unit, day)]
    return Unit.objects.filter(pk__in=[*(unit.pk for unit in own), *below])


def may_give(actor: Actor, unit: Unit, role: str, day: date) -> bool:
    """Whether the actor may make somebody `role` of `unit`, or take that role away."""
    if not actor.second_factor or not administered_units(actor, day).filter(pk=unit.pk).exists():
        return False
    if role != Role.ADMINISTRATOR or unit.kind != UnitKind.DEPARTMENT:
        return True
    own = actor.units(Role.ADMINISTRATOR)
    return unit.pk in own or Succession.objects.filter(predecessor__in=own, successor=unit).exists()


def may_manage(actor: Actor, person: Person, day: date) -> bool:
    """Whether the actor may disable the account and take its second factors off: somebody else's, wholly in reach.

    Every role that the person holds must be one that the actor could take away; otherwise the administrator of one
    unit could lock out the leader of another who helps there.
    """
    held = Membership.objects.filter(person=person).not_over(day).select_related("unit")
    return (
        person.pk != actor.id
        and visible_people(actor, day).filter(pk=person.pk).exists()
        and all(may_give(actor, membership.unit, membership.role, day) for membership in held)
    )


def visible_people(actor: Actor, day: date) -> QuerySet[Person]:
    """Everybody who has, or had, a role in a unit that the actor administers."""
    held = Membership.objects.filter(unit__in=administered_units(actor, day))
    return Person.objects.filter(pk__in=held.order_by().values("person"))


def access_person(actor: Actor, person_id: int, now: datetime, *, lock: bool = False) -> Person:
    """The door to an account; what the person may not see is not there."""
    people = visible_people(actor, timezone.localtime(now).date())
    found = (people.select_for_update(of=("self",)) if lock else people).filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def access_membership(actor: Actor, membership_id: int, now: datetime) -> Membership:
    """The door to a role, locked: one in a unit that the actor administers."""
    units = administered_units(actor, timezone.localtime(now).date())
    rows = Membership.objects.select_for_update(of=("self",)).filter(unit__in=units)
    found = rows.select_related("unit", "person").filter(pk=membership_id).first()
    if found is None:
        raise Http404
    return found


def access_invitation(actor: Actor, invitation_id: UUID, now: datetime) -> Invitation:
    """The door to an invitation, locked: one to a unit that the actor administers."""
    units = administered_units(actor, timezone.localtime(now).date())
    rows = Invitation.objects.select_for_update(of=("self",)).filter(unit__in=units)
    found = rows.select_related("unit").filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def may_still_invite(invitation: Invitation, now: datetime) -> bool:
    """Whether whoever sent the invitation could still send it: a letter does not outlive its writer's right."""
    inviter = actor_for(invitation.invited_by, now=now, second_factor=True)
    day = timezone.localtime(now).date()
    return invitation.invited_by.is_active and may_give(inviter, invitation.unit, invitation.role, day)


def possible_deputies(actor: Actor, day: date) -> QuerySet[Membership]:
    """Who may sign in the actor's place: other members of the units that the actor leads, not leaders themselves.

    Readers and administrators are no deputies: they do not take part in the work that is signed.
    """
    units = actor.units(Role.LEADER)
    leaders = Membership.objects.filter(unit__in=units, role=Role.LEADER).valid_on(day).values("person")
    held = Membership.objects.filter(unit__in=units, role__in=(Role.OFFICER, Role.CLERK, Role.LIAISON))
    members = held.valid_on(day).filter(person__is_active=True).exclude(person__in=leaders)
    return members.select_related("person", "unit").order_by("person__full_name", "pk")


def visible_delegations(actor: Actor) -> QuerySet[Delegation]:
    """What the person gave and holds, and all of the units that the person leads."""
    led = Delegation.objects.filter(unit__in=actor.units(Role.LEADER))
    own = Delegation.objects.filter(leader=actor.person) | Delegation.objects.filter(deputy=actor.person)
    return (led | own).select_related("unit", "leader", "deputy").order_by("-valid_from", "-pk")


def access_delegation(actor: Actor, delegation_id: int) -> Delegation:
    """The door to a delegation, locked: for whoever gave it, and for leaders of the unit."""
    found = visible_delegations(actor).select_for_update(of=("self",)).filter(pk=delegation_id).first()
    if found is None:
        raise Http404
    require(found.leader_id == actor.id or actor.has_role(found.unit_id, Role.LEADER))
    return found


def is_last_administrator(person: Person, unit: Unit, day: date) -> bool:
    """Whether nobody else would administer the Department: others count only with no end in sight.

    Locks the unit's row, so that two administrators who end each other at once cannot both succeed.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    others = Membership.objects.filter(unit=unit, role=Role.ADMINISTRATOR, valid_to__isnull=True).valid_on(day)
    return not others.filter(person__is_active=True).exclude(person=person).exists()


def departments_administered_by(person: Person, day: date) -> list[Unit]:
    """The Departments of which the person is an administrator on that day."""
    held = memberships_on(day, person)
    return [m.unit for m in held if m.role == Role.ADMINISTRATOR and m.unit.kind == UnitKind.DEPARTMENT]
