"""Every rule against its cases, in one run: it speaks of what it must, and of nothing else in its near misses."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lachan.checks.calls.rules import FAMILIES, RULES
from lachan.checks.calls.run import check_calls
from lachan.checks.finding import FINDING_COLUMNS
from lachan.readers.calls.columns import COLUMNS
from tests.checks.calls.cases import CASES, LISTED
from tests.checks.calls.records import AS_OF, OPERATORS, Case, ordinary, protected_list, written

Told = dict[str, list[dict[str, Any]]]


def told_by_rule(folder: Path) -> Told:
    """The findings of a run by rule."""
    found: Told = {}
    for one in pq.read_table(folder / "findings.parquet").to_pylist():
        found.setdefault(one["rule"], []).append(one)
    return found


@pytest.fixture(scope="session")
def run_over_cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Told]:
    folder = tmp_path_factory.mktemp("call-cases")
    rows = [*ordinary(), *(row for case in CASES for row in case.rows)]
    listed = folder / "listed.txt"
    listed.write_text(f"{LISTED}\n0987000002\n", encoding="utf-8")
    summary = check_calls(
        [written(rows, folder / "cases.parquet")],
        as_of=AS_OF,
        out=folder,
        protected=protected_list(),
        listed=listed,
        operators=OPERATORS,
    )
    return summary, told_by_rule(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_rule_speaks_of_its_case_or_keeps_silent(run_over_cases: tuple[dict[str, Any], Told], case: Case) -> None:
    subjects = {one["subject"] for one in run_over_cases[1].get(case.rule, [])}
    assert (case.subject in subjects) is case.fires


def test_no_rule_speaks_of_ordinary_people(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    honest = {row["caller"] for row in ordinary()} | {row["cell"] for row in ordinary()}
    accused = [one for findings in run_over_cases[1].values() for one in findings if one["subject"] in honest]
    assert accused == []


def test_every_rule_has_cases_on_both_sides() -> None:
    for rule in RULES:
        assert {case.fires for case in CASES if case.rule == rule.id} == {True, False}, rule.id


def test_nothing_was_left_out_of_the_run_but_who_hides(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    summary = run_over_cases[0]
    assert [one["en"] for one in summary["left_out"]] == [
        "1 calls showed no caller: they are counted, and not judged by caller."
    ]
    assert [one["id"] for one in summary["rules"]] == [rule.id for rule in RULES]


def test_the_summary_counts_what_the_findings_say(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    summary, told = run_over_cases
    for one in summary["rules"]:
        findings = told.get(one["id"], [])
        assert one["findings"] == len(findings)
        assert one["subjects"] == len({finding["subject"] for finding in findings})
        assert one["calls"] == sum(finding["count"] for finding in findings)
    assert sum(one["calls"] for one in summary["by_hour"]) == summary["rows"]
    assert sum(one["calls"] for one in summary["by_trunk"]) == summary["rows"]
    flagged = {(one["trunk"], one["flagged"]) for one in summary["by_trunk"]}
    assert ("DOM-03", 0) not in flagged
    assert sum(one["flagged"] for one in summary["by_hour"]) == sum(one["flagged"] for one in summary["by_trunk"]) > 0
    assert {(one["body"], one["direction"]): one["calls"] for one in summary["by_body"]} == {
        ("Công an tỉnh", "international"): 1, ("Công an tỉnh", "domestic"): 1, ("Tổng đài", "domestic"): 1,
    }  # fmt: skip


def test_a_finding_shows_its_figures_beside_what_was_ordinary(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    [one] = [one for one in run_over_cases[1]["CAL-008"] if one["subject"] == "+842477000001"]
    facts = json.loads(one["facts"])
    assert facts["callees"] == 120
    assert facts["ordinary_calls_median"] == 1
    assert facts["ordinary_calls_p99"] < 50
    assert 0 < facts["callers_with_more_calls"] < 20
    points = sum(value for name, value in facts.items() if name.startswith("points_"))
    assert one["score"] == pytest.approx(points / 100)


def test_findings_have_the_agreed_columns_and_own_ids(run_over_cases: tuple[dict[str, Any], Told]) -> None:
    everything = [one for findings in run_over_cases[1].values() for one in findings]
    assert list(everything[0]) == list(FINDING_COLUMNS)
    assert len({one["finding_id"] for one in everything}) == len(everything)
    assert all(one["legal_basis"] and one["run_id"] and 0 < one["score"] <= 1 for one in everything)
    assert {one["subject_kind"] for one in everything} == {"caller", "trunk", "imei", "cell", "pattern"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_why_law_and_whom_it_must_not_accuse(rule: Any) -> None:
    starts = [line.split(":")[0] for line in rule.explanation.splitlines()]
    for word in ("What", "Why", "Law", "What it must not accuse"):
        assert word in starts, f"{rule.id} does not say {word}"
    assert rule.title.vi
    assert rule.title.en
    assert rule.family in FAMILIES
    assert set(rule.needs) <= {one.name for one in COLUMNS}
