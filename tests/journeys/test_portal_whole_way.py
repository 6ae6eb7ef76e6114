"""A citizen, without script too and by keyboard: asks, reports, gets a receipt, follows it; axe on the answers."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.running_office import RunningOffice
from tests.journeys.seen import broken, violations

pytestmark = pytest.mark.journey
SMS = "VCB: Tai khoan cua ban bi khoa, dang nhap https://vietcombank-hotro.top/x de xac thuc ma OTP trong 24h"


def check(page: Page, width: int) -> None:
    if width:
        assert [*broken(page, width), *violations(page)] == []


def test_somebody_asks_reports_and_follows(browser: Browser, office: RunningOffice) -> None:
    for width, scheme, script in ((320, "light", True), (1280, "dark", True), (320, "light", False)):
        context = browser.new_context(
            base_url=office.url, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi",
            java_script_enabled=script,
        )  # type: ignore[arg-type]  # fmt: skip
        _whole_way(context.new_page(), width if script else 0)
        context.close()


def _whole_way(page: Page, width: int) -> None:
    """`width` 0: a browser without script, in which axe cannot look."""
    page.goto("/")
    assert page.url.endswith("/nguoi-dan/")
    page.fill("#q", SMS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Có dấu hiệu lừa đảo. Hãy dừng lại.").wait_for()
    assert "vietcombank" not in page.url
    check(page, width)

    page.get_by_role("button", name="Báo với cơ quan").click()
    assert page.input_value("#id_text") == SMS
    page.get_by_role("button", name="Tiếp tục").click()
    page.check("#id_money_1")
    check(page, width)
    page.get_by_role("button", name="Tiếp tục").click()
    check(page, width)
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.get_by_role("heading", name="Đã nhận phản ánh. Cảm ơn bạn.").wait_for()
    check(page, width)
    code = page.locator(".code").first.inner_text()
    assert re.fullmatch(r"[A-Z0-9]{3}(-[A-Z0-9]{3}){4}", code)

    page.goto("/nguoi-dan/theo-doi/")
    page.fill("#code", code.lower())
    page.keyboard.press("Enter")
    page.get_by_text("Đang chờ xem xét.").first.wait_for()
    check(page, width)
