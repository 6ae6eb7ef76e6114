"""The e-mail of a notice arrives once, over a real connection; whatever goes wrong, the others still go."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lachan.office.clockwork import Clockwork
from lachan.office.notices import mail
from lachan.office.notices.mail import MOST_TRIES, PAUSES, mail_waiting
from lachan.office.notices.models import MailState, Notice
from lachan.office.notices.tasks import KEPT, forget_finished_tasks
from lachan.office.people.models import Person
from tests.office.notices.conftest import Tell
from tests.office.notices.mail_server import Mailboxes, serving
from tests.people import NOW, Cast

HOA, TAM, LAN = "hoa@langson.example", "tam@langson.example", "lan@langson.example"


def words(letter: EmailMessage) -> str:
    content = letter.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def notice_of(person: Person) -> Notice:
    return Notice.objects.get(person=person)


def test_a_mail_arrives_once_with_every_vietnamese_letter(
    cast: Cast,
    tell: Tell,
    boxes: Mailboxes,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    settings.ORIGIN = "https://lachan.example"
    tell(cast.hoa)
    assert mail_waiting(NOW) == 1
    assert mail_waiting(NOW + timedelta(days=9)) == 0
    ((address, letter),) = boxes.arrived
    assert address == HOA
    assert letter["Subject"] == "[Lá Chắn] Nhiệm vụ 1.1 sắp đến hạn: báo cáo kết quả rà soát thuê bao"
    assert letter["To"] == HOA
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@lachan.example>")
    assert words(letter).strip() == (
        "Kính gửi anh/chị,\n\n"
        "Nhiệm vụ 1.1 sắp đến hạn: báo cáo kết quả rà soát thuê bao\n\n"
        "Mời anh/chị đăng nhập và mở địa chỉ sau để xem nội dung:\n"
        "https://lachan.example/nhiem-vu/1/\n\n"
        "--\n"
        "Thư tự động của Lá Chắn; xin không trả lời thư này."
    )
    notice = notice_of(cast.hoa)
    assert (notice.mail_state, notice.mailed_at, notice.mail_tries, notice.mail_error) == (MailState.SENT, NOW, 1, "")


def test_the_details_of_a_notice_stay_in_the_office(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    tell(cast.hoa, link="")
    mail_waiting(NOW)
    letter = boxes.arrived[0][1]
    assert "05/03/2026" not in words(letter)
    assert "/thong-bao/" in words(letter)


def test_a_server_that_is_down_is_asked_again_with_pauses_until_it_is_up(cast: Cast, tell: Tell, port: int) -> None:
    tell(cast.hoa)
    now = NOW
    for tried, pause in enumerate(PAUSES[:3], start=1):
        assert mail_waiting(now) == 0
        notice = notice_of(cast.hoa)
        assert (notice.mail_state, notice.mail_tries, notice.mail_next_at - now >= pause) == ("waiting", tried, True)
        assert "ConnectionRefused" in notice.mail_error
        mail_waiting(now + pause - timedelta(seconds=1))
        assert notice_of(cast.hoa).mail_tries == tried  # not asked before the pause is over
        now += pause + timedelta(seconds=30)
    boxes = Mailboxes()
    with serving(boxes, port):
        assert mail_waiting(now) == 1
    assert boxes.addresses() == [HOA]


def test_a_server_that_is_down_costs_one_try_a_run(cast: Cast, tell: Tell, port: int) -> None:
    for person in (cast.hoa, cast.tam, cast.lan):
        tell(person)
    mail_waiting(NOW)
    assert sorted(Notice.objects.values_list("mail_tries", flat=True)) == [0, 0, 1]


def test_after_the_last_try_the_mail_counts_as_failed_and_the_person_sees_it(
    cast: Cast,
    tell: Tell,
    port: int,
    sign_in: Callable,  # type: ignore[type-arg]
) -> None:
    tell(cast.hoa)
    now = NOW
    for _ in range(MOST_TRIES):
        mail_waiting(now)
        now += timedelta(days=2)
    notice = notice_of(cast.hoa)
    assert (notice.mail_state, notice.mail_tries) == (MailState.FAILED, MOST_TRIES)
    assert mail_waiting(now) == 0
    assert "Thư điện tử không gửi được." in sign_in(cast.hoa).get("/thong-bao/").content.decode()


@pytest.mark.parametrize("answer", ["550 5.1.1 Không có hộp thư này", "450 4.2.0 Greylisted", "452 4.2.2 Full"])
def test_a_mailbox_that_is_refused_does_not_stop_the_others(
    cast: Cast, tell: Tell, boxes: Mailboxes, answer: str
) -> None:
    boxes.refused[HOA] = answer.encode().decode("ascii", "ignore")
    for person in (cast.hoa, cast.tam, cast.lan):
        tell(person)
    assert mail_waiting(NOW) == 2
    assert sorted(boxes.addresses()) == sorted([TAM, LAN])
    notice = notice_of(cast.hoa)
    assert notice.mail_state == MailState.WAITING
    assert notice.mail_error.startswith("SMTPRecipientsRefused")
    boxes.refused.clear()
    assert mail_waiting(NOW + timedelta(hours=1)) == 1
    assert sorted(boxes.addresses()) == sorted([TAM, LAN, HOA])


def test_a_content_that_is_refused_does_not_stop_the_others(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    tell(cast.hoa)
    tell(cast.tam)
    boxes.content_answer = "554 5.7.1 Rejected"
    assert mail_waiting(NOW) == 0
    assert set(Notice.objects.values_list("mail_tries", flat=True)) == {1}


@pytest.mark.parametrize("letters", [1, 20, 60, 180])
def test_no_line_of_the_header_is_blank_however_long_the_subject(
    cast: Cast, tell: Tell, boxes: Mailboxes, letters: int
) -> None:
    tell(cast.hoa)
    Notice.objects.update(subject="ề" * letters)
    mail_waiting(NOW)
    letter = boxes.arrived[0][1]
    assert letter["Subject"] == "[Lá Chắn] " + "ề" * letters


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_lets_nobody_send_costs_one_try_a_run(cast: Cast, tell: Tell, port: int) -> None:
    tell(cast.hoa)
    tell(cast.tam)
    with serving(Mailboxes(), port, auth_required=True, auth_require_tls=False):
        assert mail_waiting(NOW) == 0
    assert sorted(Notice.objects.values_list("mail_tries", flat=True)) == [0, 1]


def test_an_address_that_no_mail_can_carry_does_not_stop_the_others(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    Person.objects.filter(pk=cast.hoa.pk).update(email="hoa\n@langson.example")
    tell(cast.hoa)
    tell(cast.tam)
    assert mail_waiting(NOW) == 1
    assert boxes.addresses() == [TAM]


def test_many_mails_go_over_one_connection(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    for number in range(10):
        tell(cast.hoa, f"k{number}")
    assert mail_waiting(NOW) == 10
    assert len(boxes.sessions) == 1


def test_a_disabled_person_gets_no_mail(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    tell(cast.hoa)
    tell(cast.tam)
    Person.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    assert mail_waiting(NOW) == 1
    assert boxes.addresses() == [TAM]
    assert notice_of(cast.hoa).mail_state == MailState.FAILED


class PowerCut(BaseException):
    """The process dies here."""


def test_a_crash_before_the_mail_left_sends_it_once_later(
    cast: Cast, tell: Tell, boxes: Mailboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast.hoa)

    def die(*args: object) -> None:
        raise PowerCut

    monkeypatch.setattr(mail, "_send", die)
    with pytest.raises(PowerCut):
        mail_waiting(NOW)
    monkeypatch.undo()
    assert mail_waiting(NOW + timedelta(minutes=1)) == 0  # it may still be on its way
    assert mail_waiting(NOW + timedelta(minutes=6)) == 1
    assert mail_waiting(NOW + timedelta(days=1)) == 0
    assert boxes.addresses() == [HOA]


def test_a_crash_before_the_note_of_it_doubles_no_message(
    cast: Cast, tell: Tell, boxes: Mailboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast.hoa)
    send = mail._send

    def send_and_die(*args: object) -> None:
        send(*args)  # type: ignore[arg-type]
        raise PowerCut

    monkeypatch.setattr(mail, "_send", send_and_die)
    with pytest.raises(PowerCut):
        mail_waiting(NOW)
    monkeypatch.undo()
    assert mail_waiting(NOW + timedelta(minutes=6)) == 1
    assert len({letter["Message-ID"] for _, letter in boxes.arrived}) == 1  # mailboxes know it as the same message


def test_a_process_that_died_in_the_last_try_leaves_no_mail_waiting_for_ever(
    cast: Cast, tell: Tell, boxes: Mailboxes
) -> None:
    tell(cast.hoa)
    Notice.objects.update(mail_tries=MOST_TRIES)
    assert mail_waiting(NOW) == 0
    assert notice_of(cast.hoa).mail_state == MailState.FAILED
    assert boxes.arrived == []


@pytest.mark.django_db(transaction=True)
def test_processes_that_send_at_the_same_time_send_each_mail_once(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    for number in range(12):
        tell(cast.hoa, f"k{number}")
    boxes.before_accepting = lambda: time.sleep(0.01)
    sent, start = [], threading.Barrier(3)

    def work() -> None:
        start.wait()
        sent.append(mail_waiting(NOW))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 12
    assert len(boxes.arrived) == 12
    assert len({letter["Message-ID"] for _, letter in boxes.arrived}) == 12


def test_a_run_that_lasts_long_keeps_its_claims(
    cast: Cast, tell: Tell, boxes: Mailboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast.hoa, "a")
    tell(cast.hoa, "b")
    ten_minutes_later = time.monotonic() + 600
    clock = iter([time.monotonic(), ten_minutes_later - 600, ten_minutes_later])
    monkeypatch.setattr(mail.time, "monotonic", lambda: next(clock, ten_minutes_later))
    mail_waiting(NOW)
    last = Notice.objects.order_by("id").last()
    assert last is not None
    assert last.mail_next_at >= NOW + timedelta(minutes=14)


@pytest.mark.django_db(transaction=True)
def test_the_worker_in_the_background_sends_the_mail(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    tell(cast.hoa, now=timezone.now())
    tell(cast.tam, now=timezone.now())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    assert sorted(boxes.addresses()) == [HOA, TAM]
    task = DBTaskResult.objects.get()
    assert (task.status, task.return_value) == (TaskResultStatus.SUCCESSFUL, 2)


@pytest.mark.django_db(transaction=True)
def test_a_notice_that_was_undone_sends_nothing(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    with transaction.atomic():
        tell(cast.hoa)
        transaction.set_rollback(True)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    assert boxes.arrived == []
    assert not DBTaskResult.objects.exists()


def test_the_clockwork_sends_without_a_worker(cast: Cast, tell: Tell, boxes: Mailboxes) -> None:
    tell(cast.hoa)
    assert Clockwork().run_due(NOW)["mail_waiting_notices"] is None
    assert boxes.addresses() == [HOA]


def test_the_command_says_how_many_went_out(
    cast: Cast, tell: Tell, boxes: Mailboxes, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(cast.hoa, now=timezone.now())
    call_command("mail_waiting_notices")
    assert "Đã gửi 1 thư." in capsys.readouterr().out


@pytest.mark.parametrize(("age", "kept"), [(KEPT - timedelta(hours=1), 1), (KEPT + timedelta(hours=1), 0)])
def test_rows_of_finished_work_go_away_and_waiting_ones_stay(cast: Cast, tell: Tell, age: timedelta, kept: int) -> None:
    tell(cast.hoa)
    ended: datetime = NOW - age
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=ended)
    tell(cast.tam)
    forget_finished_tasks(NOW)
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == kept
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1
