"""Passkeys in a real browser with a virtual authenticator: added, used to sign in alone and after a password."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, BrowserContext, Page

from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.people.test_pages import check
from tests.people import PASSWORD, Cast

pytestmark = pytest.mark.journey


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page with a device that has a fingerprint reader; what the policy refuses is collected."""
    context: BrowserContext = browser.new_context(base_url=live_server.url, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    context.close()
    assert refused == []


def sign_in_by_password(page: Page, email: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Thư điện tử").fill(email)
    page.get_by_role("textbox", name="Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def add_key(page: Page, *, passwordless: bool) -> None:
    """From the page that asks for a second factor to the recovery codes that come with the first one."""
    page.wait_for_url("**/yeu-to-thu-hai/")
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_role("textbox", name="Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url("**/khoa/them/")
    check(page.content(), "add")
    page.get_by_label("Tên khóa").fill("Máy tính cơ quan")
    if passwordless:
        page.get_by_label("Đăng nhập không cần mật khẩu").check()
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.wait_for_url("**/ma-du-phong/")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Thoát").click()
    page.wait_for_url(re.compile("/nguoi-dan/"))


def test_a_passkey_opens_the_office_without_a_password(cast: Cast, page: Page) -> None:
    sign_in_by_password(page, cast.minh.email)
    add_key(page, passwordless=True)
    for address in ("/tai-khoan/hai-lop/khoa/", "/tai-khoan/hai-lop/"):
        page.goto(address)
        check(page.content(), address)
    key = Authenticator.objects.get(user=cast.minh, type="webauthn")
    for act in ("sua", "bo"):
        page.goto(f"/tai-khoan/hai-lop/khoa/{key.pk}/{act}/")
        check(page.content(), act)
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Việc của tôi"

    sign_out(page)
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()
    assert "Máy tính cơ quan" in page.goto("/tai-khoan/").text()  # type: ignore[union-attr]
    entries = Entry.objects.filter(event=Event.SIGNED_IN).order_by("number")
    assert [row.facts["factors"] for row in entries] == [["password"], ["webauthn"]]


def test_a_key_without_that_right_is_the_second_step_after_the_password(cast: Cast, page: Page) -> None:
    sign_in_by_password(page, cast.minh.email)
    add_key(page, passwordless=False)
    page.goto("/")
    sign_out(page)
    sign_in_by_password(page, cast.minh.email)
    page.wait_for_url("**/hai-lop/nhap/")
    check(page.content(), "second step")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()
    assert Entry.objects.filter(event=Event.SIGNED_IN).last().facts["factors"] == ["password", "webauthn"]  # type: ignore[union-attr]

    page.goto("/tai-khoan/hai-lop/khoa/xac-nhan-lai/?next=/tai-khoan/")
    check(page.content(), "again")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/tai-khoan/")
