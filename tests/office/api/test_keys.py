"""Keys: who makes them, for how long, how they are renewed and withdrawn, and what the pages show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.api.actions.keys import (
    MOST_GOOD_KEYS,
    KeyWanted,
    make_api_key,
    renew_api_key,
    warn_of_ending_keys,
    withdraw_api_key,
)
from lachan.office.api.models import ApiKey, Webhook
from lachan.office.api.tokens import is_secret_of, new_token, read_token, tokens_within
from lachan.office.notices.models import Notice
from lachan.office.people.actor import machine_actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from tests.office.api.conftest import UNTIL, Office, System
from tests.office.requests.conftest import NOW

pytestmark = pytest.mark.django_db
WANTED = KeyWanted("Hệ thống điều phối", ("requests:read",), UNTIL)


def test_a_key_is_made_by_the_administrator_of_its_body_alone(office: Office) -> None:
    operator = office.desk.cast.operator.pk
    for who in ("quan", "vy", "minh", office.police_admin, office.outsider_admin):
        with pytest.raises(NotAllowed):
            make_api_key(unit_id=operator, wanted=WANTED, actor=office.desk.actor(who), now=NOW)
    one_factor = office.desk.actor(office.operator_admin, second_factor=False)
    with pytest.raises(NotAllowed):
        make_api_key(unit_id=operator, wanted=WANTED, actor=one_factor, now=NOW)
    made = make_api_key(unit_id=operator, wanted=WANTED, actor=office.desk.actor(office.operator_admin), now=NOW)
    line = Entry.objects.latest("number")
    assert (line.event, line.facts["scopes"]) == ("api_key_made", ["requests:read"])
    assert made.token.secret not in str(line.facts)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"scopes": ()}, "scopes_missing"),
        ({"scopes": ("requests:approve",)}, "scopes_missing"),
        ({"expires_on": date(2026, 7, 5)}, "expiry_wrong"),
        ({"expires_on": date(2027, 7, 7)}, "expiry_wrong"),
        ({"addresses": "10.0.0.1/8"}, "address_wrong"),
        ({"addresses": "máy chủ"}, "address_wrong"),
        ({"addresses": "\n".join(f"203.0.113.{n}" for n in range(21))}, "too_many_addresses"),
    ],
)
def test_a_key_that_would_be_too_much_is_refused(office: Office, changes: dict[str, Any], code: str) -> None:
    admin = office.desk.actor(office.operator_admin)
    with pytest.raises(NotRight) as no:
        make_api_key(unit_id=office.desk.cast.operator.pk, wanted=replace(WANTED, **changes), actor=admin, now=NOW)
    assert no.value.code == code


def test_a_body_has_no_more_keys_than_it_can_look_after(office: Office) -> None:
    for number in range(MOST_GOOD_KEYS - 1):
        office.operator_key(name=f"Hệ thống {number}")
    with pytest.raises(NotNow):
        office.operator_key()


def test_a_key_can_be_used_from_its_networks(office: Office) -> None:
    for networks in ("127.0.0.1", "127.0.0.0/8 203.0.113.7", "::1\n127.0.0.1/32"):
        assert System(str(office.operator_key(addresses=networks).token)).get("key").status_code == 200


def test_the_last_use_of_a_key_is_kept_and_a_refused_one_is_no_use(office: Office) -> None:
    made = office.operator_key()
    system = System(str(made.token))
    system.get("key")
    assert ApiKey.objects.get(pk=made.key.pk).last_used_at == NOW
    ApiKey.objects.filter(pk=made.key.pk).update(last_used_at=None)
    withdraw_api_key(
        key_id=made.key.pk, reason="Đã lộ khóa", actor=office.desk.actor(office.operator_admin), now=NOW
    )  # fmt: skip
    system.get("key")
    assert ApiKey.objects.get(pk=made.key.pk).last_used_at is None


def test_a_key_is_renewed_once_and_the_old_one_lives_a_week_at_most(office: Office) -> None:
    made = office.operator_key()
    admin = office.desk.actor(office.operator_admin)
    with pytest.raises(NotRight):
        renew_api_key(key_id=made.key.pk, grace_days=8, expires_on=UNTIL, actor=admin, now=NOW)
    renew_api_key(key_id=made.key.pk, grace_days=7, expires_on=UNTIL, actor=admin, now=NOW)
    with pytest.raises(NotNow):
        renew_api_key(key_id=made.key.pk, grace_days=7, expires_on=UNTIL, actor=admin, now=NOW)
    with pytest.raises(NotAllowed):  # the Department withdraws, but makes none for others
        renew_api_key(
            key_id=office.operator_key().key.pk,
            grace_days=0,
            expires_on=UNTIL,
            actor=office.desk.actor("quan"),
            now=NOW,
        )


def test_the_department_can_withdraw_any_key_in_an_emergency_and_strangers_find_none(office: Office) -> None:
    made = office.operator_key()
    with pytest.raises(Http404):
        withdraw_api_key(key_id=made.key.pk, reason="Đã lộ khóa", actor=office.desk.actor(office.police_admin), now=NOW)
    withdraw_api_key(key_id=made.key.pk, reason="Đã lộ khóa", actor=office.desk.actor("quan"), now=NOW)
    assert System(str(made.token)).get("key").status_code == 401
    with pytest.raises(NotNow):
        withdraw_api_key(key_id=made.key.pk, reason="Đã lộ khóa", actor=office.desk.actor("quan"), now=NOW)


def test_administrators_are_told_two_weeks_before_a_key_ends(office: Office) -> None:
    made = office.operator_key(expires_on=date(2026, 8, 1))
    assert warn_of_ending_keys(NOW) == 0
    later = made.key.expires_at - timedelta(days=13)
    assert [warn_of_ending_keys(later), warn_of_ending_keys(later)] == [1, 1]
    assert Notice.objects.filter(person=office.operator_admin, subject__contains="sắp hết hạn").count() == 1


def test_a_machine_can_do_nothing_that_asks_for_two_factors_or_a_signature(office: Office) -> None:
    key = office.operator_key().key
    actor = machine_actor(key.machine, key.unit)
    assert not actor.second_factor
    assert actor.units_to_sign_for() == frozenset()
    assert actor.department_ids == frozenset()


@given(st.text(max_size=120))
def test_no_other_text_is_a_key(text: str) -> None:
    found = read_token(text)
    assert found is None or str(found) == text


def test_a_key_is_found_in_an_address_and_its_secret_is_its_own() -> None:
    token, other = new_token(), new_token()
    assert read_token(str(token)) == token
    assert tokens_within(f"/api/v1/key?k={token}&x=1") == [token]
    assert is_secret_of(token, token.secret_hash)
    assert not is_secret_of(token, other.secret_hash)
    assert not is_secret_of(token, None)


SignIn = Callable[..., Client]


def test_the_administrator_makes_a_key_in_the_browser_and_sees_it_once(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.operator_admin)
    given = {
        "unit": office.desk.cast.operator.pk, "name": "Hệ thống mới", "scopes": ["requests:read", "figures:read"],
        "expires_on": "31/12/2026", "addresses": "",
    }  # fmt: skip
    page = browser.post("/ket-noi/khoa/lap/", given)
    (token,) = tokens_within(page.content.decode())
    assert page.headers["Cache-Control"] == "no-store"
    assert System(str(token)).get("key").json()["scopes"] == ["figures:read", "requests:read"]
    key = ApiKey.objects.get(prefix=token.prefix)
    for address in ("/ket-noi/", f"/ket-noi/khoa/{key.pk}/"):
        shown = browser.get(address).content.decode()
        assert "Hệ thống mới" in shown
        assert token.secret not in shown
    renewed = browser.post(f"/ket-noi/khoa/{key.pk}/thay/", {"expires_on": "31/12/2026", "grace_days": "3"})
    assert len(tokens_within(renewed.content.decode())) == 1
    browser.post(f"/ket-noi/khoa/{key.pk}/thu-hoi/", {"reason": "Thay hệ thống"})
    assert System(str(token)).get("key").status_code == 401


def test_a_form_with_faults_says_so_at_the_field(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.operator_admin)
    unit = office.desk.cast.operator.pk
    wrong = {"unit": unit, "name": "Hệ thống", "scopes": ["requests:read"], "expires_on": "31/12/2030"}
    page = browser.post("/ket-noi/khoa/lap/", wrong)
    assert page.status_code == 422
    assert "trong vòng một năm" in page.content.decode()
    hook = browser.post("/ket-noi/nhan-tin/dang-ky/", {"unit": unit, "url": "http://x", "kinds": ["request.approved"]})
    assert hook.status_code == 422
    assert "địa chỉ https công khai" in hook.content.decode()
    key = ApiKey.objects.filter(unit=unit).latest("pk")
    assert browser.post(f"/ket-noi/khoa/{key.pk}/thu-hoi/", {"reason": ""}).status_code == 422
    assert browser.post(f"/ket-noi/khoa/{key.pk}/thay/", {"expires_on": "x", "grace_days": "9"}).status_code == 422


def test_the_administrator_looks_after_a_webhook_in_the_browser(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.operator_admin)
    given = {
        "unit": office.desk.cast.operator.pk, "url": "https://nhan-tin.doanh-nghiep.example/",
        "kinds": ["request.approved"],
    }  # fmt: skip
    assert "whsec_" in browser.post("/ket-noi/nhan-tin/dang-ky/", given).content.decode()
    hook = Webhook.objects.get()
    address = f"/ket-noi/nhan-tin/{hook.pk}/"
    assert browser.post(f"{address}gui-thu/").status_code == 302
    shown = browser.get(address).content.decode()
    assert "webhook.test" in shown
    assert "whsec_" not in shown
    assert browser.post(f"{address}bat-lai/").status_code == 409
    assert browser.post(f"{address}bo/").status_code == 302
    assert browser.get(address).status_code == 404


def test_another_bodys_key_and_webhook_are_not_there(office: Office, sign_in: SignIn) -> None:
    key = office.operator_key().key
    stranger = sign_in(office.police_admin)
    assert stranger.get(f"/ket-noi/khoa/{key.pk}/").status_code == 404
    assert stranger.get("/ket-noi/nhan-tin/1/").status_code == 404
    assert key.prefix not in stranger.get("/ket-noi/").content.decode()
