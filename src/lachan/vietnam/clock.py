"""Due dates: pure arithmetic over a calendar that shows its own working.

Counting starts the day after the starting day, and a term that ends on a day off ends on the next working day:
Civil Code 2015, articles 147 and 148. A pause stops the clock on its first day, its last and all between. An
extension counts on from the end of the term before it, whenever it was granted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import Literal

from lachan.vietnam.wording import Wording
from lachan.vietnam.working_days import Calendar

_DAY = timedelta(days=1)
_ROUNDING = 1e-9  # so that 0.28 of 25 days is 7 days, though 0.28 * 25 is a trace more in binary

Unit = Literal["working", "calendar"]


@dataclass(frozen=True, slots=True)
class Term:
    """So many working or calendar days; 0 days end on the starting day, or on the next working day."""

    days: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError(f"a term of {self.days} days; it must have 0 or more")


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from `start` to `end`, both included; without an end it stands until told otherwise."""

    start: date
    end: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause that ends on {self.end}, before it starts on {self.start}")

    def holds(self, day: date) -> bool:
        """Whether the clock stands on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Extension:
    """So many working days more, granted on the day `on`."""

    working_days: int
    reason: str
    on: date

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise ValueError(f"an extension by {self.working_days} working days; it must have 1 or more")


class StepKind(StrEnum):
    """What a step of the arithmetic tells."""

    START = "start"
    TERM = "term"
    EXTENDED = "extended"
    PAUSED = "paused"
    SKIPPED = "skipped"  # days off that a count of working days passes over
    MOVED = "moved"  # days off on which the count would have ended
    DUE = "due"
    STOPPED = "stopped"  # in place of DUE while a pause has no end


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the explanation, and the days that it is about."""

    kind: StepKind
    wording: Wording
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something is due (None while an open pause stops the clock) and how that was counted.

    Each day from the one after the start to the due date is counted, or stands in exactly one step that is
    PAUSED, SKIPPED or MOVED.
    """

    on: date | None
    steps: tuple[Step, ...]

    def explain(self, language: str = "vi") -> str:
        """The arithmetic as one sentence: "Bắt đầu 20/04/2020; 3 ngày làm việc; đến hạn 23/04/2020"."""
        return "; ".join(step.wording.in_language(language) for step in self.steps)


@dataclass(slots=True)
class _Leg:
    """The run of the clock through one term: where it ended, None if it was stopped, and what it passed over."""

    end: date | None = None
    skipped: list[date] = field(default_factory=list)
    moved: list[date] = field(default_factory=list)
    paused: dict[Pause, list[date]] = field(default_factory=dict)


def _run(start: date, term: Term, calendar: Calendar, pauses: Sequence[Pause]) -> _Leg:
    """Let `term` pass from `start`, then move on to a working day on which no pause holds."""
    leg = _Leg()
    left = term.days
    day = start if left == 0 else start + _DAY
    while True:
        works = calendar.is_working_day(day)
        pause = next((pause for pause in pauses if pause.holds(day)), None)
        if pause is not None:
            leg.paused.setdefault(pause, []).append(day)
            if pause.end is None:
                return leg
        else:
            if left and (works or term.unit == "calendar"):
                left -= 1
            elif left:
                leg.skipped.append(day)
            if not left:
                if works:
                    leg.end = day
                    return leg
                leg.moved.append(day)
        day += _DAY


def due_date(
    *,
    start: date,
    term: Term,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> DueDate:
    """The day on which `term`, begun on `start`, ends, with its explanation.

    Pauses may overlap, and count only where they meet the running term. Raises OutsideCalendarError when the count
    leaves the years of the calendar.
    """
    say = _Narrator(start.year, calendar)
    legs = [(term, Step(StepKind.TERM, say.length(term.days, term.unit)))]
    legs += [(Term(more.working_days, "working"), say.extended(more)) for more in extensions]
    steps = [Step(StepKind.START, Wording(f"Bắt đầu {start:%d/%m/%Y}", f"Starts {start:%d/%m/%Y}"))]
    day: date | None = start
    for part, step in legs:
        steps.append(step)
        if day is not None:
            leg = _run(day, part, calendar, pauses)
            steps += say.passed_over(leg, part.unit)
            day = leg.end
    steps.append(say.end(day))
    return DueDate(day, tuple(steps))


@dataclass(frozen=True, slots=True)
class _Narrator:
    """Puts the arithmetic into words; days carry their year only where it is not that of the start."""

    year: int
    calendar: Calendar

    def day(self, day: date) -> str:
        return f"{day:%d/%m}" if day.year == self.year else f"{day:%d/%m/%Y}"

    def length(self, days: int, unit: Unit) -> Wording:
        plural = "" if days == 1 else "s"
        if unit == "working":
            return Wording(f"{days} ngày làm việc", f"{days} working day{plural}")
        return Wording(f"{days} ngày", f"{days} calendar day{plural}")

    def days_off(self, days: Iterable[date]) -> Wording:
        named = [(self.day(day), self.calendar.reason(day) or Wording("", "")) for day in days]
        return Wording(
            ", ".join(f"{day} {reason.vi}" for day, reason in named),
            ", ".join(f"{day} {reason.en}" for day, reason in named),
        )

    def extended(self, more: Extension) -> Step:
        length = self.length(more.working_days, "working")
        why = f": {more.reason}" if more.reason else ""
        on = self.day(more.on)
        return Step(
            StepKind.EXTENDED,
            Wording(f"gia hạn {length.vi} (ngày {on}{why})", f"extended by {length.en} (on {on}{why})"),
        )

    def paused(self, pause: Pause, days: Sequence[date], unit: Unit) -> Step:
        lost = len(days) if unit == "calendar" else sum(map(self.calendar.is_working_day, days))
        length = self.length(lost, unit)
        why = f": {pause.reason}" if pause.reason else ""
        since = self.day(pause.start)
        if pause.end is None:
            wording = Wording(f"tạm dừng từ {since}{why}", f"paused since {since}{why}")
            return Step(StepKind.PAUSED, wording, tuple(days))
        until = self.day(pause.end)
        wording = Wording(
            f"tạm dừng từ {since} đến hết {until}, {length.vi}{why}",
            f"paused from {since} to {until}, {length.en}{why}",
        )
        return Step(StepKind.PAUSED, wording, tuple(days))

    def passed_over(self, leg: _Leg, unit: Unit) -> list[Step]:
        steps = [self.paused(pause, days, unit) for pause, days in leg.paused.items()]
        if leg.skipped:
            off = self.days_off(leg.skipped)
            many, plural = len(leg.skipped), "" if len(leg.skipped) == 1 else "s"
            wording = Wording(f"bỏ {many} ngày nghỉ ({off.vi})", f"skipping {many} day{plural} off ({off.en})")
            steps.append(Step(StepKind.SKIPPED, wording, tuple(leg.skipped)))
        if leg.moved:
            off = self.days_off(leg.moved)
            wording = Wording(
                f"ngày cuối rơi vào ngày nghỉ ({off.vi}) nên chuyển sang ngày làm việc tiếp theo",
                f"the last day is a day off ({off.en}), so it moves to the next working day",
            )
            steps.append(Step(StepKind.MOVED, wording, tuple(leg.moved)))
        return steps

    def end(self, day: date | None) -> Step:
        if day is None:
            wording = Wording("chưa có ngày đến hạn cho đến khi hết tạm dừng", "no due date until the pause ends")
            return Step(StepKind.STOPPED, wording)
        return Step(StepKind.DUE, Wording(f"đến hạn {day:%d/%m/%Y}", f"due {day:%d/%m/%Y}"), (day,))


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after `after`, up to and including `until`; 0 when there are none."""
    days = (after + _DAY * n for n in range(1, (until - after).days + 1))
    return sum(map(calendar.is_working_day, days))


def working_days_after(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day`; for 0 the day itself, or the next working day when it is off."""
    end = _run(day, Term(n, "working"), calendar, ()).end
    assert end is not None  # only a pause stops the clock
    return end


def working_days_late(due: date, today: date, calendar: Calendar) -> int:
    """How many working days `today` is past `due`; 0 up to and on the due date."""
    return working_days_between(due, today, calendar)


def share_passed(start: date, due: date, today: date, calendar: Calendar) -> float:
    """Which share of the working days from `start` to `due` has passed when `today` ends.

    0.0 up to and on the starting day, 1.0 on the due date, more when late. Pauses are not known here: while the clock
    stands, ask nothing; after it, the due date has moved.
    """
    total = working_days_between(start, due, calendar)
    passed = working_days_between(start, today, calendar)
    if total == 0:
        return 1.0 if today >= due else 0.0
    return passed / total


def date_at_share(start: date, due: date, share: float, calendar: Calendar) -> date:
    """The first working day on which at least `share` (0 to 1) of the working days to `due` has passed."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share}; it must lie between 0 and 1")
    needed = ceil(working_days_between(start, due, calendar) * share - _ROUNDING)
    return working_days_after(start, needed, calendar)
