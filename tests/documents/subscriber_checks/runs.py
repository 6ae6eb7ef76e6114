"""A made run: findings that follow FINDING_COLUMNS, the summary, and typed rows to look places up. All invented."""

from pathlib import Path
from typing import Any

import duckdb

from lachan.checks.subscribers.rules import RULES

PEOPLE = ("NGUYỄN VĂN BỊA", "0500", "02019900", "Phố Bịa Đặt")
"""Beginnings of a name, numbers, papers and an address that stand in the findings and must be masked."""

_RULES = """
CREATE TABLE rules AS SELECT unnest(?::VARCHAR[]) AS rule, unnest(?::VARCHAR[]) AS severity,
    unnest(?::VARCHAR[]) AS subject_kind, unnest(?::BIGINT[]) AS findings
"""
_FINDINGS = """
COPY (
    SELECT md5(rule || i)[1:16] AS finding_id, rule, severity, 0.9 - (i % 7) / 10 AS score, subject_kind,
        CASE subject_kind WHEN 'number' THEN '0500' || lpad((i % 1000000)::VARCHAR, 6, '0')
            WHEN 'point' THEN 'LS-' || lpad((i % 40)::VARCHAR, 4, '0')
            ELSE '02019900' || lpad((i % 10000)::VARCHAR, 4, '0') END AS subject,
        1 + i % 3 AS "count", TIMESTAMP '2026-01-01' + INTERVAL (i % 200) DAY AS first_seen,
        TIMESTAMP '2026-09-01 08:30:00' AS last_seen,
        json_object('owner_name', 'NGUYỄN VĂN BỊA ' || i, 'id_number', '02019900' || lpad((i % 10000)::VARCHAR, 4, '0'),
            'address', 'Phố Bịa Đặt số ' || i, 'activated_on', '2026-01-05 00:00:00', 'plan', 'prepaid',
            'numbers', i % 9, 'note', '=cmd|''/c calc''!A1', 'operator', 'VIETTEL')::VARCHAR AS facts,
        'Nghị định 163/2024/NĐ-CP' AS legal_basis, '0123456789abcdef' AS run_id
    FROM rules, range(findings) t(i)
) TO '{path}' (FORMAT parquet)
"""
_ROWS = """
COPY (
    SELECT '0500' || lpad(i::VARCHAR, 6, '0') AS number, 'LS-' || lpad((i % 40)::VARCHAR, 4, '0') AS point_id,
        ['05977', '05983', '06187', '05986'][1 + (i % 4)::INT] AS commune_code,
        '02019900' || lpad((i % 10000)::VARCHAR, 4, '0') AS id_number
    FROM range({rows}) t(i)
) TO '{path}' (FORMAT parquet)
"""


def make_run(folder: Path, *, largest: int = 400, rows: int = 2_000) -> dict[str, Any]:
    """Write findings.parquet and rows.parquet into `folder`; the summary. The n-th rule has `largest` / n findings."""
    findings = [0 if place % 5 == 4 else largest // (1 + place) for place in range(len(RULES))]
    with duckdb.connect() as base:
        base.execute(
            _RULES,
            [[r.id for r in RULES], [r.severity for r in RULES], [r.subject_kind for r in RULES], findings],
        )
        base.execute(_FINDINGS.format(path=folder / "findings.parquet"))
        base.execute(_ROWS.format(path=folder / "rows.parquet", rows=rows))
    return {
        "format": 1, "check": "subscribers", "run_id": "0123456789abcdef", "as_of": "2026-10-01", "engine": "duckdb",
        "lachan_version": "0.5.0", "rows": 1_000_000, "rejected_rows": 12, "active_rows": 950_000,
        "inputs": [{"name": "thue-bao.parquet", "sha256": "a1" * 32, "rows": 1_000_012, "bytes": 99_000_000}],
        "left_out": [{"vi": "Không có cột imei: SUB-083 không xét được", "en": "No column imei: SUB-083 left out"}],
        "rules": [
            {"id": rule.id, "severity": rule.severity, "findings": count, "numbers": count}
            for rule, count in zip(RULES, findings, strict=True)
        ],
        "by_commune": [
            {"commune_code": code, "service": "mobile", "active": 200_000, "complete": 200_000 - bad, "faulty": bad}
            for code, bad in (("05977", 900), ("05983", 400), ("06187", 300), ("05986", 20), ("06001", 70), (None, 5))
        ],
        "by_point": [
            {"operator": "VIETTEL", "point_id": f"LS-{place:04}", "activated": 9_000 - place, "faulty": 300 - 7 * place}
            for place in range(40)
        ],
        "by_month": [
            {"month": f"{2024 + place // 12}-{place % 12 + 1:02}", "activated": 30_000, "faulty": 50 * (place % 9)}
            for place in range(33)
        ],
        "bands": [
            {"owner_kind": "person", "band": "4-9", "owners": 7_900, "numbers": 41_000},
            {"owner_kind": "person", "band": "10-19", "owners": 410, "numbers": 5_300},
            {"owner_kind": "person", "band": "20+", "owners": 21, "numbers": 700},
            {"owner_kind": "organisation", "band": "50+", "owners": 9, "numbers": 2_500},
        ],
    }  # fmt: skip
