"""Who may do what with units: they are public bodies, so whoever is signed in reads; administrators write."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.units.models import Unit, UnitKind


def administers_units(actor: Actor) -> None:
    """Rule of the pages and actions that change units: an administrator of a Department, with two factors."""
    if not may_administer(actor):
        raise NotAllowed("not_administrator", _("Chỉ người quản trị của Sở thêm, sửa, kết thúc, nhập đơn vị."))


def may_administer(actor: Actor) -> bool:
    """Whether the person administers the units of the office."""
    return department_of(actor) is not None and actor.second_factor


def department_of(actor: Actor) -> Unit | None:
    """The Department that the person administers, by name when there are several."""
    units = [m.unit for m in actor.memberships if m.role == Role.ADMINISTRATOR and m.unit.kind == UnitKind.DEPARTMENT]
    return min(units, key=lambda unit: (unit.name, unit.pk), default=None)


def access_unit(actor: Actor, unit_id: int, *, lock: bool = False) -> Unit:
    """The door to a unit: open to everybody who is signed in, whatever day it existed."""
    units: QuerySet[Unit] = Unit.objects.select_related("parent")
    found = (units.select_for_update(of=("self",)) if lock else units).filter(pk=unit_id).first()
    if found is None:
        raise Http404
    return found
