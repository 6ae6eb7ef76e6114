"""What a page must be for everybody: WCAG 2.2 AA by axe, no wider than the window, one title and one h1."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def violations(page: Page) -> Iterator[str]:
    """What axe has against the page as it stands."""
    for violation in Axe().run(page, options=RULES).response["violations"]:
        yield f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"


def broken(page: Page, width: int) -> Iterator[str]:
    """What a reader of a window `width` pixels wide would stumble over."""
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "wider than the window"
    if not page.title() or page.locator("h1").count() != 1:
        yield "needs a title and one h1"
