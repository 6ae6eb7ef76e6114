"""report.html in a real browser: for everybody, without network, at a desk and on a telephone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from lachan.checks.subscribers.rules import RULES
from lachan.documents.subscriber_checks import write_report_html
from tests.documents.subscriber_checks.runs import make_run

pytestmark = pytest.mark.journey

AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    summary = make_run(folder)
    out = folder / "report.html"
    write_report_html(folder / "findings.parquet", summary, RULES, out, table_files=[folder / "rows.parquet"])
    return out


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_first_screen_says_what_to_do_first_and_everybody_can_read_it(
    browser: Browser, report: Path, width: int, language: str
) -> None:
    # The page has no script at all; a page of the browser needs them only for axe.
    page = browser.new_page(viewport={"width": width, "height": 640}, bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    page.locator(f"#{language}").check(force=True)
    first = page.locator(".first > li strong").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 640
    words = {"vi": "Tra hồ sơ gốc, bổ sung ngày kích hoạt", "en": "Look into the original file"}
    assert words[language] in first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page, options=AA)
    assert found.violations_count == 0, found.generate_report()
    assert asked == [report.as_uri()]
    page.close()
