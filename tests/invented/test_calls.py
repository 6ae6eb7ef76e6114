"""Made-up calls: the same for a seed, ordinary where nothing is planted, and planted as the truth says."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from lachan.invented.calls import FIRST_DAY, SCHEMA, Truth, make_calls
from lachan.invented.calls.frauds import KINDS
from lachan.readers.calls import read_calls
from lachan.readers.protected_list import ProtectedList
from lachan.vietnam.numbers import Protected, explain

ROWS = 120_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return make_calls(ROWS, seed=5, out=tmp_path_factory.mktemp("calls"), evening="tet")


@pytest.fixture(scope="module")
def ask(made: Truth) -> Callable[[str], list[Any]]:
    base = duckdb.connect()
    files = [str(one) for one in made.files]
    base.execute(f"CREATE VIEW calls AS SELECT * FROM read_parquet({files})")
    base.execute(f"CREATE VIEW truth AS SELECT * FROM '{made.subjects}'")
    return lambda sql: base.execute(sql).fetchall()


def signs(text: str, protected: ProtectedList) -> set[str]:
    known = Protected([one.first for one in protected.ranges], protected.patterns)
    return {one.code for one in explain(text, trunk_kind="international", on=FIRST_DAY, protected=known).signs}


def test_as_many_rows_as_asked_for_in_files_in_order_of_time(made: Truth, ask: Any) -> None:
    assert all(pq.read_schema(one).equals(SCHEMA) for one in made.files)
    assert len(made.files) == 24
    assert ask("SELECT count(*) FROM calls") == [(ROWS,)]
    spans = [ask(f"SELECT min(started_at), max(started_at) FROM '{one}'")[0] for one in made.files]
    assert all(last <= first for (_, last), (first, _) in pairwise(spans))
    assert {first.date() for first, _ in spans} == {FIRST_DAY}
    for one in made.files:
        moments = pq.read_table(one)["started_at"].to_pylist()
        assert moments == sorted(moments)


def test_the_same_seed_gives_the_same_calls_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (
        make_calls(200_000, seed=seed, out=tmp_path / name, days=2) for seed, name in ((1, "a"), (1, "b"), (2, "c"))
    )
    assert len(first.files) == 48
    for one, two in zip(first.files, again.files, strict=True):
        assert pq.read_table(one).equals(pq.read_table(two))
    assert pq.read_table(first.subjects).equals(pq.read_table(again.subjects))
    assert not pq.read_table(first.files[9]).equals(pq.read_table(other.files[9]))


def test_fewer_calls_than_a_day_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="100,000"):
        make_calls(150_000, seed=1, out=tmp_path, days=2)


def test_ordinary_life_answers_two_thirds_and_knows_few_people(ask: Any) -> None:
    day = "hour(started_at) BETWEEN 7 AND 18"
    ordinary = f"FROM calls ANTI JOIN truth ON caller = subject WHERE {day}"
    [(answered, talk)] = ask(f"SELECT avg(answered::INT), median(seconds) FILTER (answered) {ordinary}")
    assert 0.6 < answered < 0.72
    assert 30 < talk < 60
    [(known,)] = ask(f"SELECT median(n) FROM (SELECT count(DISTINCT callee) AS n {ordinary} GROUP BY caller)")
    assert known < 5
    [(back,)] = ask(
        "SELECT count(*) / (SELECT count(*) FROM calls) FROM calls one WHERE EXISTS (FROM calls two"
        " WHERE two.caller = one.callee AND two.callee = one.caller AND two.started_at > one.started_at)"
    )
    assert back > 0.05  # acquaintance goes both ways
    kinds = dict(ask("SELECT trunk_kind, count(*) FROM calls GROUP BY 1"))
    assert kinds["internal"] > kinds["domestic"] > kinds["international"] > 0


def test_only_the_operators_own_lines_have_cell_device_and_sim(ask: Any) -> None:
    assert ask(
        "SELECT count(*) FROM calls WHERE (trunk_kind = 'internal') <> (cell IS NOT NULL AND imei IS NOT NULL"
        " AND imsi IS NOT NULL)"
    ) == [(0,)]
    assert ask("SELECT count(*) FROM calls WHERE length(imei) <> 15 OR length(imsi) <> 15") == [(0,)]


def test_every_kind_is_planted_strong_and_near_the_border_and_all_call(made: Truth, ask: Any) -> None:
    assert set(made.planted) == set(KINDS)
    strengths = ask("SELECT kind, list(DISTINCT strength) FROM truth WHERE kind <> '' GROUP BY 1")
    assert all({"strong", "border"} <= set(found) for _, found in strengths)
    quiet = "FROM truth ANTI JOIN calls ON caller = subject WHERE subject_kind = 'caller' AND kind <> ''"
    assert ask(f"SELECT kind, subject {quiet}") == []
    assert ask("SELECT count(*) FROM truth ANTI JOIN calls ON imei = subject WHERE subject_kind = 'imei'") == [(0,)]
    assert ask("SELECT count(*) FROM truth ANTI JOIN calls ON cell = subject WHERE subject_kind = 'cell'") == [(0,)]
    listed = set(made.listed.read_text().split())
    assert {one for (one,) in ask("SELECT subject FROM truth WHERE kind = 'listed'")} < listed


@pytest.mark.parametrize(
    ("kind", "code"),
    [("spoofed_protected", "S2"), ("look_alike", "S2"), ("domestic_from_abroad", "S1"), ("mobile_from_abroad", "S1"),
     ("malformed", "S3"), ("unassigned", "S4")],
)  # fmt: skip
def test_forged_numbers_are_what_their_kind_says(kind: str, code: str, made: Truth, ask: Any) -> None:
    for (text,) in ask(f"SELECT subject FROM truth WHERE kind = '{kind}' AND subject_kind = 'caller'"):
        assert code in signs(text, made.protected), text


def test_honest_busy_lines_are_busy(ask: Any) -> None:
    negatives = {one for (one,) in ask("SELECT DISTINCT regexp_replace(negative, '_[0-9]+$', '') FROM truth")}
    assert negatives >= {
        "call_centre", "great_centre", "hot_line", "taxi", "rider", "shop", "school", "hospital", "bank_voice",
        "log_in_codes", "roamer",
    }  # fmt: skip
    calls = "SELECT count(DISTINCT callee) FROM calls JOIN truth ON caller = subject WHERE negative = "
    assert ask(f"{calls}'great_centre'")[0][0] > 300
    assert ask(f"{calls}'school'")[0][0] > 300
    [(cells, distinct)] = ask(
        "SELECT avg(cells), avg(callees) FROM (SELECT count(DISTINCT cell) AS cells, count(DISTINCT callee) AS callees"
        " FROM calls JOIN truth ON caller = subject WHERE negative = 'rider' AND cell IS NOT NULL GROUP BY caller)"
    )
    assert cells > 4
    assert distinct > 60


def test_who_roams_is_seen_on_international_trunks_only(ask: Any) -> None:
    assert ask(
        "SELECT DISTINCT trunk_kind FROM calls JOIN truth ON caller = subject WHERE negative = 'roamer'"
    ) == [("international",)]  # fmt: skip


def test_what_switches_show_is_read_as_the_canonical_form(made: Truth, tmp_path: Path) -> None:
    shown = make_calls(ROWS, seed=5, out=tmp_path / "shown", evening="tet", as_shown=True)
    callers = set(pq.read_table(shown.files[20])["caller"].to_pylist())
    assert {"restricted", ""} & callers
    assert any(one.startswith("0205") for one in callers)
    snapshot = read_calls(shown.files[18:21], work=tmp_path / "rows", rejected=tmp_path / "rejected.csv")
    columns = "started_at, seconds, caller, callee, trunk, answered, cell, imei, imsi"
    files = [str(one) for one in snapshot.parquet]
    read = f"SELECT DISTINCT {columns} FROM read_parquet({files})"
    meant = f"SELECT DISTINCT {columns} FROM read_parquet({[str(one) for one in made.files[18:21]]})"
    differ = f"SELECT count(*) FROM (({read} EXCEPT {meant}) UNION ALL ({meant} EXCEPT {read}))"
    assert duckdb.sql(differ).fetchall() == [(0,)]


def test_on_the_last_evening_of_the_year_everybody_calls(tmp_path: Path, ask: Any) -> None:
    plain = make_calls(ROWS, seed=5, out=tmp_path)
    share = "SELECT count(*) FILTER (hour(started_at) >= 19) / count(*) FROM "
    [(tet,)] = ask(share + "calls")
    [(usual,)] = duckdb.sql(f"{share} read_parquet({[str(one) for one in plain.files]})").fetchall()
    assert tet > 2 * usual
