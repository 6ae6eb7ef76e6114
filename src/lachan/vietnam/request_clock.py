"""When a request must be answered, with the arithmetic that is shown beside it.

Two clocks. Hours set by law run on through nights, week-ends and holidays, from the minute in which the request was
delivered. Working days given by the letter are counted as in `lachan.vietnam.clock`, from the day of delivery in
Vietnam, and end with their last day at 24:00 (Civil Code 2015, article 148.6). A pause stands from one moment to
another; a clock of days stands on both days and all between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lachan.vietnam.clock import Pause, Term, due_date
from lachan.vietnam.requests_law import GROUNDS, MOST_LETTER_DAYS, ClockRule
from lachan.vietnam.wording import Wording
from lachan.vietnam.working_days import Calendar
from lachan.vietnam.zone import VIETNAM

_SHOWN = "%H:%M %d/%m/%Y"


class ClockError(ValueError):
    """A clock that cannot be wound so: `code` for tests, `wording` for people."""

    def __init__(self, code: str, wording: Wording) -> None:
        self.code, self.wording = code, wording
        super().__init__(wording.vi)


@dataclass(frozen=True, slots=True)
class Standstill:
    """The clock stands from one moment to another; without an end it stands until told otherwise."""

    start: datetime
    end: datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or (self.end is not None and self.end.utcoffset() is None):
            raise ValueError("a pause needs moments with a time zone")
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause that ends at {self.end}, before it starts at {self.start}")


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment for an answer in time (None while an open pause stops the clock), and how it was counted."""

    at: datetime | None
    steps: tuple[Wording, ...]

    def explain(self, language: str = "vi") -> str:
        """The arithmetic as one sentence."""
        return "; ".join(step.in_language(language) for step in self.steps)


def rule_of(kind: str, ground: str, asker: str, *, urgent: bool, letter_days: int | None) -> ClockRule:
    """The clock rule, once what the letter says fits it; ClockError with a sentence when it does not."""
    found = GROUNDS[ground].clock(kind, asker) if ground in GROUNDS else None
    if found is None:
        raise ClockError(
            "ground_not_for_kind",
            Wording(
                "Căn cứ pháp lý này không dùng cho loại yêu cầu đã chọn.", "This ground does not carry the request."
            ),
        )
    if urgent and found.urgent_hours is None:
        raise ClockError(
            "no_urgent_time",
            Wording(
                "Căn cứ pháp lý này không quy định thời hạn khẩn cấp; hãy bỏ chọn “khẩn cấp”.",
                "This ground sets no urgent time limit; leave “urgent” unticked.",
            ),
        )
    if found.by_letter and not (letter_days is not None and 1 <= letter_days <= MOST_LETTER_DAYS):
        raise ClockError(
            "letter_days_missing",
            Wording(
                f"Hãy ghi số ngày làm việc theo văn bản, từ 1 đến {MOST_LETTER_DAYS}.",
                f"Give the working days that the letter sets, from 1 to {MOST_LETTER_DAYS}.",
            ),
        )
    if not found.by_letter and letter_days is not None:
        raise ClockError(
            "letter_days_not_needed",
            Wording(
                f"Thời hạn do luật định ({found.hours} giờ); hãy để trống số ngày làm việc.",
                f"The law sets the time ({found.hours} hours); leave the working days empty.",
            ),
        )
    return found


def due_of(
    kind: str,
    ground: str,
    urgent: bool,
    received_at: datetime,
    letter_days: int | None,
    pauses: Sequence[Standstill],
    calendar: Calendar,
    *,
    asker: str = "police",
) -> Due:
    """When a request received at a moment must be answered.

    `received_at` has a time zone; `letter_days` are working days, given exactly when the ground leaves the time to the
    letter. Raises ClockError when these do not fit, OutsideCalendarError past the years of the calendar.
    """
    if received_at.utcoffset() is None:
        raise ValueError("the moment of delivery needs a time zone")
    rule = rule_of(kind, ground, asker, urgent=urgent, letter_days=letter_days)
    if rule.hours is None:
        return _days(received_at, letter_days or 0, pauses, calendar)
    return _hours(received_at, rule.urgent_hours if urgent and rule.urgent_hours else rule.hours, pauses, urgent=urgent)


def _hours(start: datetime, hours: int, pauses: Sequence[Standstill], *, urgent: bool) -> Due:
    how = ("khẩn cấp", "urgent") if urgent else ("liên tục, kể cả ngày nghỉ", "running on, days off included")
    steps = [
        Wording(f"Nhận lúc {_said(start)}", f"Received at {_said(start)}"),
        Wording(f"{hours} giờ ({how[0]})", f"{hours} hours ({how[1]})"),
    ]
    left, at = timedelta(hours=hours), start
    for pause in sorted(pauses, key=lambda one: one.start):
        if pause.start - at >= left or (pause.end is not None and pause.end <= at):
            continue  # the pause begins after the end, or was over before
        begins = max(pause.start, at)
        left -= begins - at
        why = f": {pause.reason}" if pause.reason else ""
        if pause.end is None:
            steps.append(
                Wording(f"tạm dừng từ {_said(begins)}{why}", f"paused since {_said(begins)}{why}"),
            )
            steps.append(Wording("chưa có hạn cho đến khi hết tạm dừng", "no due time until the pause ends"))
            return Due(None, tuple(steps))
        steps.append(
            Wording(
                f"tạm dừng từ {_said(begins)} đến {_said(pause.end)}{why}",
                f"paused from {_said(begins)} to {_said(pause.end)}{why}",
            )
        )
        at = pause.end
    end = at + left
    steps.append(Wording(f"đến hạn {_said(end)}", f"due {_said(end)}"))
    return Due(end, tuple(steps))


def _days(start: datetime, days: int, pauses: Sequence[Standstill], calendar: Calendar) -> Due:
    stands = [
        Pause(_day(one.start), _day(one.end) if one.end is not None else None, one.reason)
        for one in pauses
    ]  # fmt: skip
    counted = due_date(start=_day(start), term=Term(days, "working"), calendar=calendar, pauses=stands)
    first = Wording(f"Nhận lúc {_said(start)}", f"Received at {_said(start)}")
    steps = (first, *(step.wording for step in counted.steps[1:]))
    if counted.on is None:
        return Due(None, steps)
    return Due(datetime.combine(counted.on, time.max, VIETNAM), steps)


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()


def _said(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime(_SHOWN)
