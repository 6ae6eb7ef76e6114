"""Calls and senders that run at the same moment, in real transactions on the data base of the tests."""

from typing import Any

import pytest

from lachan.office.api.actions.keys import KeyWanted, make_api_key, renew_api_key
from lachan.office.api.hooks.outbox import gather_messages
from lachan.office.api.hooks.sending import send_waiting
from lachan.office.api.models import ApiKey, Message
from lachan.office.requests.models import Answer
from lachan.office.trail.verify import verify_trail
from tests.office.api.conftest import UNTIL, Office, System
from tests.office.api.receiver import receiver
from tests.office.api.test_webhooks import hook
from tests.office.reports.conftest import at_once
from tests.office.requests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
NO_DATA = {"lines": [{"line": 1, "kind": "no_data"}]}


def test_the_same_call_at_the_same_moment_is_carried_out_once(office: Office) -> None:
    request = office.desk.received(office.desk.to_block())
    statuses: list[int] = []

    def call() -> None:
        answer = System(office.operator.token).post(f"requests/{request.pk}/answers", NO_DATA, once="cung-mot-luc")
        statuses.append(answer.status_code)

    at_once(*[call] * 4)
    assert statuses == [201] * 4
    assert Answer.objects.count() == 1


def test_two_different_answers_at_the_same_moment_give_one(office: Office) -> None:
    request = office.desk.received(office.desk.to_block())
    statuses: list[int] = []

    def call(once: str) -> None:
        answer = System(office.operator.token).post(f"requests/{request.pk}/answers", NO_DATA, once=once)
        statuses.append(answer.status_code)

    at_once(lambda: call("lan-goi-thu-1"), lambda: call("lan-goi-thu-2"))
    assert sorted(statuses) == [201, 409]
    assert Answer.objects.count() == 1


def test_calls_at_the_same_moment_are_all_counted(office: Office, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    statuses: list[int] = []
    at_once(*[lambda: statuses.append(System(office.operator.token).get("key").status_code)] * 8)
    assert sorted(statuses) == [200] * 3 + [429] * 5


def test_a_key_is_renewed_by_one_of_two(office: Office) -> None:
    key = office.operator_key().key
    admin = office.desk.actor(office.operator_admin)

    def renew() -> None:
        renew_api_key(key_id=key.pk, grace_days=1, expires_on=UNTIL, actor=admin, now=NOW)

    assert at_once(renew, renew) == ["done", "key_over"]
    assert ApiKey.objects.filter(replaces=key).count() == 1


def test_the_number_of_keys_is_counted_by_one_at_a_time(office: Office) -> None:
    unit, admin = office.desk.cast.operator.pk, office.desk.actor(office.operator_admin)

    def make() -> None:
        make_api_key(unit_id=unit, wanted=KeyWanted("Hệ thống", ("figures:read",), UNTIL), actor=admin, now=NOW)

    for _ in range(18):
        make()
    assert at_once(make, make) == ["done", "too_many_keys"]


def test_two_workers_make_and_send_each_message_once(office: Office, settings: Any) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    with receiver() as there:
        hook(office, there.url)
        for _ in range(3):
            office.desk.sent()
        at_once(lambda: gather_messages(NOW), lambda: gather_messages(NOW))
        assert Message.objects.count() == 3
        at_once(lambda: send_waiting(NOW), lambda: send_waiting(NOW))
        assert len(there.got) == 3
    assert not Message.objects.exclude(state="sent").exists()


def test_the_trail_holds_after_calls_at_the_same_moment(office: Office) -> None:
    at_once(*[lambda: System(office.outsider.token).get("requests/1")] * 5)
    assert verify_trail().intact
