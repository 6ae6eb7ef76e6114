"""Two at once: administrators who end each other, one letter opened in two windows, one code in two browsers."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from lachan.office.people import actions
from lachan.office.people.actions.invitations import hash_of
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Invitation, Membership, Person, Role
from lachan.office.refusals import Refusal
from tests.office.people.door import SECOND, code, give_totp, is_in, try_password, visitor
from tests.people import Cast, person

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """What each act answered, or the refusal that it met, when all start at the same moment."""
    start, answers = threading.Barrier(len(acts)), list[object]([None] * len(acts))

    def run(place: int) -> None:
        start.wait()
        try:
            answers[place] = acts[place]()
        except Refusal as no:
            answers[place] = no
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def test_two_administrators_who_end_each_other_leave_one(cast: Cast) -> None:
    ngoc, now = person("ngoc", "Ma Thị Ngọc", cast.department, Role.ADMINISTRATOR), timezone.now()
    pairs = ((cast.quan, ngoc), (ngoc, cast.quan))

    def end(who: Person, whom: Person) -> Callable[[], object]:
        actor, held = actor_for(who, now=now, second_factor=True), whom.memberships.get().pk
        return lambda: actions.end_membership(membership_id=held, actor=actor, now=now)

    answers = together(*(end(who, whom) for who, whom in pairs))
    assert sorted(type(one).__name__ for one in answers) == ["Membership", "NotNow"]
    assert Membership.objects.filter(role=Role.ADMINISTRATOR, ended_at__isnull=True).count() == 1


def test_one_letter_opened_twice_makes_one_account(cast: Cast) -> None:
    now = timezone.now()
    Invitation.objects.create(
        email="moi@langson.example", full_name="Người Mới", unit=cast.commune_a, role="officer", invited_by=cast.quan,
        token_hash=hash_of("thu"), created_at=now, expires_at=now + actions.invitations.VALID_FOR,
    )  # fmt: skip

    def accept() -> Person:
        return actions.accept_invitation(token="thu", password="mot-cau-moi-rat-dai-77", now=now)

    answers = together(accept, accept)
    assert sorted(type(one).__name__ for one in answers) == ["NotNow", "Person"]
    assert Person.objects.filter(email="moi@langson.example").count() == 1


def test_one_code_in_two_browsers_opens_one(cast: Cast) -> None:
    give_totp(cast.minh)
    browsers = [visitor(), visitor("10.0.0.2")]
    for browser in browsers:
        try_password(browser, cast.minh.email)
    shown = code()
    together(*((lambda one=one: one.post(SECOND, {"code": shown})) for one in browsers))
    assert sorted(is_in(one) for one in browsers) == [False, True]
