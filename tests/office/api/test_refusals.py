"""What refusals tell and do not tell, how often they are written down, and what a key can never become."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from lachan.office.api.tokens import new_token
from lachan.office.notices.models import Notice
from lachan.office.people.models import Person
from lachan.office.requests.actions import packages
from lachan.office.requests.models import Answer, Package
from lachan.office.trail.models import Entry
from tests.office.api.conftest import Office, System
from tests.office.api.test_abuse import GATE, NO_DATA
from tests.office.requests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_not_there_and_not_yours_are_one_answer(office: Office) -> None:
    foreign = office.desk.sent().pk
    answers = [office.outsider.get(f"requests/{one}") for one in (foreign, foreign + 1000)]
    told = [one.json() | {"instance": ""} for one in answers]
    assert told[0] == told[1]
    assert [one.status_code for one in answers] == [404, 404]
    assert set(answers[0].headers) == set(answers[1].headers)


def test_a_known_prefix_and_an_unknown_one_are_one_answer(office: Office) -> None:
    made = office.operator_key()
    known = System(f"lachan_{made.token.prefix}_{new_token().secret}").get("key")
    unknown = System(str(new_token())).get("key")
    assert known.json() == unknown.json()


def test_a_refused_try_changes_nothing(office: Office) -> None:
    request = office.desk.received()
    for body in (NO_DATA | {"state": "closed"}, {"lines": [{"line": 9, "kind": "no_data"}]}):
        office.operator.post(f"requests/{request.pk}/answers", body)
    office.operator.package(request.pk, b"{}")
    request.refresh_from_db()
    assert (request.state, Answer.objects.count(), Package.objects.count()) == ("received", 0, 0)


def test_a_full_minute_names_its_seconds_and_the_next_minute_is_free(office: Office, settings: object) -> None:
    settings.API_CALLS_A_MINUTE = 2  # type: ignore[attr-defined]
    answers = [office.operator.get("key") for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 429, 429, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert {one.json()["code"] for one in answers[2:]} == {"too_many_calls"}
    assert Entry.objects.filter(event=GATE).count() == 1, "a system that goes on calling does not fill the trail"
    assert office.police.get("key").status_code == 200, "the minute of one key is nobody else's"
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert office.operator.get("key").status_code == 200


def test_strangers_who_go_on_trying_do_not_fill_the_trail(office: Office) -> None:
    for _ in range(5):
        assert System(None).get("requests").status_code == 401
    assert Entry.objects.filter(event=GATE).count() == 1


def test_a_key_in_an_address_is_told_to_its_administrators_once_and_a_forged_one_to_nobody(office: Office) -> None:
    made = office.operator_key()
    forged = f"lachan_{made.token.prefix}_{new_token().secret}"
    assert System(None).get("requests", key=forged).status_code == 400
    assert not Notice.objects.filter(person=office.operator_admin).exists()
    assert Entry.objects.latest("number").actor_name == "Hệ thống"
    for path in (f"requests/{made.token}", "key"):
        assert System(None).get(path, k=str(made.token)).json()["code"] == "key_in_address"
    assert Notice.objects.get(person=office.operator_admin).link == f"/ket-noi/khoa/{made.key.pk}/"


def test_nobody_signs_in_as_a_machine(office: Office) -> None:
    machine = Person.objects.get(api_keys__unit=office.desk.cast.operator)
    assert not machine.is_active
    assert not machine.has_usable_password()
    assert machine.email.endswith(".invalid")


def test_a_session_in_the_same_call_adds_nothing_to_a_key(office: Office) -> None:
    system = System(str(office.outsider.token))
    system.browser.force_login(office.desk.cast.vy, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert system.get(f"requests/{office.desk.sent().pk}").status_code == 404


@pytest.mark.parametrize("path", ["nothing", "requests/abc", "requests/1/approve", "requests/1/", "../requests"])
def test_an_address_that_is_none_is_a_problem_too(office: Office, path: str) -> None:
    answer = office.operator.get(path)
    assert answer.status_code == 404
    if path != "../requests":
        assert answer.json()["code"] == "not_there"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_a_method_that_is_none_is_a_problem_too(office: Office, method: str) -> None:
    headers = {"Authorization": f"Bearer {office.operator.token}"}
    answer = getattr(office.operator.browser, method)("/api/v1/requests", headers=headers)
    assert (answer.status_code, answer.json()["code"], answer.headers["Allow"]) == (405, "no_such_operation", "GET")


def test_the_office_keeps_no_key(office: Office) -> None:
    made = office.operator_key()
    kept = " ".join(str(value) for value in type(made.key).objects.filter(pk=made.key.pk).values().get().values())
    assert made.token.secret not in kept
    assert not Entry.objects.filter(facts__icontains=made.token.secret).exists()


def test_a_copy_is_as_it_was_sent(office: Office) -> None:
    request = office.desk.received()
    sealed = office.desk.sealed(request)
    package = office.operator.package(request.pk, sealed).json()["id"]
    packages.hand_out_package(package_id=package, purpose="Điều tra", actor=office.desk.actor("khoa"), now=NOW)
    copy = office.police.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")
    assert BytesIO(copy.content).read() == sealed
