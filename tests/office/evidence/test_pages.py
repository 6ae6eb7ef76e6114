"""The pages of evidence: what a reader sees, what an officer does, and that no stranger's byte acts in a page."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from PIL import Image

from lachan.office.evidence.actions import ask_capture, collect_waiting
from lachan.office.evidence.actions.collecting import _facts
from lachan.office.evidence.collecting.gathered import Gathered, Job, Proof, Step
from lachan.office.evidence.models import Capture
from lachan.office.fetching.proxy import Call
from lachan.office.intake.models import Subject
from lachan.office.trail.models import Entry
from tests.office.evidence.conftest import LINK, WHY
from tests.people import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day_of_the_cast")]
EVIL = "<script>alert(1)</script>"


def found(job: Job) -> Gathered:
    """What a collector brings that met a page with tricks in every place."""
    out = io.BytesIO()
    Image.new("RGB", (1280, 1800), "navy").save(out, "PNG")
    step = Step(
        LINK, ("93.184.216.34",), "93.184.216.34", 200, EVIL, (("Server", EVIL),), Proof("AAAA", False, EVIL, "TLSv1.3")
    )
    calls = (
        Call("127.0.0.1:80", trouble="inside"),
        Call(EVIL, trouble="bad_link"),
        Call("dang-nhap-vidu.example:80", "93.184.216.34"),
    )
    return Gathered((step,), EVIL.encode(), 99, "too_slow", picture=out.getvalue(), calls=calls, isolated=True)


@pytest.fixture
def capture(on: None, cast: Cast, subject: Subject) -> Capture:
    ask_capture(subject_id=subject.pk, link=LINK, purpose=WHY, actor=cast.actor("lan"), now=NOW)
    collect_waiting(NOW, run=found)
    return Capture.objects.get()


def test_a_capture_is_shown_with_its_way_digests_and_picture_and_nothing_of_it_acts(
    cast: Cast, sign_in: Callable[..., Client], capture: Capture
) -> None:
    answer = sign_in(cast.dung).get(f"/chung-cu/{capture.pk}/")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert EVIL not in words
    assert f'href="{LINK}' not in words
    for said in (
        "hxxp://dang-nhap-vidu[.]example/",
        "127[.]0[.]0[.]1:80",
        "mạng nội bộ",
        capture.digest,
        "data:image/jpeg;base64,",
    ):
        assert said in words
    assert "Tải tệp chứng cứ" not in words  # a reader takes nothing out
    assert Entry.objects.filter(event="capture_viewed").count() == 1


def test_the_archive_goes_out_through_the_files_origin_with_a_purpose(
    cast: Cast, sign_in: Callable[..., Client], capture: Capture
) -> None:
    browser = sign_in(cast.lan)
    assert browser.post(f"/chung-cu/{capture.pk}/tep/", {"purpose": "x"}).status_code == 422
    answer = browser.post(f"/chung-cu/{capture.pk}/tep/", {"purpose": WHY})
    assert answer.status_code == 302
    file = Client(HTTP_HOST="127.0.0.1").get(answer["Location"].replace("http://127.0.0.1:8000", ""))
    assert b"".join(file.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert Entry.objects.get(event="file_handed_out").purpose == WHY


def test_an_officer_asks_brings_and_packs_from_the_subjects_pages(
    cast: Cast, sign_in: Callable[..., Client], on: None, subject: Subject
) -> None:
    browser = sign_in(cast.lan)
    place = f"/chung-cu/doi-tuong/{subject.pk}"
    refused = browser.post(f"{place}/thu-thap/", {"link": "http://10.0.0.1/", "purpose": WHY})
    assert (refused.status_code, "mạng nội bộ" in refused.content.decode()) == (422, True)
    assert LINK in browser.get(f"{place}/thu-thap/").content.decode()  # in the box
    answer = browser.post(f"{place}/thu-thap/", {"link": LINK, "purpose": WHY}, follow=True)
    assert "Chờ thu thập" in answer.content.decode()
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    out.seek(0)
    out.name = "a.png"
    answer = browser.post(f"{place}/tai-len/", {"proof": [out], "purpose": WHY}, follow=True)
    assert "Đã lưu chứng cứ" in answer.content.decode()
    assert browser.post(f"{place}/tai-len/", {"purpose": WHY}).status_code == 422
    answer = browser.post(f"{place}/bo-chung-cu/", {"kind": "pdf", "purpose": WHY})
    assert answer["Location"].startswith("http://127.0.0.1")
    listed = browser.get("/chung-cu/?q=dang-nhap&state=waiting").content.decode()
    assert ("CC-2026-0001" in listed, "CC-2026-0002" in listed) == (True, False)


def test_the_facts_that_a_page_shows_hold_no_header_and_no_content() -> None:
    assert "Server" not in str(_facts(found(Job(LINK, "", ""))))
