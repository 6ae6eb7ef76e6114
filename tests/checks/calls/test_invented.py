"""The rules over made-up calls: plain and border frauds are found, honest busy lines are not accused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lachan.checks.calls.run import check_calls
from lachan.invented.calls import FIRST_DAY, Truth, make_calls

MEANT = {
    "spoofed_protected": ("CAL-001",), "look_alike": ("CAL-002", "CAL-006"), "domestic_from_abroad": ("CAL-003",),
    "mobile_from_abroad": ("CAL-004", "CAL-005"), "malformed": ("CAL-006",), "unassigned": ("CAL-007",),
    "fan_out": ("CAL-008",), "sequential": ("CAL-009",), "low_answer": ("CAL-010",), "wangiri": ("CAL-011",),
    "robot": ("CAL-012",), "sim_box_device": ("CAL-013",), "sim_box_cell": ("CAL-014",), "pattern_group": ("CAL-015",),
    "listed": ("CAL-016",),
}  # fmt: skip

Ask = Callable[[str], list[Any]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return make_calls(240_000, seed=31, out=tmp_path_factory.mktemp("made"), evening="tet")


@pytest.fixture(scope="module")
def ask(made: Truth, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    out: Path = tmp_path_factory.mktemp("run")
    check_calls(made.files, as_of=FIRST_DAY, out=out, protected=made.protected, listed=made.listed)
    base = duckdb.connect()
    base.execute(f"CREATE VIEW found AS SELECT DISTINCT rule, subject_kind, subject FROM '{out}/findings.parquet'")
    base.execute(f"CREATE VIEW truth AS FROM '{made.subjects}'")
    return lambda sql: base.execute(sql).fetchall()


@pytest.mark.parametrize("kind", MEANT)
def test_a_planted_fraud_is_found_by_a_rule_that_is_meant_for_it(kind: str, ask: Ask) -> None:
    missed = ask(
        f"SELECT subject FROM truth ANTI JOIN (FROM found WHERE list_contains({list(MEANT[kind])}, rule)) hit"
        f" USING (subject_kind, subject) WHERE kind = '{kind}' AND strength = 'strong'"
    )
    assert missed == []


def test_nearly_all_of_those_near_the_border_are_found(ask: Ask) -> None:
    meant = ", ".join(f"('{kind}', '{rule}')" for kind, rules in MEANT.items() for rule in rules)
    [(share,)] = ask(
        f"WITH meant(kind, rule) AS (VALUES {meant}), hit AS (SELECT DISTINCT kind, subject FROM found JOIN meant"
        " USING (rule)) SELECT avg((hit.subject IS NOT NULL)::INT) FROM truth LEFT JOIN hit"
        " ON truth.kind = hit.kind AND truth.subject = hit.subject WHERE strength = 'border'"
    )
    assert share >= 0.95


def test_nobody_honest_is_accused(made: Truth, ask: Ask) -> None:
    accused = ask(
        "SELECT rule, subject_kind, negative FROM found ANTI JOIN (FROM truth WHERE kind <> '') planted"
        " USING (subject_kind, subject) LEFT JOIN truth USING (subject_kind, subject)"
    )
    assert len(accused) * 10_000 <= made.ordinary, accused


def test_the_numbers_of_agencies_are_accused_of_nothing_but_being_forged(ask: Ask) -> None:
    rules = ask(
        "SELECT DISTINCT rule FROM found JOIN truth USING (subject_kind, subject) WHERE kind = 'spoofed_protected'"
    )
    assert {rule for (rule,) in rules} <= {"CAL-001", "CAL-002", "CAL-003", "CAL-008", "CAL-010"}
