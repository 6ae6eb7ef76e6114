"""The same rules, the same findings: Spark against DuckDB over the whole table of cases."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest

from lachan.checks.calls import screens
from lachan.checks.calls.looks import COLUMNS as KEPT
from lachan.checks.calls.looks import LOOKS, Close
from lachan.checks.calls.ordinary import Ordinary
from lachan.checks.calls.rules import RULES
from lachan.checks.calls.run import check_calls
from lachan.checks.calls.table import prepared
from lachan.checks.engines import _clickhouse_hash, _lower_md5
from lachan.checks.given import Given
from lachan.checks.shaping import group_findings
from lachan.checks.tables import TYPES
from lachan.readers.calls.columns import COLUMNS
from tests.checks.calls.cases import CASES, LISTED
from tests.checks.calls.records import AS_OF, OPERATORS, ordinary, protected_list, written
from tests.engines import spark

__all__ = ["spark"]


@pytest.mark.filterwarnings("ignore")  # pyspark and its helpers warn of themselves
def test_spark_finds_what_duckdb_finds(spark: Any, tmp_path: Path) -> None:
    rows = [*ordinary(2500), *(row for case in CASES for row in case.rows)]
    half = len(rows) // 2
    files = [written(rows[:half], tmp_path / "a.parquet"), written(rows[half:], tmp_path / "b.parquet")]
    listed = tmp_path / "listed.txt"
    listed.write_text(LISTED, encoding="utf-8")
    told = {}
    for engine in ("duckdb", "spark"):
        out = tmp_path / engine
        summary = check_calls(
            files,
            as_of=AS_OF,
            out=out,
            engine=engine,
            protected=protected_list(),
            listed=listed,
            session=spark,
            operators=OPERATORS,
        )
        findings = pq.read_table(out / "findings.parquet").to_pylist()
        told[engine] = (summary | {"engine": ""}, {one["finding_id"]: one for one in findings})
    assert {one["rule"] for one in told["duckdb"][1].values()} == {case.rule for case in CASES}
    assert told["spark"][1].keys() == told["duckdb"][1].keys()
    assert told["spark"][1] == told["duckdb"][1]
    assert told["spark"][0] == told["duckdb"][0]


def test_every_rule_can_be_written_for_clickhouse() -> None:
    """No ClickHouse runs in the tests: this shows that the SQL can be written, not that it gives the same."""
    given = Given(AS_OF)
    t = prepared(ibis.table({one.name: TYPES[one.kind] for one in COLUMNS}, name="calls"), given)
    counted = screens.caller_days(t, _clickhouse_hash)
    assert ibis.to_sql(counted, dialect="clickhouse")
    stored = ibis.table(counted.schema(), name="caller_days")
    for screen in (screens.standing, screens.box_devices, screens.in_blocks):
        assert ibis.to_sql(screen(stored, given), dialect="clickhouse")
    day = {"day": "date"}
    ordinary = dict.fromkeys(("ordinary_calls_median", "ordinary_calls_p99", "ordinary_lost_percent"), "int64")
    shown = dict.fromkeys(("caller", "what", "abroad_sign", "form_sign", "range_sign", "body", "originates"), "string")
    close = Close(
        kept=ibis.table(
            {**t.select(*KEPT).schema(), **dict.fromkeys(("caller_in", "callee_in", "busy_in"), "boolean")}, name="kept"
        ),
        candidates=ibis.table({"caller": "string", **day, "calls": "int64"}, name="candidates"),
        shown=ibis.table({**shown, **day, "alike": "boolean"}, name="shown"),
        allowed=ibis.table({"caller": "string", **day, "trunk": "string"}, name="allowed"),
        listed=ibis.table({"caller": "string"}, name="listed"),
        ordinary=Ordinary(
            ibis.table({**day, **ordinary}, name="days"),
            ibis.table({**day, "calls": "int64", "callers_with_more_calls": "int64"}, name="ranks"), 0, 0,
        ),
        given=given,
    )  # fmt: skip
    looks = {name: look(close) for name, look in LOOKS.items()}
    assert all(ibis.to_sql(one, dialect="clickhouse") for one in looks.values())
    for rule in RULES:
        assert rule.found is not None
        found = rule.found(ibis.table(looks[rule.screen].schema(), name=rule.screen), given)
        findings = group_findings(rule, found, given, "0" * 16, _lower_md5)
        assert ibis.to_sql(findings, dialect="clickhouse"), rule.id
