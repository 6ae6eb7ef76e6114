"""Asking findings.parquet: each question is one pass in DuckDB with bounded memory; rows come in pages, never all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

MEMORY = "1GB"
PAGE = 2_000


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as stored."""

    finding_id: str
    subject_kind: str
    subject: str
    score: float
    count: int
    first_seen: datetime | None
    last_seen: datetime | None
    facts: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where most of a rule's numbers are: (point or commune code, numbers), the most first."""

    points: tuple[tuple[str, int], ...] = ()
    communes: tuple[tuple[str, int], ...] = ()


_EXAMPLES = """
SELECT rule, unnest(min_by(
    struct_pack(
        finding_id := finding_id, subject_kind := subject_kind, subject := subject, score := score, "count" := "count",
        first_seen := first_seen, last_seen := last_seen, facts := facts
    ),
    printf('%08.6f', 1 - score) || finding_id, 3
))
FROM read_parquet(?) GROUP BY rule ORDER BY rule
"""
_OF_RULE = """
SELECT finding_id, subject_kind, subject, score, "count", first_seen, last_seen, facts
FROM read_parquet(?) WHERE rule = ? ORDER BY score DESC, finding_id LIMIT ?
"""
_WANTED = """
CREATE OR REPLACE TEMP TABLE wanted AS
SELECT rule, subject_kind, subject, max("count") AS numbers,
    CASE subject_kind WHEN 'paper' THEN split_part(subject, ':', -1) ELSE subject END AS sought
FROM read_parquet(?) WHERE list_contains(?, rule) GROUP BY rule, subject_kind, subject
"""
_THEMSELVES = """
CREATE OR REPLACE TEMP TABLE hit AS
SELECT rule, split_part(subject, '/', CASE subject_kind WHEN 'clerk' THEN -2 ELSE -1 END) AS point_id,
    NULL::VARCHAR AS commune_code, numbers
FROM wanted WHERE subject_kind IN ('point', 'clerk')
UNION ALL
SELECT rule, NULL, split_part(subject, '|', -1), numbers FROM wanted WHERE subject_kind = 'owner'
"""
_LOOKED_UP = """
INSERT INTO hit
SELECT w.rule, t.point_id, t.commune_code, count(*)
FROM read_parquet(?) t JOIN wanted w ON w.subject_kind = ? AND w.sought = {column} GROUP BY ALL
"""
_COLUMNS_OF_SUBJECTS = {
    "number": "t.number",
    "paper": "t.id_number",
    "photo": "t.photo_hash",
    "scan": "t.id_scan_hash",
    "device": "t.imei",
    "organisation": "t.tax_code",
}
_RANKED = """
SELECT rule, place, numbers FROM (SELECT rule, place, sum(numbers)::BIGINT AS numbers FROM ranked GROUP BY rule, place)
WHERE place IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY rule ORDER BY numbers DESC, place) <= 3
ORDER BY rule, numbers DESC, place
"""
_POINTS = "SELECT rule, point_id AS place, numbers FROM hit"
_COMMUNES = "SELECT rule, commune_code AS place, numbers FROM hit"


class Findings:
    """The findings of one run, open for questions; `findings_of` opens it."""

    def __init__(self, base: "duckdb.DuckDBPyConnection", path: Path) -> None:
        self._base = base
        self._path = str(path)

    def examples(self) -> Mapping[str, tuple[FindingRow, ...]]:
        """Three findings of each rule, the highest scores first; the same ones in every run over the same data."""
        found: dict[str, list[FindingRow]] = {}
        for rule, row in self._base.execute(_EXAMPLES, [self._path]).fetchall():
            found.setdefault(rule, []).append(FindingRow(**row))
        return {rule: tuple(sorted(some, key=lambda one: (-one.score, one.finding_id))) for rule, some in found.items()}

    def of_rule(self, rule: str, most: int) -> Iterator[FindingRow]:
        """At most `most` findings of a rule, the highest scores first."""
        cursor = self._base.execute(_OF_RULE, [self._path, rule, most])
        while page := cursor.fetchmany(PAGE):
            for row in page:
                yield FindingRow(*row)

    def counts(self) -> Mapping[str, int]:
        """How many findings each rule has."""
        rows = self._base.execute("SELECT rule, count(*) FROM read_parquet(?) GROUP BY rule", [self._path])
        return dict(rows.fetchall())

    def where(self, rules: Sequence[str], table_files: Sequence[Path]) -> Mapping[str, Where]:
        """Where the numbers of these rules were activated and live, looked up in the files that were checked.

        Rules over papers, photos, scans, devices and organisations are followed to the numbers that bear them; points
        and clerks are their own place, and an owner's commune is part of the finding.
        """
        if not rules:
            return {}
        self._base.execute(_WANTED, [self._path, list(rules)])
        self._base.execute(_THEMSELVES)
        kinds = {row[0] for row in self._base.execute("SELECT DISTINCT subject_kind FROM wanted").fetchall()}
        for kind, column in _COLUMNS_OF_SUBJECTS.items():
            if kind in kinds and table_files:
                self._base.execute(_LOOKED_UP.format(column=column), [[str(one) for one in table_files], kind])
        points, communes = self._ranked(_POINTS), self._ranked(_COMMUNES)
        return {rule: Where(points.get(rule, ()), communes.get(rule, ())) for rule in rules}

    def _ranked(self, source: str) -> dict[str, tuple[tuple[str, int], ...]]:
        self._base.execute("CREATE OR REPLACE TEMP VIEW ranked AS " + source)
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for rule, place, numbers in self._base.execute(_RANKED).fetchall():
            found[rule] = (*found.get(rule, ()), (place, numbers))
        return found


@contextmanager
def findings_of(path: Path) -> Iterator[Findings]:
    """The findings in `path` (findings.parquet; a folder where several machines wrote it), held open."""
    with TemporaryDirectory(prefix="lachan-report-") as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": min(4, os.cpu_count() or 1),
            "preserve_insertion_order": False,
            "temp_directory": spill,
        }
        with duckdb.connect(config=config) as base:
            yield Findings(base, path / "*.parquet" if path.is_dir() else path)
