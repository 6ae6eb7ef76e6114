"""The same rules, the same findings: Spark against DuckDB over the whole table of cases; ClickHouse as SQL only."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest

from lachan.checks.engines import _clickhouse_hash, _lower_md5
from lachan.checks.given import Given
from lachan.checks.shaping import group_findings
from lachan.checks.subscribers.findings import row_findings
from lachan.checks.subscribers.rules import GROUP_RULES, ROW_RULES
from lachan.checks.subscribers.run import DERIVED, check_subscribers, kept_rows
from lachan.checks.subscribers.screens import SCREENS, kept_keys
from lachan.checks.subscribers.table import prepared
from lachan.checks.tables import TYPES
from lachan.readers.subscribers.columns import COLUMNS
from tests.checks.subscribers.cases import BLAMELESS, CASES
from tests.checks.subscribers.records import AS_OF, written
from tests.engines import spark

__all__ = ["spark"]


@pytest.mark.filterwarnings("ignore")  # pyspark and its helpers warn of themselves
def test_spark_finds_what_duckdb_finds(spark: Any, tmp_path: Path) -> None:
    rows = [*BLAMELESS, *(row for case in CASES for row in case.rows)]
    half = len(rows) // 2
    files = [written(rows[:half], tmp_path / "a.parquet"), written(rows[half:], tmp_path / "b.parquet")]
    told = {}
    for engine in ("duckdb", "spark"):
        out = tmp_path / engine
        summary = check_subscribers(files, as_of=AS_OF, out=out, engine=engine, session=spark)
        findings = pq.read_table(out / "findings.parquet").to_pylist()
        told[engine] = (summary | {"engine": ""}, {one["finding_id"]: one for one in findings})
    assert told["spark"][1].keys() == told["duckdb"][1].keys()
    assert told["spark"][1] == told["duckdb"][1]
    assert told["spark"][0] == told["duckdb"][0]


def test_every_rule_can_be_written_for_clickhouse() -> None:
    """No ClickHouse runs in the tests: this shows that the SQL can be written, not that it gives the same."""
    given = Given(AS_OF)
    schema = {one.name: TYPES[one.kind] for one in COLUMNS}
    table = prepared(ibis.table(schema, name="subscribers"), given)
    groups = {name: kept_keys(table, screen, given, _clickhouse_hash) for name, screen in SCREENS.items()}
    assert all(ibis.to_sql(one, dialect="clickhouse") for one in groups.values())
    kept = kept_rows(table, ROW_RULES, given, groups, _clickhouse_hash)
    assert ibis.to_sql(kept, dialect="clickhouse")
    stored = ibis.table(kept.schema(), name="kept")
    assert ibis.to_sql(row_findings(ROW_RULES, stored, given, "0" * 16, _lower_md5), dialect="clickhouse")
    for rule in GROUP_RULES:
        assert rule.found is not None
        screened = DERIVED[rule.screen][1](stored) if rule.screen in DERIVED else stored
        findings = group_findings(rule, rule.found(screened, given), given, "0" * 16, _lower_md5)
        assert ibis.to_sql(findings, dialect="clickhouse"), rule.id
