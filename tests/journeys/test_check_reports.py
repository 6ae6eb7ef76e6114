"""report.html in a real browser: for everybody, without network, at a desk and on a telephone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from lachan.checks.calls.rules import RULES as CALL_RULES
from lachan.checks.subscribers.rules import RULES as SUBSCRIBER_RULES
from lachan.documents import call_checks, subscriber_checks
from tests.documents.call_checks.runs import make_run as make_call_run
from tests.documents.subscriber_checks.runs import make_run as make_subscriber_run

pytestmark = pytest.mark.journey

AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


FIRST = {
    "subscribers": {"vi": "Tra hồ sơ gốc, bổ sung ngày kích hoạt", "en": "Look into the original file"},
    "calls": {"vi": "Chặn số được bảo vệ đến từ trung kế sai", "en": "Block the protected number on the wrong trunk"},
}


@pytest.fixture(scope="module", params=["subscribers", "calls"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("run")
    findings, out = folder / "findings.parquet", folder / "report.html"
    if request.param == "calls":
        call_checks.write_report_html(findings, make_call_run(folder), CALL_RULES, out)
    else:
        summary = make_subscriber_run(folder)
        rows = [folder / "rows.parquet"]
        subscriber_checks.write_report_html(findings, summary, SUBSCRIBER_RULES, out, table_files=rows)
    return request.param, out


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("vi", 320), ("en", 320)])
def test_the_first_screen_says_what_to_do_first_and_everybody_can_read_it(
    browser: Browser, report: tuple[str, Path], width: int, language: str
) -> None:
    check, file = report
    # The page has no script at all; a page of the browser needs them only for axe.
    page = browser.new_page(viewport={"width": width, "height": 640}, bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.locator(f"#{language}").check(force=True)
    first = page.locator(".first > li strong").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 640
    assert FIRST[check][language] in first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    assert asked == [file.as_uri()]
    page.close()
