"""Whether a report is late: the day it was first signed counts, for what is returned later was still in time."""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from lachan.office.reports.models import ReportState, Round, UnitReport
from lachan.vietnam.clock import working_days_late
from lachan.vietnam.working_days import Calendar


def day_that_counts(found: Round, today: date) -> date:
    """The day on which an unsigned report is measured: today, or the day the round was closed."""
    return today if found.closed_at is None else min(today, timezone.localdate(found.closed_at))


def is_late(report: UnitReport, today: date) -> bool:
    """Whether the report was first signed after its due date, or is not signed and the date has passed."""
    return report.state != ReportState.HANDED_OVER and _measured(report, today) > report.due_on


def days_late(report: UnitReport, today: date, calendar: Calendar) -> int:
    """How many working days late; 0 when in time, or when only days off lie between."""
    return working_days_late(report.due_on, _measured(report, today), calendar) if is_late(report, today) else 0


def _measured(report: UnitReport, today: date) -> date:
    if report.first_signed_at is not None:
        return timezone.localdate(report.first_signed_at)
    return day_that_counts(report.round, today)


def late_in(found: Round, today: date) -> Q:
    """`is_late` for the data base, inside one round."""
    unsigned = Q(first_signed_at__isnull=True, due_on__lt=day_that_counts(found, today))
    return (unsigned | Q(first_signed_at__date__gt=F("due_on"))) & ~Q(state=ReportState.HANDED_OVER)
