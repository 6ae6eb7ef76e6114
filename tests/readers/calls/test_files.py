"""Call records in every kind of file that switches write, with their own names, types and time zones."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from lachan.readers.calls import distinct_files, last_day, read_calls, read_mapping, understand_calls
from lachan.readers.errors import InputError

MORNING = datetime(2026, 10, 1, 8, 0)  # noqa: DTZ001 - Vietnamese local time


def rows(parquet: Path) -> list[dict[str, Any]]:
    """What was read, in order of lines."""
    with duckdb.connect() as db:
        found = db.execute("SELECT * FROM read_parquet(?) ORDER BY line", [str(parquet)])
        names = [one[0] for one in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_workbook_with_a_title_and_vietnamese_headers(tmp_path: Path) -> None:
    file = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Bản ghi cuộc gọi tháng 10")
        sheet.write_row(2, 0, ["Thời điểm gọi", "Thời lượng (giây)", "Số chủ gọi", "Số bị gọi", "Loại trung kế"])
        sheet.write_datetime(3, 0, MORNING, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_row(3, 1, [65, "0912345678", 84912000000, "Liên mạng"])
    snapshot = read_calls([file], work=tmp_path / "work")
    [row] = rows(snapshot.parquet[0])
    assert (row["started_at"], row["seconds"], row["caller"], row["callee"], row["trunk_kind"], row["line"]) == (
        MORNING, 65, "+84912345678", "+84912000000", "domestic", 4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("TIMESTAMP '2026-10-01 08:00:00'", "84912345678::BIGINT"),
        ("TIMESTAMPTZ '2026-10-01 08:00:00+07'", "84912345678::DOUBLE"),
        ("'2026-10-01T01:00:00Z'", "'+84912345678'"),
        ("1790816400::BIGINT", "'0912345678'"),
    ],
)
def test_parquet_of_any_types(tmp_path: Path, moment: str, number: str) -> None:
    with duckdb.connect() as db:
        db.execute("SET TimeZone='UTC'")
        query = (
            f"SELECT {moment} AS started_at, 65::BIGINT AS seconds, {number} AS caller, '113' AS callee, 1 AS answered"
        )
        db.execute(f"COPY ({query}) TO '{tmp_path}/calls.parquet'")
    snapshot = read_calls([tmp_path / "calls.parquet"], work=tmp_path / "work")
    [row] = rows(snapshot.parquet[0])
    assert (row["started_at"], row["seconds"], row["caller"], row["answered"]) == (MORNING, 65, "+84912345678", True)


def test_files_of_two_zones_and_out_of_order_become_one_table(tmp_path: Path) -> None:
    late, early = tmp_path / "late.csv", tmp_path / "early.csv"
    late.write_text("started_at,caller,callee\n2026-10-01T10:00:00+09:00,0912345678,113\n", encoding="utf-8")
    early.write_text("started_at,caller,callee\n2026-09-30T23:30:00Z,0912345678,114\n", encoding="utf-8")
    snapshot = read_calls([late, early], work=tmp_path / "work")
    moments = {row["callee"]: row["started_at"] for file in snapshot.parquet for row in rows(file)}
    assert moments == {"113": MORNING, "114": datetime(2026, 10, 1, 6, 30)}  # noqa: DTZ001 - Vietnamese local time
    assert last_day(snapshot.parquet) == date(2026, 10, 1)


def test_own_names_and_codes_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        '[columns]\nstarted_at = "SETUP"\ncaller = "CLI"\ncallee = "DNIS"\ntrunk = "TG"\n\n[values.trunk_kind]\n'
        '"1" = "international"\n\n[values.answered]\n"16" = "true"\n"17" = "false"\n\n[dates]\n'
        'formats = ["%y%m%d%H%M%S"]\nzone = "UTC"\n',
        encoding="utf-8",
    )
    file = tmp_path / "a.csv"
    file.write_text(
        "SETUP|CLI|DNIS|TG|Direction|answered\n261001010000|6591234567|0912345678|INT 01|1|17\n", encoding="utf-8"
    )
    snapshot = read_calls([file], mapping=read_mapping(tmp_path / "m.toml"), work=tmp_path / "work")
    [row] = rows(snapshot.parquet[0])
    assert (row["started_at"], row["caller"], row["trunk"], row["trunk_kind"], row["answered"]) == (
        MORNING, "+6591234567", "INT 01", "international", False,
    )  # fmt: skip


@pytest.mark.parametrize("zone", ['"Mars/Phobos"', "7", '"../etc"'])
def test_a_zone_that_is_none_is_refused(tmp_path: Path, zone: str) -> None:
    (tmp_path / "m.toml").write_text(f"[dates]\nzone = {zone}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_mapping(tmp_path / "m.toml")
    assert refused.value.code == "mapping_zone"


@pytest.mark.parametrize(
    ("header", "word"),
    [("caller,callee", "thời điểm gọi"), ("started_at,callee", "số gọi"), ("started_at,caller", "số bị gọi")],
)
def test_a_required_column_that_is_missing_is_named(tmp_path: Path, header: str, word: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{header}\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_calls([file], work=tmp_path / "work")
    assert refused.value.code == "wrong_headers"
    assert word in refused.value.message("vi")


def test_files_of_the_same_bytes_are_told_apart_by_content(tmp_path: Path) -> None:
    files = []
    for name, content in (("a", "one"), ("b", "one"), ("c", "two"), ("d", "longer")):
        files.append(tmp_path / name)
        files[-1].write_text(content, encoding="utf-8")
    assert distinct_files(files) == ([files[0], files[2], files[3]], [files[1]])


def test_what_is_understood_is_shown_without_reading_all(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    lines = [f"2026-10-01 08:00:00,{place},0912345678,113,x" for place in range(50)]
    file.write_text("\n".join(["started_at,seconds,A number,B number,extra", *lines, ""]), encoding="utf-8")
    [told] = understand_calls([file], sample_rows=10)
    assert told.rows == 10
    assert told.unmapped == ("extra",)
    assert {one.column: one.header for one in told.columns}["caller"] == "A number"
    assert {one.code: one.rows for one in told.conversions} == {"caller_form": 10}
