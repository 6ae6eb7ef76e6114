"""The report on names: what to do first, safe to look at, in both languages; the workbook beside it."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lachan.checks.sites.rules import RULES
from lachan.checks.sites.run import check_sites
from lachan.documents.site_checks import write_report_html, write_report_xlsx
from lachan.documents.site_checks.advice import has_advice
from lachan.documents.site_checks.words import COLUMNS, KINDS
from lachan.readers.brands import shipped_brands
from lachan.readers.name_files import NameFile, read_blocks

NAMES = "vietcombank-hotro.top\nviеtcombank.com\n\u202egro.elpmaxe\nvaytiennhanh247.xyz\nhttps://a.vn/<script>alert(1)</script>\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder, told = tmp_path_factory.mktemp("run"), NameFile("ten.txt")
    blocks = read_blocks(io.BytesIO(NAMES.encode()), told)
    summary = check_sites(blocks, [told], as_of=date(2026, 11, 25), out=folder, brands=shipped_brands())
    write_report_html(folder / "findings.parquet", summary, RULES, folder / "report.html")
    write_report_xlsx(folder / "findings.parquet", summary, RULES, folder / "report.xlsx")
    return folder, summary


def test_the_page_says_what_to_do_and_shows_no_character_that_misleads(run: tuple[Path, dict[str, Any]]) -> None:
    page = (run[0] / "report.html").read_text(encoding="utf-8")
    assert "việc cần làm trước" in page
    assert "Check of names of sites" in page
    assert "\\u{202e}gro.elpmaxe" in page
    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "vi\\u{435}tcombank.com" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []


def test_the_workbook_has_a_sheet_for_each_rule_that_spoke_and_says_that_nobody_opened_the_page(
    run: tuple[Path, dict[str, Any]],
) -> None:
    book = load_workbook(run[0] / "report.xlsx", read_only=True)
    loud = {one["id"] for one in run[1]["rules"] if one["findings"]}
    assert all(any(rule in name for name in book.sheetnames) for rule in loud)
    text = " ".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell)
    assert "chưa ai mở trang" in text
    assert "đã được che" not in text
    book.close()


def test_every_rule_has_advice_and_every_fact_and_kind_a_name() -> None:
    assert all(has_advice(rule.id) for rule in RULES)
    assert {"why", "brand", "copied", "points", "kind", "words", "pieces", "host", "why_en"} == set(COLUMNS)
    assert {"loans", "gambling", "shops", "tasks", "coins", "prizes", "authorities", "serial", "copy"} < set(KINDS)
