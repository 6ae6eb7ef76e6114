"""A slow, plain second opinion on due times of requests, and the maker of the machine rows of `request_due_cases.csv`.

It shares no code with `lachan.vietnam`: the rules of time are typed here again from the law, hours are counted by
walking minute after minute, days are taken from the oracle of due dates. The rows "by hand" were reasoned by a
person and are never rewritten. `python -m tests.vietnam.request_due_oracle` writes the others anew.
"""

import csv
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.vietnam import clock_oracle

CASES = Path(__file__).with_name("request_due_cases.csv")
COLUMNS = ("by", "why", "asker", "kind", "ground", "urgent", "received", "letter_days", "pauses", "due")
NEVER = "never"
HANOI = timedelta(hours=7)  # Vietnam keeps UTC+7 all year
MINUTE = timedelta(minutes=1)
LETTER = None

# (hours, urgent hours) by ground and kind; LETTER: the working days that the letter gives
RULES: dict[tuple[str, str], tuple[int | None, int | None]] = {
    ("telecom_2009", "verify_owner"): (LETTER, None),
    ("telecom_2009", "identify"): (LETTER, None),
    ("telecom_2009", "suspend"): (LETTER, None),
    ("telecom_2023_data", "verify_owner"): (LETTER, None),
    ("telecom_2023_data", "identify"): (LETTER, None),
    ("telecom_2023_data", "inspect"): (LETTER, None),
    ("telecom_2023_block", "suspend"): (LETTER, None),
    ("telecom_2023_block", "block_calls"): (LETTER, None),
    ("criminal_procedure", "identify"): (LETTER, None),
    ("seizure", "identify"): (LETTER, None),
    ("cyber_2018_removal", "block_site"): (24, None),
    ("cyber_2018_removal", "take_down_account"): (24, None),
    ("cyber_2025_data", "verify_owner"): (24, 3),
    ("cyber_2025_data", "identify"): (24, 3),
    ("cyber_2025_removal", "block_site"): (24, 6),
    ("cyber_2025_removal", "take_down_account"): (24, 6),
    ("decree_174_inspection", "inspect"): (LETTER, None),
    ("decree_174_inspection", "verify_owner"): (LETTER, None),
    ("cooperation", "transfer"): (LETTER, None),
    ("cooperation", "block_site"): (LETTER, None),
    ("cooperation", "take_down_account"): (LETTER, None),
}
SINCE = {
    "telecom_2009": (date(2020, 1, 2), date(2024, 6, 30)), "telecom_2023_data": (date(2024, 7, 1), date(2029, 1, 1)),
    "telecom_2023_block": (date(2024, 7, 1), date(2029, 1, 1)),
    "criminal_procedure": (date(2020, 1, 2), date(2029, 1, 1)),
    "seizure": (date(2020, 1, 2), date(2029, 1, 1)), "cyber_2018_removal": (date(2020, 1, 2), date(2026, 6, 30)),
    "cyber_2025_data": (date(2026, 7, 1), date(2029, 1, 1)), "cyber_2025_removal": (date(2026, 7, 1), date(2029, 1, 1)),
    "decree_174_inspection": (date(2026, 7, 1), date(2029, 1, 1)), "cooperation": (date(2020, 4, 15), date(2029, 1, 1)),
}  # fmt: skip
DEPARTMENT = {"inspect", "transfer"}


@dataclass(frozen=True)
class Case:
    """One row: what is asked, and by when the answer is due (None: never, while the clock stands)."""

    by: str
    why: str
    asker: str
    kind: str
    ground: str
    urgent: bool
    received: datetime
    letter_days: int | None
    pauses: tuple[tuple[datetime, datetime | None], ...]
    due: datetime | None

    @classmethod
    def from_row(cls, row: dict[str, str]) -> "Case":
        pauses = [one.split("..") for one in row["pauses"].split(";") if one]
        return cls(
            row["by"], row["why"], row["asker"], row["kind"], row["ground"], row["urgent"] == "yes",
            datetime.fromisoformat(row["received"]), int(row["letter_days"]) if row["letter_days"] else None,
            tuple((datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None) for a, b in pauses),
            None if row["due"] == NEVER else datetime.fromisoformat(row["due"]),
        )  # fmt: skip

    def to_row(self) -> dict[str, object]:
        pauses = ";".join(f"{a.isoformat()}..{b.isoformat() if b else ''}" for a, b in self.pauses)
        return {
            **vars(self), "urgent": "yes" if self.urgent else "no", "received": self.received.isoformat(),
            "letter_days": self.letter_days or "", "pauses": pauses,
            "due": self.due.isoformat() if self.due else NEVER,
        }  # fmt: skip


