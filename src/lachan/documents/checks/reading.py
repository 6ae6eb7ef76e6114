"""Asking findings.parquet: each question is one pass in DuckDB with bounded memory; rows come in pages, never all."""

import os
from collections.abc import Iterator, Mapping
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


class Findings:
    """The findings of one run, open for questions; `findings_of` opens it."""

    def __init__(self, base: "duckdb.DuckDBPyConnection", path: Path) -> None:
        self.base = base
        self.path = str(path)

    def examples(self) -> Mapping[str, tuple[FindingRow, ...]]:
        """Three findings of each rule, the highest scores first; the same ones in every run over the same data."""
        found: dict[str, list[FindingRow]] = {}
        for rule, row in self.base.execute(_EXAMPLES, [self.path]).fetchall():
            found.setdefault(rule, []).append(FindingRow(**row))
        return {rule: tuple(sorted(some, key=lambda one: (-one.score, one.finding_id))) for rule, some in found.items()}

    def of_rule(self, rule: str, most: int) -> Iterator[FindingRow]:
        """At most `most` findings of a rule, the highest scores first."""
        cursor = self.base.execute(_OF_RULE, [self.path, rule, most])
        while page := cursor.fetchmany(PAGE):
            for row in page:
                yield FindingRow(*row)

    def counts(self) -> Mapping[str, int]:
        """How many findings each rule has."""
        rows = self.base.execute("SELECT rule, count(*) FROM read_parquet(?) GROUP BY rule", [self.path])
        return dict(rows.fetchall())


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
