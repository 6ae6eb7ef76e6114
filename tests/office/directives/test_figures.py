"""What results add up to: the figures that a report is prefilled with."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from lachan.office.directives.actions.results import Done, add_result, withdraw_result
from lachan.office.directives.models import Directive, Result, Task
from lachan.office.directives.queries import known_figures, known_figures_of_round, results_in
from tests.office.directives.conftest import TODAY
from tests.people import NOW, Cast

FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


@dataclass
class Month:
    period_from: date = FEBRUARY[0]
    period_to: date = FEBRUARY[1]


def add(cast: Cast, task: Task, day: date, by: str = "hoa", **figures: int) -> Result:
    done = Done(day, "Đã làm", figures={code.replace("_", "-"): value for code, value in figures.items()})
    return add_result(task_id=task.pk, done=done, actor=cast.actor(by), now=NOW)


def test_counts_are_added_within_the_period_both_ends_included(cast: Cast, task: Task) -> None:
    for day in (FEBRUARY[0] - timedelta(days=1), *FEBRUARY, FEBRUARY[1] + timedelta(days=1)):
        add(cast, task, day, TT_01=2, TT_07=50)
    assert known_figures(cast.commune_a, task.duty, *FEBRUARY) == {"TT-01": 4, "TT-07": 100}


def test_states_are_not_added_the_last_one_stands(cast: Cast, issued: Directive) -> None:
    task = Task.objects.get(duty__code="2.1", unit=cast.operator)
    add(cast, task, date(2026, 2, 20), by="vy", TB_01=100, TB_09=5)
    add(cast, task, date(2026, 2, 10), by="vy", TB_01=90, TB_09=5)
    assert results_in(task.duty, cast.operator, *FEBRUARY) == {"TB-01": 100, "TB-09": 10}


def test_withdrawn_results_and_other_units_do_not_count(cast: Cast, task: Task) -> None:
    result = add(cast, task, FEBRUARY[0], TT_01=2)
    withdraw_result(result_id=result.pk, reason="Nhầm", actor=cast.actor("hoa"), now=NOW)
    assert known_figures(cast.commune_a, task.duty, *FEBRUARY) == {}
    assert known_figures(cast.commune_b, task.duty, *FEBRUARY) == {}


def test_the_bulk_answer_is_the_same_in_one_query(
    cast: Cast, issued: Directive, task: Task, django_assert_num_queries: pytest.fixture
) -> None:
    add(cast, task, FEBRUARY[0], TT_01=2)
    other = Task.objects.get(duty__code="1.1", unit=cast.commune_b)
    add(cast, other, FEBRUARY[1], by="son", TT_01=7)
    with django_assert_num_queries(1):
        figures = known_figures_of_round(issued, Month())
    assert figures == {
        (cast.commune_a.pk, task.duty_id, "TT-01"): 2,
        (cast.commune_b.pk, task.duty_id, "TT-01"): 7,
    }
    assert FEBRUARY[1] < TODAY
