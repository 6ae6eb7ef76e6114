"""The portal as a visitor meets it: no account, no script."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lachan.office.intake.models import Report, Subject
from lachan.office.portal.quiz import quizzes
from lachan.office.portal.views import checks
from lachan.office.portal.views.checks import PADDED_TO
from lachan.office.portal.views.pages import TOLD

pytestmark = pytest.mark.django_db
WORDS = "Có người tự xưng công an gọi từ 0205 000 3456 bảo chuyển tiền"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()
    for one in (checks.OF_A_NETWORK, checks.OF_ALL):
        one._span = -1


def told(browser: Client, **more: str) -> str:
    """The last page of a report in three steps."""
    first = browser.post(reverse("portal_report"), {"step": "1", "text": WORDS, "message": "", "mark": "m1"})
    assert "Bước 2 trên 3" in first.content.decode()
    steps = {"text": WORDS, "message": "", "money": "now", "amount": "5000000", "trick": "", "mark": "m1"}
    second = browser.post(reverse("portal_report"), {"step": "2", **steps})
    assert "Bước 3 trên 3" in second.content.decode()
    return browser.post(reverse("portal_report"), {"step": "3", **steps, "contact": "", **more}).content.decode()


def test_a_visitor_of_the_office_lands_on_the_portal() -> None:
    assert Client().get("/").headers["Location"] == reverse("portal")


@pytest.mark.parametrize("name", ["portal", "portal_check", "portal_report", "portal_follow", "portal_quizzes"])
def test_every_page_opens_is_small_and_has_no_script(name: str) -> None:
    answer = Client().get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(answer.content) < 40_000
    assert "<script" not in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("page", TOLD)
def test_every_telling_page_opens(page: str) -> None:
    assert Client().get(reverse("portal_told", args=[page])).status_code == 200


def test_there_is_no_other_telling_page() -> None:
    assert Client().get("/nguoi-dan/khong-co/").status_code == 404


def test_what_is_asked_stands_in_no_address_and_on_the_page_as_text_alone() -> None:
    asked = '<script>alert(1)</script> http://lua-dao.example"onmouseover="x'
    answer = Client().post(reverse("portal_check"), {"q": asked})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in page
    assert 'href="http://lua-dao' not in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_answers_have_the_same_size_whatever_was_found() -> None:
    sizes = {
        len(Client().post(reverse("portal_check"), {"q": text}).content) % PADDED_TO
        for text in ("02050003456", "vietcombank-hotro.top", WORDS, "data:text/html,x")
    }
    assert sizes == {0}


def test_nothing_asked_is_told_kindly() -> None:
    assert "Bạn chưa ghi gì" in Client().post(reverse("portal_check"), {"q": " \n"}).content.decode()


def test_unknown_is_never_called_safe() -> None:
    page = Client().post(reverse("portal_check"), {"q": "02050003456"}).content.decode()
    assert "Chưa có thông tin không có nghĩa là an toàn." in page


def test_a_page_of_a_commune_may_carry_the_box() -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(reverse("portal_check"), {"q": "02050003456"}).status_code == 200
    assert stranger.post(reverse("portal_report"), {"step": "1", "text": WORDS}).status_code == 403


def test_harvesting_a_thousand_numbers_from_one_network_is_refused() -> None:
    statuses = [Client().post(reverse("portal_check"), {"q": f"09{one:08d}"}).status_code for one in range(160)]
    assert statuses.count(200) == checks.OF_A_NETWORK.most
    assert set(statuses[checks.OF_A_NETWORK.most :]) == {429}


def test_while_very_many_ask_a_small_sum_stands_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.OF_ALL, "most", 0)
    page = Client().post(reverse("portal_check"), {"q": "02050003456"})
    found = re.search(r"(\d) cộng (\d) bằng mấy", page.content.decode())
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert page.status_code == 429
    assert found
    assert token
    right = str(int(found[1]) + int(found[2]))
    for total, status in ((right, 200), ("1", 429), ("", 429), ("x", 429)):
        more = {"q": "02050003456", "token": token[1], "sum": total}
        assert Client().post(reverse("portal_check"), more).status_code == status


def test_a_report_in_three_steps_gives_a_receipt_and_is_followed_by_its_code() -> None:
    browser = Client()
    page = told(browser)
    code = re.search(r'class="code">([A-Z0-9-]{19})<', page)
    assert code
    assert "gọi ngay ngân hàng" in page
    assert "LD (02050003456)" in page
    row = Report.objects.get()
    assert row.money_at is not None
    assert row.amount == 5_000_000
    assert WORDS not in row.sealed_text
    assert Subject.objects.get().urgent
    followed = browser.post(reverse("portal_follow"), {"code": code[1].lower().replace("-", " ")}).content.decode()
    assert "Đang chờ xem xét." in followed
    assert WORDS not in followed


def test_a_report_that_is_sent_twice_is_one_report() -> None:
    browser = Client()
    told(browser)
    steps = {"text": WORDS, "message": "", "money": "no", "amount": "", "trick": "", "mark": "m1", "contact": ""}
    assert browser.post(reverse("portal_report"), {"step": "3", **steps}).status_code == 409
    assert Report.objects.count() == 1


def test_going_back_keeps_what_was_told() -> None:
    steps = {"step": "2", "text": WORDS, "message": "tin nhắn", "money": "day", "amount": "7", "go": "back"}
    page = Client().post(reverse("portal_report"), steps).content.decode()
    assert "Bước 1 trên 3" in page
    assert WORDS in page
    assert 'name="amount" value="7"' in page


def test_a_report_that_names_nothing_says_what_would_be_right() -> None:
    steps = {"text": "bị lừa", "message": "", "money": "no", "amount": "", "trick": "", "mark": "m2", "contact": ""}
    answer = Client().post(reverse("portal_report"), {"step": "3", **steps})
    assert answer.status_code == 422
    assert "Hãy ghi ít nhất một số điện thoại" in answer.content.decode()
    assert not Report.objects.exists()


def test_an_empty_report_stays_at_its_first_step() -> None:
    answer = Client().post(reverse("portal_report"), {"step": "1", "text": "  ", "message": ""})
    assert answer.status_code == 422
    assert "Bước 1 trên 3" in answer.content.decode()


def test_codes_that_nobody_has_are_not_found_and_soon_refused() -> None:
    browser = Client()
    statuses = [
        browser.post(reverse("portal_follow"), {"code": f"ACD-EFG-HJK-MNP-QR{one}"}).status_code for one in "3467"
    ]
    assert statuses == [404] * 4
    for _ in range(7):
        last = browser.post(reverse("portal_follow"), {"code": "ACD"})
    assert last.status_code == 429


@pytest.mark.parametrize("key", quizzes())
def test_a_quiz_tells_each_answer_with_its_reason(key: str) -> None:
    one = quizzes()[key]
    assert {each.fraud for each in one.questions} == {True, False}
    given = {each.key: "yes" if each.fraud else "no" for each in one.questions}
    page = Client().post(reverse("portal_quiz", args=[key]), given).content.decode()
    assert f"Đúng {len(one.questions)} trên {len(one.questions)} câu" in page
    none = Client().post(reverse("portal_quiz", args=[key]), {}).content.decode()
    assert f"Đúng 0 trên {len(one.questions)} câu" in none
    assert none.count("Chưa trả lời.") == len(one.questions)
