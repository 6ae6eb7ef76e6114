"""Which days are worked in Vietnamese state offices: week-ends, public holidays, swaps and make-up days.

The days are data (`data/holidays.csv`, 2020-2030): each row says how sure it is and on what it rests. Rules: Labour
Code 2019, articles 111 and 112 (in 2020 the Code of 2012, article 115); offices rest on Saturday and Sunday.
"""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from lachan.vietnam.wording import Wording

SATURDAY, SUNDAY = 5, 6


class Holiday(StrEnum):
    """The occasions for which Vietnam rests."""

    NEW_YEAR = "new_year"
    TET = "tet"
    HUNG_KINGS = "hung_kings"
    VICTORY_DAY = "victory_day"
    LABOUR_DAY = "labour_day"
    NATIONAL_DAY = "national_day"
    CULTURE_DAY = "culture_day"
    LOCAL = "local"  # set by the office itself, not shipped


class DayKind(StrEnum):
    """What makes a day differ from its place in the week; a make-up day is worked, the others are not."""

    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"  # a holiday fell on a day of rest: Labour Code 2019, article 111.3
    SWAPPED = "swapped"  # a working day given free, worked on a make-up day
    MAKE_UP = "make_up"


class Sureness(StrEnum):
    """How sure a row is."""

    DECIDED = "decided"  # announced by the Government or the ministry in charge
    STATUTORY = "statutory"  # follows from the Labour Code alone
    PROJECTED = "projected"  # our reading of how such a year was decided before; may still change


_NAMES = {
    Holiday.NEW_YEAR: Wording("Tết Dương lịch", "New Year's Day"),
    Holiday.TET: Wording("Tết Nguyên đán", "Lunar New Year"),
    Holiday.HUNG_KINGS: Wording("Giỗ Tổ Hùng Vương", "Hung Kings' Day"),
    Holiday.VICTORY_DAY: Wording("Ngày Chiến thắng", "Victory Day"),
    Holiday.LABOUR_DAY: Wording("Ngày Quốc tế lao động", "Labour Day"),
    Holiday.NATIONAL_DAY: Wording("Quốc khánh", "National Day"),
    Holiday.CULTURE_DAY: Wording("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
    Holiday.LOCAL: Wording("Ngày nghỉ do cơ quan ấn định", "Day off set by the office"),
}
_WEEKEND = {SATURDAY: Wording("Thứ Bảy", "Saturday"), SUNDAY: Wording("Chủ nhật", "Sunday")}


class OutsideCalendarError(ValueError):
    """A day before or after the years that the calendar knows; `wording` is for people, `code` for tests."""

    code = "outside-calendar"

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day = day
        self.wording = Wording(
            f"Ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc; lịch có từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}.",
            f"{day:%d/%m/%Y} is outside the working calendar, which runs from {first:%d/%m/%Y} to {last:%d/%m/%Y}.",
        )
        super().__init__(self.wording.vi)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that differs from its place in the week, and why."""

    day: date
    kind: DayKind
    holiday: Holiday
    sure: Sureness
    source: str

    @property
    def reason(self) -> Wording:
        """The name of the day for people: "Nghỉ bù Quốc khánh"."""
        name = _NAMES[self.holiday]
        match self.kind:
            case DayKind.HOLIDAY:
                return name
            case DayKind.IN_LIEU:
                return Wording(f"Nghỉ bù {name.vi}", f"Day in lieu of {name.en}")
            case DayKind.SWAPPED:
                return Wording(f"Nghỉ hoán đổi ({name.vi})", f"Swapped day off ({name.en})")
            case DayKind.MAKE_UP:
                return Wording(f"Làm bù ({name.vi})", f"Make-up working day ({name.en})")


@dataclass(frozen=True)
class Calendar:
    """The working days from `first` to `last`, as data that may be changed by copying."""

    special_days: tuple[SpecialDay, ...]
    first: date = date(2020, 1, 1)
    last: date = date(2030, 12, 31)

    @staticmethod
    @cache
    def load(*, with_culture_day: bool = False) -> "Calendar":
        """The shipped calendar.

        24 November is a day off only `with_culture_day`, or once its rows are marked as more than projected:
        Politburo Resolution 80-NQ/TW of 7 January 2026 wants it a paid day off, by a change of the Labour Code.
        """
        return Calendar(
            tuple(
                day
                for day in shipped_days()
                if day.holiday is not Holiday.CULTURE_DAY or with_culture_day or day.sure is not Sureness.PROJECTED
            )
        )

    def with_changes(self, *, off: Iterable[date] = (), working: Iterable[date] = ()) -> "Calendar":
        """A copy in which the days in `off` are rested and those in `working` are worked.

        A day that already is as wanted keeps its reason, so that an empty change gives an equal calendar.
        """
        rested, worked = set(off), set(working)
        if both := rested & worked:
            raise ValueError(f"{min(both)} is given both as a day off and as a working day")
        changed = {day: DayKind.HOLIDAY for day in rested if self.is_working_day(day)}
        changed |= {day: DayKind.MAKE_UP for day in worked if not self.is_working_day(day)}
        kept = [special for special in self.special_days if special.day not in changed]
        added = [SpecialDay(day, kind, Holiday.LOCAL, Sureness.DECIDED, "") for day, kind in changed.items()]
        return replace(self, special_days=tuple(sorted(kept + added, key=lambda special: special.day)))

    @cached_property
    def version(self) -> str:
        """A short digest of what the calendar says; differs when any day differs, not when a source is reworded."""
        lines = [f"{self.first} {self.last}"]
        lines += [f"{special.day} {special.kind} {special.holiday}" for special in self.special_days]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    @cached_property
    def _special(self) -> dict[date, SpecialDay]:
        return {special.day: special for special in self.special_days}

    def covers(self, day: date) -> bool:
        """Whether the calendar knows the day; the other questions raise OutsideCalendarError when it does not."""
        return self.first <= day <= self.last

    def is_working_day(self, day: date) -> bool:
        """Whether state offices work on the day."""
        if not self.covers(day):
            raise OutsideCalendarError(day, self.first, self.last)
        special = self._special.get(day)
        if special is not None:
            return special.kind is DayKind.MAKE_UP
        return day.weekday() not in _WEEKEND

    def reason(self, day: date) -> Wording | None:
        """Why the day is off: the holiday, or else the day of the week; None for a working day."""
        if self.is_working_day(day):
            return None
        special = self._special.get(day)
        return special.reason if special is not None else _WEEKEND[day.weekday()]


@cache
def shipped_days() -> tuple[SpecialDay, ...]:
    """Every row of the shipped table by date, the unsure ones too."""
    text = files(__package__).joinpath("data", "holidays.csv").read_text(encoding="utf-8")
    return tuple(
        SpecialDay(
            day=date.fromisoformat(row["date"]),
            kind=DayKind(row["kind"]),
            holiday=Holiday(row["holiday"]),
            sure=Sureness(row["sure"]),
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
