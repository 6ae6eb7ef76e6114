"""Abuse over the interface: each try is refused with its code, tells nothing, changes nothing, and leaves its line."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpResponse
from django.test import Client

from lachan.office.api.actions.keys import withdraw_api_key
from lachan.office.api.tokens import new_token
from lachan.office.notices.models import Notice
from lachan.office.people.models import Person
from lachan.office.requests.actions import closing, packages
from lachan.office.requests.models import Answer, Package
from lachan.office.trail.models import Entry
from tests.office.api.conftest import Office, System
from tests.office.requests.conftest import NOW, PLANTED

pytestmark = pytest.mark.django_db

Try = Callable[[Office], HttpResponse]
NO_DATA = {"lines": [{"line": 1, "kind": "no_data"}]}
GATE, ROOM = "api_try_refused", "request_try_refused"
TRIES: dict[str, tuple[Try, int, str, str]] = {}


def refused(status: int, code: str, event: str) -> Callable[[Try], Try]:
    """Put a try into the table: what it must get, and which kind of line it must leave."""

    def add(one: Try) -> Try:
        TRIES[one.__name__] = (one, status, code, event)
        return one

    return add


@refused(404, "not_there", ROOM)
def foreign_request_by_id(office: Office) -> HttpResponse:
    return office.outsider.get(f"requests/{office.desk.sent().pk}")


@refused(404, "not_there", ROOM)
def request_that_does_not_exist(office: Office) -> HttpResponse:
    return office.operator.get("requests/999999")


@refused(404, "not_there", ROOM)
def id_larger_than_the_data_base_knows(office: Office) -> HttpResponse:
    return office.operator.get(f"requests/{10**30}")


@refused(404, "not_there", ROOM)
def draft_of_another_body(office: Office) -> HttpResponse:
    return office.operator.get(f"requests/{office.desk.draft().pk}")


@refused(404, "not_there", ROOM)
def foreign_request_file(office: Office) -> HttpResponse:
    return office.outsider.get(f"requests/{office.desk.sent().pk}/file")


@refused(403, "not_yours", ROOM)
def request_file_by_the_asker(office: Office) -> HttpResponse:
    return office.police.get(f"requests/{office.desk.sent().pk}/file")


@refused(404, "not_there", ROOM)
def answer_to_a_foreign_request(office: Office) -> HttpResponse:
    return office.outsider.post(f"requests/{office.desk.received(office.desk.to_block()).pk}/answers", NO_DATA)


@refused(403, "not_yours", ROOM)
def answer_by_the_asker_itself(office: Office) -> HttpResponse:
    return office.police.post(f"requests/{office.desk.received(office.desk.to_block()).pk}/answers", NO_DATA)


@refused(409, "not_in_this_state", ROOM)
def answer_before_the_receipt(office: Office) -> HttpResponse:
    return office.operator.post(f"requests/{office.desk.sent(office.desk.to_block()).pk}/answers", NO_DATA)


@refused(409, "not_in_this_state", ROOM)
def second_answer(office: Office) -> HttpResponse:
    return office.operator.post(f"requests/{office.desk.answered().pk}/answers", NO_DATA)


@refused(409, "not_in_this_state", ROOM)
def answer_to_a_withdrawn_request(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    chief = office.desk.actor(office.desk.chief)
    closing.withdraw_request(request_id=request.pk, reason="Không cần nữa", actor=chief, now=NOW)
    return office.operator.post(f"requests/{request.pk}/answers", NO_DATA)


@refused(422, "no_such_line", ROOM)
def answer_to_a_line_that_is_not_asked(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", {"lines": [{"line": 2, "kind": "no_data"}]})


@refused(422, "no_such_line", ROOM)
def two_answers_to_one_line(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", {"lines": NO_DATA["lines"] * 2})


@refused(422, "words_missing", ROOM)
def objection_without_reason(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", {"lines": [{"line": 1, "kind": "objection"}]})


@refused(422, "package_missing", ROOM)
def personal_data_answered_without_package(office: Office) -> HttpResponse:
    return office.operator.post(
        f"requests/{office.desk.received().pk}/answers", {"lines": [{"line": 1, "kind": "answered"}]}
    )


@refused(422, "package_replayed", ROOM)
def replayed_package(office: Office) -> HttpResponse:
    request = office.desk.received()
    sealed = office.desk.sealed(request)
    office.operator.package(request.pk, sealed)
    return office.operator.package(request.pk, sealed)


@refused(422, "other_request", ROOM)
def package_for_another_request(office: Office) -> HttpResponse:
    first, second = office.desk.received(), office.desk.received()
    return office.operator.package(second.pk, office.desk.sealed(first))


@refused(422, "operator_signature", ROOM)
def package_signed_by_a_strange_key(office: Office) -> HttpResponse:
    request = office.desk.received()
    return office.operator.package(request.pk, office.desk.sealed(request, key=Ed25519PrivateKey.generate()))


@refused(422, "not_package", ROOM)
def package_that_is_none(office: Office) -> HttpResponse:
    return office.operator.package(office.desk.received().pk, b"{}")


@refused(422, "no_file", ROOM)
def empty_package(office: Office) -> HttpResponse:
    return office.operator.package(office.desk.received().pk, b"")


@refused(404, "not_there", ROOM)
def foreign_package(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    return office.outsider.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")


@refused(403, "not_yours", ROOM)
def package_taken_back_by_its_sender(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    return office.operator.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")


@refused(409, "package_not_taken", ROOM)
def package_taken_in_the_investigators_place(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    return office.police.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")


@refused(409, "package_withdrawn", ROOM)
def withdrawn_package(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    vy = office.desk.actor("vy")
    packages.withdraw_package(package_id=package, reason="Gửi nhầm người", actor=vy, now=NOW)
    return office.police.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")


@refused(409, "package_expired", ROOM)
def expired_package(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        return office.police.get(f"packages/{package}/content", purpose="Lưu hồ sơ vụ án")


@refused(422, "wrong_shape", GATE)
def package_without_purpose(office: Office) -> HttpResponse:
    package = office.package_of(office.desk.received())
    return office.police.get(f"packages/{package}/content")


@refused(401, "key_over", GATE)
def expired_key(office: Office) -> HttpResponse:
    made = office.operator_key()
    with time_machine.travel(made.key.expires_at, tick=False):
        return System(str(made.token)).get("requests")


@refused(401, "key_over", GATE)
def withdrawn_key(office: Office) -> HttpResponse:
    made = office.operator_key()
    admin = office.desk.actor(office.operator_admin)
    withdraw_api_key(key_id=made.key.pk, reason="Đã lộ khóa", actor=admin, now=NOW)
    return System(str(made.token)).get("requests")


@refused(401, "no_good_key", GATE)
def invented_key(office: Office) -> HttpResponse:
    return System(str(new_token())).get("requests")


@refused(401, "no_good_key", GATE)
def right_prefix_with_another_secret(office: Office) -> HttpResponse:
    made = office.operator_key()
    return System(f"lachan_{made.token.prefix}_{new_token().secret}").get("requests")


@refused(401, "no_good_key", GATE)
def hash_of_the_data_base_as_key(office: Office) -> HttpResponse:
    made = office.operator_key()
    return System(f"lachan_{made.key.prefix}_{made.key.secret_hash[:43]}").get("requests")


@refused(401, "no_good_key", GATE)
def session_instead_of_key(office: Office) -> HttpResponse:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(office.desk.cast.vy, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser.get("/api/v1/requests")


@refused(400, "key_in_address", GATE)
def key_in_the_address(office: Office) -> HttpResponse:
    made = office.operator_key()
    return System(str(made.token)).get("requests", key=str(made.token))


@refused(403, "scope_missing", GATE)
def scope_too_small(office: Office) -> HttpResponse:
    made = office.operator_key("requests:read")
    return System(str(made.token)).get(f"requests/{office.desk.sent().pk}/file")


@refused(403, "address_not_allowed", GATE)
def key_used_from_another_network(office: Office) -> HttpResponse:
    return System(str(office.operator_key(addresses="203.0.113.0/24").token)).get("requests")


@refused(403, "address_not_allowed", GATE)
def address_forged_in_a_header(office: Office) -> HttpResponse:
    system = System(str(office.operator_key(addresses="203.0.113.7").token))
    system.browser.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.7"
    return system.get("requests")


@refused(422, "wrong_shape", GATE)
def mass_assignment(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", NO_DATA | {"state": "closed", "due_at": None})


@refused(422, "wrong_shape", GATE)
def mass_assignment_in_a_line(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    line = {"line": 1, "kind": "no_data", "answered_by": 1}
    return office.operator.post(f"requests/{request.pk}/answers", {"lines": [line]})


@refused(400, "not_readable", GATE)
def one_name_twice(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    body = '{"lines": [{"line": 1, "kind": "no_data", "kind": "objection"}]}'
    return office.operator.post(f"requests/{request.pk}/answers", body)


@refused(400, "not_readable", GATE)
def half_a_character(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    body = '{"lines": [{"line": 1, "kind": "objection", "reason": "mot ly do dai \\ud800"}]}'
    return office.operator.post(f"requests/{request.pk}/answers", body)


@refused(422, "wrong_shape", GATE)
def character_that_no_data_base_keeps(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    line = {"line": 1, "kind": "ported", "ported_to": "VNPT\x00"}
    return office.operator.post(f"requests/{request.pk}/answers", {"lines": [line]})


@refused(400, "not_readable", GATE)
def body_nested_without_end(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", "[" * 60_000)


@refused(415, "wrong_content_type", GATE)
def wrong_content_type(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", json.dumps(NO_DATA), kind="text/plain")


@refused(413, "body_too_large", GATE)
def huge_body(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    return office.operator.post(f"requests/{request.pk}/answers", b" " * 70_000)


@refused(413, "body_too_large", GATE)
def huge_package(office: Office) -> HttpResponse:
    return office.operator.package(office.desk.received().pk, b" " * (20 * 1024 * 1024 + 1))


@refused(422, "idempotency_key_reused", GATE)
def idempotency_key_reused_with_another_body(office: Office) -> HttpResponse:
    request = office.desk.received(office.desk.to_block())
    objection = {"lines": [{"line": 1, "kind": "objection", "reason": "Không thuộc thẩm quyền"}]}
    office.operator.post(f"requests/{request.pk}/answers", objection, once="tra-loi-0001")
    return office.operator.post(f"requests/{request.pk}/answers", NO_DATA, once="tra-loi-0001")


@refused(422, "idempotency_key_reused", GATE)
def idempotency_key_reused_at_another_address(office: Office) -> HttpResponse:
    office.operator.post(f"requests/{office.desk.sent().pk}/receipt", once="tiep-nhan-01")
    return office.operator.post(f"requests/{office.desk.sent().pk}/receipt", once="tiep-nhan-01")


@refused(422, "wrong_shape", GATE)
def write_without_idempotency_key(office: Office) -> HttpResponse:
    request = office.desk.sent()
    headers = {"Authorization": f"Bearer {office.operator.token}"}
    return office.operator.browser.post(f"/api/v1/requests/{request.pk}/receipt", headers=headers)


@refused(429, "too_many_calls", GATE)
def more_calls_than_a_minute_has_room_for(office: Office) -> HttpResponse:
    for _ in range(120):
        assert office.operator.get("key").status_code == 200
    return office.operator.get("key")


@refused(422, "wrong_shape", GATE)
def list_of_everybodys_requests(office: Office) -> HttpResponse:
    return office.operator.get("requests", view="all")


@refused(422, "wrong_shape", GATE)
def page_of_the_whole_data_base(office: Office) -> HttpResponse:
    return office.operator.get("requests", size=1_000_000)


def test_there_are_enough_tries() -> None:
    assert len(TRIES) >= 45


@pytest.mark.parametrize("name", TRIES)
def test_the_try_is_refused_and_leaves_one_line(office: Office, name: str) -> None:
    one, status, code, event = TRIES[name]
    answer = one(office)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    line = Entry.objects.get(event__in=(GATE, ROOM))
    assert (line.event, line.facts["code"]) == (event, code)
    words = answer.content.decode()
    assert PLANTED not in words
    assert "Traceback" not in words
    assert not answer.cookies


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
