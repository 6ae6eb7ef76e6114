"""Due dates of rounds and reports, with the arithmetic that is shown beside them."""

from datetime import date

from lachan.office.reports.models import ExtensionState, UnitReport
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
    assert due.on is not None  # a term without pauses always ends
    return due.on, steps_of(due), calendar.version


def due_of_report(report: UnitReport, calendar: Calendar) -> tuple[date, Steps]:
    """The report's own due date: the round's, plus the extensions that were granted, counted anew."""
    granted = report.extensions.filter(state=ExtensionState.GRANTED).order_by("decided_at")
    extensions = [Extension(e.working_days, e.reason, e.decided_at.date()) for e in granted if e.decided_at]
    opened = report.round
    if opened.working_days is not None:
        due = due_date(
            start=opened.opened_on, term=Term(opened.working_days, "working"), calendar=calendar, extensions=extensions
        )
        assert due.on is not None
        return due.on, steps_of(due)
    if not extensions:
        return opened.due_on, [given_day(opened.due_on)]
    extra = sum(e.working_days for e in extensions)
    due = due_date(start=opened.due_on, term=Term(extra, "working"), calendar=calendar)
    assert due.on is not None
    return due.on, [given_day(opened.due_on), *steps_of(due)]


def steps_of(due: DueDate) -> Steps:
    """The steps of a due date as they are stored: one Vietnamese and one English sentence each."""
    return [{"vi": step.wording.vi, "en": step.wording.en} for step in due.steps]


def given_day(day: date) -> dict[str, str]:
    """The one step of a due date that a person set."""
    said = Wording(f"Hạn do Sở ấn định: {day:%d/%m/%Y}", f"Due date set by the Department: {day:%d/%m/%Y}")
    return {"vi": said.vi, "en": said.en}
