"""The clockwork runs what is due, whatever fails beside it, and running a job again changes nothing."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Model

from lachan.office import clockwork
from lachan.office.clockwork import Clockwork, Job
from tests.people import NOW, Cast

MINUTE = timedelta(minutes=1)


class Diary:
    """A job that writes down when it ran."""

    def __init__(self) -> None:
        self.ran: list[datetime] = []

    def __call__(self, now: datetime) -> None:
        self.ran.append(now)


def fails(now: datetime) -> None:
    raise RuntimeError("this job always fails")


@pytest.fixture
def only() -> Iterator[None]:
    """The registry as the test fills it; the product's own jobs come back afterwards."""
    before = dict(clockwork._registered)
    clockwork._registered.clear()
    yield
    clockwork._registered.clear()
    clockwork._registered.update(before)


def test_a_job_runs_at_the_start_and_then_when_its_time_is_over() -> None:
    diary = Diary()
    works = Clockwork((Job("diary", 5 * MINUTE, diary),))
    for minute in range(11):
        works.run_due(NOW + minute * MINUTE)
    assert diary.ran == [NOW, NOW + 5 * MINUTE, NOW + 10 * MINUTE]


def test_a_clock_that_is_set_back_does_not_stop_the_jobs() -> None:
    diary = Diary()
    works = Clockwork((Job("diary", 5 * MINUTE, diary),))
    works.run_due(NOW)
    works.run_due(NOW - timedelta(days=1))
    assert len(diary.ran) == 2


def test_a_job_that_fails_is_told_of_and_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    first, last = Diary(), Diary()
    works = Clockwork((Job("first", MINUTE, first), Job("bad", MINUTE, fails), Job("last", MINUTE, last)))
    outcome = works.run_due(NOW)
    assert outcome["first"] is None
    assert outcome["last"] is None
    assert isinstance(outcome["bad"], RuntimeError)
    assert "job bad failed" in caplog.text
    assert list(works.run_due(NOW + MINUTE)) == ["first", "bad", "last"]


def test_a_name_belongs_to_one_function(only: None) -> None:
    diary = Diary()
    clockwork.register("diary", every=MINUTE, work=diary)
    clockwork.register("diary", every=MINUTE, work=diary)
    with pytest.raises(ValueError, match="diary"):
        clockwork.register("diary", every=MINUTE, work=fails)
    assert [job.name for job in clockwork.jobs()] == ["diary"]


@pytest.mark.django_db(transaction=True)
def test_the_loop_stops_when_asked_and_finishes_the_running_job() -> None:
    stop, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def work(now: datetime) -> None:
        begun.set()
        stop.wait(10)
        ended.set()

    loop = threading.Thread(target=Clockwork((Job("slow", MINUTE, work),)).run, args=[stop])
    loop.start()
    assert begun.wait(10)
    stop.set()
    loop.join(10)
    assert not loop.is_alive()
    assert ended.is_set()


def test_once_runs_every_job_and_says_so(only: None, capsys: pytest.CaptureFixture[str]) -> None:
    diary = Diary()
    clockwork.register("diary", every=MINUTE, work=diary)
    call_command("run_clockwork", once=True)
    assert len(diary.ran) == 1
    assert "diary: xong / done" in capsys.readouterr().out


def test_once_fails_when_a_job_failed_but_runs_the_others(only: None, capsys: pytest.CaptureFixture[str]) -> None:
    diary = Diary()
    clockwork.register("bad", every=MINUTE, work=fails)
    clockwork.register("diary", every=MINUTE, work=diary)
    with pytest.raises(CommandError):
        call_command("run_clockwork", once=True)
    assert len(diary.ran) == 1
    assert "bad: lỗi / failed: this job always fails" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_termination_signal_ends_the_command(only: None) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    clockwork.register("end", every=MINUTE, work=lambda now: os.kill(os.getpid(), signal.SIGTERM))
    try:
        call_command("run_clockwork")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def everything() -> dict[str, list[dict[str, object]]]:
    """Every stored value of every table."""
    models: list[type[Model]] = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=2), timedelta(days=40)])
def test_running_every_job_again_changes_nothing(cast: Cast, issued: object, later: timedelta) -> None:
    names = {job.name for job in clockwork.jobs()}
    assert {"sweep_files", "mail_waiting_notices", "hand_over_tasks", "repeat_tasks", "remind"} <= names
    now = NOW + later
    assert set(Clockwork().run_due(now).values()) == {None}
    first = everything()
    assert set(Clockwork().run_due(now + timedelta(seconds=1)).values()) == {None}
    assert everything() == first
    assert first["notices.Notice"]
    assert first["trail.Entry"]
