"""The actor: a person at a moment, with the roles, delegations and factors that count for what they do now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lachan.office.people.models import Delegation, Membership, Person, Role
from lachan.office.units.models import Unit, UnitKind

NEEDS_SECOND_FACTOR = frozenset({Role.LEADER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Actor:
    """Who acts: every action and every rule takes one, explicitly.

    `second_factor` says whether this session was opened (or confirmed) with two factors or a passkey.
    """

    person: Person
    memberships: tuple[Membership, ...]
    delegations: tuple[Delegation, ...]
    second_factor: bool

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.pk

    def units(self, *roles: Role) -> frozenset[int]:
        """Ids of the units in which the person has one of `roles` (any role when none is named)."""
        return frozenset(m.unit_id for m in self.memberships if not roles or m.role in roles)

    def has_role(self, unit: Unit | int, *roles: Role) -> bool:
        """Whether the person has one of `roles` (any when none is named) in `unit` itself."""
        unit_id = unit if isinstance(unit, int) else unit.pk
        return unit_id in self.units(*roles)

    def units_to_sign_for(self) -> frozenset[int]:
        """Units in whose name the person may sign now: as leader, or by a leader's delegation."""
        return self.units(Role.LEADER) | frozenset(d.unit_id for d in self.delegations)

    def delegation_for(self, unit_id: int) -> Delegation | None:
        """The delegation under which a signature for the unit would stand; None for the leader's own."""
        if unit_id in self.units(Role.LEADER):
            return None
        return next((d for d in self.delegations if d.unit_id == unit_id), None)

    @property
    def department_ids(self) -> frozenset[int]:
        """Departments that the person works for with a role that sees cases (administrators do not)."""
        working = (Role.LEADER, Role.OFFICER, Role.CLERK, Role.READER)
        return frozenset(
            m.unit_id for m in self.memberships if m.unit.kind == UnitKind.DEPARTMENT and m.role in working
        )

    @property
    def sees_work(self) -> bool:
        """Whether any of the roles is one that sees tasks, reports and cases; an administrator's is not."""
        return any(m.role != Role.ADMINISTRATOR for m in self.memberships)

    @property
    def needs_second_factor(self) -> bool:
        """Whoever signs or administers does so with two factors (issue of the house: people and rights)."""
        return bool(self.delegations) or any(m.role in NEEDS_SECOND_FACTOR for m in self.memberships)

    @property
    def must_add_second_factor(self) -> bool:
        """Whether this session has to stop at the door until a second factor is given."""
        return self.needs_second_factor and not self.second_factor


def actor_for(person: Person, *, now: datetime, second_factor: bool) -> Actor:
    """The actor that `person` is at `now`: memberships and delegations in force on that day in Vietnam.

    A delegation counts only while its leader is a leader of the unit and its deputy a member of it.
    """
    day: date = timezone.localtime(now).date()
    memberships = memberships_on(day, person)
    held = Delegation.objects.filter(deputy=person).valid_on(day)
    own_units = {m.unit_id for m in memberships}
    delegations = tuple(
        d
        for d in held.select_related("leader", "unit")
        if d.unit_id in own_units
        and d.leader.is_active
        and Membership.objects.filter(person=d.leader, unit_id=d.unit_id, role=Role.LEADER).valid_on(day).exists()
    )
    return Actor(person, memberships, delegations, second_factor)


def machine_actor(machine: Person, unit: Unit) -> Actor:
    """The actor that a body's own system is: what a liaison of that unit is, with one factor and no delegation.

    So it can never approve, sign, or do anything else that asks for two factors. Its role is stored nowhere: it exists
    only while a key is good that the body's administrator made.
    """
    role = Membership(person=machine, unit=unit, role=Role.LIAISON)
    return Actor(machine, (role,), (), second_factor=False)


def memberships_on(day: date, person: Person) -> tuple[Membership, ...]:
    """What the person is on that day, in units that exist on it."""
    held = Membership.objects.filter(person=person).valid_on(day).select_related("unit")
    return tuple(m for m in held if m.unit.is_valid_on(day))
