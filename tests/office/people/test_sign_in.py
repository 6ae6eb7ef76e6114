"""Signing in, failing to, second factors and the ends of sessions, over the product's own addresses."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from lachan.office.people import actions
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Person
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.people.door import SECOND, SECRET, SIGN_IN, code, enter, give_totp, is_in, try_password, visitor
from tests.people import PASSWORD, Cast

NEW = "mot-cau-moi-rat-dai-77"


def events() -> list[str]:
    return list(Entry.objects.values_list("event", flat=True))


def rows(event: Event) -> list[Entry]:
    return list(Entry.objects.filter(event=event))


# --- passwords and lock-out -----------------------------------------------------------------------------------


def test_signing_in_leads_home_and_leaves_a_row(cast: Cast) -> None:
    browser = enter(visitor(), cast.hoa)
    assert is_in(browser)
    (row,) = rows(Event.SIGNED_IN)
    assert (row.actor_id, row.facts) == (cast.hoa.pk, {"factors": ["password"], "address": "10.0.0.1"})


def test_five_failures_lock_that_address_for_that_network_address_for_15_minutes(cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attacker = visitor("10.9.9.9")
        for turn in range(4):
            assert try_password(attacker, cast.hoa.email, "sai-mat-khau-roi").status_code == 200, turn
        locked = try_password(attacker, cast.hoa.email.upper(), "sai-mat-khau-roi")  # capitals start no new count
        assert locked.status_code == 429
        assert "15 phút" in locked.content.decode()  # type: ignore[attr-defined]
        assert try_password(attacker, cast.hoa.email).status_code == 429, "the right password is refused, too"
        assert not is_in(attacker)
        assert is_in(enter(visitor("10.0.0.7"), cast.hoa)), "another network address is not locked"
        assert is_in(enter(attacker, cast.son)), "another person behind the same address is not locked"
        attacker = visitor("10.9.9.9")
        clock.shift(timedelta(minutes=14))
        assert try_password(attacker, cast.hoa.email).status_code == 429
        clock.shift(timedelta(minutes=2))
        assert is_in(enter(attacker, cast.hoa))
    assert len(rows(Event.SIGN_IN_FAILED)) == 4
    assert {(row.object_id, row.actor_id) for row in rows(Event.SIGN_IN_LOCKED)} == {(str(cast.hoa.pk), None)}
    assert rows(Event.SIGN_IN_LOCKED)[0].facts == {"address": "10.9.9.9"}


def test_an_unknown_address_fails_with_the_same_words_and_is_not_kept(cast: Cast) -> None:
    known = try_password(visitor(), cast.hoa.email, "sai-mat-khau-roi").content.decode()  # type: ignore[attr-defined]
    unknown = try_password(visitor(), "ai-do@langson.example", "sai").content.decode()  # type: ignore[attr-defined]
    sentence = "Thư điện tử hoặc mật khẩu không đúng."
    assert sentence in known
    assert sentence in unknown
    assert "ai-do" not in str(list(Entry.objects.values()))
    assert [row.object_id for row in rows(Event.SIGN_IN_FAILED)] == [str(cast.hoa.pk), "0"]


def test_a_disabled_account_does_not_sign_in(cast: Cast) -> None:
    Person.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    browser = visitor()
    answer = try_password(browser, cast.hoa.email)
    assert answer.headers["Location"] == "/tai-khoan/da-khoa/"
    assert "Hãy liên hệ quản trị viên" in browser.get("/tai-khoan/da-khoa/").content.decode()
    assert not is_in(browser)


def test_forms_at_the_door_refuse_forged_posts(cast: Cast) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    for address in (SIGN_IN, "/tai-khoan/mat-khau/quen/", "/tai-khoan/dang-xuat/"):
        assert strict.post(address, {"login": cast.hoa.email, "password": PASSWORD}).status_code == 403


# --- second factors -------------------------------------------------------------------------------------------


def test_who_has_a_second_factor_is_asked_for_it_and_is_not_in_before(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = visitor()
    assert try_password(browser, cast.minh.email).headers["Location"] == SECOND
    assert not is_in(browser)
    assert "Xác thực hai lớp" in browser.get(SECOND).content.decode()
    assert browser.post(SECOND, {"code": "000000"}).status_code == 200
    assert not is_in(browser)
    assert browser.post(SECOND, {"code": code()}).headers["Location"] == "/"
    assert is_in(browser)
    assert rows(Event.SIGNED_IN)[0].facts["factors"] == ["password", "totp"]
    assert rows(Event.SIGN_IN_FAILED)[0].facts["step"] == "second_factor"


def test_a_code_is_good_once(cast: Cast) -> None:
    give_totp(cast.minh)
    with time_machine.travel(timezone.now(), tick=False):
        enter(visitor(), cast.minh)
        second = visitor("10.0.0.2")
        try_password(second, cast.minh.email)
        answer = second.post(SECOND, {"code": code()})
        assert "Mã không đúng, hoặc đã dùng" in answer.content.decode()
        assert not is_in(second)


def test_wrong_codes_are_counted(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = visitor()
    try_password(browser, cast.minh.email)
    for _turn in range(5):
        browser.post(SECOND, {"code": "000000"})
    assert "Nhập sai quá nhiều lần" in browser.post(SECOND, {"code": code()}).content.decode()
    assert not is_in(browser)


def test_a_recovery_code_is_good_once(cast: Cast) -> None:
    give_totp(cast.minh)
    kept = Authenticator.objects.get(user=cast.minh, type="recovery_codes").wrap().get_unused_codes()[0]
    browser = visitor()
    try_password(browser, cast.minh.email)
    assert browser.post(SECOND, {"code": kept}).headers["Location"] == "/"
    again = visitor()
    try_password(again, cast.minh.email)
    assert again.post(SECOND, {"code": kept}).status_code == 200
    assert not is_in(again)


def test_secrets_of_second_factors_are_not_readable_in_the_data_base(cast: Cast) -> None:
    kept = give_totp(cast.minh)
    assert SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code())


def test_a_leader_without_factor_reaches_only_the_way_to_one(cast: Cast) -> None:
    browser = enter(visitor(), cast.minh)
    needed = "/tai-khoan/yeu-to-thu-hai/"
    for address in ("/", "/tai-khoan/", "/chi-dao/", "/tai-khoan/nguoi-dung/", "/tai-khoan/uy-quyen/"):
        assert browser.get(address).headers["Location"] == needed, address
    page = browser.get(needed).content.decode()
    assert "/tai-khoan/hai-lop/ung-dung/them/" in page
    assert "/tai-khoan/hai-lop/khoa/them/" in page
    assert browser.get("/tai-khoan/hai-lop/").status_code == 200


def add_app(browser: Client, password: str = PASSWORD) -> None:
    """Walk through adding an authenticator app, reading the secret from the page as a person would."""
    add = "/tai-khoan/hai-lop/ung-dung/them/"
    answer = browser.get(add)
    assert answer.headers["Location"].startswith("/tai-khoan/xac-nhan-lai/"), "the password is asked for again"
    assert browser.post(answer.headers["Location"], {"password": password, "next": add}).headers["Location"] == add
    page = browser.get(add).content.decode()
    shown = re.search(r'value="([A-Z2-7]{32})"', page)
    assert shown, page
    assert browser.post(add, {"code": code(shown[1])}).status_code == 302


@pytest.mark.django_db(transaction=True)  # allauth tells of a new factor when it is stored
def test_adding_a_factor_opens_the_office_ends_other_sessions_and_leaves_a_row(cast: Cast) -> None:
    other = enter(visitor("10.0.0.2"), cast.minh)
    browser = enter(visitor(), cast.minh)
    add_app(browser)
    assert browser.get("/").status_code == 200
    assert other.get("/tai-khoan/").headers["Location"].startswith(SIGN_IN)
    changes = [(row.facts["change"], row.facts["kind"]) for row in rows(Event.SECOND_FACTOR_CHANGED)]
    assert ("added", "totp") in changes


def test_a_leader_who_drops_the_last_factor_stands_at_the_door_again(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = enter(visitor(), cast.minh)
    off = "/tai-khoan/hai-lop/ung-dung/bo/"
    browser.post(browser.get(off).headers["Location"], {"password": PASSWORD, "next": off})
    assert browser.post(off).status_code == 302
    assert not Authenticator.objects.filter(user=cast.minh).exists()
    assert browser.get("/").headers["Location"] == "/tai-khoan/yeu-to-thu-hai/"
    assert rows(Event.SECOND_FACTOR_CHANGED)[0].facts["change"] == "removed"


def test_an_administrator_takes_lost_factors_off_and_the_sessions_with_them(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = enter(visitor(), cast.minh)
    quan = actor_for(cast.quan, now=timezone.now(), second_factor=True)
    actions.remove_second_factors(person_id=cast.minh.pk, reason="Mất máy", actor=quan, now=timezone.now())
    assert not is_in(browser)
    assert try_password(browser, cast.minh.email).headers["Location"] == "/"
    assert browser.get("/").headers["Location"] == "/tai-khoan/yeu-to-thu-hai/"


# --- passwords change -----------------------------------------------------------------------------------------


def test_a_changed_password_ends_the_other_sessions(cast: Cast) -> None:
    other, browser = enter(visitor("10.0.0.2"), cast.hoa), enter(visitor(), cast.hoa)
    terms = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert browser.post("/tai-khoan/mat-khau/doi/", terms).headers["Location"] == "/tai-khoan/"
    assert is_in(browser)
    assert not is_in(other)
    assert UserSession.objects.filter(user=cast.hoa).count() == 1
    assert rows(Event.PASSWORD_CHANGED)[0].facts == {"sessions_ended": 1}


def test_a_short_new_password_is_refused(cast: Cast) -> None:
    browser = enter(visitor(), cast.hoa)
    terms = {"oldpassword": PASSWORD, "password1": "ngan-qua-11", "password2": "ngan-qua-11"}
    assert browser.post("/tai-khoan/mat-khau/doi/", terms).status_code == 200
    cast.hoa.refresh_from_db()
    assert cast.hoa.check_password(PASSWORD)


def test_a_forgotten_password_is_reset_once_by_letter_and_the_second_factor_still_asked(cast: Cast) -> None:
    give_totp(cast.minh)
    old = enter(visitor("10.0.0.2"), cast.minh)
    browser = visitor()
    assert browser.post("/tai-khoan/mat-khau/quen/", {"email": cast.minh.email}).status_code == 302
    assert "hộp thư rác" in browser.get("/tai-khoan/mat-khau/quen/da-gui/").content.decode()
    (letter,) = mail.outbox
    assert letter.subject == "[Lá Chắn] Đặt lại mật khẩu"
    link = re.search(r"http://localhost:8000(/\S+)", letter.body)
    assert link
    form = browser.get(link[1]).headers["Location"]
    done = browser.post(form, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == "/tai-khoan/mat-khau/da-dat-lai/"
    assert not is_in(browser), "a letter alone opens no session"
    assert not is_in(old)
    assert try_password(browser, cast.minh.email, NEW).headers["Location"] == SECOND
    assert "không còn hiệu lực" in visitor().get(link[1]).content.decode()
    assert Event.PASSWORD_CHANGED in events()


def test_no_letter_goes_to_an_address_without_account(cast: Cast) -> None:
    answer = visitor().post("/tai-khoan/mat-khau/quen/", {"email": "ai-do@langson.example"})
    assert answer.headers["Location"] == "/tai-khoan/mat-khau/quen/da-gui/"
    assert mail.outbox == []


# --- ends of sessions -----------------------------------------------------------------------------------------


def test_an_idle_session_ends_after_an_hour(cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = enter(visitor(), cast.hoa)
        for _turn in range(3):
            clock.shift(timedelta(minutes=59))
            assert is_in(browser)
        clock.shift(timedelta(minutes=61))
        assert not is_in(browser)


def test_a_busy_session_ends_twelve_hours_after_signing_in(cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = enter(visitor(), cast.hoa)
        assert is_in(browser)
        for _turn in range(12 * 60 // 30):
            clock.shift(timedelta(minutes=30))
            assert is_in(browser)
        clock.shift(timedelta(minutes=2))
        assert not is_in(browser)


def test_the_session_ends_with_the_browser(cast: Cast) -> None:
    browser = enter(visitor(), cast.hoa)
    cookie = browser.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_disabled_persons_session_ends_at_the_next_request_and_does_not_come_back(cast: Cast) -> None:
    browser = enter(visitor(), cast.hoa)
    quan = actor_for(cast.quan, now=timezone.now(), second_factor=True)
    actions.disable_person(person_id=cast.hoa.pk, reason="x", actor=quan, now=timezone.now())
    assert not is_in(browser)
    actions.enable_person(person_id=cast.hoa.pk, reason="x", actor=quan, now=timezone.now())
    assert not is_in(browser)
    assert rows(Event.PERSON_DISABLED)[0].facts["sessions"] == 1


def test_a_session_is_ended_from_another_browser_and_only_ones_own(cast: Cast) -> None:
    at_work, at_home, stranger = enter(visitor(), cast.hoa), enter(visitor("10.0.0.2"), cast.hoa), visitor("10.0.0.3")
    enter(stranger, cast.son)
    far = UserSession.objects.get(user=cast.hoa, ip="10.0.0.2")
    assert "10.0.0.2" in at_work.get("/tai-khoan/").content.decode()
    assert stranger.post(f"/tai-khoan/phien/{far.pk}/ket-thuc/").status_code == 404
    assert is_in(at_home)
    assert at_work.post(f"/tai-khoan/phien/{far.pk}/ket-thuc/").status_code == 302
    assert not is_in(at_home)
    assert is_in(at_work)
    assert rows(Event.SESSION_ENDED)[0].actor_id == cast.hoa.pk


def test_all_other_sessions_are_ended_at_once(cast: Cast) -> None:
    browsers = [enter(visitor(f"10.0.0.{n}"), cast.hoa) for n in range(1, 4)]
    browsers[0].post("/tai-khoan/phien/ket-thuc-phien-khac/")
    assert [is_in(one) for one in browsers] == [True, False, False]


@pytest.mark.parametrize("name", ["account_signup", "account_email", "socialaccount_connections", "usersessions_list"])
def test_doors_that_this_house_does_not_have_do_not_exist(name: str) -> None:
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse(name)
