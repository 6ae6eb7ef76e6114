"""Every usual writing of a cell becomes its normal form; every wrong number stays as it was shown."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.readers.calls import read_calls, read_mapping
from lachan.readers.calls.columns import COLUMNS
from lachan.vietnam.numbers import explain, normal_number

MORNING = datetime(2026, 10, 1, 8, 0)  # noqa: DTZ001 - Vietnamese local time
HEADER = "started_at,seconds,caller,callee,trunk,trunk_kind,answered"


def read(folder: Path, lines: list[str], *, header: str = HEADER, mapping: str = "") -> list[dict[str, Any]]:
    """The canonical rows of a CSV file with these lines, in their order."""
    file = folder / "calls.csv"
    file.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    names = None
    if mapping:
        (folder / "m.toml").write_text(mapping, encoding="utf-8")
        names = read_mapping(folder / "m.toml")
    snapshot = read_calls([file], mapping=names, work=folder / "work")
    with duckdb.connect() as db:
        found = db.execute("SELECT * FROM read_parquet(?) ORDER BY line", [str(snapshot.parquet[0])])
        columns = [one[0] for one in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def reasons(folder: Path) -> dict[int, str]:
    """Line -> code of each rejected row."""
    with (folder / "work" / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        return {int(row["rejected_line"]): row["rejected_code"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-01 08:00:00", "01/10/2026 08:00:00", "01/10/2026 8:00", "08:00:00 01/10/2026", "20261001080000",
        "2026-10-01T08:00:00+07:00", "2026-10-01T01:00:00Z", "2026-10-01 10:00:00+09", "1790816400", "1790816400000",
        "01/10/2026 08:00:00 SA", "2026-10-01 08:00:00.000",
    ],
)  # fmt: skip
def test_a_moment_in_any_usual_writing_is_vietnamese_time(tmp_path: Path, written: str) -> None:
    [row] = read(tmp_path, [f"{written},65,0912345678,113,,,1"])
    assert row["started_at"] == MORNING


def test_a_mapping_may_say_the_zone_of_moments_that_name_none(tmp_path: Path) -> None:
    lines = ["2026-10-01 01:00:00,65,0912345678,113,,,1", "2026-10-01T08:00:00+07:00,65,0912345678,114,,,1"]
    rows = read(tmp_path, lines, mapping='[dates]\nzone = "UTC"\n')
    assert [row["started_at"] for row in rows] == [MORNING, MORNING]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("65", 65), ("65.0", 65), ("65.9", 65), ("1:05", 65), ("00:01:05", 65), ("0", 0), ("", None), ("NULL", None)],
)
def test_a_length_in_any_usual_writing_is_seconds(tmp_path: Path, written: str, seconds: int | None) -> None:
    [row] = read(tmp_path, [f"2026-10-01 08:00:00,{written},0912345678,113,,,1"])
    assert row["seconds"] == seconds


def test_a_negative_length_is_midnight_or_refused(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        ["2026-10-01 23:59:50,-86300,0912345678,113,,,1", "2026-10-01 12:00:00,-86300,0912345678,113,,,1",
         "2026-10-01 12:00:00,-5,0912345678,113,,,1", "2026-10-01 23:59:50,-5,0912345678,113,,,1"],
    )  # fmt: skip
    assert [row["seconds"] for row in rows] == [100]
    assert reasons(tmp_path) == dict.fromkeys((3, 4, 5), "seconds_negative")


@pytest.mark.parametrize(
    ("shown", "kind", "caller"),
    [
        ("0912345678", "domestic", "+84912345678"), ("84912345678", "international", "+84912345678"),
        ("912345678", "domestic", "+84912345678"), ("+84 (0)912 345 678", "domestic", "+84912345678"),
        ("0084912345678", "domestic", "+84912345678"), ("02053812345", "domestic", "+842053812345"),
        ("19001234", "domestic", "+8419001234"), ("113", "domestic", "113"), ("821012345678", "international",
        "+821012345678"), ("00821012345678", "domestic", "+821012345678"), ("+840692348560", "international",
        "+840692348560"), ("+84069 234 8560", "international", "+840692348560"), ("01681234567", "domestic",
        "01681234567"), ("VN0912", "domestic", "VN0912"), ("٠٩١٢٣٤٥٦٧٨", "domestic", "٠٩١٢٣٤٥٦٧٨"),
        ("\uff10\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "domestic", "+84912345678"),
        ("anonymous", "international", "anonymous"), ("Restricted", "domestic", "anonymous"), ("", "domestic",
        "anonymous"), ("sip:anonymous@anonymous.invalid", "domestic", "anonymous"),
    ],
)  # fmt: skip
def test_a_right_caller_becomes_e164_and_a_wrong_one_stays(tmp_path: Path, shown: str, kind: str, caller: str) -> None:
    [row] = read(tmp_path, [f"2026-10-01 08:00:00,5,{shown},0912000000,T,{kind},0"])
    assert row["caller"] == caller


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    shown=st.lists(
        st.from_regex(r"(\+|00|0|84|\+84|0084)?[0-9]{3,13}|[A-Za-z0-9+ .()-]{1,20}", fullmatch=True), min_size=1,
        max_size=60, unique=True,
    )
)  # fmt: skip
def test_the_form_in_the_data_base_is_that_of_the_numbering_plan(tmp_path: Path, shown: list[str]) -> None:
    """What SQL writes is what `normal_number` says, or the number as shown, with the same faults."""
    lines = [f'2026-10-01 08:00:00,{place},"{text}",0912000000,T,domestic,0' for place, text in enumerate(shown)]
    on = MORNING.replace(tzinfo=UTC).date()
    for row in read(tmp_path, lines):
        text = shown[row["seconds"]]
        if row["caller"] == "anonymous":
            continue
        told, asked = explain(row["caller"], on=on), explain(text, on=on)
        assert (told.kind, told.signs) == (asked.kind, asked.signs), text
        if row["caller"].startswith("+") and not told.signs:
            assert row["caller"] == normal_number(text), text


def test_rows_that_stand_twice_are_counted_once_and_told(tmp_path: Path) -> None:
    line = "2026-10-01 08:00:00,5,0912345678,113,T,domestic,1"
    rows = read(tmp_path, [line, line, line.replace("+84", "0"), "2026-10-01 08:00:01,5,0912345678,113,T,domestic,1"])
    assert len(rows) == 2
    assert reasons(tmp_path) == {3: "repeated", 4: "repeated"}


def test_bad_rows_are_told_with_line_and_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        ["xx,5,0912345678,113,T,domestic,1", ",5,0912345678,113,T,domestic,1",
         "2026-10-01 08:00:00,5,0912345678,,T,domestic,1", "2026-10-01 08:00:00,abc,0912345678,113,T,domestic,1",
         "2026-10-01 08:00:00,5,9.12E+08,113,T,domestic,1", "2026-10-01 08:00:00,5,0912345678,113,T,lạ,1",
         "2026-10-01 08:00:00,5,0912345678,113,T,domestic,maybe", "2026-10-01 08:00:00,5,0912345678", ",,,,,,",
         "2026-10-01 08:00:00,5,0912345678,113,T,trong nước,NO ANSWER"],
    )  # fmt: skip
    assert [(row["trunk_kind"], row["answered"]) for row in rows] == [("domestic", False)]
    assert reasons(tmp_path) == {
        2: "date_form", 3: "moment_missing", 4: "callee_missing", 5: "seconds_form", 6: "digits_lost",
        7: "value_trunk_kind", 8: "flag_form", 9: "cells",
    }  # fmt: skip


def test_canonical_parquet_is_read_where_it_lies_and_any_other_is_made_so(tmp_path: Path) -> None:
    canonical = read(tmp_path, ["2026-10-01 08:00:00,5,0912345678,113,T,domestic,1"])
    columns = ", ".join(column.name for column in COLUMNS)
    for name, change in (("good", ""), ("bad", "REPLACE ('0912345678' AS caller)")):
        with duckdb.connect() as db:
            source = f"SELECT {columns} FROM read_parquet('{tmp_path}/work/calls-000.parquet')"
            db.execute(f"COPY (SELECT * {change} FROM ({source})) TO '{tmp_path}/{name}.parquet'")
    good = read_calls([tmp_path / "good.parquet"], work=tmp_path / "a")
    bad = read_calls([tmp_path / "bad.parquet"], work=tmp_path / "b")
    assert good.parquet == (tmp_path / "good.parquet",)
    assert bad.parquet != (tmp_path / "bad.parquet",)
    with duckdb.connect() as db:
        made = db.execute(f"SELECT {columns} FROM read_parquet('{bad.parquet[0]}')").fetchall()
    assert made == [tuple(canonical[0][column.name] for column in COLUMNS)]
