"""Carrying out the import that a person saw as a plan."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.actions.register import store_correction, store_end, with_end_of
from lachan.office.units.actions.storing import store_new
from lachan.office.units.models import Unit
from lachan.office.units.permissions import administers_units, department_of
from lachan.office.units.plan import GivenTable, ImportPlan, plan_import
from lachan.office.units.queries import register_of_units

CHANGED = _("Danh sách đơn vị đã thay đổi sau khi bạn xem trước. Hãy xem lại kế hoạch nhập dưới đây rồi xác nhận.")


def apply_import(*, given: GivenTable, seen: str, actor: Actor, now: datetime) -> ImportPlan:
    """Work out the plan again and carry it out whole, if its digest is the one that was `seen`; else NotNow.

    NotRight when the plan has errors; then nothing is written.
    """
    administers_units(actor)
    try:
        with transaction.atomic():
            return _applied(given, seen, actor=actor, now=now)
    except IntegrityError as error:  # the same key was added by somebody else at the same moment
        raise NotNow("changed_meanwhile", CHANGED) from error


def _applied(given: GivenTable, seen: str, *, actor: Actor, now: datetime) -> ImportPlan:
    register = register_of_units(lock=True)
    plan = plan_import(given, register, province=settings.PROVINCE)
    if plan.digest != seen:
        raise NotNow("changed_meanwhile", CHANGED)
    if plan.errors:
        raise NotRight("import_errors", _("Tệp còn chỗ sai; hãy sửa tệp rồi nhập lại."), field="file")
    if not plan.does_something:
        return plan
    for unit in store_new(plan.adds):
        record(Event.UNIT_ADDED, on=unit, by=actor, at=now, unit=unit)
    units = {unit.key: unit for unit in Unit.objects.filter(key__in=[c.row.key for c in (*plan.changes, *plan.ends)])}
    for change in plan.changes:
        stored = register[change.row.key]
        described = with_end_of(change.row, stored)
        store_correction(units[stored.key], described, stored, actor=actor, now=now)
        register[stored.key] = described
    for end in plan.ends:
        store_end(units[end.row.key], end.row, register[end.row.key], actor=actor, now=now)
    department = department_of(actor)
    assert department is not None, "administers_units() let the person through"
    facts = {"file": plan.name, "adds": len(plan.adds), "changes": len(plan.changes), "ends": len(plan.ends)}
    record(Event.UNITS_IMPORTED, on=department, by=actor, at=now, unit=department, facts=facts | {"plan": plan.digest})
    return plan
