"""`lachan subscribers owners`, as an operator's officer gives it."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from tests.checks.subscribers.owners.rows import subscriptions, write


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["subscribers", "owners", *map(str, arguments)])


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Seven numbers of one man, three of them with a slip in the number of his card."""
    people = subscriptions(0, 4) + subscriptions(4, 3, owner_name="NONG VAN THUAN", id_number="020087004411")
    return write([{**row, "number": f"0912{n:06}"} for n, row in enumerate(people)], tmp_path / "thue-bao.parquet")


def test_it_writes_the_owners_and_tells_the_bands(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "chu"
    done = run(rows, "--as-of", "2026-10-01", "--out", out)
    assert done.exit_code == 0, done.output
    table = pq.read_table(out / "owners.parquet")
    assert table.column_names == ["owner", "number", "score", "band", "reason"]
    assert table.num_rows == 7
    assert len(set(table["owner"].to_pylist())) == 1
    assert "4-9" in done.output
    assert not [one for one in out.iterdir() if one.name.startswith(".")]


def test_json_is_the_counts_alone(rows: Path, tmp_path: Path) -> None:
    done = run(rows, "--as-of", "01/10/2026", "--out", tmp_path / "chu", "--json")
    assert json.loads(done.stdout)["bands"][0] == {"owner_kind": "person", "band": "4-9", "owners": 1, "numbers": 7}


def test_own_bands_come_from_a_file(rows: Path, tmp_path: Path) -> None:
    own = tmp_path / "nguong.toml"
    own.write_text("bands.person = [7]\n", encoding="utf-8")
    done = run(rows, "--as-of", "2026-10-01", "--out", tmp_path / "chu", "--parameters", own, "--json")
    assert json.loads(done.stdout)["bands"][0]["band"] == "7+"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--as-of", "2016-10-01"), "24/4/2017"), (("--as-of", "2026-10-01", "--engine", "spark"), "DuckDB")],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], says: str, rows: Path, tmp_path: Path
) -> None:
    done = run(rows, "--out", tmp_path / "chu", *arguments)
    assert done.exit_code == 1
    assert says in done.stderr
    assert not (tmp_path / "chu" / "owners.parquet").exists()
