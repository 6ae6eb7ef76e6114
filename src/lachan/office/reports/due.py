"""Due dates of rounds and reports, with the arithmetic that is shown beside them."""

from datetime import date

from django.utils import timezone

from lachan.office.reports.models import ExtensionRequest, ExtensionState, UnitReport
from lachan.vietnam.clock import DueDate, Extension, Term, due_date
from lachan.vietnam.wording import Wording
from lachan.vietnam.working_days import Calendar

Steps = list[dict[str, str]]


def due_of_round(
    opened_on: date, *, working_days: int | None, due_on: date | None, calendar: Calendar | None = None
) -> tuple[date, Steps, str]:
    """The round's due date, its arithmetic, and the version of the calendar it was counted with."""
    calendar = calendar or Calendar.load()
    if due_on is not None:
        return due_on, [given_day(due_on)], calendar.version
    due = due_date(start=opened_on, term=Term(working_days or 0, "working"), calendar=calendar)
    return _end(due), steps_of(due), calendar.version


def due_of_report(report: UnitReport, calendar: Calendar) -> tuple[date, Steps]:
    """The report's own due date: the round's rule from the day it was asked for, plus what was granted, counted anew.

    A report that was handed over brings the time that its unit had been granted along.
    """
    extensions = [Extension(e.working_days, e.reason, timezone.localdate(e.decided_at)) for e in _granted(report)]
    opened = report.round
    if opened.working_days is not None:
        due = due_date(
            start=report.opened_on, term=Term(opened.working_days, "working"), calendar=calendar, extensions=extensions
        )
        return _end(due), steps_of(due)
    given = max(opened.due_on, report.opened_on)
    if not extensions:
        return given, [given_day(given)]
    due = due_date(start=given, term=Term(0, "calendar"), calendar=calendar, extensions=extensions)
    return _end(due), [given_day(given), *steps_of(due)[1:]]


def _granted(report: UnitReport) -> list[ExtensionRequest]:
    ids, waiting = {report.pk}, [report.pk]
    while waiting:
        before = UnitReport.objects.filter(handed_over_to__in=waiting).values_list("pk", flat=True)
        waiting = [pk for pk in before if pk not in ids]
        ids |= set(waiting)
    granted = ExtensionRequest.objects.filter(report__in=ids, state=ExtensionState.GRANTED)
    return list(granted.order_by("decided_at"))


def _end(due: DueDate) -> date:
    assert due.on is not None  # a term without pauses always ends
    return due.on


def steps_of(due: DueDate) -> Steps:
    """The steps of a due date as they are stored: one Vietnamese and one English sentence each."""
    return [{"vi": step.wording.vi, "en": step.wording.en} for step in due.steps]


def given_day(day: date) -> dict[str, str]:
    """The one step of a due date that a person set."""
    said = Wording(f"Hạn do Sở ấn định: {day:%d/%m/%Y}", f"Due date set by the Department: {day:%d/%m/%Y}")
    return {"vi": said.vi, "en": said.en}
