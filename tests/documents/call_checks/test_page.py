"""report.html of calls as a fraud officer gets it: what to do first, in both languages, nobody's number in it."""

import re
from pathlib import Path
from typing import Any

import pytest

from lachan.checks.calls.rules import RULES
from lachan.documents.call_checks import write_report_html
from lachan.documents.call_checks.advice import advice, has_advice
from lachan.documents.call_checks.masking import masked_fact, masked_subject
from lachan.documents.call_checks.words import COLUMNS, FIRST_FACTS, value_name
from tests.documents.call_checks.runs import CALLERS, make_run
from tests.documents.subscriber_checks.test_page import words_of


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("run")
    summary = make_run(folder)
    write_report_html(folder / "findings.parquet", summary, RULES, folder / "report.html")
    return folder, summary


@pytest.fixture(scope="module")
def page(run: tuple[Path, dict[str, Any]]) -> str:
    return (run[0] / "report.html").read_text(encoding="utf-8")


def test_the_page_begins_with_what_to_do_first_and_says_from_which_trunks(page: str) -> None:
    told = words_of(page, "vi")
    first, second = told.index("10 việc cần làm trước"), told.index("Đã rà soát những gì")
    assert told.index("là của số có dấu hiệu cần xem") < first < second
    assert "Chặn số được bảo vệ đến từ trung kế sai" in told[first:second]
    assert "Mức cao 400 đối tượng · CAL-001 Nhiều nhất ở: Trung kế QT-01 (266); QT-03 (134)" in told[first:second]


def test_both_languages_say_the_same_things_without_script_or_network(page: str) -> None:
    told = words_of(page, "en")
    assert "The 10 things to do first" in told
    assert "Block the protected number on the wrong trunk" in told
    assert page.count('lang="vi"') == page.count('lang="en"') + 1
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []


def test_no_caller_device_or_customer_can_be_recognised(page: str) -> None:
    told = words_of(page, "vi")
    for begin in CALLERS:
        assert not re.search(rf"{begin}\d{{5}}", page), begin
    assert "050****000" in told
    assert "0500123456" not in page
    assert "Công an tỉnh" in told  # the body that is imitated is public, and must be told
    assert "QT-01" in told


def test_hours_trunks_and_imitated_bodies_stand_with_their_figures(page: str) -> None:
    told = words_of(page, "vi")
    hours = told[told.index("Giờ trong ngày") : told.index("Cơ quan bị mạo danh")]
    assert all(f"{hour:02} giờ" in hours for hour in range(24))
    assert "00 giờ 0 0" in hours  # an hour without calls is shown, not left out
    assert "QT-01, quốc tế 5.000 20.000 25 %" in hours
    assert "Không rõ trung kế, không rõ hướng 1 100" in hours
    assert "Công an tỉnh, từ hướng quốc tế 1.900 4" in told
    assert "Cuộc gọi từ 00:00 01/10/2026 đến 23:59 01/10/2026" in told or "Cuộc gọi từ 01/10/2026" in told


def test_each_example_stands_beside_what_was_ordinary(page: str) -> None:
    section = page.split('<h3 id="CAL-001">')[1].split("</section>")[0]
    told = words_of("</head>" + section, "vi")
    assert "Thường: 99 % dưới mức" in told
    assert "Thường: % không thành" in told
    assert "Luật Viễn thông 24/2023/QH15" in told
    assert "không phải là số vi phạm" in told
    assert section.count("<tr>") == 4


def test_every_rule_has_words_for_the_officer_and_every_first_fact_a_name() -> None:
    for rule in RULES:
        assert has_advice(rule.id), rule.id
        words = advice(rule)
        assert words.do.vi[0].isupper()
        assert not words.do.vi.endswith(".")
        assert words.what.en
        assert words.not_.vi
        assert words.not_.en
    assert set(FIRST_FACTS) <= set(COLUMNS)


def test_a_quiet_run_says_so_and_one_without_calls_has_no_hours(tmp_path: Path) -> None:
    summary = make_run(tmp_path, largest=0) | {
        "by_hour": [],
        "by_trunk": [],
        "by_body": [],
        "since": None,
        "until": None,
    }
    write_report_html(tmp_path / "findings.parquet", summary, RULES, tmp_path / "report.html")
    told = words_of((tmp_path / "report.html").read_text(encoding="utf-8"), "vi")
    assert "Không có dấu hiệu nào" in told
    assert "Chưa có số liệu" in told


def test_the_whole_stays_below_a_megabyte_with_thousands_of_trunks(tmp_path: Path) -> None:
    summary = make_run(tmp_path, largest=5_000)
    summary["by_trunk"] *= 900
    summary["inputs"] *= 300
    write_report_html(tmp_path / "findings.parquet", summary, RULES, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 1_000_000


@pytest.mark.parametrize(
    ("kind", "subject", "shown"),
    [
        ("caller", "+84501000123", "050****123"),
        ("caller", "+840692600031", "006****031"),
        ("caller", "VN12345678", "****678"),
        ("caller", "+841900545417", "190****417"),
        ("caller", "113", "1****"),
        ("trunk", "QT-01", "QT-01"),
        ("trunk", "0500123456", "050****456"),
        ("trunk", "Trung kế ông Bịa 0500123456", "Trung kế ông Bịa ****56"),
        ("cell", "LS00012", "LS00012"),
        ("cell", "452-04-1234-56789", "452-04-1234-56789"),
        ("imei", "865101234567890", "****890"),
        ("pattern", "+8424600012", "024****012**"),
        ("somebody", "NGUYỄN VĂN BỊA", "****BỊA"),
    ],
)
def test_subjects_are_masked_by_what_they_are(kind: str, subject: str, shown: str) -> None:
    assert masked_subject(kind, subject) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("callees", 312, "312"),
        ("callee", "+84501000123", "****"),
        ("imsi", "452040000000123", "****123"),
        ("note", "gọi 0501345678", "gọi ****78"),
        ("total", 84501345678, "****78"),
        ("list", ["+84501000123", "x"], "+****23, x"),
        ("at", "2026-10-01 08:30:00", "08:30 01/10/2026"),
        ("nothing", None, ""),
        ("flag", True, "true"),
    ],
)
def test_facts_are_masked_unless_known_to_be_harmless(name: str, value: Any, shown: str) -> None:
    assert masked_fact(name, value) == shown


def test_signs_and_kinds_are_told_in_words() -> None:
    assert "+84" in value_name("zero_after_84").vi
    assert value_name("fixed").vi == "số cố định"
    assert value_name("QT-01").vi == "QT-01"
    assert value_name("").vi == ""
