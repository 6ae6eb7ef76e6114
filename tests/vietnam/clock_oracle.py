"""A slow, plain second opinion on due dates, and the maker of the machine rows of `clock_cases.csv`.

It shares no code with `lachan.vietnam.clock` or `working_days`: it reads the table of holidays itself, lays all
days of eleven years in a row, strikes out what does not count and looks at the n-th that is left. The rows "by hand"
were reasoned by a person and are never rewritten. `python -m tests.vietnam.clock_oracle` writes the others anew,
which is needed when the table of holidays changes.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HOLIDAYS = Path(__file__).parents[2] / "src" / "lachan" / "vietnam" / "data" / "holidays.csv"
CASES = Path(__file__).with_name("clock_cases.csv")
COLUMNS = ("by", "why", "start", "days", "unit", "pauses", "extensions", "due")
NEVER = "never"
ALL_DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2020, 1, 1)).days)]
OPEN_END = date.max


@dataclass(frozen=True)
class Case:
    """One row of the table: what is asked, and what is due (None: never, while the clock stands)."""

    by: str
    why: str
    start: date
    days: int
    unit: str
    pauses: tuple[tuple[date, date | None], ...]
    extensions: tuple[int, ...]
    due: date | None

    @classmethod
    def from_row(cls, row: dict[str, str]) -> "Case":
        """Read pauses as "2020-04-24..2020-04-28;2020-05-05.." and extensions as "2;1"."""
        pauses = [pause.split("..") for pause in row["pauses"].split(";") if pause]
        return cls(
            by=row["by"],
            why=row["why"],
            start=date.fromisoformat(row["start"]),
            days=int(row["days"]),
            unit=row["unit"],
            pauses=tuple((date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in pauses),
            extensions=tuple(int(days) for days in row["extensions"].split(";") if days),
            due=None if row["due"] == NEVER else date.fromisoformat(row["due"]),
        )

    def to_row(self) -> dict[str, object]:
        """The row of the table."""
        pauses = ";".join(f"{start}..{end or ''}" for start, end in self.pauses)
        extensions = ";".join(map(str, self.extensions))
        return {**vars(self), "pauses": pauses, "extensions": extensions, "due": self.due or NEVER}


def read_cases() -> list[Case]:
    """All cases, those by hand first."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [Case.from_row(row) for row in csv.DictReader(file)]


def read_days_off() -> dict[date, str]:
    """Each day off of the eleven years, and why; without Culture Day, which is not law yet."""
    off = {day: f"{day:%a}" for day in ALL_DAYS if f"{day:%a}" in ("Sat", "Sun")}
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["holiday"] == "culture_day":
                continue
            if row["kind"] == "make_up":
                off.pop(date.fromisoformat(row["date"]))
            else:
                off[date.fromisoformat(row["date"])] = f"{row['holiday']} {row['kind']}"
    return off


DAYS_OFF = read_days_off()


def due(
    start: date,
    days: int,
    unit: str,
    pauses: tuple[tuple[date, date | None], ...],
    extensions: tuple[int, ...],
) -> date | None:
    """The due date, None when it would lie on or behind the first day of an open pause."""
    stopped = min((a for a, b in pauses if b is None), default=OPEN_END)
    closed = [(a, b) for a, b in pauses if b is not None]
    running = [day for day in ALL_DAYS if not any(a <= day <= b for a, b in closed)]
    worked = [day for day in running if day not in DAYS_OFF]
    counted = worked if unit == "working" else running
    end = start if days == 0 else [day for day in counted if day > start][days - 1]
    end = next(day for day in worked if day >= end)
    for more in extensions:
        end = [day for day in worked if day > end][more - 1]
    return end if end < stopped else None


def why(start: date, end: date | None, pauses: tuple[tuple[date, date | None], ...]) -> str:
    """What a reader needs to follow the row: the week-day, the days off that are not week-ends, the pauses."""
    if end is None:
        return f"From {start:%a}: the open pause comes before the term has passed"
    special = [day for day in DAYS_OFF if start < day <= end and DAYS_OFF[day] not in ("Sat", "Sun")]
    week_ends = sum(1 for day in DAYS_OFF if start < day <= end) - len(special)
    parts = [f"From {start:%a} to {end:%a}", f"{week_ends} days of week-ends off"]
    parts += [f"{day:%a %d/%m/%Y} {DAYS_OFF[day].replace('_', ' ')}" for day in sorted(special)]
    held = [d for d in ALL_DAYS if start < d <= end and any(a <= d <= b for a, b in pauses if b is not None)]
    if held:
        parts.append(f"{len(held)} days held by pauses, {sum(d not in DAYS_OFF for d in held)} of them worked")
    return "; ".join(parts)


def make_cases(count: int) -> list[Case]:
    """Cases spread over the years, most of them near a holiday, where mistakes are made."""
    draw = random.Random(2020)
    special = sorted(day for day, reason in DAYS_OFF.items() if reason not in ("Sat", "Sun"))
    cases = []
    while len(cases) < count:
        near = draw.choice(special) if draw.random() < 0.8 else draw.choice(ALL_DAYS)
        start = near - timedelta(days=draw.randint(0, 20))
        days = draw.choice((0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60))
        if not date(2020, 1, 1) <= start <= date(2030, 6, 30):
            continue
        unit = draw.choice(("working", "working", "calendar"))
        pauses = tuple(sorted(make_pause(draw, start) for _ in range(draw.choice((0, 0, 1, 1, 2)))))
        extensions = tuple(draw.choice((1, 2, 5, 10)) for _ in range(draw.choice((0, 0, 0, 1, 2))))
        open_pauses = draw.random() < 0.08
        asked = tuple((a, None if open_pauses else b) for a, b in pauses)
        end = due(start, days, unit, asked, extensions)
        cases.append(Case("oracle", why(start, end, asked), start, days, unit, asked, extensions, end))
    return cases


def make_pause(draw: random.Random, start: date) -> tuple[date, date]:
    """A pause of up to twelve days that begins near the start of the term."""
    begin = start + timedelta(days=draw.randint(-3, 25))
    return begin, begin + timedelta(days=draw.randint(0, 11))


def write_cases(cases: list[Case]) -> None:
    """Write the whole table."""
    with CASES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(case.to_row() for case in cases)


if __name__ == "__main__":
    by_hand = [case for case in read_cases() if case.by == "hand"]
    write_cases(by_hand + make_cases(600))
