"""The terms of listings by the dated parameters: how long a warning holds, when an appeal is due, when to look again.

Each has its reason beside it in `law.toml`, under "listings.".
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lachan.vietnam import law
from lachan.vietnam.clock import DueDate, Term, due_date
from lachan.vietnam.working_days import Calendar
from lachan.vietnam.zone import VIETNAM


def usual_days(kind: str, on: date) -> int:
    """For how many days a warning of a subject of this kind holds when nobody says otherwise."""
    days: int = law.value(f"listings.{kind}_days", on)
    return days


def most_days(on: date) -> int:
    """For how many days a warning holds at the most."""
    days: int = law.value("listings.most_days", on)
    return days


def end_of(now: datetime, days: int) -> datetime:
    """The end of the last of so many days from now on: midnight in Vietnam."""
    last = now.astimezone(VIETNAM).date() + timedelta(days=days + 1)
    return datetime.combine(last, time.min, VIETNAM)


def appeal_due(received_at: datetime) -> DueDate:
    """When an appeal must be answered, with the arithmetic."""
    start = received_at.astimezone(VIETNAM).date()
    term = Term(law.value("listings.appeal_working_days", start), "working")
    return due_date(start=start, term=term, calendar=Calendar.load())


def erase_on(answered_at: datetime) -> date:
    """The day on which text and contact of an answered appeal are erased."""
    day = answered_at.astimezone(VIETNAM).date()
    return day + timedelta(days=law.value("listings.appeal_kept_days", day))


@dataclass(frozen=True)
class Looks:
    """The days on which a blocked subject is looked at again, counted from its block."""

    after: tuple[int, ...]

    def next_after(self, blocked_on: date, today: date) -> date | None:
        """The next day to look, after today; None when all looks are over."""
        days = (blocked_on + timedelta(days=days) for days in self.after)
        return next((day for day in days if day > today), None)


def looks(on: date) -> Looks:
    """The looks that are taken of what was blocked on that day."""
    return Looks(tuple(law.value("listings.recheck_days", on)))
