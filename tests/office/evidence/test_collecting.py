"""A visit asked for, made by the collector, kept whole, tried again or refused, and told in the trail."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.http import Http404

from lachan.office.evidence.actions import ask_capture, collect_waiting
from lachan.office.evidence.actions.collecting import MOST_TRIES, PAUSES
from lachan.office.evidence.collecting.gathered import Gathered, Job
from lachan.office.evidence.collecting.running import CollectorFailed, run_collector
from lachan.office.evidence.models import Capture
from lachan.office.evidence.permissions import access_capture
from lachan.office.evidence.queries import has_evidence
from lachan.office.fetching import Trouble
from lachan.office.files import shelf
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from tests.office.evidence.conftest import HOST, HTML, LINK, WHY, subject_of
from tests.office.fetching.strangers import PUBLIC, Net
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
Here = Callable[[Job], Gathered]


def asked(cast: Cast, subject: Subject, link: str = LINK) -> Capture:
    return ask_capture(subject_id=subject.pk, link=link, purpose=WHY, actor=cast.actor("lan"), now=NOW)


def test_a_page_is_kept_with_its_way_and_digests_and_signed_into_the_trail(
    on: None, cast: Cast, subject: Subject, here: Here
) -> None:
    capture = asked(cast, subject)
    assert collect_waiting(NOW, run=here) == 1
    capture.refresh_from_db()
    assert (capture.state, capture.status, capture.no_picture) == ("collected", 200, "no_browser")
    assert capture.archive is not None
    with shelf.opened(capture.archive.stored_as) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found["trang.html.txt"] == HTML
    assert hashlib.sha256(found["manifest.json"]).hexdigest() == capture.digest
    manifest = json.loads(found["manifest.json"])
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items() if name != "manifest.json"
    }
    assert manifest["visit"]["steps"][0]["addresses"] == [PUBLIC]
    assert (manifest["asked_by"], manifest["purpose"]) == ("Hoàng Thị Lan", WHY)
    assert ["Set-Cookie", "a=b"] in json.loads(found["tieu-de.json"])[0]["headers"]
    line = Entry.objects.get(event="capture_collected")
    assert (line.facts["manifest"], line.actor_name) == (capture.digest, "Hệ thống")
    assert Notice.objects.get().link == f"/chung-cu/{capture.pk}/"


def test_nothing_is_visited_while_it_is_switched_off(cast: Cast, subject: Subject, settings: LazySettings) -> None:
    assert settings.EVIDENCE is False
    with pytest.raises(NotNow) as no:
        asked(cast, subject)
    assert no.value.code == "evidence_off"
    settings.EVIDENCE = True
    asked(cast, subject)
    settings.EVIDENCE = False
    assert collect_waiting(NOW, run=lambda job: pytest.fail("visited")) == 0


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://127.0.0.1/", "inside"), (f"http://{HOST}:22/", "bad_port"), (f"file://{HOST}/", "bad_scheme"),
        (f"http://x@{HOST}/", "user_info"), ("http://khac.example/", "another_subject"), ("", "bad_link"),
        (f"http://{HOST}.khac.example/", "another_subject"),
    ],
)  # fmt: skip
def test_a_link_that_is_not_opened_is_refused_with_words(
    on: None, cast: Cast, subject: Subject, link: str, code: str
) -> None:
    with pytest.raises(NotRight) as no:
        asked(cast, subject, link)
    assert (no.value.code, no.value.field) == (code, "link")
    assert str(no.value)
    assert not Capture.objects.exists()


def test_every_address_of_the_site_may_be_asked_for_but_only_once_at_a_time(
    on: None, cast: Cast, subject: Subject
) -> None:
    assert asked(cast, subject, f"https://www.{HOST}/a b").link == f"https://www.{HOST}/a%20b"
    assert asked(cast, subject, f"http://x.y.{HOST}").number == "CC-2026-0002"
    with pytest.raises(NotNow):
        asked(cast, subject, f"https://www.{HOST.upper()}:443/a b#c")


def test_an_account_is_not_visited(on: None, cast: Cast) -> None:
    account = subject_of(SubjectKind.ACCOUNT, "facebook:vidu", "facebook: vidu")
    with pytest.raises(NotRight) as no:
        asked(cast, account)
    assert no.value.code == "not_a_site"


def test_a_site_that_leads_inside_is_refused_for_good(
    on: None, cast: Cast, subject: Subject, here: Here, net: Net
) -> None:
    net.names[HOST] = ["192.168.1.1"]
    capture = asked(cast, subject)
    assert collect_waiting(NOW, run=here) == 0
    capture.refresh_from_db()
    assert (capture.state, capture.trouble, capture.next_at) == ("refused", Trouble.INSIDE.value, None)
    assert net.called == []
    assert Entry.objects.filter(event="capture_refused").count() == 1
    assert Notice.objects.count() == 1


def test_a_site_that_is_away_is_tried_again_and_then_given_up(
    on: None, cast: Cast, subject: Subject, here: Here, net: Net
) -> None:
    net.behind.clear()
    capture = asked(cast, subject)
    now = NOW
    for pause in PAUSES:
        capture.refresh_from_db()
        assert capture.state == "waiting"
        collect_waiting(now, run=here)
        assert collect_waiting(now, run=lambda job: pytest.fail("taken twice")) == 0
        now += pause
    capture.refresh_from_db()
    assert (capture.state, capture.trouble, capture.tries) == ("failed", Trouble.NO_ANSWER.value, MOST_TRIES)
    assert collect_waiting(now + timedelta(days=9), run=lambda job: pytest.fail("taken again")) == 0


def test_a_collector_that_dies_keeps_the_others_from_nothing(
    on: None, cast: Cast, subject: Subject, here: Here
) -> None:
    first, second = asked(cast, subject), asked(cast, subject, f"{LINK}2")

    def run(job: Job) -> Gathered:
        if job.link == first.link:
            raise CollectorFailed("ended with -9")
        return here(job)

    assert collect_waiting(NOW, run=run) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.trouble, second.state) == ("waiting", Trouble.MACHINE.value, "collected")


def test_a_full_disk_leaves_nothing_half_kept_and_the_others_go_on(
    on: None, cast: Cast, subject: Subject, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = asked(cast, subject), asked(cast, subject, f"{LINK}2")
    put, tried = shelf.put, iter([OSError(28, "No space left on device")])

    def full(content: bytes) -> str:
        if (error := next(tried, None)) is not None:
            raise error
        return put(content)

    monkeypatch.setattr(shelf, "put", full)
    assert collect_waiting(NOW, run=here) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.digest, first.pieces.count(), second.state) == ("waiting", "", 0, "collected")
    assert collect_waiting(NOW + PAUSES[0], run=here) == 1


def test_what_was_merged_into_a_subject_is_among_its_evidence(
    on: None, cast: Cast, subject: Subject, here: Here
) -> None:
    asked(cast, subject)
    collect_waiting(NOW, run=here)
    other = subject_of(key="khac.example", shown="khac[.]example")
    assert not has_evidence(other)
    Subject.objects.filter(pk=subject.pk).update(state="merged", merged_into=other)
    assert has_evidence(other)


def test_only_who_reviews_asks_and_only_the_department_looks(
    on: None, cast: Cast, subject: Subject, here: Here
) -> None:
    capture = asked(cast, subject)
    for name in ("dung", "hoa", "vy", "khoa", "quan"):
        with pytest.raises((NotAllowed, Http404)):
            ask_capture(subject_id=subject.pk, link=LINK, purpose=WHY, actor=cast.actor(name), now=NOW)
    assert access_capture(cast.actor("dung"), capture.pk, purpose="Xem", now=NOW) == capture
    assert Entry.objects.filter(event="capture_viewed", actor_name="Vi Văn Dũng").count() == 1
    for name in ("hoa", "vy", "khoa", "quan"):
        with pytest.raises((NotAllowed, Http404)):
            access_capture(cast.actor(name), capture.pk, purpose="Xem", now=NOW)


def test_the_real_process_gives_up_its_rights_and_meets_nobody_inside() -> None:
    found = run_collector(Job("http://127.0.0.1/", "nobody", "no-such-browser"))
    assert (found.trouble, found.steps) == (Trouble.INSIDE.value, ())
    assert found.isolated is (os.geteuid() == 0)


def test_a_process_that_takes_too_long_or_has_no_account_is_ended() -> None:
    with pytest.raises(CollectorFailed):
        run_collector(Job("http://127.0.0.1/", "nobody", "x"), seconds=0.01)
    if os.geteuid() == 0:
        with pytest.raises(CollectorFailed):
            run_collector(Job("http://127.0.0.1/", "no-such-account", "x"))
