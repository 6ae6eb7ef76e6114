"""Carrying out the import that a person saw as a plan: every entry waits for approval."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.names.actions.entries import put
from lachan.office.names.models import ProtectedName
from lachan.office.names.plan import NamesPlan, plan_import
from lachan.office.people.actor import Actor
from lachan.office.protected.permissions import departments_to_write_for, may_write
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def apply_import(*, content: str, name: str, seen: str, actor: Actor, now: datetime) -> NamesPlan:
    """Work out the plan again and carry it out whole, if its digest is the one that was `seen`; else NotNow.

    NotRight when the plan has errors; then nothing is written.
    """
    require(may_write(actor))
    plan = plan_import(content, name=name, today=timezone.localdate(now))
    if plan.errors:
        raise NotRight("import_errors", _("Tệp còn chỗ sai; hãy sửa tệp rồi nhập lại."), field="file")
    if plan.digest != seen:
        raise NotNow(
            "changed_meanwhile", _("Sổ tên được bảo vệ đã thay đổi sau khi bạn xem. Hãy xem lại bản xem trước.")
        )
    unit = departments_to_write_for(actor)[0]
    for facts in plan.adds:
        row = put(ProtectedName(), facts, actor=actor, now=now)
        record(Event.PROTECTED_NAME_ADDED, on=row, by=actor, at=now, unit=unit)
    for facts in plan.changes:
        row = ProtectedName.objects.select_for_update().get(key=facts.key)
        before, voided = digest(row), bool(row.approved_digest)
        put(row, facts, actor=actor, now=now)
        record(
            Event.PROTECTED_NAME_CHANGED, on=row, by=actor, at=now, unit=unit, before=before,
            facts={"approval_voided": voided},
        )  # fmt: skip
    if plan.adds or plan.changes:
        record(
            Event.PROTECTED_NAMES_IMPORTED, on=unit, by=actor, at=now, unit=unit,
            facts={"file": plan.name, "adds": len(plan.adds), "changes": len(plan.changes), "plan": plan.digest},
        )  # fmt: skip
    return plan
