"""A made run of calls: findings that follow FINDING_COLUMNS, and the summary. All invented."""

from pathlib import Path
from typing import Any

import duckdb

from lachan.checks.calls.rules import RULES

CALLERS = ("84500", "0500", "8651")
"""Beginnings of callers and devices that stand in the findings and must be masked."""

_RULES = """
CREATE TABLE rules AS SELECT unnest(?::VARCHAR[]) AS rule, unnest(?::VARCHAR[]) AS severity,
    unnest(?::VARCHAR[]) AS subject_kind, unnest(?::BIGINT[]) AS findings
"""
_FINDINGS = """
COPY (
    SELECT md5(rule || i)[1:16] AS finding_id, rule, severity, 0.9 - (i % 7) / 10 AS score, subject_kind,
        CASE subject_kind WHEN 'caller' THEN '+84500' || lpad((i % 1000000)::VARCHAR, 6, '0')
            WHEN 'trunk' THEN 'QT-' || lpad((i % 9)::VARCHAR, 2, '0')
            WHEN 'cell' THEN 'LS' || lpad((i % 90)::VARCHAR, 4, '0')
            WHEN 'pattern' THEN '+8450012' || lpad((i % 100)::VARCHAR, 2, '0')
            ELSE '8651' || lpad(i::VARCHAR, 11, '0') END AS subject,
        40 + i % 300 AS "count", TIMESTAMP '2026-10-01 08:00:00' AS first_seen,
        TIMESTAMP '2026-10-01 17:30:00' AS last_seen,
        json_object('callees', 30 + i, 'lost_calls', 20 + i, 'ordinary_calls_p99', 22, 'ordinary_lost_percent', 41,
            'trunk', CASE WHEN i % 3 = 0 THEN 'QT-03' ELSE 'QT-01' END, 'body', 'Công an tỉnh', 'what', 'fixed',
            'form_sign', 'zero_after_84', 'note', '=cmd|''/c calc''!A1 0500123456')::VARCHAR AS facts,
        'Luật Viễn thông 24/2023/QH15' AS legal_basis, '0123456789abcdef' AS run_id
    FROM rules, range(findings) t(i)
) TO '{path}' (FORMAT parquet)
"""


def make_run(folder: Path, *, largest: int = 400) -> dict[str, Any]:
    """Write findings.parquet into `folder`; the summary. The n-th rule has `largest` / n findings, each fifth none."""
    findings = [0 if place % 5 == 4 else largest // (1 + place) for place in range(len(RULES))]
    with duckdb.connect() as base:
        base.execute(
            _RULES,
            [[r.id for r in RULES], [r.severity for r in RULES], [r.subject_kind for r in RULES], findings],
        )
        base.execute(_FINDINGS.format(path=folder / "findings.parquet"))
    return {
        "format": 1, "check": "calls", "run_id": "0123456789abcdef", "as_of": "2026-10-01", "engine": "duckdb",
        "lachan_version": "0.6.0", "rows": 1_000_000, "rejected_rows": 12, "callers": 210_000,
        "since": "2026-10-01 00:00:01", "until": "2026-10-01 23:59:58",
        "inputs": [{"name": "cuoc-goi.parquet", "sha256": "a1" * 32, "rows": 1_000_012, "bytes": 99_000_000}],
        "left_out": [{"vi": "Cột imei không có giá trị nào", "en": "Column imei has no value"}],
        "rules": [
            {"id": rule.id, "severity": rule.severity, "findings": count, "subjects": count, "calls": 60 * count}
            for rule, count in zip(RULES, findings, strict=True)
        ],
        "by_hour": [
            {"hour": hour, "calls": 10_000 + 4_000 * (7 < hour < 20), "answered": 7_000, "flagged": 100 * (hour % 9)}
            for hour in range(1, 24)
        ],
        "by_trunk": [
            {"trunk": "QT-01", "trunk_kind": "international", "calls": 20_000, "flagged": 5_000},
            {"trunk": "QT-03", "trunk_kind": "international", "calls": 9_000, "flagged": 40},
            {"trunk": "Trung kế ông Bịa 0500123456", "trunk_kind": "domestic", "calls": 8_000, "flagged": 4_100},
            {"trunk": "", "trunk_kind": "", "calls": 100, "flagged": 1},
            {"trunk": "MSC-01", "trunk_kind": "internal", "calls": 300_000, "flagged": 0},
        ],
        "by_body": [
            {"body": "Công an tỉnh", "direction": "international", "calls": 1_900, "subjects": 4},
            {"body": "Ủy ban nhân dân xã", "direction": "domestic", "calls": 12, "subjects": 1},
        ],
    }  # fmt: skip