def read_cases() -> list[Case]:
    """All cases, those by hand first."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [Case.from_row(row) for row in csv.DictReader(file)]


def due(case: Case) -> datetime | None:
    """The last moment in time: for hours the minute itself, for days the last microsecond of the day in Vietnam."""
    hours, urgent_hours = RULES[case.ground, case.kind]
    if hours is None:
        local = [((a + HANOI).date(), (b + HANOI).date() if b else None) for a, b in _naive(case.pauses)]
        start = (case.received.astimezone(UTC).replace(tzinfo=None) + HANOI).date()
        end = clock_oracle.due(start, case.letter_days or 0, "working", tuple(local), ())
        if end is None:
            return None
        next_midnight = datetime(end.year, end.month, end.day, tzinfo=UTC) + timedelta(days=1) - HANOI
        return next_midnight - timedelta(microseconds=1)
    left = (urgent_hours if case.urgent and urgent_hours else hours) * 60
    now = case.received
    while left:
        if not any(a <= now and (b is None or now < b) for a, b in case.pauses):
            left -= 1
        elif any(a <= now and b is None for a, b in case.pauses):
            return None
        now += MINUTE
    return now


def _naive(pauses: tuple[tuple[datetime, datetime | None], ...]) -> list[tuple[datetime, datetime | None]]:
    return [
        (a.astimezone(UTC).replace(tzinfo=None), b.astimezone(UTC).replace(tzinfo=None) if b else None)
        for a, b in pauses
    ]


def make_cases(count: int) -> list[Case]:
    """Cases over every ground and kind, most of them near a holiday or a night, where mistakes are made."""
    draw = random.Random(116)
    special = sorted(day for day, reason in clock_oracle.DAYS_OFF.items() if reason not in ("Sat", "Sun"))
    rules = sorted(RULES)
    cases: list[Case] = []
    while len(cases) < count:
        ground, kind = rules[len(cases) % len(rules)]
        first, last = SINCE[ground]
        near = draw.choice([day for day in special if first <= day <= last])
        received = datetime(near.year, near.month, near.day, tzinfo=UTC) - HANOI
        received += timedelta(days=draw.randint(-6, 1), minutes=draw.randint(0, 1439))
        if not first <= (received + HANOI).date() <= last:
            continue
        hours, urgent_hours = RULES[ground, kind]
        urgent = urgent_hours is not None and draw.random() < 0.5
        days = draw.choice((1, 2, 3, 5, 7, 10, 15, 20)) if hours is None else None
        pauses = tuple(_pause(draw, received, hours) for _ in range(draw.choice((0, 0, 1, 1, 2))))
        proposes = ground == "cooperation" and kind != "transfer"
        asker = "department" if kind in DEPARTMENT or ground.startswith("decree") or proposes else "police"
        case = Case("oracle", "", asker, kind, ground, urgent, received, days, pauses, None)
        end = due(case)
        cases.append(Case(**{**vars(case), "due": end, "why": why(case, end)}))
    return cases


def _pause(draw: random.Random, received: datetime, hours: int | None) -> tuple[datetime, datetime | None]:
    reach = 30 * 60 if hours is not None else 15 * 24 * 60
    start = received + timedelta(minutes=draw.randint(-reach // 10, reach))
    if draw.random() < 0.1:
        return start, None
    return start, start + timedelta(minutes=draw.randint(1, reach // 2))


def why(case: Case, end: datetime | None) -> str:
    """What a reader needs to follow the row."""
    hours, urgent_hours = RULES[case.ground, case.kind]
    local = case.received + HANOI
    start = f"Received {local:%a %d/%m/%Y %H:%M} in Vietnam"
    if end is None:
        return f"{start}; an open pause comes before the time has passed"
    if hours is not None:
        length = urgent_hours if case.urgent and urgent_hours else hours
        held = f"; {len(case.pauses)} pauses touch or miss the run" if case.pauses else ""
        return f"{start}; {length} h run through nights and days off{held}"
    last = (end + HANOI).date()
    off = sum(1 for day in clock_oracle.DAYS_OFF if local.date() < day <= last)
    held = f"; {len(case.pauses)} pauses" if case.pauses else ""
    return f"{start}; {case.letter_days} working days to {last:%a}, {off} days off between{held}"


def write_cases(cases: list[Case]) -> None:
    """Write the whole table."""
    with CASES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(case.to_row() for case in cases)


if __name__ == "__main__":
    by_hand = [case for case in read_cases() if case.by == "hand"]
    write_cases(by_hand + make_cases(210))
