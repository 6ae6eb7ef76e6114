"""The same rules, the same findings: Spark against DuckDB over the whole table of cases."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lachan.checks.calls.run import check_calls
from tests.checks.calls.cases import CASES, LISTED
from tests.checks.calls.records import AS_OF, ordinary, protected_list, written
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
            files, as_of=AS_OF, out=out, engine=engine, protected=protected_list(), listed=listed, session=spark
        )
        findings = pq.read_table(out / "findings.parquet").to_pylist()
        told[engine] = (summary | {"engine": ""}, {one["finding_id"]: one for one in findings})
    assert {one["rule"] for one in told["duckdb"][1].values()} == {case.rule for case in CASES}
    assert told["spark"][1].keys() == told["duckdb"][1].keys()
    assert told["spark"][1] == told["duckdb"][1]
    assert told["spark"][0] == told["duckdb"][0]
