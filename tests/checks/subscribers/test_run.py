"""A run as a whole: what cannot be judged is said once, bad input is refused, and nothing but the data decides."""

import json
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.subscribers.run import check_subscribers
from lachan.readers.errors import InputError
from tests.checks.subscribers.cases import BLAMELESS, CASES
from tests.checks.subscribers.records import AS_OF, SCHEMA, Row, organisation, subscriber, written

FEW = ("SUB-005", "SUB-031", "SUB-047", "SUB-061", "SUB-064", "SUB-066", "SUB-072", "SUB-081", "SUB-083")
ROWS: tuple[Row, ...] = (*BLAMELESS, *(row for case in CASES if case.rule in FEW for row in case.rows))


def checked(files: Sequence[Path], out: Path, **more: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Summary and findings, these in the order of their ids."""
    summary = check_subscribers(files, as_of=AS_OF, out=out, **more)
    findings = pq.read_table(out / "findings.parquet").to_pylist()
    return summary, sorted(findings, key=lambda one: one["finding_id"])


def without_run(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "run_id"} for one in findings]


@pytest.fixture(scope="module")
def plain_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("plain")
    return checked([written(ROWS, folder / "rows.parquet")], folder / "out")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1_000), cuts=st.lists(st.integers(1, len(ROWS) - 1), max_size=3, unique=True))
def test_order_of_rows_and_files_and_chunks_change_nothing(
    plain_run: tuple[dict[str, Any], list[dict[str, Any]]],
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    cuts: list[int],
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    chance = random.Random(seed)
    rows = chance.sample(ROWS, len(ROWS))
    edges = [0, *sorted(cuts), len(rows)]
    files = []
    for at, (start, end) in enumerate(pairwise(edges)):
        file = folder / f"{at}.parquet"
        table = pq.read_table(written(rows[start:end], file))
        pq.write_table(table, file, row_group_size=chance.randint(1, 50))
        files.append(file)
    chance.shuffle(files)
    summary, findings = checked(files, folder / "out")
    assert without_run(findings) == without_run(plain_run[1])
    for part in ("rows", "active_rows", "rules", "by_commune", "by_point", "by_month", "bands", "left_out"):
        assert summary[part] == plain_run[0][part], part


def test_the_same_input_gives_the_same_run_and_finding_ids(tmp_path: Path) -> None:
    file = written(ROWS, tmp_path / "rows.parquet")
    first, second = (checked([file], tmp_path / name) for name in ("a", "b"))
    assert first == second


def test_another_day_or_threshold_is_another_run(tmp_path: Path) -> None:
    file = written(BLAMELESS, tmp_path / "rows.parquet")
    runs = {
        checked([file], tmp_path / "a")[0]["run_id"],
        checked([file], tmp_path / "b", parameters={"junk.clerk_hour": 20})[0]["run_id"],
    }
    assert len(runs) == 2


def test_a_demanded_column_that_the_input_lacks_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    table = pq.read_table(written([subscriber(1, at) for at in range(50)], file))
    pq.write_table(table.drop_columns(["birth_date", "imei"]), file)
    summary, findings = checked([file], tmp_path / "out")
    assert not [one for one in findings if one["rule"] == "SUB-005"]
    told = [one["vi"] for one in summary["left_out"] if "birth_date" in one["vi"]]
    assert len(told) == 1
    assert "SUB-005" in told[0]
    assert "buộc phải lưu" in told[0]
    assert all(one["complete"] == 0 for one in summary["by_commune"]), "no record without birth date is complete"
    assert "SUB-005" not in {one["id"] for one in summary["rules"]}
    assert any("imei" in one["en"] and "SUB-083" in one["en"] for one in summary["left_out"])


def test_a_row_that_came_in_twice_is_one_finding(tmp_path: Path) -> None:
    rows = [*BLAMELESS, *[subscriber(1, birth_date=None)] * 2, subscriber(2)]
    _, findings = checked([written(rows, tmp_path / "rows.parquet")], tmp_path / "out")
    assert [(one["rule"], one["count"]) for one in findings] == [("SUB-005", 2)]


def test_the_law_named_is_that_of_the_day(tmp_path: Path) -> None:
    from tests.checks.subscribers.records import at

    rows = [
        subscriber(1, id_issuer=None, activated_on=at("2024-12-23 10:00"), photo_taken_at=None, photo_hash=None),
        subscriber(2, id_issuer=None, activated_on=at("2024-12-24 10:00"), photo_taken_at=None, photo_hash=None),
        *BLAMELESS,
    ]
    _, findings = checked([written(rows, tmp_path / "rows.parquet")], tmp_path / "out")
    basis = {one["subject"]: one["legal_basis"] for one in findings if one["rule"] == "SUB-009"}
    assert "49/2017" in basis[rows[0]["number"]]
    assert "163/2024" in basis[rows[1]["number"]]


def test_facts_are_a_json_object_whatever_a_name_holds(tmp_path: Path) -> None:
    name = 'CÔNG TY "A\\B"\t\u0001 1'
    rows = [subscriber(1, **organisation(owner_name=name, address=None)), *BLAMELESS]
    _, findings = checked([written(rows, tmp_path / "rows.parquet")], tmp_path / "out")
    facts = json.loads(next(one["facts"] for one in findings if one["rule"] == "SUB-012"))
    assert facts == {"operator": "OP1", "owner_name": 'CÔNG TY "A\\B"   1', "tax_code": "0100109106"}


def test_no_findings_are_an_empty_table_of_the_same_columns(tmp_path: Path) -> None:
    summary, findings = checked([written(BLAMELESS, tmp_path / "rows.parquet")], tmp_path / "out")
    assert findings == []
    assert pq.read_schema(tmp_path / "out" / "findings.parquet").names == list(FINDING_COLUMNS)
    assert summary["rows"] == len(BLAMELESS)


def test_no_rows_are_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    pq.write_table(SCHEMA.empty_table(), tmp_path / "rows.parquet")
    with pytest.raises(InputError, match="không có dòng nào"):
        check_subscribers([tmp_path / "rows.parquet"], as_of=AS_OF, out=tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_was_cut_short_is_named(tmp_path: Path) -> None:
    file = written(BLAMELESS, tmp_path / "cut.parquet")
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(InputError, match=r"cut\.parquet.*cắt cụt"):
        check_subscribers([file], as_of=AS_OF, out=tmp_path / "out")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"junk.no_such": 1}, "không có tham số"),
        ({"junk.clerk_hour": "many"}, "cần giá trị như"),
        ({"junk.clerk_hour": -1}, "cần giá trị như"),
        ({"online.most_numbers": 9}, "do pháp luật ấn định"),
    ],
)
def test_parameters_that_cannot_be_are_refused(tmp_path: Path, parameters: dict[str, Any], words: str) -> None:
    file = written(BLAMELESS, tmp_path / "rows.parquet")
    with pytest.raises(InputError, match=words):
        check_subscribers([file], as_of=AS_OF, out=tmp_path / "out", parameters=parameters)


def test_an_engine_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = written(BLAMELESS, tmp_path / "rows.parquet")
    with pytest.raises(InputError, match="oracle"):
        check_subscribers([file], as_of=AS_OF, out=tmp_path / "out", engine="oracle")
