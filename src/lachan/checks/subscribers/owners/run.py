"""Holders of many, hidden ones too: one row a number in owners.parquet, and the counts by band.

Set-based in DuckDB: rows collapse into identities, blocking gives pairs, a score of named contributions keeps the
likely ones, connected components make the holders (docs/decisions/0013-hidden-owners.md). The statements are in `sql/`,
in the order of their numbers.
"""

import datetime
import json
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from lachan.checks.subscribers.owners.components import Labels, components, without_chains
from lachan.checks.subscribers.owners.parameters import Parameters, band_names
from lachan.readers.errors import InputError, Place
from lachan.readers.subscribers.columns import COLUMNS, DUCKDB_TYPES
from lachan.vietnam.wording import Wording

OWNER_COLUMNS = ("owner", "number", "score", "band", "reason")
OWNERS_FILE = "owners.parquet"
COUNTS_FILE = "owners.json"
ENGINES = ("duckdb",)
MEMORY = "1GB"
CROWD = 300
"""A name and birth date that more identities than this share is a filler ("KHÁCH HÀNG", 01/01/1900) and no key."""
Told = Callable[[str, int, int], None]
_STEPS = ("read", "names", "pairs", "scores", "owners")


@dataclass(frozen=True, slots=True)
class Owners:
    """What was found: where the rows are, and the counts as in owners.json."""

    parquet: Path
    counts: dict[str, Any]


def find_owners(
    files: Sequence[Path],
    *,
    as_of: datetime.date,
    out: Path,
    parameters: Parameters | None = None,
    engine: str = "duckdb",
    told: Told | None = None,
) -> Owners:
    """Write owners.parquet (`owner, number, score, band, reason`) and owners.json into `out`.

    `files`: canonical Parquet (`lachan.readers.subscribers`). Counted are the numbers in use on `as_of`. InputError for
    a file that cannot be read, a day before the law, an engine that is not there; nothing is half-written.
    """
    if engine not in ENGINES:
        raise InputError(
            "owners.engine",
            Wording(
                f"Việc tìm chủ ẩn chạy trên DuckDB; chưa chạy trên {engine!r}.",
                f"Hidden owners are found on DuckDB; not on {engine!r} yet.",
            ),
        )
    parameters = parameters or Parameters.on(as_of)
    tell = told or (lambda step, done, whole: None)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".owners-", dir=out) as name:
        work = Path(name)
        with duckdb.connect() as db:
            _prepare(db, files, as_of=as_of, parameters=parameters, spill=work / "spill")
            for done, step in enumerate(_STEPS):
                tell(step, done, len(_STEPS))
                _DO[step](db, parameters)
            counts = _write(db, work, parameters=parameters, as_of=as_of)
            tell("owners", len(_STEPS), len(_STEPS))
        for file in (OWNERS_FILE, COUNTS_FILE):
            (work / file).replace(out / file)
    return Owners(out / OWNERS_FILE, counts)


def _prepare(
    db: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    *,
    as_of: datetime.date,
    parameters: Parameters,
    spill: Path,
) -> None:
    """Settings, variables, and the view `canonical` with every column that the statements name."""
    db.execute(f"SET memory_limit='{MEMORY}'; SET preserve_insertion_order=false; SET TimeZone='UTC'")
    db.execute("SET temp_directory=?", [str(spill)])
    db.execute("SET enable_progress_bar=false")
    for name, value in {
        "as_of": as_of,
        "files": [str(file) for file in files],
        "background": parameters.background,
        "rare_word": parameters.rare_word,
        "common_mark": parameters.common_mark,
        "organisations_of_one": parameters.organisations_of_one,
        "threshold": parameters.threshold,
        "crowd": CROWD,
        "weights": parameters.weights,
    }.items():
        _set(db, name, value)
    empty = ", ".join(f"NULL::{DUCKDB_TYPES[column.kind]} AS {column.name}" for column in COLUMNS)
    try:
        db.execute(
            "CREATE TEMP VIEW canonical AS FROM read_parquet(getvariable('files'), union_by_name = true) "
            f"UNION ALL BY NAME SELECT {empty} WHERE false"
        )
    except duckdb.Error as error:
        raise _unreadable(files, error) from None


def _set(db: duckdb.DuckDBPyConnection, name: str, value: Any) -> None:
    db.execute(f"SET VARIABLE {name} = ?", [value])


def _unreadable(files: Sequence[Path], error: duckdb.Error) -> InputError:
    """Names the file when one is to blame: DuckDB's message tells its path."""
    name = next((file.name for file in files if str(file) in str(error)), "")
    return InputError(
        "parquet",
        Wording(
            "Không đọc được tệp Parquet: tệp hỏng, bị cắt cụt hoặc không đúng dạng.",
            "The Parquet file cannot be read: damaged, cut short or of another form.",
        ),
        Place(file=name),
    )


