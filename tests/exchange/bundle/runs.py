"""A finished run with planted people, and the bundle made of it. All invented."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.exchange.bundle import Made, make_bundle
from lachan.exchange.handover import RequestFile
from tests.exchange.parties import parties

NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
OPERATOR = "nha-mang-thu"
PLANTED = (
    "NGUYỄN VĂN BỊA",
    "Nguyen Van Bia",
    "0500123456",
    "099199000123",
    "thue-bao-nguyen-van-bia.csv",
    "Phố Bịa Đặt",
)
"""Names, a number, a paper, a file name and an address that stand in the run and must not stand in the bundle."""

SUMMARY: dict[str, Any] = {
    "format": 1,
    "check": "subscribers",
    "run_id": "0123456789abcdef",
    "as_of": "2026-10-01",
    "engine": "duckdb",
    "lachan_version": "0.5.0",
    "inputs": [{"name": PLANTED[4], "sha256": "a1" * 32, "rows": 1000, "bytes": 50_000}],
    "rows": 1000,
    "rejected_rows": 2,
    "active_rows": 900,
    "left_out": [{"vi": f"Cột {PLANTED[0]}", "en": PLANTED[1]}],
    "rules": [
        {"id": "SUB-001", "findings": 40, "numbers": 40, "severity": "high"},
        {"id": "SUB-002", "findings": 0, "numbers": 0, "severity": "low"},
    ],
    "by_commune": [
        {"commune_code": "05977", "service": "mobile", "active": 600, "complete": 560, "faulty": 40},
        {"commune_code": "05983", "service": "mobile", "active": 200, "complete": 199, "faulty": 1},
        {"commune_code": "05986", "service": "mobile", "active": 90, "complete": 80, "faulty": 10},
        {"commune_code": "06187", "service": "fixed", "active": 2, "complete": 2, "faulty": 0},
        {"commune_code": PLANTED[5], "service": "mobile", "active": 5, "complete": 5, "faulty": 0},
        {"commune_code": None, "service": "mobile", "active": 3, "complete": 3, "faulty": 0},
    ],
    "by_point": [
        {"operator": PLANTED[0], "point_id": "LS-0012", "activated": 500, "faulty": 30},
        {"operator": PLANTED[0], "point_id": PLANTED[1], "activated": 300, "faulty": 20},
        {"operator": PLANTED[0], "point_id": PLANTED[2], "activated": 100, "faulty": 1},
        {"operator": PLANTED[0], "point_id": None, "activated": 100, "faulty": 0},
    ],
    "by_month": [
        {"month": "2026-08", "activated": 400, "faulty": 11},
        {"month": "2026-09", "activated": 600, "faulty": 40},
        {"month": None, "activated": 1, "faulty": 0},
    ],
    "bands": [
        {"owner_kind": "person", "band": "4-9", "owners": 30, "numbers": 150},
        {"owner_kind": "person", "band": "20+", "owners": 2, "numbers": 45},
        {"owner_kind": "organisation", "band": "50+", "owners": 1, "numbers": 60},
    ],
}


def run_folder(folder: Path, **changes: Any) -> Path:
    """A run in `folder`, with changes to its summary."""
    (folder / "summary.json").write_text(json.dumps(SUMMARY | changes), encoding="utf-8")
    with duckdb.connect() as base:
        base.execute("CREATE TABLE f AS SELECT ? AS subject, ? AS facts", [PLANTED[2], PLANTED[0]])
        base.execute(f"COPY f TO '{folder / 'findings.parquet'}' (FORMAT parquet)")
        base.execute(
            "CREATE TABLE o AS SELECT ? AS owner, (500123456 + i)::VARCHAR AS number, 0.9 AS score, '20+' AS band,"
            " ? AS reason FROM range(25) t(i)",
            [PLANTED[3], PLANTED[0]],
        )
        base.execute("INSERT INTO o SELECT 'org', '0520' || (100000 + i), 0.9, '50+', 'x' FROM range(60) t(i)")
        base.execute("INSERT INTO o SELECT 'few', '0530' || (100000 + i), 0.9, '4-9', 'x' FROM range(5) t(i)")
        base.execute("UPDATE o SET number = '0' || number WHERE owner = ?", [PLANTED[3]])
        base.execute(f"COPY o TO '{folder / 'owners.parquet'}' (FORMAT parquet)")
    return folder


def inspection(**changes: Any) -> RequestFile:
    """The Department's request for the holders of many."""
    asked = parties().request
    return replace(
        asked, **({"kind": "inspect", "data_kinds": ("holders",), "holder": OPERATOR, "number": "7/YC-SKHCN"} | changes)
    )


def made(folder: Path, key: Ed25519PrivateKey, **changes: Any) -> Made:
    """The bundle of a run."""
    return make_bundle(folder, **({"operator": OPERATOR, "key": key, "now": NOW} | changes))


HOUR_LATER = NOW + timedelta(hours=1)
