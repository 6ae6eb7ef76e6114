"""The door as a browser meets it: signing in with password and code, over real addresses."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponseBase
from django.test import Client

from lachan.office.people.models import Person
from tests.people import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/tai-khoan/dang-nhap/"
SECOND = "/tai-khoan/hai-lop/nhap/"


def visitor(address: str = "10.0.0.1") -> Client:
    """A browser without session at a network address; forged posts are refused to it as in the product."""
    return Client(HTTP_HOST="localhost", REMOTE_ADDR=address)


def code(secret: str = SECRET) -> str:
    """The code that an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_totp(person: Person) -> Authenticator:
    """An authenticator app for the person, with recovery codes, as after adding it."""
    RecoveryCodes.activate(person)
    return TOTP.activate(person, SECRET).instance


def try_password(browser: Client, email: str, password: str = PASSWORD) -> HttpResponseBase:
    """Send the sign-in form."""
    return browser.post(SIGN_IN, {"login": email, "password": password})


def enter(browser: Client, person: Person) -> Client:
    """Sign in, with the code where the person has an app."""
    answer = try_password(browser, person.email)
    if answer.headers["Location"] == SECOND:
        answer = browser.post(SECOND, {"code": code()})
    assert answer.status_code == 302, answer.content
    assert answer.headers["Location"] == "/"
    return browser


def is_in(browser: Client) -> bool:
    """Whether the browser's session still counts."""
    return browser.get("/tai-khoan/").status_code == 200
