"""A run as a whole: what is twice counts once, order and cut are of no account, and bad input is refused whole."""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lachan.checks.calls.protection import beginnings
from lachan.checks.calls.run import check_calls
from lachan.readers.errors import InputError
from tests.checks.calls.cases import CASES
from tests.checks.calls.records import AS_OF, Row, call, calls, ordinary, protected_list, stranger, written

ROWS: list[Row] = [
    *ordinary(600),
    *(row for case in CASES if case.rule in ("CAL-001", "CAL-008", "CAL-013", "CAL-015") for row in case.rows),
]


def found(rows: list[Row], folder: Path, **more: Any) -> dict[str, dict[str, Any]]:
    """The findings of a run over these rows, by id."""
    folder.mkdir()
    check_calls([written(rows, folder / "calls.parquet")], as_of=AS_OF, out=folder, **more)
    return {one["finding_id"]: one for one in pq.read_table(folder / "findings.parquet").to_pylist()}


def test_the_order_of_rows_changes_nothing_but_the_id_of_the_run(tmp_path: Path) -> None:
    mixed = list(ROWS)
    random.Random(1).shuffle(mixed)
    first = found(ROWS, tmp_path / "a", protected=protected_list())
    second = found(mixed, tmp_path / "b", protected=protected_list())
    assert len(first) > 10
    assert {key: one | {"run_id": ""} for key, one in first.items()} == {
        key: one | {"run_id": ""} for key, one in second.items()
    }


def test_calls_that_stand_twice_count_once(tmp_path: Path) -> None:
    once = found(ROWS, tmp_path / "a")
    twice = found([*ROWS, *ROWS], tmp_path / "b")
    assert {key: (one["rule"], one["count"]) for key, one in twice.items()} == {
        key: (one["rule"], one["count"]) for key, one in once.items()
    }


def test_a_stricter_threshold_never_adds_findings(tmp_path: Path) -> None:
    usual = found(ROWS, tmp_path / "a")
    strict = found(
        ROWS, tmp_path / "b", parameters={"calls.lost_percent": 95, "calls.fan_out_day": 110, "calls.device_sims": 9}
    )
    assert strict.keys() < usual.keys()


def test_each_day_is_judged_by_itself(tmp_path: Path) -> None:
    """Sixty calls a day for two days are no fan-out of 110 a day; the same subject on two days is found twice."""
    rows = list(ROWS)
    for day in (1, 2):
        one = calls("+842477000099", 60, answered=1)
        rows += [row | {"started_at": row["started_at"].replace(day=day)} for row in one]
        two = calls("+842477000098", 120, answered=1)
        rows += [row | {"started_at": row["started_at"].replace(day=day)} for row in two]
    told = found(rows, tmp_path / "a", parameters={"calls.fan_out_day": 110})
    fanned = [one["subject"] for one in told.values() if one["rule"] == "CAL-008"]
    assert fanned.count("+842477000099") == 0
    assert fanned.count("+842477000098") == 1, "on the second day it is the whole network, so nothing is beyond it"


def test_what_a_file_lacks_is_said_and_the_rest_is_judged(tmp_path: Path) -> None:
    rows = [row | {"cell": None, "imei": None, "trunk": None, "trunk_kind": None} for row in ROWS]
    told = found(rows, tmp_path / "a", protected=protected_list())
    summary = json.loads((tmp_path / "a" / "summary.json").read_text(encoding="utf-8"))
    missing = " ".join(one["en"] for one in summary["left_out"])
    assert all(one in missing for one in ("CAL-001", "CAL-004", "CAL-013", "CAL-014", "CAL-016", "CAL-017"))
    assert {one["rule"] for one in told.values()} >= {"CAL-008", "CAL-015"}


@pytest.mark.parametrize(
    ("rows", "day", "more", "code"),
    [
        ([], AS_OF, {}, "empty"), (ROWS, date(2018, 1, 1), {}, "as_of"),
        (ROWS, AS_OF, {"parameters": {"calls.nothing": 3}}, "parameter"),
        (ROWS, AS_OF, {"engine": "abacus"}, "engine"),
    ],
)  # fmt: skip
def test_a_run_that_cannot_be_is_refused_and_leaves_nothing(
    tmp_path: Path, rows: list[Row], day: date, more: dict[str, Any], code: str
) -> None:
    file = written(rows, tmp_path / "calls.parquet")
    with pytest.raises(InputError) as refused:
        check_calls([file], as_of=day, out=tmp_path / "out", **more)
    assert refused.value.code == code
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    file = written(ROWS, tmp_path / "calls.parquet")
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(InputError) as refused:
        check_calls([file], as_of=AS_OF, out=tmp_path / "out")
    assert refused.value.place.file == "calls.parquet"


def test_only_withheld_callers_are_counted_and_never_accused(tmp_path: Path) -> None:
    hidden = [call("anonymous", stranger(place), row["started_at"]) for place, row in enumerate(ordinary(200))]
    told = found(hidden, tmp_path / "a")
    summary = json.loads((tmp_path / "a" / "summary.json").read_text(encoding="utf-8"))
    assert told == {}
    assert (summary["rows"], summary["callers"]) == (300, 0)
    assert any(one["en"].startswith("300 calls showed no caller") for one in summary["left_out"])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("+842053811001", "+842053811001", ["+842053811001"]),
        ("+8424627400", "+8424627499", ["+84246274"]),
        ("113", "115", ["113", "114", "115"]),
        ("+84205381098", "+84205381112", [
            "+84205381098", "+84205381099", "+8420538110", "+84205381110", "+84205381111", "+84205381112",
        ]),
    ],
)  # fmt: skip
def test_a_range_is_its_decimal_beginnings_and_no_more(first: str, last: str, expected: list[str]) -> None:
    assert beginnings(first, last) == expected
