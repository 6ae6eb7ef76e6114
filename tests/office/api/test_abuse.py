"""Abuse over the interface: each try is refused with its code, tells nothing, changes nothing, and leaves its line."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpResponse
from django.test import Client

from lachan.office.api.actions.keys import withdraw_api_key
from lachan.office.api.tokens import new_token
from lachan.office.requests.actions import closing, packages
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
