"""Carrying out the import that a person saw as a plan: every row becomes an entry that waits for approval."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.protected.actions.announce import tell_of_waiting
from lachan.office.protected.actions.entries import locked_register, put
from lachan.office.protected.models import ProtectedNumber
from lachan.office.protected.permissions import departments_to_write_for, may_write
from lachan.office.protected.plan import GivenTable, NumbersPlan, plan_import
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@transaction.atomic
def apply_import(*, given: GivenTable, seen: str, actor: Actor, now: datetime) -> NumbersPlan:
    """Work out the plan again and carry it out whole, if its digest is the one that was `seen`; else NotNow.

    NotRight when the plan has errors; then nothing is written.
    """
    require(may_write(actor))
    locked_register()
    plan = plan_import(given, timezone.localdate(now))
    if plan.errors:
        raise NotRight("import_errors", _("Tệp còn chỗ sai; hãy sửa tệp rồi nhập lại."), field="file")
    if plan.digest != seen:
        raise NotNow(
            "changed_meanwhile",
            _("Sổ số được bảo vệ đã thay đổi sau khi bạn xem. Hãy xem lại bản xem trước."),
        )
    unit = departments_to_write_for(actor)[0]
    for facts in plan.adds:
        number = put(ProtectedNumber(), facts, actor=actor, now=now)
        record(Event.PROTECTED_NUMBER_ADDED, on=number, by=actor, at=now, unit=unit)
    if plan.adds:
        record(
            Event.PROTECTED_NUMBERS_IMPORTED, on=unit, by=actor, at=now, unit=unit,
            facts={"file": plan.name, "adds": len(plan.adds), "plan": plan.digest},
        )  # fmt: skip
        tell_of_waiting(now)
    return plan
