"""The pages about people: who reaches them, what they show, in Vietnamese and without inline scripts."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lachan.office.people.models import Delegation, Invitation, Membership, Role
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.people.door import enter, give_totp, visitor
from tests.people import PASSWORD, SINCE, Cast, person

SignIn = Callable[..., Client]
PEOPLE = "/tai-khoan/nguoi-dung/"


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.get("Location"))
    return answer.content.decode()


@pytest.mark.parametrize("name", ["lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa"])
def test_only_administrators_see_people(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    for address in (PEOPLE, f"{PEOPLE}moi/", f"{PEOPLE}{cast.son.pk}/", f"{PEOPLE}{cast.son.pk}/vai-tro/"):
        assert browser.get(address).status_code == 403, address
    for act in ("khoa", "mo", "bo-yeu-to", "vai-tro"):
        assert browser.post(f"{PEOPLE}{cast.son.pk}/{act}/", {"reason": "x"}).status_code == 403
    assert browser.post(f"/tai-khoan/vai-tro/{cast.son.memberships.get().pk}/ket-thuc/").status_code == 403


def test_the_list_is_searched_without_accents_and_filtered(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.quan)
    assert "9 người" in text(browser, PEOPLE)
    found = text(browser, PEOPLE + "?q=trieu+son")
    assert cast.son.full_name in found
    assert cast.hoa.full_name not in found
    assert "1 người" in text(browser, f"{PEOPLE}?unit={cast.commune_a.pk}&role=leader")
    assert "Không có người dùng nào khớp" in text(browser, PEOPLE + "?q=khong-co-ai")
    assert text(browser, f"{PEOPLE}?unit=999999&role=khong-co&page=99")


def test_the_list_takes_the_same_number_of_queries_however_long(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(40):
        person(f"nguoi{number}", f"Người Số {number}", cast.commune_b, Role.OFFICER)
    browser = sign_in(cast.quan)
    browser.get(PEOPLE)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        page = text(browser, PEOPLE)
    assert "Trang 1 / 2" in page


def test_an_administrator_walks_through_giving_and_ending_a_role(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.quan)
    address = f"{PEOPLE}{cast.hoa.pk}/"
    terms = {"unit": cast.commune_a.pk, "role": "clerk", "title": "Văn thư", "valid_from": "02/03/2026"}
    wrong = browser.post(f"{address}vai-tro/", terms | {"valid_to": "01/03/2026"})
    assert wrong.status_code == 422
    assert "Ngày cuối" in wrong.content.decode()
    assert browser.post(f"{address}vai-tro/", terms).headers["Location"] == address
    held = Membership.objects.get(person=cast.hoa, role=Role.CLERK)
    assert "Văn thư" in text(browser, address)
    browser.post(f"/tai-khoan/vai-tro/{held.pk}/ket-thuc/")
    assert "đã kết thúc" in text(browser, address)


def test_an_administrator_disables_and_opens_an_account(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.quan)
    address = f"{PEOPLE}{cast.hoa.pk}/"
    assert browser.post(f"{address}khoa/", {"reason": ""}).status_code == 422
    browser.post(f"{address}khoa/", {"reason": "Nghỉ việc"})
    assert "đã khóa" in text(browser, address)
    browser.post(f"{address}mo/", {"reason": "Trở lại"})
    assert Entry.objects.filter(event=Event.PERSON_ENABLED).count() == 1


def test_ones_own_person_page_offers_no_role_and_no_lock(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.quan), f"{PEOPLE}{cast.quan.pk}/")
    assert "vai-tro/" not in page.split("<table", 1)[0]
    assert "/khoa/" not in page


def test_a_leader_delegates_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    browser, today = sign_in(cast.minh), timezone.localdate()
    page = text(browser, "/tai-khoan/uy-quyen/")
    assert cast.lan.full_name in page
    assert cast.dung.full_name not in page
    terms = {
        "deputy": f"{cast.department.pk}-{cast.lan.pk}", "valid_from": f"{today:%d/%m/%Y}",
        "valid_to": f"{today + timedelta(days=5):%d/%m/%Y}", "basis": "12/UQ",
    }  # fmt: skip
    forged = browser.post("/tai-khoan/uy-quyen/", terms | {"deputy": f"{cast.commune_a.pk}-{cast.hoa.pk}"})
    assert forged.status_code == 422
    assert browser.post("/tai-khoan/uy-quyen/", terms).headers["Location"] == "/tai-khoan/"
    given = Delegation.objects.get()
    assert "ký thay Lương Văn Minh" in text(browser, "/tai-khoan/")
    assert "ký thay Lương Văn Minh" in text(sign_in(cast.lan), "/tai-khoan/")
    browser.post(f"/tai-khoan/uy-quyen/{given.pk}/ket-thuc/")
    assert "đã kết thúc" in text(browser, "/tai-khoan/")


@pytest.mark.parametrize("name", ["lan", "hoa", "quan"])
def test_who_leads_nothing_has_no_page_to_delegate(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(getattr(cast, name)).get("/tai-khoan/uy-quyen/").status_code == 403


def test_a_person_without_any_role_still_sees_the_account(cast: Cast, sign_in: SignIn) -> None:
    cast.hoa.memberships.all().delete()
    assert "Hiện bạn chưa có vai trò nào" in text(sign_in(cast.hoa), "/tai-khoan/")


# --- language and policy of every page at the door ------------------------------------------------------------

STRANGERS = ("/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/quen/", "/tai-khoan/mat-khau/quen/da-gui/",
             "/tai-khoan/mat-khau/da-dat-lai/", "/tai-khoan/da-khoa/")  # fmt: skip
OWN = ("/tai-khoan/", "/tai-khoan/dang-xuat/", "/tai-khoan/mat-khau/doi/", "/tai-khoan/hai-lop/",
       "/tai-khoan/xac-nhan-lai/", "/tai-khoan/hai-lop/xac-nhan-lai/",
       "/tai-khoan/hai-lop/khoa/")  # fmt: skip
AFTER_PASSWORD = ("/tai-khoan/hai-lop/ung-dung/bo/", "/tai-khoan/hai-lop/ma-du-phong/",
                  "/tai-khoan/hai-lop/ma-du-phong/tao/", "/tai-khoan/hai-lop/khoa/them/")  # fmt: skip
ENGLISH = re.compile(
    r"\b(the|your|you|password|sign|please|account|security|code|codes|authenticator|recovery|keys?|email|"
    r"confirm|cancel|remove|change|reset|generate|activate|name)\b", re.IGNORECASE
)  # fmt: skip


def words_of(page: str) -> str:
    """What a person reads: without tags, scripts' data, and what only machines see."""
    body = page[page.index("<main") : page.index("</main>")]
    body = re.sub(r"<script.*?</script>|<textarea.*?</textarea>", " ", body, flags=re.DOTALL)
    shown = re.findall(r'(?:placeholder|title|alt|aria-label)="([^"]*)"', body)
    return re.sub(r"<[^>]*>", " ", body) + " ".join(shown)


