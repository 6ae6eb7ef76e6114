"""People with a browser: signing in with the accounts of the demo, one-time codes included."""

import base64
import hmac
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.running_office import RunningOffice

SECONDS_A_CODE = 30


@dataclass(frozen=True)
class Account:
    """One account of the accounts file."""

    heading: str
    email: str
    password: str
    totp_secret: str


def accounts_of(office: RunningOffice) -> dict[str, Account]:
    """The accounts that the demo wrote down, by the part of the e-mail before the @."""
    blocks = (office.var / "tai-khoan-demo.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    found = {}
    for block in blocks:
        lines = [line.strip() for line in block.strip().splitlines()]
        if len(lines) >= 3:
            secret = lines[3].removeprefix("TOTP: ") if len(lines) > 3 else ""
            account = Account(lines[0], lines[1], lines[2], secret)
            found[account.email.split("@")[0]] = account
    return found


def code_now(secret: str) -> str:
    """The six digits that an authenticator app shows for the secret (RFC 6238, SHA-1, 30 s)."""
    counter = int(time.time()) // SECONDS_A_CODE
    mac = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1").digest()
    start = mac[-1] & 0x0F
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def visit(browser: Browser, office: RunningOffice, *, width: int = 1200, language: str = "vi") -> BrowserContext:
    """A fresh browser window of that width."""
    context = browser.new_context(
        base_url=office.url, viewport={"width": width, "height": 900}, locale=language, accept_downloads=True
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "django_language", "value": language, "url": office.url}])
    return context


def sign_in(context: BrowserContext, account: Account) -> Page:
    """Sign in through the pages; answers the page after it."""
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", account.email)
    page.fill("input[name=password]", account.password)
    page.click("main button[type=submit]")
    if account.totp_secret:
        page.fill("input[name=code]", code_now(account.totp_secret))
        page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "/tai-khoan/" not in address)
    return page
