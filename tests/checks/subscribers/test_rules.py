"""Every rule against its cases, in one run: it speaks of what it must, and of nothing else in its near misses."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.subscribers.rules import FAMILIES, RULES
from lachan.checks.subscribers.run import check_subscribers
from lachan.readers.subscribers.columns import COLUMNS
from tests.checks.subscribers.cases import BLAMELESS, CASES
from tests.checks.subscribers.records import AS_OF, Case, written

Told = dict[str, list[dict[str, Any]]]


def told_by_rule(folder: Path) -> Told:
    """The findings of a run by rule."""
    found: Told = {}
    for one in pq.read_table(folder / "findings.parquet").to_pylist():
        found.setdefault(one["rule"], []).append(one)
    return found


def subjects(findings: list[dict[str, Any]]) -> set[str]:
    """Subjects and their parts: "OP1/P0001" names the point, "cccd:001…" the paper."""
    whole = {one["subject"] for one in findings}
    return whole | {part for one in whole for sign in "/:|" for part in one.split(sign)}


@pytest.fixture(scope="session")
def run_over_cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Told]:
    folder = tmp_path_factory.mktemp("cases")
    rows = [*BLAMELESS, *(row for case in CASES for row in case.rows)]
    summary = check_subscribers([written(rows, folder / "cases.parquet")], as_of=AS_OF, out=folder)
    return summary, told_by_rule(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_rule_speaks_of_its_case_or_keeps_silent(run_over_cases: tuple[dict[str, Any], Told], case: Case) -> None:
    findings = run_over_cases[1].get(case.rule, [])
    distinct = case.values() - {value for row in BLAMELESS for value in map(str, row.values())}
    assert bool(subjects(findings) & distinct) is case.fires


def test_no_rule_speaks_of_a_blameless_record(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    blameless = {row["number"] for row in BLAMELESS}
    accused = [one for findings in run_over_cases[1].values() for one in findings if one["subject"] in blameless]
    assert accused == []


def test_every_rule_has_cases_on_both_sides() -> None:
    for rule in RULES:
        kinds = {case.fires for case in CASES if case.rule == rule.id}
        assert kinds == {True, False}, rule.id


def test_every_case_is_of_a_rule() -> None:
    assert {case.rule for case in CASES} == {rule.id for rule in RULES}


def test_nothing_was_left_out_of_the_run(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    summary = run_over_cases[0]
    assert summary["left_out"] == []
    assert [one["id"] for one in summary["rules"]] == [rule.id for rule in RULES]


def test_the_summary_counts_what_the_findings_say(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    summary, told = run_over_cases
    assert {one["id"]: one["findings"] for one in summary["rules"]} == {
        rule.id: len(told.get(rule.id, [])) for rule in RULES
    }
    assert summary["active_rows"] == sum(one["active"] for one in summary["by_commune"])
    for one in summary["by_commune"]:
        assert 0 <= one["complete"] <= one["active"]
        assert 0 <= one["faulty"] <= one["active"]


def test_findings_have_the_agreed_columns_and_own_ids(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    everything = [one for findings in run_over_cases[1].values() for one in findings]
    assert list(everything[0]) == list(FINDING_COLUMNS)
    assert len({one["finding_id"] for one in everything}) == len(everything)
    assert all(one["legal_basis"] and one["run_id"] and 0 < one["score"] <= 1 for one in everything)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_why_law_and_whom_it_must_not_accuse(rule: Any) -> None:
    starts = [line.split(":")[0] for line in rule.explanation.splitlines()]
    for word in ("What", "Why", "Law", "What it must not accuse"):
        assert word in starts, f"{rule.id} does not say {word}"
    assert rule.title.vi
    assert rule.title.en
    assert rule.family in FAMILIES
    assert rule.bases[0].since <= rule.since
    assert set(rule.needs) <= {one.name for one in COLUMNS}
