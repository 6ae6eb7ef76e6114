"""A whole check of names: the same ids and findings however often and on however many processes."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.sites.rules import RULES
from lachan.checks.sites.run import check_sites
from lachan.readers.brands import shipped_brands
from lachan.readers.errors import InputError
from lachan.readers.name_files import NameFile, read_blocks

CONTENT = "vietcombank-hotro.top\ntuoitre.vn\nvaytiennhanh247.xyz\nvietcombank-hotro.top\ndata:x\nVIETCOMBАNK.com\n"
DAY = date(2026, 11, 25)


def run(out: Path, content: str = CONTENT, **more: Any) -> dict[str, Any]:
    told = NameFile("ten.txt")
    blocks = read_blocks(io.BytesIO(content.encode()), told)
    inputs = [told]
    return check_sites(blocks, inputs, as_of=more.pop("as_of", DAY), out=out, brands=shipped_brands(), **more)


def findings(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / "findings.parquet").sort_by("finding_id").to_pylist()
    return rows


def test_findings_have_their_shape_and_the_name_as_given(tmp_path: Path) -> None:
    summary = run(tmp_path)
    rows = findings(tmp_path)
    assert set(rows[0]) == set(FINDING_COLUMNS)
    by_subject = {row["subject"]: row for row in rows}
    assert by_subject["vietcombank-hotro.top"]["count"] == 2
    assert by_subject["VIETCOMB\\u{410}NK.com"]["rule"] == "WEB-002"
    facts = json.loads(by_subject["vietcombank-hotro.top"]["facts"])
    assert facts["brand"] == "vietcombank"
    assert "hay dùng để dụ" in facts["why"]
    assert "116/2025" in rows[0]["legal_basis"]
    assert (summary["rows"], summary["rejected_rows"], summary["flagged"]) == (5, 1, 4)
    assert "tuoitre.vn" not in by_subject


def test_a_second_run_gives_the_same_findings(tmp_path: Path) -> None:
    assert run(tmp_path / "a")["run_id"] == run(tmp_path / "b")["run_id"]
    assert findings(tmp_path / "a") == findings(tmp_path / "b")


def test_no_names_and_a_day_before_the_law_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    for content, day in (("\n\n", DAY), (CONTENT, date(2018, 1, 1))):
        with pytest.raises(InputError):
            run(tmp_path / "out", content, as_of=day)
        assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_names_without_any_indicator_give_an_empty_table(tmp_path: Path) -> None:
    assert run(tmp_path, "tuoitre.vn\n")["flagged"] == 0
    assert findings(tmp_path) == []


def test_every_rule_says_what_it_must_not_accuse() -> None:
    assert [rule.id for rule in RULES] == [f"WEB-{number:03}" for number in range(1, 17)]
    for rule in RULES:
        assert "What it must not accuse:" in rule.explanation
