"""The law in force is that of the day of the fact: borders of many rules, and the day of the check."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lachan.checks.engines import opened
from lachan.checks.finding import Rule
from lachan.checks.given import Given
from lachan.checks.subscribers.rules import ROW_RULES
from lachan.checks.subscribers.rules.bases import FIRST_DAY
from lachan.checks.subscribers.rules.declare import offending
from lachan.checks.subscribers.run import check_subscribers
from lachan.checks.subscribers.table import prepared
from lachan.checks.tables import typed
from lachan.readers.errors import InputError
from lachan.readers.subscribers.columns import COLUMNS
from tests.checks.subscribers.cases import BLAMELESS, CASES
from tests.checks.subscribers.records import AS_OF, Row, at, written

FIRES = {case.rule: case for case in reversed(CASES) if case.name.startswith("fires")}
RECORD_RULES = tuple(rule for rule in ROW_RULES if rule.dated == "record" and rule.id != "SUB-001")
COMPLETED_BY = date(2018, 4, 24)


def judged(rows: list[Row], rules: tuple[Rule, ...], as_of: date, folder: Path) -> dict[str, set[str]]:
    """Rule -> numbers that it speaks of, from its condition alone."""
    with opened("duckdb", folder) as engine:
        table = prepared(typed(engine, [written([*BLAMELESS, *rows], folder / "rows.parquet")], COLUMNS), Given(as_of))
        given = Given(as_of)
        offended = {rule.id: offending(rule, table, given) for rule in rules}
        found = engine.rows(table.select("number", **offended))
    return {rule.id: {row["number"] for row in found if row[rule.id]} for rule in rules}


@pytest.mark.parametrize(
    ("activated", "as_of", "held"),
    [
        (date(2017, 4, 24), date(2018, 4, 23), True),
        (date(2017, 4, 23), COMPLETED_BY - timedelta(days=1), False),
        (date(2017, 4, 23), COMPLETED_BY, True),
        (date(2017, 4, 24), AS_OF, True),
    ],
)
def test_records_from_before_the_decree_had_a_year_to_be_completed(
    tmp_path: Path, activated: date, as_of: date, held: bool
) -> None:
    moment = at(f"{activated} 10:00")
    rows = [row | {"activated_on": moment} for rule in RECORD_RULES for row in FIRES[rule.id].rows]
    found = judged(rows, RECORD_RULES, as_of, tmp_path)
    for rule in RECORD_RULES:
        spoken = found[rule.id] & {row["number"] for row in FIRES[rule.id].rows}
        assert bool(spoken) is held, rule.id


def test_the_missing_day_itself_is_told_once_the_law_holds_all_records(tmp_path: Path) -> None:
    rule = next(rule for rule in ROW_RULES if rule.id == "SUB-001")
    rows = list(FIRES["SUB-001"].rows)
    assert judged(rows, (rule,), COMPLETED_BY, tmp_path)["SUB-001"] == {rows[0]["number"]}
    assert judged(rows, (rule,), COMPLETED_BY - timedelta(days=1), tmp_path)["SUB-001"] == set()


LATER = tuple(rule for rule in ROW_RULES if rule.dated == "as_of" and rule.since > FIRST_DAY)


@pytest.mark.parametrize("rule", LATER, ids=lambda rule: rule.id)
def test_a_rule_on_the_state_begins_with_its_law(tmp_path: Path, rule: Rule) -> None:
    rows = list(FIRES[rule.id].rows)
    numbers = {row["number"] for row in rows}
    assert judged(rows, (rule,), rule.since, tmp_path)[rule.id] & numbers
    assert not judged(rows, (rule,), rule.since - timedelta(days=1), tmp_path)[rule.id]


def test_a_check_for_a_day_before_the_law_is_refused(tmp_path: Path) -> None:
    file = written(list(BLAMELESS), tmp_path / "rows.parquet")
    with pytest.raises(InputError, match="trước 24/4/2017") as refused:
        check_subscribers([file], as_of=FIRST_DAY - timedelta(days=1), out=tmp_path / "out")
    assert refused.value.code == "as_of"
    assert not (tmp_path / "out").exists()


def test_the_first_day_of_the_law_is_taken(tmp_path: Path) -> None:
    file = written(list(BLAMELESS), tmp_path / "rows.parquet")
    assert check_subscribers([file], as_of=FIRST_DAY, out=tmp_path / "out")["as_of"] == "2017-04-24"