def check(page: str, address: str) -> None:
    found = ENGLISH.findall(words_of(page))
    assert not found, (address, found)
    for script in re.findall(r"<script([^>]*)>", page):
        assert "src=" in script or 'type="application/json"' in script, (address, script)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", page), address
    assert page.count("<h1") == 1, address


@pytest.mark.django_db
@pytest.mark.parametrize("address", STRANGERS)
def test_pages_for_strangers_speak_vietnamese_and_keep_the_policy(address: str) -> None:
    check(text(visitor(), address), address)


def test_pages_of_ones_own_speak_vietnamese_and_keep_the_policy(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = enter(visitor(), cast.minh)
    for address in OWN:
        check(text(browser, address), address)
    browser.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    for address in AFTER_PASSWORD:
        check(text(browser, address), address)


def test_pages_at_the_second_step_speak_vietnamese_and_keep_the_policy(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = visitor()
    browser.post("/tai-khoan/dang-nhap/", {"login": cast.minh.email, "password": PASSWORD})
    check(text(browser, "/tai-khoan/hai-lop/nhap/"), "nhap")
    wrong = browser.post("/tai-khoan/hai-lop/nhap/", {"code": ""}).content.decode()
    check(wrong, "nhap, wrong")


def test_the_way_to_a_first_factor_speaks_vietnamese(cast: Cast) -> None:
    browser = enter(visitor(), cast.minh)
    check(text(browser, "/tai-khoan/yeu-to-thu-hai/"), "needed")
    browser.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    check(text(browser, "/tai-khoan/hai-lop/ung-dung/them/"), "totp")
    check(text(browser, "/tai-khoan/hai-lop/"), "index")


def test_pages_of_administrators_keep_the_policy(cast: Cast, sign_in: SignIn) -> None:
    Invitation.objects.create(
        email="a@langson.example", full_name="Người A", unit=cast.commune_a, role="officer", invited_by=cast.quan,
        token_hash="0" * 64, created_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    Membership.objects.create(person=cast.hoa, unit=cast.commune_b, role="clerk", valid_from=SINCE, valid_to=SINCE)
    browser = sign_in(cast.quan)
    for address in (PEOPLE, f"{PEOPLE}moi/", f"{PEOPLE}{cast.hoa.pk}/", f"{PEOPLE}{cast.hoa.pk}/vai-tro/"):
        check(text(browser, address), address)