def _run(db: duckdb.DuckDBPyConnection, *names: str) -> None:
    for name in names:
        db.execute((resources(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def _read(db: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    try:
        _run(db, "1_identities")
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise _unreadable([], error) from None


def _names(db: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    _run(db, "2_names", "3_persons")


def _pairs(db: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    _run(db, "4_pairs")


def _scores(db: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    """A pair must be rarer evidence than the number of people it could be: the prior in bits."""
    persons = _count(db, "person")
    _set(db, "rarity", math.log2(max(persons, parameters.background)) + 3)
    _run(db, "5_score", "6_ties")


def _owners(db: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    ties = db.execute("SELECT i, j FROM tie").fetchnumpy()
    label = components(_count(db, "person"), ties["i"].astype(np.int64), ties["j"].astype(np.int64))
    _load_labels(db, label)
    _run(db, "7_contradictions")
    if _count(db, "contradicted"):
        _load_labels(db, _parted(db, label))
    _for_kind(db, parameters, "person")
    _run(db, "8_owners", "9_organisations")
    ties = db.execute("SELECT i, j FROM organisation_tie").fetchnumpy()
    count = _count(db, "organisation")
    _load_labels(db, components(count, ties["i"].astype(np.int64), ties["j"].astype(np.int64)))
    _for_kind(db, parameters, "organisation")
    _run(db, "10_organisation_owners")


def _parted(db: duckdb.DuckDBPyConnection, label: Labels) -> Labels:
    """The labels again, with components that contradict themselves taken apart at their weakest ties."""
    nodes = db.execute("SELECT i, fits, code FROM contradicted_node").fetchall()
    ties = db.execute("SELECT i, j, two_cards FROM contradicted_tie ORDER BY bits DESC, low, high").fetchall()
    groups = without_chains(ties, {i: code for i, fits, code in nodes if fits})
    parted = label.copy()
    for i, _, _ in nodes:
        parted[i] = groups.get(i, i)
    return parted


def _load_labels(db: duckdb.DuckDBPyConnection, label: Labels) -> None:
    """The table `labelled`, without the nodes that are alone: most are."""
    together = np.flatnonzero(np.bincount(label, minlength=len(label))[label] > 1)
    # A list as a parameter: to hand over an Arrow table loads a second's worth of libraries first.
    db.execute(
        "CREATE OR REPLACE TEMP TABLE labelled AS SELECT unnest(?::INTEGER[]) AS i, unnest(?::INTEGER[]) AS label",
        [together.tolist(), label[together].tolist()],
    ).fetchall()


def _for_kind(db: duckdb.DuckDBPyConnection, parameters: Parameters, kind: str) -> None:
    limits = parameters.of_kind(kind)
    _set(db, "limits", list(limits))
    _set(db, "names", list(band_names(limits)))


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608


def _rows(db: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    cursor = db.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _write(
    db: duckdb.DuckDBPyConnection, work: Path, *, parameters: Parameters, as_of: datetime.date
) -> dict[str, Any]:
    """owners.parquet; owners.json: bands by holder, within each operator and by one paper, and the busiest points."""
    db.execute("CREATE TEMP VIEW found AS FROM owner_number UNION ALL FROM organisation_number ORDER BY owner, number")
    db.execute(
        f"COPY (SELECT {', '.join(OWNER_COLUMNS)} FROM found ORDER BY owner, number) TO '{work / OWNERS_FILE}' "  # noqa: S608
        "(FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    counts = {
        "format": 1,
        "as_of": as_of.isoformat(),
        "bands": _bands(parameters, _sizes(db, "SELECT kind, count(*) AS numbers FROM found GROUP BY kind, owner")),
        "bands_by_operator": [
            {"operator": operator, **band}
            for operator, sizes in _by_operator(db).items()
            for band in _bands(parameters, sizes)
        ],
        "bands_by_paper": _bands(
            parameters,
            _sizes(
                db,
                "SELECT 'person' AS kind, count(*) AS numbers FROM owned WHERE has_paper GROUP BY paper UNION ALL "
                "SELECT 'organisation', count(*) FROM organisation_owned WHERE code IS NOT NULL GROUP BY code",
            ),
        ),
        "top_points": _rows(
            db,
            "WITH busy AS (SELECT operator, point_id, count(*) AS numbers FROM in_use WHERE point_id IS NOT NULL "
            "GROUP BY ALL ORDER BY numbers DESC, operator, point_id LIMIT ?), "
            "many AS (SELECT in_use.operator, point_id, count(*) AS of_many FROM in_use JOIN found USING (number) "
            "WHERE point_id IN (SELECT point_id FROM busy) GROUP BY ALL) "
            "SELECT busy.*, coalesce(of_many, 0) AS of_many FROM busy LEFT JOIN many "
            "ON many.point_id = busy.point_id AND many.operator IS NOT DISTINCT FROM busy.operator "
            "ORDER BY numbers DESC, busy.operator, busy.point_id",
            [parameters.top_points],
        ),
    }
    (work / COUNTS_FILE).write_text(json.dumps(counts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return counts


def _sizes(db: duckdb.DuckDBPyConnection, owners: str, *more: str) -> list[dict[str, Any]]:
    """How many `owners` there are of each kind and count of numbers; `owners` selects a row for each."""
    columns = ", ".join((*more, "kind", "numbers"))
    return _rows(db, f"SELECT {columns}, count(*) AS owners FROM ({owners}) GROUP BY ALL ORDER BY {columns}")  # noqa: S608


def _by_operator(db: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """The same within each operator."""
    sizes: dict[str, list[dict[str, Any]]] = {}
    owners = "SELECT operator, kind, count(*) AS numbers FROM found GROUP BY operator, kind, owner"
    for one in _sizes(db, f"{owners} HAVING operator IS NOT NULL", "operator"):
        sizes.setdefault(one["operator"], []).append(one)
    return sizes


def _bands(parameters: Parameters, sizes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every band with its owners and numbers, an empty one too."""
    counted = []
    for kind in ("person", "organisation"):
        limits = parameters.of_kind(kind)
        for name, low, high in zip(band_names(limits), limits, (*limits[1:], sys.maxsize), strict=True):
            inside = [one for one in sizes if one["kind"] == kind and low <= one["numbers"] < high]
            counted.append(
                {
                    "owner_kind": kind,
                    "band": name,
                    "owners": sum(one["owners"] for one in inside),
                    "numbers": sum(one["owners"] * one["numbers"] for one in inside),
                }
            )
    return counted


_DO: dict[str, Callable[[duckdb.DuckDBPyConnection, Parameters], None]] = dict(
    zip(_STEPS, (_read, _names, _pairs, _scores, _owners), strict=True)
)
