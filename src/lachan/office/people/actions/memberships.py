"""Roles are given for a period, and taken away at once."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Role
from lachan.office.people.permissions import (
    access_membership,
    access_person,
    administered_units,
    is_last_administrator,
    may_give,
)
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import UnitKind


@transaction.atomic
def give_membership(
    *, person_id: int, unit_id: int, role: str, title: str, valid_from: date, valid_to: date | None, actor: Actor,
    now: datetime,
) -> Membership:  # fmt: skip
    """Make a person something in a unit, from a day and, when known, to a last day (included)."""
    person = access_person(actor, person_id, now, lock=True)
    if person.pk == actor.id:
        raise NotAllowed("own_role", _("Không ai tự giao vai trò cho chính mình."))
    day = timezone.localtime(now).date()
    unit = administered_units(actor, day).filter(pk=unit_id).first()
    if unit is None or role not in Role.values:
        raise NotRight("not_known", _("Hãy chọn một mục có trong danh sách."), field="unit" if unit is None else "role")
    require(may_give(actor, unit, role, day))
    if not person.is_active:
        raise NotNow("disabled", _("Tài khoản này đã khóa; hãy mở lại trước khi giao vai trò."))
    if valid_to is not None and valid_to < max(valid_from, day):
        raise NotRight("ends_before", _("Ngày cuối phải từ hôm nay và từ ngày đầu trở đi."), field="valid_to")
    if not unit.is_valid_on(max(valid_from, day)):
        raise NotRight("unit_over", _("Đơn vị không hoạt động vào ngày này."), field="unit")
    same = Membership.objects.filter(person=person, unit=unit, role=role).not_over(valid_from)
    if same.filter(Q() if valid_to is None else Q(valid_from__lte=valid_to)).exists():
        raise NotRight("has_role", _("Người này đã có vai trò đó tại đơn vị trong thời gian này."), field="role")
    membership = Membership.objects.create(
        person=person, unit=unit, role=role, title=title.strip(), valid_from=valid_from, valid_to=valid_to
    )
    record(Event.MEMBERSHIP_GIVEN, on=membership, by=actor, at=now, unit=unit)
    return membership


@transaction.atomic
def end_membership(*, membership_id: int, actor: Actor, now: datetime) -> Membership:
    """Take a role away at once. The Department never loses its last administrator."""
    membership = access_membership(actor, membership_id, now)
    day = timezone.localtime(now).date()
    require(may_give(actor, membership.unit, membership.role, day))
    if membership.ended_at is not None or (membership.valid_to is not None and membership.valid_to < day):
        raise NotNow("role_over", _("Vai trò này đã kết thúc."))
    runs_a_department = membership.role == Role.ADMINISTRATOR and membership.unit.kind == UnitKind.DEPARTMENT
    if runs_a_department and is_last_administrator(membership.person, membership.unit, day):
        raise NotNow("last_administrator", _("Đây là quản trị viên cuối cùng của Sở; hãy giao vai trò này trước."))
    before = digest(membership)
    membership.ended_at = now
    membership.save()
    record(Event.MEMBERSHIP_ENDED, on=membership, by=actor, at=now, unit=membership.unit, before=before)
    return membership
