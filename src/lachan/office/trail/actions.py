"""Taking rows of the trail out of the office, which is itself something that the trail tells of."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lachan.documents.tables import Cell, Column, Sheet, write_csv
from lachan.office.refusals import NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Head
from lachan.office.trail.permissions import reads_trail
from lachan.office.trail.queries import ShownEntry, TrailFilter, entries, shown
from lachan.office.trail.record import record

if TYPE_CHECKING:
    from lachan.office.people.actor import Actor

MOST_ROWS = 50_000  # held in memory at once
TITLES = (
    gettext_lazy("Số thứ tự"), gettext_lazy("Lúc"), gettext_lazy("Người thực hiện"), gettext_lazy("Đơn vị"),
    gettext_lazy("Việc"), gettext_lazy("Loại và số đối tượng"), gettext_lazy("Đối tượng"), gettext_lazy("Mục đích"),
)  # fmt: skip


@transaction.atomic
def export_rows(*, wanted: TrailFilter, actor: "Actor", now: datetime) -> bytes:
    """The matching rows as CSV, as far as the person may see them; at most MOST_ROWS."""
    reads_trail(actor)
    found = entries(wanted)
    count = found.count()
    if count > MOST_ROWS:
        sentence = _("Có %(count)d dòng, nhiều hơn %(most)d dòng của một tệp. Hãy chọn khoảng thời gian ngắn hơn.")
        raise NotRight("too_many_rows", sentence % {"count": count, "most": MOST_ROWS}, field="since")
    rows = tuple(_cells(one) for one in shown(found, actor))
    record(
        Event.EXPORT_MADE,
        on=Head.objects.filter(id=1).first() or Head(id=1),
        by=actor,
        at=now,
        purpose=_("Kết xuất nhật ký ra CSV"),
        after="",
        facts={"rows": len(rows), "filter": {name: str(value or "") for name, value in asdict(wanted).items()}},
    )
    return write_csv(Sheet(_("Nhật ký"), tuple(Column(str(title)) for title in TITLES), rows))


def _cells(one: ShownEntry) -> tuple[Cell, ...]:
    row = one.entry
    at = f"{timezone.localtime(row.at):%H:%M:%S %d/%m/%Y}"
    return (
        row.number, at, row.actor_name, row.unit_name, str(row.get_event_display()), one.kind, one.name, one.purpose,
    )  # fmt: skip
