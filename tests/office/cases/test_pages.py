"""The pages of cases in a browser client: masked, logged, complete, and with few questions to the data base."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lachan.office.cases.models import Case, CaseLetter, CaseState
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.cases.conftest import NAME, NOTED, a_case, put
from tests.people import Cast
from tests.readers.files import pdf_bytes

SignIn = Callable[..., Client]


def test_an_officer_opens_and_fills_a_case_and_the_leader_hands_it_over(cast: Cast, sign_in: SignIn) -> None:
    lan, minh = sign_in(cast.lan), sign_in(cast.minh)
    said: dict[str, Any] = {"title": "Giả danh công an", "kind": "Giả danh", "source": "incident", "loss": "1.500.000"}
    lan.post(reverse("case_open"), said)
    case = Case.objects.get()
    assert case.loss == 1_500_000
    lan.post(reverse("case_subject_add", args=[case.pk]), {"kind": "person", "role": "victim", "value": NAME})
    lan.post(
        reverse("case_evidence_add", args=[case.pk]),
        {
            "file": SimpleUploadedFile("a.pdf", pdf_bytes()),
            "what": "Ảnh chụp",
            "taken_on": "02/03/2026",
            "from_whom": NAME,
        },
    )
    lan.post(reverse("case_note_add", args=[case.pk]), {"text": NOTED, "day": "01/03/2026", "clock": "08:30"})
    address = reverse("case_hand_over", args=[case.pk])
    seen = minh.get(address, {"to_unit": cast.police.pk}).context["given"].digest
    answer = minh.post(address, {"to_unit": cast.police.pk, "seen": seen}, follow=True)
    assert "Đã ký văn bản" in answer.content.decode()
    assert Case.objects.get().state == CaseState.HANDED_OVER
    page_of_lan = lan.get(reverse("case", args=[case.pk])).content.decode()
    assert NOTED in page_of_lan
    assert "08:30 01/03/2026" in page_of_lan
    for person in (cast.lan, cast.dung, cast.khoa):
        page = sign_in(person).get(reverse("case", args=[case.pk])).content.decode()
        assert "C*** T*** B*** Đ***" in page
        assert NAME not in page
    assert Entry.objects.filter(event=Event.CASE_VIEWED, object_id=str(case.pk)).count() >= 4


def test_a_value_is_shown_once_and_never_kept_by_the_browser(cast: Cast, sign_in: SignIn, case: Case) -> None:
    browser, subject = sign_in(cast.lan), case.subjects.get(kind="person")
    address = reverse("case_subject_reveal", args=[case.pk, subject.pk])
    assert NAME not in browser.get(address).content.decode()
    refused = browser.post(address, {"purpose": "x"})
    assert (refused.status_code, NAME in refused.content.decode()) == (422, False)
    answer = browser.post(address, {"purpose": "Gọi lại cho người bị hại"})
    assert NAME in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_code_of_the_reporter_is_shown_once(cast: Cast, sign_in: SignIn, case: Case) -> None:
    browser = sign_in(cast.lan)
    code = browser.post(reverse("case_code", args=[case.pk])).context["code"]
    assert code not in browser.get(reverse("case", args=[case.pk])).content.decode()


def test_a_search_for_a_number_puts_it_in_no_address(cast: Cast, sign_in: SignIn, case: Case) -> None:
    browser = sign_in(cast.dung)
    wanted = {"exact": "0501234567", "purpose": "Đối chiếu với đơn mới"}
    answer = browser.post(reverse("case_find"), wanted)
    assert case.number in answer.content.decode()
    assert browser.get(reverse("case_find"), {"exact": "0501234567"}).status_code == 405


def test_a_search_needs_a_purpose_and_leaves_a_line_without_the_value(cast: Cast, sign_in: SignIn, case: Case) -> None:
    browser = sign_in(cast.dung)
    for purpose in ("", "x"):
        refused = browser.post(reverse("case_find"), {"exact": "0501234567", "purpose": purpose})
        assert (refused.status_code, case.number in refused.content.decode()) == (422, False)
    assert not Entry.objects.filter(event=Event.CASES_SEARCHED).exists()
    for value in ("0501234567", "0501234568"):
        browser.post(reverse("case_find"), {"exact": value, "purpose": "Đối chiếu với đơn mới"})
    lines = Entry.objects.filter(event=Event.CASES_SEARCHED).order_by("number")
    assert [line.facts for line in lines] == [{"found": [case.number]}, {"found": []}]
    assert {(line.actor_id, line.purpose) for line in lines} == {(cast.dung.pk, "Đối chiếu với đơn mới")}
    assert not any("501234567" in str(vars(line)) for line in lines)


def test_the_navigation_leads_there_for_those_who_may(cast: Cast, sign_in: SignIn) -> None:
    for person, leads in ((cast.lan, True), (cast.khoa, True), (cast.hoa, False), (cast.quan, False)):
        page = sign_in(person).get(reverse("account")).content.decode()
        assert (f'href="{reverse("cases")}"' in page) == leads, person


def test_more_cases_ask_the_data_base_no_more(cast: Cast, sign_in: SignIn, case: Case) -> None:
    browser = sign_in(cast.dung)
    browser.get(reverse("cases"))  # the first page of a session asks a little more
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("cases"))
        with CaptureQueriesContext(connection) as asked_case:
            browser.get(reverse("case", args=[case.pk]))
        counts.append((len(asked), len(asked_case)))
        for number in range(5 if len(counts) == 1 else 0):
            put(cast, a_case(cast), "site", f"{number}.lua-dao.example")
            put(cast, case, "site", f"{number}.lua-dao.example")
            case.refresh_from_db()
    # the second case page has links: one question more for them, however many there are
    assert counts[1][0] == counts[0][0]
    assert counts[1][1] <= counts[0][1] + 1


def test_a_letter_of_another_case_is_not_there(cast: Cast, sign_in: SignIn, letter: CaseLetter) -> None:
    other = a_case(cast)
    browser = sign_in(cast.lan)
    assert browser.get(reverse("case_letter_file", args=[other.pk, letter.pk, "pdf"])).status_code == 404
    assert browser.get(reverse("case_letter_file", args=[letter.case_id, letter.pk, "pdf"])).status_code == 302
