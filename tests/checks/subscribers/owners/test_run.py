"""The run: bands at their borders, what is counted, bad input, and what must not change the answer."""

import datetime
import json
import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.checks.subscribers.owners import OWNER_COLUMNS, Parameters, find_owners
from lachan.checks.subscribers.owners.parameters import band_names
from lachan.invented.subscribers import make_subscribers
from lachan.readers.errors import InputError
from tests.checks.subscribers.owners.rows import AN, AS_OF, crowd, holders, owners, subscriptions, write

# Canonical moments are Vietnamese local time without a zone.
EVENING = datetime.datetime.fromisoformat("2026-10-01T23:59:00")
LATER = datetime.datetime.fromisoformat("2026-10-02T00:00:00")
PEOPLE = [
    *subscriptions(0, 2),
    *subscriptions(2, 2, owner_name="THUẬN NÔNG VĂN", id_kind="cmnd", id_number="082417733"),
    *subscriptions(4, 3, owner_name="NONG VAN THUAN", id_number="020087004411"),
    *subscriptions(
        10, 5, owner_name="VI THỊ HOA", sex="F", birth_date=datetime.date(1991, 7, 9), id_number="020191118822"
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "band"), [(3, None), (4, "4-9"), (9, "4-9"), (10, "10-19"), (19, "10-19"), (20, "20+"), (70, "20+")]
)
def test_bands_begin_and_end_where_they_should(count: int, band: str | None, tmp_path: Path) -> None:
    assert {row["band"] for row in owners(subscriptions(0, count), tmp_path)} == ({band} if band else set())


def test_bands_are_set_by_parameter(tmp_path: Path) -> None:
    found = owners(subscriptions(0, 3), tmp_path, Parameters(persons=(2, 3)))
    assert {row["band"] for row in found} == {"3+"}
    assert band_names((2, 3)) == ("2", "3+")


@pytest.mark.parametrize("bands", [(), (1, 4), (10, 4), (4, 4)])
def test_bands_that_make_no_sense_are_refused(bands: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="4,10,20"):
        Parameters(persons=bands)


def test_an_operators_own_bands_and_a_wrong_name() -> None:
    assert Parameters.on(AS_OF, {"bands.person": [5, 10]}).persons == (5, 10)
    with pytest.raises(InputError, match="bands"):
        Parameters.on(AS_OF, {"bands.nobody": [5]})


def test_a_day_before_the_law_is_refused() -> None:
    with pytest.raises(InputError, match="2017"):
        Parameters.on(datetime.date(2016, 12, 31))


@pytest.mark.parametrize(
    "other",
    [
        {"status": "ended"},
        {"ended_on": datetime.date(2026, 10, 1)},
        {"activated_on": LATER},
    ],
)
def test_numbers_not_in_use_on_the_day_do_not_count(other: dict[str, object], tmp_path: Path) -> None:
    assert holders(subscriptions(0, 3) + subscriptions(3, 1, **other), tmp_path) == []


@pytest.mark.parametrize(
    "other",
    [
        {"status": "two_way"},
        {"status": None},
        {"ended_on": datetime.date(2026, 10, 2)},
        {"activated_on": EVENING},
    ],
)
def test_numbers_in_use_on_the_day_count(other: dict[str, object], tmp_path: Path) -> None:
    assert len(owners(subscriptions(0, 3) + subscriptions(3, 1, **other), tmp_path)) == 4


def test_a_number_that_stands_twice_counts_once(tmp_path: Path) -> None:
    assert owners(subscriptions(0, 3) + subscriptions(0, 3), tmp_path) == []


def test_the_file_has_exactly_its_columns_and_one_row_a_number(tmp_path: Path) -> None:
    found = find_owners([write(PEOPLE, tmp_path / "rows.parquet")], as_of=AS_OF, out=tmp_path / "out")
    table = pq.read_table(found.parquet)
    assert tuple(table.column_names) == OWNER_COLUMNS == ("owner", "number", "score", "band", "reason")
    assert sorted(table["number"].to_pylist()) == sorted(row["number"] for row in PEOPLE)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["owners.json", "owners.parquet"]
    counts = json.loads((tmp_path / "out" / "owners.json").read_text(encoding="utf-8"))
    assert counts["bands"][0] == {"owner_kind": "person", "band": "4-9", "owners": 2, "numbers": 12}
    assert counts["bands_by_paper"][0] == {"owner_kind": "person", "band": "4-9", "owners": 1, "numbers": 5}
    assert counts["bands_by_operator"][0]["operator"] == "VIETTEL"
    assert counts["bands_by_operator"][0]["owners"] == 2


