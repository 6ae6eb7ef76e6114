"""Who may do what with protected numbers and their lists, and the doors through which web requests come to them.

| Who                                          | Sees                     | Does                                    |
|----------------------------------------------|--------------------------|-----------------------------------------|
| Officer of the Department                    | the register, the lists  | adds, changes, imports                  |
| Leader (or deputy) of it, with two factors   | the same                 | approves what another wrote, sends back, |
|                                              |                          | withdraws, publishes                    |
| Clerk, reader of the Department              | the register, the lists  | nothing                                 |
| Members and systems of an operator, police   | the published lists      | nothing                                 |
| Everybody, without account                   | the approved numbers that the Department shows     |               |
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.permissions import READS
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.protected.models import NumberState, ProtectedNumber, PublishedList
from lachan.office.refusals import NotAllowed
from lachan.office.units.models import Unit, UnitKind

WRITES = (Role.LEADER, Role.OFFICER)
TAKES_LISTS = (UnitKind.OPERATOR, UnitKind.POLICE)


def may_see_numbers(actor: Actor) -> bool:
    """Whether the person reads the register: members of a Department, but its administrators."""
    return bool(actor.department_ids)


def sees_numbers(actor: Actor) -> None:
    """Rule of the pages of the register."""
    if not may_see_numbers(actor):
        raise NotAllowed("no_protected_numbers", _("Chỉ người của Sở xem sổ số được bảo vệ."))


def departments_to_write_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person writes into the register."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WRITES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_write(actor: Actor) -> bool:
    """Whether the person adds and changes entries."""
    return bool(departments_to_write_for(actor))


def writes_numbers(actor: Actor) -> None:
    """Rule of the pages on which entries are written."""
    if not may_write(actor):
        raise NotAllowed("not_writing_numbers", _("Chỉ chuyên viên, lãnh đạo của Sở ghi sổ số được bảo vệ."))


def departments_to_sign_for(actor: Actor) -> list[Unit]:
    """The Departments for which the person approves and publishes now: as leader or deputy, with two factors."""
    if not actor.second_factor:
        return []
    signed_for = actor.units_to_sign_for()
    units = {m.unit_id: m.unit for m in actor.memberships if m.unit.kind == UnitKind.DEPARTMENT}
    return sorted((unit for pk, unit in units.items() if pk in signed_for), key=lambda unit: unit.name)


def may_sign(actor: Actor) -> bool:
    """Whether the person approves, sends back, withdraws and publishes."""
    return bool(departments_to_sign_for(actor))


def signs_numbers(actor: Actor) -> None:
    """Rule of the pages on which entries are approved and lists are published."""
    if not may_sign(actor):
        raise NotAllowed(
            "not_signing_numbers", _("Chỉ lãnh đạo Sở, hoặc người ký thay, phê duyệt số và phát hành danh sách.")
        )


def may_approve(actor: Actor, number: ProtectedNumber) -> bool:
    """Whether the person approves this entry: somebody else wrote it (four eyes)."""
    return may_sign(actor) and number.written_by_id != actor.id


def may_see_lists(actor: Actor) -> bool:
    """Whether the person takes published lists away: the Department, operators and the police."""
    others = any(m.unit.kind in TAKES_LISTS and m.role in READS for m in actor.memberships)
    return others or may_see_numbers(actor)


def sees_lists(actor: Actor) -> None:
    """Rule of the pages and of the operation that hand out published lists."""
    if not may_see_lists(actor):
        raise NotAllowed(
            "no_lists", _("Chỉ Sở, doanh nghiệp viễn thông và công an tải danh sách số được bảo vệ.")
        )  # fmt: skip


def visible_numbers(actor: Actor) -> QuerySet[ProtectedNumber]:
    """The whole register, for whoever reads it."""
    sees_numbers(actor)
    return ProtectedNumber.objects.select_related("unit", "written_by", "approved_by")


def find_number(actor: Actor, number_id: int, *, lock: bool = False) -> ProtectedNumber:
    """The door to an entry. It holds no personal data, so looking at it leaves no line in the trail."""
    rows = visible_numbers(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=number_id).first()
    if found is None:
        raise Http404
    return found


def visible_lists(actor: Actor) -> QuerySet[PublishedList]:
    """The published lists, newest first."""
    sees_lists(actor)
    return PublishedList.objects.select_related("file", "published_by")


def find_list(actor: Actor, serial: int) -> PublishedList:
    """The door to a published list."""
    found = visible_lists(actor).filter(serial=serial).first()
    if found is None:
        raise Http404
    return found


def shown_to_everybody(day: date) -> QuerySet[ProtectedNumber]:
    """The entries that the public page shows: approved, valid on `day`, and meant to be shown."""
    valid = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return ProtectedNumber.objects.filter(valid, state=NumberState.APPROVED, shown=True).select_related("unit")
