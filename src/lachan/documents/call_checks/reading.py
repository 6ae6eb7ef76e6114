"""From which trunks a rule's findings come."""

from collections.abc import Mapping, Sequence

from lachan.documents.checks.reading import Findings

_TRUNKS = """
SELECT rule, trunk, count(DISTINCT subject) AS subjects
FROM (SELECT rule, subject,
        CASE subject_kind WHEN 'trunk' THEN subject ELSE json_extract_string(facts, '$.trunk') END AS trunk
    FROM read_parquet(?) WHERE list_contains(?, rule))
WHERE trunk <> '' GROUP BY rule, trunk
QUALIFY row_number() OVER (PARTITION BY rule ORDER BY subjects DESC, trunk) <= 3
ORDER BY rule, subjects DESC, trunk
"""


def trunks_of(asked: Findings, rules: Sequence[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The three trunks with the most subjects of each rule, as (trunk, subjects)."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for rule, trunk, subjects in asked.base.execute(_TRUNKS, [asked.path, list(rules)]).fetchall():
        found[rule] = (*found.get(rule, ()), (trunk, subjects))
    return found
