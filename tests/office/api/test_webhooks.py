"""Messages to bodies' own addresses: what they say, how they are signed, when they are sent again, where never."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lachan.office.api.actions.webhooks import NewWebhook, add_webhook, enable_webhook, try_webhook, withdraw_webhook
from lachan.office.api.hooks import posting
from lachan.office.api.hooks.addresses import target_of
from lachan.office.api.hooks.outbox import forget_old_messages, gather_messages
from lachan.office.api.hooks.sending import GIVE_UP_AFTER, MOST_TRIES, PAUSES, send_waiting
from lachan.office.api.hooks.signing import signature
from lachan.office.api.models import HookKind, Message, Webhook
from lachan.office.fetching import NotFetched, Trouble
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotNow, NotRight
from lachan.office.requests.actions import answers, closing, packages
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.actions.reminders import remind
from lachan.office.trail.models import Entry
from tests.office.api.conftest import Office
from tests.office.api.receiver import Receiver, certificate_for, receiver, signature_is_good
from tests.office.requests.conftest import NOW, PLANTED

pytestmark = pytest.mark.django_db
EVERY_KIND = list(HookKind.values)
PUBLIC = "https://nhan-tin.doanh-nghiep.example/lachan"


@pytest.fixture
def there(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_TO_LOOPBACK = True
    with receiver() as one:
        yield one


def hook(office: Office, url: str, *, police: bool = False, kinds: list[str] | None = None) -> NewWebhook:
    unit = office.desk.cast.police if police else office.desk.cast.operator
    admin = office.police_admin if police else office.operator_admin
    actor = office.desk.actor(admin)
    return add_webhook(unit_id=unit.pk, url=url, kinds=kinds or EVERY_KIND, actor=actor, now=NOW)


def told(there: Receiver) -> list[str]:
    return [json.loads(one.content)["type"] for one in there.got]


def test_a_new_request_is_told_signed_and_without_personal_data(office: Office, there: Receiver) -> None:
    made = hook(office, there.url)
    request = office.desk.sent()
    assert gather_messages(NOW) == 1
    assert send_waiting(NOW) == 1
    (got,) = there.got
    said = json.loads(got.content)
    assert said["type"] == "request.approved"
    assert set(said) == {"type", "timestamp", "data"}
    assert said["data"] == {
        "request_id": request.pk, "request_number": request.reference, "due_at": request.due_at.isoformat(),
    }  # fmt: skip
    assert PLANTED not in got.content.decode()
    assert signature_is_good(got, made.secret)
    assert not signature_is_good(got, "whsec_" + "A" * 44)
    assert got.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert got.headers["content-type"] == "application/json"


def test_the_signature_is_the_standards_own_example() -> None:
    made = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330,
        content=b'{"test": 2432232314}',
    )  # fmt: skip
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_each_body_hears_of_the_whole_way_what_concerns_it(office: Office, settings: Any) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    with receiver() as operator, receiver() as police:
        hook(office, operator.url)
        hook(office, police.url, police=True)
        request = office.desk.received()
        package = office.package_of(request)
        packages.hand_out_package(package_id=package, purpose="Điều tra", actor=office.desk.actor("khoa"), now=NOW)
        answers.pause_request(request_id=request.pk, reason="Thiếu cổng", actor=office.desk.actor("vy"), now=NOW)
        reply = Reply("objection", "Không thuộc thẩm quyền của đơn vị")
        answers.answer_request(request_id=request.pk, reply=reply, actor=office.desk.actor("vy"), now=NOW)
        closing.insist_on_request(
            request_id=request.pk, reason="Căn cứ đã nêu đầy đủ", actor=office.desk.actor("khoa"), now=NOW
        )
        remind(NOW + timedelta(days=9))
        chief = office.desk.actor(office.desk.chief)
        closing.withdraw_request(request_id=request.pk, reason="Không cần nữa", actor=chief, now=NOW)
        gather_messages(NOW)
        send_waiting(NOW)
    assert told(operator) == [
        "request.approved", "package.handed_out", "request.insisted", "request.reminded", "request.withdrawn"
    ]  # fmt: skip
    assert told(police) == ["request.received", "package.arrived", "request.paused", "request.answered"]
    assert json.loads(police.got[1].content)["data"]["package_id"] == package


def test_drafts_and_foreign_requests_are_told_to_nobody(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.submitted()
    actor = office.desk.actor(office.outsider_admin)
    add_webhook(unit_id=office.desk.second_operator.pk, url=there.url, kinds=EVERY_KIND, actor=actor, now=NOW)
    office.desk.sent()
    assert gather_messages(NOW) == 1


def test_a_unit_that_has_ended_is_told_nothing_more(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    unit = office.desk.cast.operator
    unit.valid_to = (NOW - timedelta(days=1)).date()
    unit.save()
    assert gather_messages(NOW) == 0


def test_only_the_chosen_kinds_are_told(office: Office, there: Receiver) -> None:
    hook(office, there.url, kinds=["request.withdrawn"])
    office.desk.sent()
    assert gather_messages(NOW) == 0


def test_what_was_before_the_registration_is_not_told(office: Office, there: Receiver) -> None:
    office.desk.sent(now=NOW - timedelta(minutes=1))
    hook(office, there.url)
    assert gather_messages(NOW) == 0


def test_nothing_is_told_twice(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    assert [gather_messages(NOW) for _ in range(3)] == [1, 0, 0]
    assert [send_waiting(NOW) for _ in range(3)] == [1, 0, 0]


def test_a_receiver_that_fails_gets_the_same_message_again_after_each_pause(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    there.status, moment = 503, NOW
    for tries, pause in enumerate(PAUSES[:3], start=1):
        assert send_waiting(moment) == 0
        assert send_waiting(moment + pause - timedelta(seconds=1)) == 0
        assert len(there.got) == tries
        moment += pause + timedelta(seconds=30)
    there.status = 200
    assert send_waiting(moment) == 1
    assert len({one.headers["webhook-id"] for one in there.got}) == 1
    message = Message.objects.get()
    assert (message.state, message.tries, message.status) == ("sent", 4, 200)
    assert Webhook.objects.get().failing_since is None


def test_a_receiver_that_fails_for_days_is_given_up_and_its_administrators_are_told(
    office: Office, there: Receiver
) -> None:
    made = hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    there.status, moment = 500, NOW
    while moment < NOW + GIVE_UP_AFTER + timedelta(days=2):
        send_waiting(moment)
        moment += timedelta(hours=1)
    webhook = Webhook.objects.get()
    assert webhook.disabled_at is not None
    assert webhook.disabled_at >= NOW + GIVE_UP_AFTER
    assert Message.objects.get().state == "failed"
    assert 5 < len(there.got) <= MOST_TRIES
    assert Entry.objects.filter(event="webhook_disabled").count() == 1
    assert Notice.objects.filter(person=office.operator_admin, link=f"/ket-noi/nhan-tin/{made.webhook.pk}/").exists()
    office.desk.sent()
    assert gather_messages(moment) == 0
    enable_webhook(webhook_id=webhook.pk, actor=office.desk.actor(office.operator_admin), now=NOW)
    assert Webhook.objects.get().is_good


def test_a_receiver_that_is_gone_for_good_says_so(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    there.status = 410
    send_waiting(NOW)
    assert Webhook.objects.get().disabled_at == NOW


def test_a_redirect_is_not_followed(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    there.status, there.location = 302, there.url + "/khac"
    assert send_waiting(NOW) == 0
    assert len(there.got) == 1


def test_a_receiver_that_drips_its_answer_holds_nobody_up(
    office: Office, there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS_IN_ALL", 0.5)
    hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    there.drip = True
    assert send_waiting(NOW) == 0
    assert Message.objects.get().state == "waiting"


def test_one_receiver_that_is_away_does_not_keep_the_others_waiting(office: Office, there: Receiver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{free.getsockname()[1]}/"
    hook(office, away)
    hook(office, there.url)
    office.desk.sent()
    office.desk.sent()
    gather_messages(NOW)
    assert send_waiting(NOW) == 2
    assert sorted(Message.objects.filter(state="waiting").values_list("tries", flat=True)) == [0, 1]
    assert Message.objects.get(tries=1, state="waiting").error == "ConnectionRefusedError"


def test_the_trial_button_sends_a_message_that_says_nothing(office: Office, there: Receiver) -> None:
    made = hook(office, there.url)
    admin = office.desk.actor(office.operator_admin)
    try_webhook(webhook_id=made.webhook.pk, actor=admin, now=NOW)
    with pytest.raises(NotNow):
        try_webhook(webhook_id=made.webhook.pk, actor=admin, now=NOW)
    assert send_waiting(NOW) == 1
    assert json.loads(there.got[0].content) == {"type": "webhook.test", "timestamp": NOW.isoformat(), "data": {}}
    assert signature_is_good(there.got[0], made.secret)


def test_a_withdrawn_webhook_gets_nothing_more_and_its_secret_is_forgotten(office: Office, there: Receiver) -> None:
    made = hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    withdraw_webhook(webhook_id=made.webhook.pk, actor=office.desk.actor(office.operator_admin), now=NOW)
    assert send_waiting(NOW) == 0
    assert Webhook.objects.get().sealed_secret == ""
    assert there.got == []


def test_messages_are_forgotten_after_three_months_unless_they_wait(office: Office, there: Receiver) -> None:
    hook(office, there.url)
    office.desk.sent()
    gather_messages(NOW)
    later = NOW + timedelta(days=91)
    assert forget_old_messages(later) == 0
    send_waiting(NOW)
    assert [forget_old_messages(NOW + timedelta(days=89)), forget_old_messages(later)] == [0, 1]


def test_the_secret_is_kept_sealed(office: Office) -> None:
    made = hook(office, PUBLIC)
    assert made.secret not in Webhook.objects.get().sealed_secret
    assert len(made.secret) > 40


@pytest.mark.parametrize(
    "url",
    [
        "http://nhan-tin.doanh-nghiep.example/", "ftp://doanh-nghiep.example/", "https://", "https:///x", "x", "",
        "https://ten:mat-khau@doanh-nghiep.example/", "https://doanh-nghiep.example/#x", "https://doanh-nghiep.example:22/",
        "https://doanh-nghiep.example:99999/", "https://127.0.0.1/", "https://10.0.0.7/", "https://192.168.1.1/",
        "https://172.16.0.9/", "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/", "https://0.0.0.0/",
        "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::]/",
        "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://224.0.0.1/", "https://255.255.255.255/",
        "https://doanh-nghiep.example\\@10.0.0.1/", "https://doanh-nghiep.example/\r\nX: y", "https://a b.example/",
        "javascript:alert(1)", "file:///etc/passwd", "https://" + "a" * 300 + ".example/", "http://127.0.0.1/",
        "http://localhost:8000/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_https_is_refused_when_it_is_registered(office: Office, url: str) -> None:
    with pytest.raises(NotRight) as no:
        hook(office, url)
    assert (no.value.code, no.value.field) == ("url_wrong", "url")


@pytest.mark.parametrize("url", [PUBLIC, "https://doanh-nghiep.example:8443/a?b=c", "https://1.1.1.1/"])
def test_a_public_address_is_taken(office: Office, url: str) -> None:
    assert hook(office, url).webhook.url == url


@pytest.mark.parametrize("found", [["10.0.0.7"], ["1.1.1.1", "127.0.0.1"], ["::ffff:192.168.0.1"], ["fe80::1%eth0"]])
def test_a_name_that_leads_inside_is_not_called(
    office: Office, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    def resolved(*args: object, **more: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in found]

    hook(office, PUBLIC)
    office.desk.sent()
    gather_messages(NOW)
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(NotFetched):
        posting.post(target_of(PUBLIC), b"{}", {})
    assert send_waiting(NOW) == 0
    assert Message.objects.get().error == Trouble.INSIDE.label


def test_the_connection_goes_to_the_checked_address_and_not_to_the_name_again(
    there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def resolved(host: object, *args: object, **more: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]

    target = target_of(there.url.replace("127.0.0.1", "localhost"))
    connect = socket.create_connection
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: _plain(connect, address, timeout))
    assert posting.post(target, b"{}", {}) == 204
    assert asked == ["localhost"]


def _plain(connect: Any, address: tuple[str, int], timeout: float) -> socket.socket:
    assert address[0] == "127.0.0.1", "a name would be resolved a second time"
    made = socket.socket()
    made.settimeout(timeout)
    made.connect(address)
    return made


def test_over_tls_the_certificate_must_be_the_names(
    office: Office, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    good, other = certificate_for("localhost", tmp_path), certificate_for("khac.example", tmp_path)
    for certificate, arrives in ((good, True), (other, False)):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with receiver(certificate=certificate, name="localhost") as secure:
            hook(office, secure.url)
            office.desk.sent()
            gather_messages(NOW)
            assert bool(send_waiting(NOW)) is arrives
            assert bool(secure.got) is arrives
        Webhook.objects.update(withdrawn_at=NOW)
    assert Message.objects.get(state="waiting").error == "SSLCertVerificationError"
