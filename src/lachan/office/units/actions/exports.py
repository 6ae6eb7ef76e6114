"""The whole register as a table that the import reads back."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lachan.documents.tables import Sheet, write_csv, write_xlsx
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.queries import register_of_units
from lachan.office.units.rows import sheet_of
from lachan.readers.uploads.kinds import FileKind

WRITERS: dict[FileKind, Callable[[Sheet], bytes]] = {
    FileKind.CSV: write_csv,
    FileKind.XLSX: lambda sheet: write_xlsx([sheet]),
}


@transaction.atomic
def export_units(*, kind: FileKind, actor: Actor, now: datetime) -> bytes:
    """Every unit of every time as CSV or XLSX; the trail knows who took it. Units are public bodies."""
    if not actor.memberships:
        raise NotAllowed("no_role", _("Bạn chưa có vai trò nào ở đơn vị nào."))
    rows = list(register_of_units().values())
    note = _("Kết xuất lúc %(when)s, người kết xuất: %(who)s") % {
        "when": f"{timezone.localtime(now):%H:%M %d/%m/%Y}",
        "who": actor.person,
    }
    content = WRITERS[kind](sheet_of(rows, title=_("Danh sách đơn vị"), notes=(note,)))
    unit = actor.memberships[0].unit
    record(
        Event.EXPORT_MADE, on=unit, by=actor, at=now, unit=unit,
        purpose=_("Danh sách đơn vị"), facts={"kind": kind.value, "rows": len(rows)},
    )  # fmt: skip
    return content
