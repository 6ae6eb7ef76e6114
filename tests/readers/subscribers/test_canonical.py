"""Canonical Parquet is used where it lies; people written as operators write them read back as the same rows."""

import csv
import random
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.invented.subscribers import make_subscribers
from lachan.readers.subscribers import read_subscribers
from lachan.readers.subscribers.columns import COLUMNS, DUCKDB_TYPES
from lachan.readers.subscribers.headers import HEADERS
from tests.readers.subscribers.tables import rejected_of, rows_of

NAMES = [column.name for column in COLUMNS]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred invented records without planted faults."""
    return make_subscribers(300, seed=11, out=tmp_path_factory.mktemp("made"), faults={}, marked=True).subscribers


@pytest.fixture(scope="module")
def records(made: Path) -> list[Row]:
    with duckdb.connect() as db:
        asked = db.execute(f"SELECT {', '.join(NAMES)} FROM '{made}' ORDER BY number")
        return [dict(zip(NAMES, row, strict=True)) for row in asked.fetchall()]


def changed(made: Path, out: Path, select: str) -> Path:
    """The invented records with something changed."""
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT {select} FROM '{made}') TO '{out}' (FORMAT PARQUET)")
    return out


def canonical_rows(parquet: tuple[Path, ...]) -> list[tuple[Any, ...]]:
    with duckdb.connect() as db:
        files = ", ".join(f"'{path}'" for path in parquet)
        return db.execute(f"SELECT {', '.join(NAMES)} FROM read_parquet([{files}]) ORDER BY ALL").fetchall()


def test_a_canonical_file_is_used_where_it_lies(made: Path, tmp_path: Path) -> None:
    snapshot = read_subscribers([made], work=tmp_path / "work")
    assert snapshot.parquet == (made,)
    assert (snapshot.rows, snapshot.rejected_rows, snapshot.inputs[0].rows) == (300, 0, 300)
    assert snapshot.understood[0].as_it_is
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize(
    "select",
    [
        "* REPLACE (lower(owner_name) AS owner_name)",
        "* REPLACE (CASE service WHEN 'mobile' THEN '+84' || substr(number, 2) ELSE number END AS number)",
        "* REPLACE (' ' || address AS address)",
        "* REPLACE (upper(status) AS status)",
        "* REPLACE (activated_on::DATE AS activated_on)",
        "* REPLACE (verified_fields::BIGINT AS verified_fields)",
        "* REPLACE (nfc_normalize(owner_name) || chr(8203) AS owner_name)",
        "* REPLACE (birth_date::VARCHAR AS birth_date)",
        "* EXCLUDE (imei)",
    ],
)
def test_what_is_not_normal_is_copied_into_its_normal_form(made: Path, tmp_path: Path, select: str) -> None:
    file = changed(made, tmp_path / "in.parquet", select)
    snapshot = read_subscribers([file], work=tmp_path / "work")
    assert snapshot.parquet != (file,)
    assert snapshot.rejected_rows == 0
    with duckdb.connect() as db:
        types = {row[0]: row[1] for row in db.execute(f"DESCRIBE SELECT * FROM '{snapshot.parquet[0]}'").fetchall()}
        assert all(types[column.name] == DUCKDB_TYPES[column.kind] for column in COLUMNS)
        unlike = "imei" if "EXCLUDE" in select else "activated_on" if "activated_on" in select else ""
        same = [name for name in NAMES if name != unlike]
        files = (f"SELECT {', '.join(same)} FROM '{one}'" for one in (made, snapshot.parquet[0]))
        assert db.execute(" EXCEPT ALL ".join(files)).fetchall() == []


def test_a_copy_is_itself_canonical(made: Path, tmp_path: Path) -> None:
    file = changed(made, tmp_path / "in.parquet", "* REPLACE (lower(owner_name) AS owner_name)")
    first = read_subscribers([file], work=tmp_path / "one")
    second = read_subscribers(first.parquet, work=tmp_path / "two")
    assert second.parquet == first.parquet
    assert canonical_rows(second.parquet) == canonical_rows((made,))


def test_inputs_are_all_used_as_they_are_or_all_copied(made: Path, tmp_path: Path) -> None:
    odd = changed(made, tmp_path / "in.parquet", "* REPLACE (lower(owner_name) AS owner_name)")
    snapshot = read_subscribers([made, odd], work=tmp_path / "work")
    assert made not in snapshot.parquet
    assert len(rows_of(snapshot, "file, line, number")) == 600


def test_a_paper_of_eleven_digits_in_parquet_is_left_to_the_rules(made: Path, tmp_path: Path) -> None:
    short = "CASE WHEN id_kind = 'cccd' THEN ltrim(id_number, '0') ELSE id_number END"
    file = changed(made, tmp_path / "in.parquet", f"* REPLACE ({short} AS id_number)")
    assert read_subscribers([file], work=tmp_path / "work").parquet == (file,)


def test_a_bad_row_of_parquet_is_rejected_with_its_line(made: Path, tmp_path: Path) -> None:
    file = changed(made, tmp_path / "in.parquet", "* REPLACE (CASE WHEN number = (SELECT min(number) FROM "
                   f"'{made}') THEN 'x' ELSE number END AS number)")  # fmt: skip
    snapshot = read_subscribers([file], work=tmp_path / "work")
    assert (snapshot.rows, snapshot.rejected_rows) == (299, 1)
    (found,) = rejected_of(snapshot)
    with duckdb.connect() as db:
        line = db.execute(
            f"SELECT file_row_number + 1 FROM read_parquet('{file}', file_row_number=true) WHERE number = 'x'"
        ).fetchall()[0][0]
    assert (found["rejected_line"], found["rejected_code"]) == (str(line), "number_form")


Write = Callable[[Any], str]
NUMBERS: list[Write] = [str, lambda n: f"+84{n[1:]}", lambda n: n[1:], lambda n: f"{n[:4]} {n[4:7]}.{n[7:]}",
                        lambda n: f"{n[1:]}.0"]  # fmt: skip
DAYS: list[Write] = [lambda d: f"{d:%d/%m/%Y}", lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d:%d%m%Y}",
                     lambda d: f"{d:%Y%m%d}",
                     lambda d: str((d - date(1899, 12, 30)).days), lambda d: f"{d.day}-{d.month}-{d.year}"]  # fmt: skip
MOMENTS: list[Write] = [lambda m: f"{m:%d/%m/%Y %H:%M:%S}", lambda m: f"{m:%Y-%m-%dT%H:%M:%S}",
                        lambda m: f"{m:%Y-%m-%d %H:%M:%S+07:00}", lambda m: f"{m:%Y%m%d%H%M%S}"]  # fmt: skip
TEXTS: list[Write] = [str, lambda t: unicodedata.normalize("NFD", t), lambda t: f"  {t.replace(' ', '  ')}\u00a0"]
OWNERS: list[Write] = [*TEXTS, str.lower, str.title]
PAPERS: list[Write] = [str, lambda p: f"{p[:3]} {p[3:6]}.{p[6:]}", str.lower]
FLAGS: list[Write] = [lambda f: "có" if f else "không", lambda f: "1" if f else "0", str]
PLAIN: list[Write] = [str, lambda t: f" {t} "]
WORDS: dict[str, str] = {"mobile": "Di động", "fixed": "CỐ ĐỊNH", "prepaid": "Trả trước", "active": "Đang hoạt động",
                         "person": "Cá nhân", "organisation": "Tổ chức", "M": "Nam", "F": "Nữ",
                         "cccd": "Căn cước công dân",
                         "own": "Cửa hàng", "agent": "Đại lý", "self": "Chính chủ"}  # fmt: skip
SPOKEN: list[Write] = [str, lambda v: WORDS.get(v, v), str.upper]


def writings_of(column: str, value: Any, row: Row) -> list[Write]:
    """How a value of the column may be written."""
    if column == "number":
        return NUMBERS if row["service"] == "mobile" else PLAIN
    if isinstance(value, datetime):
        return MOMENTS
    if isinstance(value, date):
        return DAYS
    if isinstance(value, bool):
        return FLAGS
    if column in ("id_number", "user_id_number", "representative_id", "tax_code"):
        return PAPERS
    if column == "owner_name":
        return OWNERS
    if next(one for one in COLUMNS if one.name == column).values:
        return SPOKEN
    return TEXTS if column in ("address", "id_issuer", "nationality") else PLAIN


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    files=st.integers(1, 3),
)
def test_people_written_in_any_usual_way_read_back_as_the_same_rows(
    made: Path, records: list[Row], tmp_path: Path, seed: int, encoding: str, delimiter: str, files: int
) -> None:
    chance = random.Random(seed)
    shuffled = list(records)
    chance.shuffle(shuffled)
    paths = []
    for part in range(files):
        columns = list(NAMES)
        chance.shuffle(columns)
        path = tmp_path / f"{part}.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow([chance.choice([column, *HEADERS[column]]) for column in columns])
            for row in shuffled[part::files]:
                cells = (
                    "" if row[column] is None else chance.choice(writings_of(column, row[column], row))(row[column])
                    for column in columns
                )
                writer.writerow(list(cells))
        paths.append(path)
    snapshot = read_subscribers(paths, work=tmp_path / "work")
    assert snapshot.rejected_rows == 0, rejected_of(snapshot)[:3]
    assert canonical_rows(snapshot.parquet) == canonical_rows((made,))
