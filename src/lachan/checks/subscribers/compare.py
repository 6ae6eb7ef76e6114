"""Two snapshots of the same records: what was put right, what is new, what moved, what is gone.

Numbers are compared by their latest record. Most numbers did not change, and are told by a fingerprint (64 bits: of
ten million numbers one may be mistaken for another once in a million comparisons); only the others are looked into.
`changes.parquet` names numbers and what changed, but never copies a name, paper or birth date: where the owner
changed, the two snapshots say who.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from lachan.checks.subscribers.table import refuse_before_the_law
from lachan.readers.errors import InputError, Place
from lachan.readers.subscribers.columns import COLUMNS, DUCKDB_TYPES
from lachan.vietnam.wording import Wording

FORMAT = 1
CHANGES = "changes.parquet"
COMPARISON = "comparison.json"
MEMORY = "1800MB"

KINDS: dict[str, Wording] = {
    "new": Wording("số mới có", "new numbers"),
    "gone": Wording("số không còn", "numbers gone"),
    "owner": Wording("đổi chủ", "another owner"),
    "paper": Wording("đổi giấy tờ của cùng chủ", "another paper of the same owner"),
    "written": Wording("sửa họ tên hoặc ngày sinh", "name or birth date corrected"),
    "operator": Wording("chuyển mạng", "another operator"),
    "point": Wording("đổi điểm cung cấp dịch vụ", "another service point"),
    "status": Wording("đổi trạng thái", "another status"),
    "filled": Wording("bổ sung thông tin còn thiếu", "missing information filled in"),
    "emptied": Wording("mất thông tin trước đây có", "information lost"),
    "put_right": Wording("dấu hiệu đã hết", "findings put right"),
    "found": Wording("dấu hiệu mới", "new findings"),
}
"""Every kind of change, in the order of the table."""

_SHOWN = {"operator": "operator", "point": "point_id", "status": "status"}
"""Changes whose old and new value are written down: they are no personal data."""
_DATES_OF_USE = ("last_used_on",)
"""Not compared: it changes every day."""
_FILLED = tuple(
    one.name for one in COLUMNS if one.name not in ("number", "ended_on", "last_used_on", "imei", *_SHOWN.values())
)
_LOOKED_INTO = (
    "number", "service", "status", "operator", "point_id",
    "owner_kind", "owner_name", "birth_date", "id_kind", "id_number",
)  # fmt: skip
_ORDER = "o.status IS NOT DISTINCT FROM 'ended', o.activated_on DESC NULLS LAST, o.id_number, o.owner_name"

Progress = Callable[[int, int], None]
Comparison = dict[str, Any]
"""The content of comparison.json."""


@dataclass(frozen=True, slots=True)
class Findings:
    """findings.parquet of the check of each snapshot."""

    old: Path
    new: Path


def compare_subscribers(
    old_files: Sequence[Path],
    new_files: Sequence[Path],
    *,
    as_of: date,
    out: Path,
    findings: Findings | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two snapshots in canonical Parquet; `changes.parquet` and `comparison.json` into the folder `out`.

    With the findings of both runs the changes tell by rule what was put right and what is new. InputError for a day
    before the law, a snapshot without rows or a broken file; nothing is left in `out` then.
    """
    refuse_before_the_law(as_of)
    tell = progress or (lambda done, whole: None)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".work-") as work:
        connection = duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": f"{work}/spill", "preserve_insertion_order": False}
        )
        try:
            rows = {}
            for at, (name, files) in enumerate((("old", old_files), ("new", new_files))):
                rows[name] = _take_in(connection, name, files)
                tell(at + 1, 5)
            same = _narrow_down(connection)
            tell(3, 5)
            _changes(connection)
            by_rule = _by_rule(connection, findings) if findings else []
            tell(4, 5)
            comparison = _counted(connection, as_of, rows, same, by_rule)
            _write(connection, Path(work) / CHANGES)
            (Path(work) / CHANGES).replace(out / CHANGES)
        finally:
            connection.close()
    (out / COMPARISON).write_text(json.dumps(comparison, ensure_ascii=False, indent=1), encoding="utf-8")
    tell(5, 5)
    return comparison