def test_order_and_cut_of_the_rows_change_nothing(tmp_path: Path) -> None:
    rows = PEOPLE + crowd(60)
    usual = owners(rows, tmp_path)
    chance = random.Random(5)
    for _ in range(3):
        chance.shuffle(rows)
        cut = chance.randrange(1, len(rows))
        files = [write(rows[:cut], tmp_path / "a.parquet"), write(rows[cut:], tmp_path / "b.parquet")]
        chance.shuffle(files)
        found = find_owners(files, as_of=AS_OF, out=tmp_path / "cut")
        assert pq.read_table(found.parquet).sort_by("number").to_pylist() == usual


def test_another_person_changes_nobodys_owner(tmp_path: Path) -> None:
    who = {row["number"]: (row["owner"], row["band"]) for row in owners(PEOPLE + crowd(60), tmp_path)}
    stranger = subscriptions(
        90,
        6,
        owner_name="LÝ A SỬ",
        birth_date=datetime.date(1970, 2, 3),
        id_number="015070550123",
        commune_code="03001",
    )
    more = {row["number"]: (row["owner"], row["band"]) for row in owners(PEOPLE + crowd(60) + stranger, tmp_path)}
    assert {number: more[number] for number in who} == who
    assert len(more) == len(who) + 6


def test_a_higher_threshold_never_joins_more(tmp_path: Path) -> None:
    sizes = [len(owners(PEOPLE, tmp_path, Parameters(threshold=bits))) for bits in (0, 5, 15, 60)]
    assert sizes == sorted(sizes, reverse=True)


def test_no_rows_give_an_empty_file(tmp_path: Path) -> None:
    assert owners([], tmp_path) == []


def test_files_without_most_columns_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "few.parquet"
    pq.write_table(pa.table({"number": ["0199000001", "0199000002"] * 3, "id_number": [AN["id_number"]] * 6}), file)
    assert find_owners([file], as_of=AS_OF, out=tmp_path / "out").counts["bands"][0]["owners"] == 0


def test_a_file_cut_short_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    whole = write(PEOPLE, tmp_path / "whole.parquet").read_bytes()
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError) as refused:
        find_owners([cut], as_of=AS_OF, out=tmp_path / "out")
    assert refused.value.place.file == "cut.parquet"
    assert list((tmp_path / "out").iterdir()) == []


def test_another_engine_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="DuckDB"):
        find_owners([write(PEOPLE, tmp_path / "rows.parquet")], as_of=AS_OF, out=tmp_path, engine="spark")


def test_most_hidden_owners_of_made_up_people_are_found(tmp_path: Path) -> None:
    """The aims of the benchmark at a small size: a seed that nobody tuned for."""
    made = make_subscribers(40_000, seed=2026, out=tmp_path / "made")
    found = find_owners([made.subscribers], as_of=AS_OF, out=tmp_path / "out")
    db = duckdb.connect()
    db.execute(f"CREATE TABLE truth AS SELECT number, owner AS person FROM '{made.owners}' WHERE owner_kind = 'person'")
    db.execute(f"CREATE TABLE found AS SELECT number, owner FROM '{found.parquet}' JOIN truth USING (number)")
    pairs = "SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM (SELECT count(*) AS n FROM {} GROUP BY {})"
    right = db.execute(pairs.format("found JOIN truth USING (number)", "owner, person")).fetchall()[0][0]
    all_found = db.execute(pairs.format("found", "owner")).fetchall()[0][0]
    in_use = (
        f"(SELECT person, number FROM truth JOIN '{made.subscribers}' AS rows USING (number) "
        "WHERE status IS DISTINCT FROM 'ended' AND (ended_on IS NULL OR ended_on > DATE '2026-10-01') "
        "QUALIFY count(DISTINCT number) OVER (PARTITION BY person) >= 4)"
    )
    true = db.execute(pairs.format(in_use, "person")).fetchall()[0][0]
    assert right / all_found >= 0.995
    assert right / true >= 0.98
