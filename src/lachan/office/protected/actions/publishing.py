"""Publishing: the approved entries as a signed list, under a serial that never goes back and is never used twice."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.exchange.protected_list import write_protected_list
from lachan.office.files.actions import store_signed
from lachan.office.office_key import office_key
from lachan.office.people.actor import Actor
from lachan.office.protected.actions.entries import locked_register
from lachan.office.protected.models import PublishedList
from lachan.office.protected.permissions import departments_to_sign_for, may_sign
from lachan.office.protected.queries.lists import plan_list
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.registers import next_serial
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.protected_list import ProtectedList

MOST_DAYS = 90


@transaction.atomic
def publish_list(*, seen: str, days: int, actor: Actor, now: datetime) -> PublishedList:
    """Sign and publish what was `seen` (digest of the plan), valid for `days`; NotNow when it is no longer the same."""
    require(may_sign(actor))
    if not 1 <= days <= MOST_DAYS:
        raise NotRight("days_not_right", _("Hiệu lực từ 1 đến %(n)d ngày.") % {"n": MOST_DAYS}, field="days")
    register = locked_register()
    plan = plan_list(now)
    if plan.digest != seen:
        raise NotNow(
            "changed_meanwhile", _("Sổ số được bảo vệ đã thay đổi sau khi bạn xem. Hãy xem lại bản xem trước.")
        )
    if not plan.ranges:
        raise NotNow("nothing_to_publish", _("Chưa có số nào được phê duyệt để phát hành."))
    unit = departments_to_sign_for(actor)[0]
    register.last = next_serial(register.last, now)
    register.save()
    listed = ProtectedList(
        serial=register.last, issued_at=now, valid_until=now + timedelta(days=days), issuer=unit.name,
        ranges=plan.ranges, patterns=plan.patterns,
    )  # fmt: skip
    content = write_protected_list(listed, key=office_key())
    file = store_signed(
        content=content, name=f"so-duoc-bao-ve-{listed.serial}.signed", owner_unit=unit, actor=actor, now=now
    )
    row = PublishedList.objects.create(
        serial=listed.serial, issued_at=now, valid_until=listed.valid_until, issuer=unit.name, file=file,
        sha256=hashlib.sha256(content).hexdigest(), ranges=len(plan.ranges), patterns=len(plan.patterns),
        added=len(plan.added), removed=len(plan.removed), published_by=actor.person,
    )  # fmt: skip
    record(
        Event.PROTECTED_LIST_PUBLISHED, on=row, by=actor, at=now, unit=unit,
        facts={"serial": row.serial, "sha256": row.sha256, "ranges": row.ranges, "added": row.added,
               "removed": row.removed},
    )  # fmt: skip
    return row
