"""The rules against made-up records whose truth is known: planted faults are found, and right records stay silent."""

from datetime import date

import duckdb
import pytest

from lachan.checks.runs import FINDINGS
from lachan.checks.subscribers.run import check_subscribers
from lachan.invented.faults import FAULTS
from lachan.invented.subscribers import make_subscribers

AS_OF = date(2026, 10, 1)
ON_NUMBERS = {kind: fault.rules for kind, fault in FAULTS.items() if fault.rules and fault.group == 1}
ON_GROUPS = {kind: fault.rules for kind, fault in FAULTS.items() if fault.rules and fault.group > 1}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    made = make_subscribers(40_000, seed=23, out=folder, as_of=AS_OF)
    check_subscribers([made.subscribers], as_of=AS_OF, out=folder / "out")
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW found AS SELECT * FROM '{folder / 'out' / FINDINGS}'")
    connection.execute(f"CREATE VIEW truth AS SELECT * FROM '{made.owners}'")
    yield lambda query, *values: connection.execute(query, list(values)).fetchall()
    connection.close()


@pytest.mark.parametrize("kind", ON_NUMBERS)
def test_a_planted_fault_is_found_by_its_rule_on_every_number(judged, kind):
    planted, missed = judged(
        "SELECT count(*), count(*) FILTER (number NOT IN (SELECT subject FROM found"
        " WHERE subject_kind = 'number' AND rule IN (SELECT unnest(?)))) FROM truth WHERE fault = ?",
        list(ON_NUMBERS[kind]), kind,
    )[0]  # fmt: skip
    assert planted > 0
    assert missed == 0


@pytest.mark.parametrize("kind", ON_GROUPS)
def test_a_fault_of_several_rows_is_found_by_its_rule(judged, kind):
    ((planted,),) = judged("SELECT count(*) FROM truth WHERE fault = ?", kind)
    ((findings,),) = judged("SELECT count(*) FROM found WHERE rule IN (SELECT unnest(?))", list(ON_GROUPS[kind]))
    assert planted >= FAULTS[kind].group
    assert findings >= planted // FAULTS[kind].group


def test_right_records_stay_silent(judged):
    assert (
        judged(
            "SELECT rule, count(*) FROM found JOIN truth ON subject = number AND subject_kind = 'number'"
            " WHERE fault = '' AND writing = '' GROUP BY 1"
        )
        == []
    )