def latest(on: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> int:
    """A view `name` with all canonical columns and one row a number, its latest record; how many rows there are.

    InputError for files that are no Parquet or have no rows.
    """
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    place = Place(file=", ".join(file.name for file in files))
    try:
        on.execute(f"CREATE VIEW {name}_read AS SELECT * FROM read_parquet([{listed}], union_by_name = true)")  # noqa: S608
        held = {row[0] for row in on.execute(f"DESCRIBE {name}_read").fetchall()}
    except duckdb.Error as error:
        wording = Wording("không phải tệp Parquet hoặc bị cắt cụt", "is no Parquet file or was cut short")
        raise InputError("parquet", wording, place) from error
    columns = ", ".join(
        (f"{one.name}::{DUCKDB_TYPES[one.kind]}" if one.name in held else f"NULL::{DUCKDB_TYPES[one.kind]}")
        + f" AS {one.name}"
        for one in COLUMNS
    )
    on.execute(f"CREATE VIEW {name}_all AS SELECT {columns} FROM {name}_read WHERE number IS NOT NULL")  # noqa: S608
    on.execute(
        f"CREATE TABLE {name}_twice AS SELECT hash(number) AS k FROM {name}_all GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
    )
    on.execute(
        f"CREATE VIEW {name} AS SELECT * FROM {name}_all o WHERE hash(number) NOT IN (SELECT k FROM {name}_twice)"  # noqa: S608
        f" UNION ALL SELECT * FROM {name}_all o WHERE hash(number) IN (SELECT k FROM {name}_twice)"
        f" QUALIFY row_number() OVER (PARTITION BY number ORDER BY {_ORDER}) = 1"
    )
    (rows,) = _one(on, f"SELECT count(*) FROM {name}_all")  # noqa: S608
    if not rows:
        raise InputError("empty", Wording("dữ liệu không có dòng nào", "the data have no rows"), place)
    return int(rows)


def _take_in(on: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> dict[str, int]:
    """The view `name` of latest records, and `name_keys` with their fingerprints."""
    rows = latest(on, name, files)
    compared = ", ".join(one.name for one in COLUMNS if one.name not in _DATES_OF_USE)
    on.execute(f"CREATE TABLE {name}_keys AS SELECT hash(number) AS k, hash({compared}) AS f FROM {name}")  # noqa: S608
    (numbers,) = _one(on, f"SELECT count(*) FROM {name}_keys")  # noqa: S608
    return {"rows": rows, "numbers": int(numbers)}


def _one(on: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = on.execute(query).fetchall()[0]
    return row


def _narrow_down(on: duckdb.DuckDBPyConnection) -> int:
    """Tables `o` and `n`: the records that are not the same in both; how many numbers are."""
    (same,) = _one(on, "SELECT count(*) FROM old_keys o JOIN new_keys n USING (k) WHERE o.f = n.f")
    on.execute(
        "CREATE TABLE changed AS SELECT k FROM old_keys o FULL JOIN new_keys n USING (k) WHERE o.f IS DISTINCT FROM n.f"
    )
    on.execute("DROP TABLE old_keys; DROP TABLE new_keys")
    held = " + ".join(f"({column} IS NOT NULL)::BIGINT * {1 << bit}" for bit, column in enumerate(_FILLED))
    for short, name in (("o", "old"), ("n", "new")):
        on.execute(
            f"CREATE TABLE {short} AS SELECT {', '.join(_LOOKED_INTO)}, {_plain('owner_name')} AS plain_name,"  # noqa: S608
            f" {held} AS held FROM {name} WHERE hash(number) IN (SELECT k FROM changed)"
        )
    return int(same)


def _plain(column: str) -> str:
    """The name as it is compared: without accents and case."""
    return f"replace(strip_accents(lower({column})), 'đ', 'd')"


def _changes(on: duckdb.DuckDBPyConnection) -> None:
    """The table `changes`: number, change, what, before, after; one row a change."""
    both = "FROM o JOIN n USING (number)"
    other_person = (
        "(o.plain_name IS DISTINCT FROM n.plain_name) AND (o.birth_date IS DISTINCT FROM n.birth_date"
        " OR o.owner_kind IS NOT DISTINCT FROM 'organisation')"
    )
    other_paper = "o.id_number IS NOT NULL AND n.id_number IS NOT NULL AND o.id_number <> n.id_number"
    other_writing = (
        "(o.owner_name IS NOT NULL AND n.owner_name IS NOT NULL AND o.owner_name <> n.owner_name)"
        " OR (o.birth_date IS NOT NULL AND n.birth_date IS NOT NULL AND o.birth_date <> n.birth_date)"
    )
    owner = f"({other_paper}) AND {other_person}"
    parts = [
        "SELECT number, 'new', service, NULL, status FROM n ANTI JOIN o USING (number)",
        "SELECT number, 'gone', service, status, NULL FROM o ANTI JOIN n USING (number)",
        f"SELECT number, 'owner', NULL, NULL, NULL {both} WHERE {owner}",
        f"SELECT number, 'paper', n.id_kind, NULL, NULL {both} WHERE ({other_paper}) AND NOT ({other_person})",
        f"SELECT number, 'written', NULL, NULL, NULL {both} WHERE ({other_writing}) AND NOT ({owner})",
    ]
    for kind, column in _SHOWN.items():
        parts.append(
            f"SELECT number, '{kind}', NULL, o.{column}, n.{column} {both}"  # noqa: S608
            f" WHERE o.{column} IS DISTINCT FROM n.{column}"
        )
    for kind, empty, full in (("filled", "o", "n"), ("emptied", "n", "o")):
        columns = ", ".join(f"CASE WHEN lacking & {1 << bit} > 0 THEN '{one}' END" for bit, one in enumerate(_FILLED))
        parts.append(
            f"SELECT number, '{kind}', what, NULL, NULL FROM (SELECT number, unnest(list_filter([{columns}],"  # noqa: S608
            f" lambda one: one IS NOT NULL)) AS what FROM"
            f" (SELECT number, {full}.held & ~{empty}.held AS lacking {both}) WHERE lacking > 0)"
        )
    on.execute("CREATE TABLE changes(number TEXT, change TEXT, what TEXT, before TEXT, after TEXT)")
    for part in parts:
        on.execute(f"INSERT INTO changes {part}")


def _by_rule(on: duckdb.DuckDBPyConnection, findings: Findings) -> list[dict[str, Any]]:
    """Findings of both runs set against each other by their ids; those on numbers go into `changes` too."""
    for name, file in (("old_found", findings.old), ("new_found", findings.new)):
        try:
            on.execute(
                f"CREATE TABLE {name} AS SELECT DISTINCT finding_id, rule, subject_kind, subject"  # noqa: S608
                " FROM read_parquet(?)",
                [str(file)],
            )
        except duckdb.Error as error:
            wording = Wording("không phải findings.parquet của một lần rà soát", "is no findings.parquet of a check")
            raise InputError("findings", wording, Place(file=file.name)) from error
    on.execute(
        "CREATE TABLE settled AS SELECT f.*, f.subject_kind = 'number' AND f.subject"
        " IN (SELECT number FROM changes WHERE change = 'gone') AS gone"
        " FROM old_found f ANTI JOIN new_found USING (finding_id)"
    )
    on.execute("CREATE TABLE arisen AS SELECT f.* FROM new_found f ANTI JOIN old_found USING (finding_id)")
    on.execute(
        "INSERT INTO changes SELECT subject, 'put_right', rule, NULL, NULL FROM settled"
        " WHERE subject_kind = 'number' AND NOT gone"
    )
    on.execute(
        "INSERT INTO changes SELECT subject, 'found', rule, NULL, NULL FROM arisen WHERE subject_kind = 'number'"
    )
    rows = on.execute(
        "SELECT rule, sum(before)::INT, sum(after)::INT, sum(put_right)::INT, sum(gone)::INT, sum(arisen)::INT FROM ("
        " SELECT rule, 1 AS before, 0 AS after, 0 AS put_right, 0 AS gone, 0 AS arisen FROM old_found"
        " UNION ALL SELECT rule, 0, 1, 0, 0, 0 FROM new_found"
        " UNION ALL SELECT rule, 0, 0, (NOT gone)::INT, gone::INT, 0 FROM settled"
        " UNION ALL SELECT rule, 0, 0, 0, 0, 1 FROM arisen) GROUP BY rule ORDER BY rule"
    ).fetchall()
    names = ("rule", "before", "after", "put_right", "gone", "found")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _counted(
    on: duckdb.DuckDBPyConnection,
    as_of: date,
    rows: dict[str, dict[str, int]],
    same: int,
    by_rule: list[dict[str, Any]],
) -> Comparison:
    """What comparison.json says."""
    numbers = dict(on.execute("SELECT change, count(DISTINCT number) FROM changes GROUP BY 1").fetchall())
    statuses = on.execute(
        "SELECT before, after, count(*) FROM changes WHERE change = 'status' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    filled = on.execute(
        "SELECT change, what, count(*) FROM changes WHERE change IN ('filled', 'emptied') GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return {
        "format": FORMAT,
        "check": "subscribers-compare",
        "as_of": as_of.isoformat(),
        "old": rows["old"],
        "new": rows["new"],
        "unchanged": same,
        "changes": {kind: numbers.get(kind, 0) for kind in KINDS},
        "statuses": [{"before": before, "after": after, "numbers": count} for before, after, count in statuses],
        "columns": [{"change": change, "column": what, "numbers": count} for change, what, count in filled],
        "by_rule": by_rule,
    }


def _write(on: duckdb.DuckDBPyConnection, file: Path) -> None:
    path = str(file).replace("'", "''")
    on.execute(
        f"COPY (SELECT * FROM changes ORDER BY number, change, what) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
    )
