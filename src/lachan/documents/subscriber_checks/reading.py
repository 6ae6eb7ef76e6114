"""Where the numbers of a rule are: looked up in the files that were checked, in DuckDB with bounded memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lachan.documents.checks.reading import Findings


@dataclass(frozen=True, slots=True)
class Where:
    """Where most of a rule's numbers are: (point or commune code, numbers), the most first."""

    points: tuple[tuple[str, int], ...] = ()
    communes: tuple[tuple[str, int], ...] = ()


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


def where_of(asked: Findings, rules: Sequence[str], table_files: Sequence[Path]) -> Mapping[str, Where]:
    """Where the numbers of these rules were activated and live, looked up in the files that were checked.

    Rules over papers, photos, scans, devices and organisations are followed to the numbers that bear them; points
    and clerks are their own place, and an owner's commune is part of the finding.
    """
    if not rules:
        return {}
    asked.base.execute(_WANTED, [asked.path, list(rules)])
    asked.base.execute(_THEMSELVES)
    kinds = {row[0] for row in asked.base.execute("SELECT DISTINCT subject_kind FROM wanted").fetchall()}
    for kind, column in _COLUMNS_OF_SUBJECTS.items():
        if kind in kinds and table_files:
            asked.base.execute(_LOOKED_UP.format(column=column), [[str(one) for one in table_files], kind])
    points, communes = _ranked(asked, _POINTS), _ranked(asked, _COMMUNES)
    return {rule: Where(points.get(rule, ()), communes.get(rule, ())) for rule in rules}


def _ranked(asked: Findings, source: str) -> dict[str, tuple[tuple[str, int], ...]]:
    asked.base.execute("CREATE OR REPLACE TEMP VIEW ranked AS " + source)
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for rule, place, numbers in asked.base.execute(_RANKED).fetchall():
        found[rule] = (*found.get(rule, ()), (place, numbers))
    return found
