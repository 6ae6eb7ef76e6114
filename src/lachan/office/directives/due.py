"""When a task is due, and the arithmetic that is shown beside the date."""

from dataclasses import dataclass
from datetime import date

from lachan.office.directives.models import Duty
from lachan.office.directives.periods import in_period
from lachan.vietnam.clock import Term, due_date
from lachan.vietnam.working_days import Calendar

Steps = list[dict[str, str]]


@dataclass(frozen=True)
class Due:
    """A due date (None: when asked), its steps as stored on a task, and the calendar it was counted with."""

    on: date | None
    steps: Steps
    calendar_version: str


def due_of(duty: Duty, given_on: date, calendar: Calendar, *, period: int = 1) -> Due:
    """The due date of a duty that a unit got on `given_on`, in the period `period` of a repeating duty.

    A date that the directive names stands as it is (in later periods: the same day so many months later); a number
    of working days is counted from `given_on`. Raises OutsideCalendarError when the count leaves the calendar's years.
    """
    if duty.due_on is not None:
        day = in_period(duty.repeat, duty.due_on, period)
        step = {
            "vi": f"Hạn ghi trong văn bản: {day:%d/%m/%Y}",
            "en": f"Due date named by the directive: {day:%d/%m/%Y}",
        }
        return Due(day, [step], calendar.version)
    if duty.due_working_days is not None:
        due = due_date(start=given_on, term=Term(duty.due_working_days, "working"), calendar=calendar)
        return Due(due.on, [{"vi": s.wording.vi, "en": s.wording.en} for s in due.steps], calendar.version)
    return Due(None, [{"vi": "Không ấn định ngày; thực hiện khi có yêu cầu", "en": "No date set; when asked"}], "")
