"""report.html as a compliance officer gets it: what to do first, in both languages, and nobody in it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import pytest

from lachan.checks.subscribers.rules import RULES
from lachan.documents.checks.ranking import first_things, tallies
from lachan.documents.subscriber_checks import write_report_html
from lachan.documents.subscriber_checks.advice import advice, has_advice
from lachan.documents.subscriber_checks.places import area_name, by_area, place_name
from tests.documents.subscriber_checks.runs import PEOPLE, make_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("run")
    summary = make_run(folder)
    write_report_html(
        folder / "findings.parquet", summary, RULES, folder / "report.html", table_files=[folder / "rows.parquet"]
    )
    return folder, summary


@pytest.fixture(scope="module")
def page(run: tuple[Path, dict[str, Any]]) -> str:
    return (run[0] / "report.html").read_text(encoding="utf-8")


def words_of(page: str, language: str) -> str:
    """What is read in one language."""
    other = "en" if language == "vi" else "vi"
    shown = re.sub(rf'<span lang="{other}">.*?</span>', "", page.split("</head>")[1])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))


def test_the_page_begins_with_what_to_do_first(page: str) -> None:
    told = words_of(page, "vi")
    first, second = told.index("10 việc cần làm trước"), told.index("Đã rà soát những gì")
    assert told.index("có dấu hiệu cần xem") < first < second
    assert page.split('<ol class="first">')[1].split("</ol>")[0].count("<li>") == 10
    assert "Tra hồ sơ gốc, bổ sung ngày kích hoạt Mức cao 400 thuê bao · SUB-001" in told[first:second]
    assert "Nhiều nhất ở: Điểm LS-0000 (10)" in told[first:second]
    assert "Phường Đông Kinh (100)" in told[first:second]


def test_both_languages_say_the_same_things_and_neither_needs_a_script(page: str) -> None:
    assert "<script" not in page
    told = words_of(page, "en")
    assert "The 10 things to do first" in told
    assert "1,695 of 1,200,000 numbers in use" in told
    assert "Look into the original file and add the day of activation" in told
    assert page.count('lang="vi"') == page.count('lang="en"') + 1  # the page itself is Vietnamese
    assert re.search(r'<input class="lang" type="radio" name="lang" id="vi" checked', page)


def test_the_file_asks_for_nothing_from_outside(page: str) -> None:
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "url(" not in page
    assert "@import" not in page


def test_nobody_can_be_recognised_in_it(page: str) -> None:
    told = words_of(page, "vi")
    assert PEOPLE[0] not in told
    assert not re.search(r"0500\d{4}|02019900\d{2}", page)
    assert "Bịa Đặt" not in page
    assert "050****" in told
    assert "N*** V*** B***" in told


def test_every_rule_with_findings_is_explained_with_its_law_and_at_most_three_examples(
    page: str, run: tuple[Path, dict[str, Any]]
) -> None:
    loud = [one["id"] for one in run[1]["rules"] if one["findings"]]
    for rule in RULES:
        assert (f'<h3 id="{rule.id}">' in page) == (rule.id in loud)
    sections = re.findall(r'<section><h3 id="(SUB-\d+)">.*?</section>', page)
    assert sorted(sections) == sorted(loud)
    section = page.split('<h3 id="SUB-001">')[1].split("</section>")[0]
    assert section.count("<tr>") == 4
    assert "Nghị định 163/2024/NĐ-CP" in section
    silent = [one["id"] for one in run[1]["rules"] if not one["findings"]]
    assert silent
    assert all(f"<li>{rule} " in page for rule in silent)


def test_what_was_left_out_is_said(page: str) -> None:
    assert "Không có cột imei: SUB-083 không xét được" in words_of(page, "vi")
    assert "No column imei" in words_of(page, "en")


def test_the_whole_stays_below_a_megabyte_with_every_rule_loud_and_thousands_of_points(tmp_path: Path) -> None:
    summary = make_run(tmp_path, largest=5_000, rows=10)
    summary["by_point"] *= 500
    summary["inputs"] *= 300
    write_report_html(tmp_path / "findings.parquet", summary, RULES, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 1_000_000


def test_the_same_run_makes_the_same_page(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, summary = run
    out = tmp_path / "again.html"
    with duckdb.connect() as base:
        turned = f"SELECT * FROM '{folder / 'findings.parquet'}' ORDER BY finding_id DESC"
        base.execute(f"COPY ({turned}) TO '{tmp_path / 'f.parquet'}'")
    write_report_html(tmp_path / "f.parquet", summary, RULES, out, table_files=[folder / "rows.parquet"])
    assert out.read_bytes() == (folder / "report.html").read_bytes()


def test_a_run_without_any_finding_says_so(tmp_path: Path) -> None:
    summary = make_run(tmp_path, largest=0)
    write_report_html(tmp_path / "findings.parquet", summary, RULES, tmp_path / "report.html")
    told = words_of((tmp_path / "report.html").read_text(encoding="utf-8"), "vi")
    assert "Không có dấu hiệu nào" in told


def test_markup_in_the_data_stays_text(tmp_path: Path) -> None:
    summary = make_run(tmp_path)
    summary["inputs"][0]["name"] = "<script>alert(1)</script>.csv"
    summary["left_out"] = [{"vi": "<b onclick=x>", "en": "\x00&amp;"}]
    write_report_html(tmp_path / "findings.parquet", summary, RULES, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b " not in page
    assert "&lt;script&gt;" in page


def test_the_page_is_well_formed(page: str) -> None:
    body = page.split("</head>")[1].removesuffix("</html>")
    ET.fromstring(re.sub(r"<(input|meta)([^>]*)>", r"<\1\2/>", body))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_things_are_ranked_by_severity_and_numbers_touched() -> None:
    low, high = (next(rule for rule in RULES if rule.severity == one) for one in ("low", "high"))
    told = [
        {"id": low.id, "severity": "low", "findings": 80, "numbers": 80},
        {"id": high.id, "severity": "high", "findings": 10, "numbers": 10},
    ]
    assert [one.rule.id for one in first_things(tallies({"rules": told}, RULES))] == [high.id, low.id]
    told[0]["numbers"] = 91
    assert [one.rule.id for one in first_things(tallies({"rules": told}, RULES))] == [low.id, high.id]


def test_every_rule_has_words_for_the_officer() -> None:
    for rule in RULES:
        assert has_advice(rule.id), rule.id
        words = advice(rule)
        assert words.do.vi[0].isupper()
        assert not words.do.vi.endswith(".")
        assert words.what.en
        assert words.not_.vi
    nobody = advice(replace(RULES[0], id="SUB-999"))
    assert nobody.what.vi == RULES[0].title.vi


def test_areas_are_districts_before_july_2025_and_communes_since() -> None:
    from datetime import date

    assert area_name("05983", date(2024, 1, 1)).vi == "Thành phố Lạng Sơn"
    assert area_name("05983", date(2026, 1, 1)).vi == "Phường Lương Văn Tri"
    assert place_name(None).vi == "Không rõ địa bàn"
    assert place_name("99999").vi == "Mã 99999"
    rows = [
        {"commune_code": code, "service": service, "active": 5, "faulty": 2}
        for code in ("05977", "05983")
        for service in ("mobile", "fixed")
    ]
    assert [(name.vi, active, faulty) for name, active, faulty in by_area(rows, date(2024, 1, 1))] == [
        ("Thành phố Lạng Sơn", 20, 8)
    ]
