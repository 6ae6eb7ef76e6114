"""Annex 6: how many requests came, were answered in time or late, and are open. Counts only, never rows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.permissions import READS
from lachan.office.units.models import Unit
from lachan.vietnam.zone import VIETNAM


def counts_in(period_from: date, period_to: date, unit: Unit | int) -> dict[str, int]:
    """The indicators XM-01 … XM-04 of an asked unit for a period, both days included.

    XM-01 counts on the day on which the letter came (the approval delivers it), XM-02 and XM-03 on the day of the
    answer (an answer of no data is one), XM-04 what has no answer at the end of the last day. A withdrawn request was
    received, and is not open after its withdrawal.
    """
    rows = AgencyRequest.objects.filter(asked_unit=unit, approved_at__isnull=False)
    start, end = start_of(period_from), start_of(period_to + timedelta(days=1))
    answered = rows.filter(answered_at__gte=start, answered_at__lt=end)
    late = answered.filter(answered_at__gt=F("due_at"))
    return {
        "XM-01": rows.filter(approved_at__gte=start, approved_at__lt=end).count(),
        "XM-02": answered.count() - late.count(),
        "XM-03": late.count(),
        "XM-04": _open_at(rows, end).count(),
    }


def was_asked(unit: Unit | int, *, until: date) -> bool:
    """Whether the register has anything to say of this unit up to a day: a request that was sent to it."""
    end = start_of(until + timedelta(days=1))
    return AgencyRequest.objects.filter(asked_unit=unit, approved_at__lt=end).exists()


def _open_at(rows: QuerySet[AgencyRequest], moment: datetime) -> QuerySet[AgencyRequest]:
    return rows.filter(
        Q(answered_at__isnull=True) | Q(answered_at__gte=moment),
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=moment),
        approved_at__lt=moment,
    )


def start_of(day: date) -> datetime:
    """The first moment of a day in Vietnam."""
    return datetime.combine(day, time.min, VIETNAM)


@dataclass(frozen=True)
class UnitCounts:
    """One row of the statistics."""

    unit: Unit
    counts: dict[str, int]


def statistics(actor: Actor, period_from: date, period_to: date) -> list[UnitCounts]:
    """The counts of the units that the person may see: all that were ever asked for a Department, else their own."""
    asked = Unit.objects.filter(requests_got__approved_at__isnull=False).distinct()
    if not actor.department_ids:
        asked = asked.filter(pk__in=actor.units(*READS))
    return [UnitCounts(unit, counts_in(period_from, period_to, unit)) for unit in asked.order_by("name")]
