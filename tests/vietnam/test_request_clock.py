"""Due times of requests: a table of cases with an independent expectation, and what holds for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.request_clock import ClockError, Standstill, due_of, rule_of
from lachan.vietnam.requests_law import GROUNDS
from lachan.vietnam.working_days import Calendar
from tests.vietnam.request_due_oracle import RULES, Case, read_cases
from tests.vietnam.request_due_oracle import due as due_by_oracle

CASES = read_cases()
MONDAY = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 7, 1), datetime(2028, 12, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda one: one.replace(second=0, microsecond=0)
)


def _due(case: Case) -> datetime | None:
    pauses = [Standstill(a, b) for a, b in case.pauses]
    return due_of(
        case.kind, case.ground, case.urgent, case.received, case.letter_days, pauses, Calendar.load(), asker=case.asker
    ).at


def test_the_table_holds_at_least_150_cases_over_every_ground_and_kind() -> None:
    assert len(CASES) >= 150
    assert {(case.ground, case.kind) for case in CASES} >= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.ground} {case.received:%Y%m%d%H%M}")
def test_a_request_is_due_when_the_table_says(case: Case) -> None:
    assert _due(case) == case.due


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.ground} {case.received:%Y%m%d%H%M}")
def test_the_oracle_agrees_with_every_row_of_the_table(case: Case) -> None:
    assert due_by_oracle(case) == case.due


def test_the_rules_of_time_in_the_catalogue_are_those_of_the_law_typed_a_second_time() -> None:
    for ground, kind in RULES:
        asker = next(one for one in GROUNDS[ground].askers if GROUNDS[ground].clock(kind, one))
        rule = GROUNDS[ground].clock(kind, asker)
        assert rule is not None
        assert (rule.hours, rule.urgent_hours) == RULES[ground, kind], (ground, kind)


@given(moments, st.booleans(), st.lists(st.tuples(st.integers(-600, 3000), st.integers(0, 900)), max_size=4))
def test_hours_run_exactly_as_long_as_the_law_says_outside_of_pauses(
    start: datetime, urgent: bool, drawn: list[tuple[int, int]]
) -> None:
    pauses = [
        Standstill(start + timedelta(minutes=a), start + timedelta(minutes=a + length)) for a, length in drawn
    ]  # fmt: skip
    end = due_of("identify", "cyber_2025_data", urgent, start, None, pauses, Calendar.load()).at
    assert end is not None
    minutes = [start + timedelta(minutes=n) for n in range(int((end - start).total_seconds() // 60))]
    ran = sum(not any(p.start <= m < p.end for p in pauses if p.end) for m in minutes)
    assert ran == (3 if urgent else 24) * 60


@given(moments, st.integers(1, 30))
def test_a_term_in_days_ends_on_a_working_day_and_a_longer_one_later(start: datetime, days: int) -> None:
    calendar = Calendar.load()
    shorter = due_of("suspend", "telecom_2023_block", False, start, days, (), calendar).at
    longer = due_of("suspend", "telecom_2023_block", False, start, days + 1, (), calendar).at
    assert shorter is not None
    assert longer is not None
    assert calendar.is_working_day(shorter.date())
    assert start < shorter < longer


@given(moments, st.integers(0, 2000), st.integers(0, 2000))
def test_a_pause_never_brings_the_end_forward(start: datetime, offset: int, length: int) -> None:
    pause = Standstill(start + timedelta(minutes=offset), start + timedelta(minutes=offset + length))
    for kind, ground, days in (("identify", "cyber_2025_data", None), ("suspend", "telecom_2023_block", 3)):
        without = due_of(kind, ground, False, start, days, (), Calendar.load()).at
        with_it = due_of(kind, ground, False, start, days, (pause,), Calendar.load()).at
        assert without is not None
        assert with_it is not None
        assert with_it >= without


def test_the_arithmetic_is_told_in_both_languages() -> None:
    pause = Standstill(MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2), "chờ bổ sung")
    due = due_of("identify", "cyber_2025_data", True, MONDAY, None, (pause,), Calendar.load())
    assert due.explain() == (
        "Nhận lúc 08:00 06/07/2026; 3 giờ (khẩn cấp); tạm dừng từ 09:00 06/07/2026 đến 10:00 06/07/2026: chờ bổ sung; "
        "đến hạn 12:00 06/07/2026"
    )
    assert due.explain("en").endswith("due 12:00 06/07/2026")


@pytest.mark.parametrize(
    ("kind", "ground", "urgent", "days", "code"),
    [
        ("suspend", "cyber_2025_data", False, None, "ground_not_for_kind"),
        ("suspend", "no_such", False, 3, "ground_not_for_kind"),
        ("suspend", "telecom_2023_block", True, 3, "no_urgent_time"),
        ("block_site", "cyber_2018_removal", True, None, "no_urgent_time"),
        ("suspend", "telecom_2023_block", False, None, "letter_days_missing"),
        ("suspend", "telecom_2023_block", False, 0, "letter_days_missing"),
        ("suspend", "telecom_2023_block", False, 61, "letter_days_missing"),
        ("identify", "cyber_2025_data", False, 5, "letter_days_not_needed"),
    ],
)
def test_a_clock_that_does_not_fit_the_ground_is_refused(
    kind: str, ground: str, urgent: bool, days: int | None, code: str
) -> None:
    with pytest.raises(ClockError) as no:
        rule_of(kind, ground, "police", urgent=urgent, letter_days=days)
    assert no.value.code == code


def test_moments_without_a_zone_and_pauses_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_of("identify", "cyber_2025_data", False, MONDAY.replace(tzinfo=None), None, (), Calendar.load())
    with pytest.raises(ValueError, match="before it starts"):
        Standstill(MONDAY, MONDAY - timedelta(minutes=1))
    with pytest.raises(ValueError, match="time zone"):
        Standstill(MONDAY.replace(tzinfo=None), None)
