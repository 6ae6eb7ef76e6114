"""Invitations: a letter, one use, seven days, one account with one role."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.http import Http404
from django.utils import timezone

from lachan.office.people import actions
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Invitation, Person, Role
from lachan.office.refusals import NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.people.door import is_in, visitor
from tests.people import Cast, person

EMAIL = "moi@langson.example"
NEW = "mot-cau-moi-rat-dai-77"


Invite = Callable[..., tuple[Invitation, str]]


@pytest.fixture
def invite(cast: Cast, django_capture_on_commit_callbacks: Any) -> Invite:
    """`invite(role, email)` gives an invitation and the path in its letter."""

    def go(role: Role = Role.OFFICER, email: str = EMAIL) -> tuple[Invitation, str]:
        now = timezone.now()
        with django_capture_on_commit_callbacks(execute=True):
            made = actions.invite_person(
                email=email, full_name="Người  Mới", unit_id=cast.commune_b.pk, role=role, title="Chuyên viên",
                actor=actor_for(cast.quan, now=now, second_factor=True), now=now,
            )  # fmt: skip
        link = re.search(r"http://localhost:8000(/\S+)", mail.outbox[-1].body)
        assert link
        return made, link[1]

    return go


def accept(path: str, password: str = NEW) -> object:
    return visitor().post(path, {"password": password, "again": password})


def test_the_letter_names_role_unit_and_end_and_the_secret_is_not_kept(cast: Cast, invite: Invite) -> None:
    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        made, path = invite()
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "[Lá Chắn] Lời mời sử dụng hệ thống"
    for words in ("Người Mới", "Bế Minh Quân", "Chuyên viên", str(cast.commune_b), "09:00 09/03/2026"):
        assert words in letter.body
    secret = path.split("/")[-2]
    assert len(secret) >= 43
    kept = str(list(Invitation.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in kept
    made.refresh_from_db()
    assert made.mailed_at is not None


def test_accepting_makes_the_account_and_signs_in(cast: Cast, invite: Invite) -> None:
    _made, path = invite()
    browser = visitor()
    assert str(cast.commune_b) in browser.get(path).content.decode()
    answer = browser.post(path, {"password": NEW, "again": NEW})
    assert answer.headers["Location"] == "/"
    assert is_in(browser)
    made = Person.objects.get(email=EMAIL)
    assert [(m.unit, m.role, m.title) for m in made.memberships.all()] == [
        (cast.commune_b, Role.OFFICER, "Chuyên viên")
    ]
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == [Event.PERSON_INVITED, Event.INVITATION_ACCEPTED, Event.SIGNED_IN]


def test_an_invited_leader_is_led_to_the_second_factor(cast: Cast, invite: Invite) -> None:
    _made, path = invite(Role.LEADER)
    browser = visitor()
    browser.post(path, {"password": NEW, "again": NEW})
    assert browser.get("/").headers["Location"] == "/tai-khoan/yeu-to-thu-hai/"


def test_the_letter_is_good_once(cast: Cast, invite: Invite) -> None:
    _made, path = invite()
    accept(path)
    again = visitor().get(path)
    assert again.status_code == 409
    assert "không còn hiệu lực" in again.content.decode()
    assert visitor().post(path, {"password": NEW, "again": NEW}).status_code == 409
    assert Person.objects.filter(email=EMAIL).count() == 1


def test_the_letter_is_good_for_seven_days(cast: Cast, invite: Invite) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        _made, path = invite()
        clock.shift(timedelta(days=7) - timedelta(seconds=1))
        assert visitor().get(path).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert visitor().get(path).status_code == 409


def test_a_guessed_letter_opens_nothing(cast: Cast, invite: Invite) -> None:
    invite()
    assert visitor().get("/tai-khoan/loi-moi/doan-bua/").status_code == 409


@pytest.mark.parametrize(("password", "again"), [("ngan-qua-11", "ngan-qua-11"), (NEW, NEW + "x"), ("", "")])
def test_weak_or_mistyped_passwords_are_refused_at_the_field_and_the_letter_stays_good(
    cast: Cast, invite: Invite, password: str, again: str
) -> None:
    _made, path = invite()
    answer = visitor().post(path, {"password": password, "again": again})
    assert answer.status_code == 422
    assert "Có chỗ cần sửa" in answer.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()
    assert visitor().get(path).status_code == 200


def test_a_withdrawn_letter_is_good_for_nothing(cast: Cast, invite: Invite) -> None:
    made, path = invite()
    now = timezone.now()
    quan = actor_for(cast.quan, now=now, second_factor=True)
    actions.withdraw_invitation(invitation_id=made.pk, actor=quan, now=now)
    assert visitor().get(path).status_code == 409
    with pytest.raises(NotNow):
        actions.withdraw_invitation(invitation_id=made.pk, actor=quan, now=now)


def test_a_letter_does_not_outlive_its_writers_right(cast: Cast, invite: Invite) -> None:
    _made, path = invite()
    person("ngoc", "Ma Thị Ngọc", cast.department, Role.ADMINISTRATOR)
    cast.quan.memberships.update(ended_at=timezone.now())
    assert visitor().get(path).status_code == 409


def test_another_units_administrator_does_not_withdraw_it(cast: Cast, invite: Invite) -> None:
    made, _path = invite()
    thu = person("thu", "Vũ Thị Thu", cast.commune_a, Role.ADMINISTRATOR)
    now = timezone.now()
    with pytest.raises(Http404):
        actions.withdraw_invitation(invitation_id=made.pk, actor=actor_for(thu, now=now, second_factor=True), now=now)


def test_who_has_an_account_or_an_open_invitation_is_not_invited_again(cast: Cast, invite: Invite) -> None:
    invite()
    with pytest.raises(NotRight) as no:
        invite(email=EMAIL.upper())
    assert no.value.code == "already_invited"
    with pytest.raises(NotRight) as no:
        invite(email=cast.hoa.email)
    assert no.value.code == "email_taken"


def test_who_is_signed_in_does_not_accept_for_another(cast: Cast, invite: Invite, sign_in: Any) -> None:
    _made, path = invite()
    assert sign_in(cast.hoa).get(path).status_code == 409


@pytest.mark.django_db(transaction=True)  # the letter leaves when the invitation is stored
def test_a_mail_server_that_is_down_is_told_and_undoes_nothing(cast: Cast, sign_in: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    browser = sign_in(cast.quan)
    terms = {"email": EMAIL, "full_name": "Người Mới", "unit": cast.commune_b.pk, "role": "officer"}
    answer = browser.post("/tai-khoan/nguoi-dung/moi/", terms, follow=True)
    assert "thư chưa gửi được" in answer.content.decode()
    assert Invitation.objects.get().mailed_at is None


@pytest.mark.django_db(transaction=True)
def test_an_administrator_invites_on_the_page_and_withdraws(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.quan)
    terms = {"email": EMAIL, "full_name": "Người Mới", "unit": cast.commune_b.pk, "role": "officer"}
    page = browser.post("/tai-khoan/nguoi-dung/moi/", terms, follow=True).content.decode()
    assert f"Đã gửi thư mời đến {EMAIL}" in page
    assert "thư chưa gửi được" not in page
    assert browser.post("/tai-khoan/nguoi-dung/moi/", terms).status_code == 422
    made = Invitation.objects.get()
    browser.post(f"/tai-khoan/loi-moi/{made.pk}/thu-hoi/")
    assert EMAIL not in browser.get("/tai-khoan/nguoi-dung/").content.decode()
