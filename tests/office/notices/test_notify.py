"""A person is told once, sees only what is theirs, and follows links that stay in the office."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from lachan.office.notices.actions import mark_all_read, mark_read, notify
from lachan.office.notices.models import MailState, Notice
from lachan.office.notices.queries import unread_count
from tests.office.notices.conftest import Tell
from tests.people import NOW, Cast

SignIn = Callable[..., Client]


def test_the_same_key_tells_a_person_once(cast: Cast, tell: Tell) -> None:
    first = tell(cast.hoa)
    assert first is not None
    assert tell(cast.hoa, now=NOW + timedelta(days=1)) is None
    assert tell(cast.hoa, "task-2") is not None
    assert tell(cast.tam) is not None
    assert Notice.objects.filter(person=cast.hoa).count() == 2
    first.refresh_from_db()
    assert (first.created_at, first.mail_state, first.read_at) == (NOW, MailState.WAITING, None)


@pytest.mark.django_db(transaction=True)
def test_threads_that_race_tell_once(cast: Cast, tell: Tell) -> None:
    start, told, errors = threading.Barrier(4), [], []

    def work() -> None:
        try:
            start.wait()
            told.append(tell(cast.hoa))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(notice is not None for notice in told) == 1
    assert Notice.objects.count() == 1


def test_one_background_task_serves_all_notices_that_wait(cast: Cast, tell: Tell) -> None:
    for number in range(5):
        tell(cast.hoa, f"task-{number}")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "x",
        "/" * 201,
    ],
)
def test_a_link_leads_only_to_the_office(cast: Cast, tell: Tell, link: str) -> None:
    with pytest.raises(ValueError, match=r"link|path"):
        tell(cast.hoa, link=link)
    assert not Notice.objects.exists()


def test_a_key_that_does_not_fit_is_a_fault_at_once(cast: Cast, tell: Tell) -> None:
    with pytest.raises(ValueError, match="120"):
        tell(cast.hoa, "x" * 121)


def test_a_subject_is_one_line_that_fits(cast: Cast) -> None:
    notice = notify(person=cast.hoa, key="k", subject="Một\r\nBcc: x@y.z " + "dài " * 99, body="", link="", now=NOW)
    assert notice is not None
    assert "\n" not in notice.subject
    assert len(notice.subject) <= 200


def test_reading_counts_the_first_time(cast: Cast, tell: Tell) -> None:
    notice = tell(cast.hoa)
    assert notice is not None
    mark_read(notice_id=notice.pk, actor=cast.actor("hoa"), now=NOW)
    mark_read(notice_id=notice.pk, actor=cast.actor("hoa"), now=NOW + timedelta(hours=1))
    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_marking_all_leaves_those_that_came_after_and_those_of_others(cast: Cast, tell: Tell) -> None:
    tell(cast.hoa, "before")
    tell(cast.hoa, "after", now=NOW + timedelta(minutes=1))
    tell(cast.tam, "before")
    assert mark_all_read(actor=cast.actor("hoa"), now=NOW) == 1
    assert unread_count(cast.actor("hoa")) == 1
    assert unread_count(cast.actor("tam")) == 1


def test_the_list_shows_ones_own_notices_and_the_badge_counts_them(cast: Cast, sign_in: SignIn, tell: Tell) -> None:
    tell(cast.hoa)
    tell(cast.tam, "other")
    notify(person=cast.hoa, key="x", subject="<b>Đậm</b>", body="<script>", link="", now=NOW)
    page = sign_in(cast.hoa).get(reverse("notices")).content.decode()
    assert page.count("Nhiệm vụ 1.1 sắp đến hạn") == 2  # the title, and the name of its button
    assert "&lt;b&gt;Đậm&lt;/b&gt;" in page
    assert "<script>" not in page
    assert '2<span class="visually-hidden"> chưa đọc</span>' in page
    assert "09:00 02/03/2026" in page


def test_an_empty_list_says_what_will_come(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.hoa)
    assert "Chưa có thông báo nào" in browser.get(reverse("notices")).content.decode()
    assert "Bạn đã đọc hết" in browser.get(reverse("notices"), {"loc": "chua-doc"}).content.decode()


def test_following_a_notice_reads_it_and_leads_on(cast: Cast, sign_in: SignIn, tell: Tell) -> None:
    notice = tell(cast.hoa)
    assert notice is not None
    answer = sign_in(cast.hoa).get(reverse("notice", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/nhiem-vu/1/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_without_link_leads_to_the_list(cast: Cast, sign_in: SignIn, tell: Tell) -> None:
    notice = tell(cast.hoa, link="")
    assert notice is not None
    assert sign_in(cast.hoa).get(reverse("notice", args=[notice.pk]))["Location"] == reverse("notices")


def test_the_notices_of_others_are_not_there(cast: Cast, sign_in: SignIn, tell: Tell) -> None:
    notice = tell(cast.hoa)
    assert notice is not None
    browser = sign_in(cast.tam)
    assert browser.get(reverse("notice", args=[notice.pk])).status_code == 404
    assert browser.post(reverse("notice_read", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_buttons_mark_one_and_all(cast: Cast, sign_in: SignIn, tell: Tell) -> None:
    first = tell(cast.hoa, "a")
    tell(cast.hoa, "b")
    tell(cast.hoa, "c")
    assert first is not None
    browser = sign_in(cast.hoa)
    assert browser.post(reverse("notice_read", args=[first.pk])).status_code == 302
    assert unread_count(cast.actor("hoa")) == 2
    page = browser.get(reverse("notices"), {"loc": "chua-doc"}).content.decode()
    assert page.count("Mới</span>") == 2
    assert browser.post(reverse("notices_read_all")).status_code == 302
    assert unread_count(cast.actor("hoa")) == 0
    assert browser.get(reverse("notices_read_all")).status_code == 405


def test_long_lists_come_in_pages_with_few_questions(
    cast: Cast, sign_in: SignIn, tell: Tell, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(31):
        tell(cast.hoa, f"k{number}")
    browser = sign_in(cast.hoa)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        page = browser.get(reverse("notices")).content.decode()
    assert page.count("Mới</span>") == 30
    assert "Trang 1 / 2" in page
    assert browser.get(reverse("notices"), {"page": "2"}).content.decode().count("Mới</span>") == 1


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None, settings) -> None:  # type: ignore[no-untyped-def]
    from lachan.office.files.origin import host_of

    answer = client.get(reverse("notices"), headers={"host": host_of(settings.ORIGIN)})
    assert answer["Location"].startswith(reverse("account_login"))
