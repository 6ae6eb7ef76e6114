"""Made-up subscribers: the same for a seed, right but for what the truth names, and hard where they should be."""

from datetime import date

import duckdb
import pyarrow.parquet as pq
import pytest

from lachan.invented.faults import FAULTS
from lachan.invented.subscribers import SCHEMA, make_subscribers
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam import identity
from lachan.vietnam.numbers import normal_number

ROWS = 30_000


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_subscribers(ROWS, seed=11, out=tmp_path_factory.mktemp("made"))


@pytest.fixture
def ask(made):
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW made AS SELECT * FROM '{made.subscribers}' JOIN '{made.owners}' USING (number)")
    yield lambda query: connection.execute(query).fetchall()
    connection.close()


def test_the_file_has_the_canonical_columns_and_closed_values(made, ask):
    assert pq.read_schema(made.subscribers).names == [column.name for column in COLUMNS]
    assert pq.read_schema(made.subscribers) == SCHEMA
    for column in COLUMNS:
        if column.values:
            found = {
                value for (value,) in ask(f"SELECT DISTINCT {column.name} FROM made WHERE {column.name} IS NOT NULL")
            }
            assert found == set(column.values), column.name


def test_each_number_is_there_once_and_in_the_truth(made, ask):
    assert ask("SELECT count(*), count(DISTINCT number) FROM made") == [(ROWS, ROWS)]
    assert pq.read_metadata(made.subscribers).num_rows == pq.read_metadata(made.owners).num_rows == ROWS


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path):
    first, again, other = (
        make_subscribers(2_000, seed=seed, out=tmp_path / name, block=700)
        for seed, name in ((1, "first"), (1, "again"), (2, "other"))
    )
    assert pq.read_table(first.subscribers).equals(pq.read_table(again.subscribers))
    assert pq.read_table(first.owners).equals(pq.read_table(again.owners))
    assert not pq.read_table(first.subscribers).equals(pq.read_table(other.subscribers))


@pytest.mark.parametrize("rows", [1, 2, 7, 100])
def test_few_rows_can_be_made_too(tmp_path, rows):
    made = make_subscribers(rows, seed=3, out=tmp_path)
    assert pq.read_metadata(made.subscribers).num_rows == rows


def test_every_kind_of_fault_is_planted_and_counted(made, ask):
    assert set(made.faults) == set(FAULTS)
    assert dict(ask("SELECT fault, count(*) FROM made WHERE fault <> '' GROUP BY ALL")) == made.faults


def test_rows_without_fault_or_other_writing_agree_with_themselves(ask):
    rows = ask(
        "SELECT id_number, sex, birth_date, id_issued_on, id_expires_on, activated_on FROM made"
        " WHERE id_kind = 'cccd' AND fault = '' AND writing = ''"
    )
    assert len(rows) > ROWS / 2
    for number, sex, birth, issued, expires, activated in rows:
        told = identity.decode(number)
        assert told is not None
        assert told.province is not None
        assert (told.sex, told.birth_year) == (sex, birth.year)
        assert birth < issued <= activated.date()
        assert expires is None or activated.date() < expires
    wrong = "WHERE tax_code IS NOT NULL AND fault = '' AND writing IN ('', 'shell', 'firm_name', 'branch')"
    for (code,) in ask(f"SELECT DISTINCT tax_code FROM made {wrong}"):
        assert identity.tax_code(code).checked, code
    for (number,) in ask("SELECT number FROM made WHERE service <> 'internet' AND fault <> 'unallocated' LIMIT 3000"):
        assert normal_number(number) == f"+84{number[1:]}", number


def test_one_paper_has_one_owner_and_a_right_writing_one_paper(ask):
    assert (
        ask("SELECT id_number FROM made WHERE fault = '' AND writing = '' GROUP BY 1 HAVING count(DISTINCT owner) > 1")
        == []
    )
    assert (
        ask("SELECT owner FROM made WHERE fault = '' AND writing = '' GROUP BY 1 HAVING count(DISTINCT id_number) > 1")
        == []
    )


def test_disguised_rows_differ_from_the_right_writing_as_their_kind_says(ask):
    changed = ask(
        "WITH pure AS (SELECT owner, any_value(owner_name) n, any_value(birth_date) b, any_value(id_number) i "
        "FROM made WHERE fault = '' AND writing = '' GROUP BY 1) "
        "SELECT writing, count(*), avg((owner_name <> n)::INT), avg((birth_date <> b)::INT),"
        " avg((id_number <> i)::INT) "
        "FROM made JOIN pure USING (owner) WHERE writing <> '' GROUP BY 1"
    )
    shares = {kind: (count, *rest) for kind, count, *rest in changed}
    for kind, (name, birth, paper) in {
        "digit": (0, 0, 1), "birth": (0, 1, 0), "digit+name": (1, 0, 1), "birth+name": (1, 1, 0), "photo": (1, 1, 1),
    }.items():  # fmt: skip
        count, *found = shares[kind]
        assert count >= 10
        # A middle name or accents to lose are not in every name.
        assert found[0] == 0 if name == 0 else found[0] > 0.9
        assert found[1:] == [birth, paper], kind
    assert shares["cmnd"][3] == 1
    assert shares["shell"][0] > 0


def test_namesakes_share_name_and_birth_date_and_twins_neighbouring_numbers(ask):
    assert ask(
        "SELECT count(*) FROM (SELECT owner_name, birth_date FROM made WHERE negative = 'namesakes' AND fault = ''"
        " GROUP BY ALL HAVING count(DISTINCT owner) <> 2)"
    ) == [(0,)]
    twins = sorted({int(number) for (number,) in ask("SELECT id_number FROM made WHERE negative = 'twins'")})
    assert len(twins) >= 10
    assert all(second == first + 1 for first, second in zip(twins[::2], twins[1::2], strict=True))


def test_marked_numbers_belong_to_nobody(tmp_path):
    made = make_subscribers(500, seed=5, out=tmp_path, marked=True, faults={})
    table = pq.read_table(made.subscribers).to_pylist()
    assert all(row["number"].startswith("050") for row in table if row["service"] != "internet")
    assert all(row["id_number"].startswith("099") for row in table if row["id_kind"] == "cccd" and row["id_number"])
    assert made.faults == {}


def test_nothing_is_later_than_the_day_of_the_files(tmp_path):
    day = date(2024, 3, 1)
    made = make_subscribers(3_000, seed=5, out=tmp_path, as_of=day, faults={})
    latest = duckdb.connect().execute(
        "SELECT greatest(max(activated_on::DATE), max(ended_on), max(last_used_on), max(verified_on))"
        f" FROM '{made.subscribers}' WHERE activated_on >= '2023-04-01'"
    )
    assert latest.fetchall()[0][0] < day


def test_wrong_wishes_are_refused(tmp_path):
    with pytest.raises(ValueError, match="no such faults: flying"):
        make_subscribers(10, seed=1, out=tmp_path, faults={"flying": 0.1})
    with pytest.raises(ValueError, match="rows"):
        make_subscribers(0, seed=1, out=tmp_path)
