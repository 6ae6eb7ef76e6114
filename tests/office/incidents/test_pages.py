"""The pages of incidents in the browser, from the report of an agency to the sentence that it reads at the end."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lachan.office.incidents.models import Incident, SpoofReport, TraceStep
from lachan.office.requests.content import digest_of
from lachan.office.trail.models import Entry
from tests.office.incidents.conftest import BODY, CALLED, FORGED, PROTECTED, SAID, Room
from tests.office.incidents.test_figures import take_bundle_of_calls

SignIn = Callable[..., Client]
TOLD = {
    "source": "citizen", "shown": FORGED, "called_at": "02/03/2026 07:10", "calls": "1", "called": CALLED, "said": SAID,
}  # fmt: skip


def words_of(browser: Client, route: str, *arguments: object) -> str:
    answer = browser.get(reverse(route, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_way_in_the_browser(room: Room, sign_in: SignIn) -> None:
    cast = room.cast
    lan, minh, vy, khoa = (sign_in(one) for one in (cast.lan, cast.minh, cast.vy, cast.khoa))
    told = {**TOLD, "source": "agency", "shown": PROTECTED, "network": cast.operator.pk}
    assert khoa.post(reverse("incident_report"), told).status_code == 302
    incident = Incident.objects.get()
    theirs = words_of(khoa, "incident", incident.pk)
    assert BODY in theirs
    assert "Đường đi của cuộc gọi" not in theirs
    page = words_of(lan, "incident", incident.pk)
    assert "Trùng số được bảo vệ" in page
    assert "mạng 069" in page
    lan.post(reverse("incident_attach", args=[incident.pk]), {"case": "new"})
    asks = reverse("incident_ask", args=[incident.pk])
    form = lan.get(asks).context["form"]
    assert form["operator"].value() == cast.operator.pk
    assert form["letter_signer"].value() == cast.minh.pk
    asked = {
        "operator": cast.operator.pk, "ground": "telecom_2023_block", "letter_number": "21/SKHCN",
        "letter_on": "02/03/2026", "letter_signer": cast.minh.pk, "letter_title": "Giám đốc", "letter_days": "3",
        "reason": "Truy vết nguồn cuộc gọi giả mạo",
    }  # fmt: skip
    answer = lan.post(asks, asked)
    step = TraceStep.objects.get()
    assert answer["Location"] == reverse("request", args=[step.request_id])
    lan.post(reverse("request_submit", args=[step.request_id]))
    minh.post(reverse("request_approve", args=[step.request_id]), {"digest": digest_of(step.request)})
    assert incident.number in words_of(vy, "incidents")
    vy.post(reverse("request_take_in", args=[step.request_id]))
    vy.post(reverse("request_answer", args=[step.request_id]), {
        "kind": "answered", "trunk": "HN-07", "trunk_kind": "domestic", "source": "operator",
        "upstream": room.upstream.pk, "calls_blocked": "12", "blocked_since": "02/03/2026 08:00", "suspended": "0",
    })  # fmt: skip
    page = words_of(lan, "incident", incident.pk)
    for said in ("HN-07", "Hỏi tiếp VNPT Lạng Sơn", "12"):
        assert said in page
    follows = lan.get(f"{asks}?chang={step.pk}").context["form"]
    assert [one.pk for one in follows.fields["operator"].queryset] == [room.upstream.pk]
    assert step.request.reference in follows["reason"].value()
    lan.post(f"{asks}?chang={step.pk}", asked | {"operator": room.upstream.pk, "letter_number": "22/SKHCN"})
    second = TraceStep.objects.get(order=2)
    assert second.previous == step
    room.send(second)
    room.answer(second, room.stranger)
    assert "Example Carrier" in words_of(lan, "incident", incident.pk)
    lan.post(reverse("incident_find", args=[incident.pk]))
    ended = {"outcome": "at_border", "sentence": "Cuộc gọi từ nước ngoài đã bị chặn."}
    lan.post(reverse("incident_close", args=[incident.pk]), ended)
    assert "Cuộc gọi từ nước ngoài đã bị chặn." in words_of(khoa, "incident", incident.pk)


def test_who_reports_is_shown_what_could_be_the_same_and_chooses(room: Room, sign_in: SignIn) -> None:
    lan, first = sign_in(room.cast.lan), room.noted()
    again = {**TOLD, "called": "050 222 33 44"}
    shown = lan.post(reverse("incident_report"), again)
    assert shown.status_code == 422
    page = shown.content.decode()
    assert "Có sự việc có thể trùng" in page
    assert first.number in page
    assert Incident.objects.count() == 1
    lan.post(reverse("incident_report"), again | {"into": str(first.pk)})
    assert (Incident.objects.count(), first.reports.count()) == (1, 2)
    lan.post(reverse("incident_report"), {**TOLD, "called": "050 333 44 55", "into": "new"})
    assert Incident.objects.count() == 2
    assert "Có thể trùng" in words_of(lan, "incident", first.pk)


def test_a_report_with_a_slip_is_given_back_with_what_would_be_right(room: Room, sign_in: SignIn) -> None:
    answer = sign_in(room.cast.lan).post(reverse("incident_report"), {**TOLD, "shown": "CONG AN"})
    assert answer.status_code == 422
    assert "Hãy ghi đúng dãy số đã hiện trên máy" in answer.content.decode()
    empty = sign_in(room.cast.lan).post(reverse("incident_report"), {})
    assert empty.status_code == 422


def test_one_more_report_needs_no_number_again(room: Room, sign_in: SignIn) -> None:
    incident = room.noted(shown="+12025550123")
    address = reverse("incident_add_report", args=[incident.pk])
    lan = sign_in(room.cast.lan)
    assert "2025550123" not in lan.get(address).content.decode()
    said = {"source": "citizen", "called_at": "02/03/2026 08:00", "calls": "2"}
    assert lan.post(address, said).status_code == 302
    assert sorted(incident.reports.values_list("calls", flat=True)) == [1, 2]


def test_an_incident_is_opened_from_what_a_bundle_says_of_a_body(room: Room, sign_in: SignIn) -> None:
    bundle = take_bundle_of_calls(room, date(2026, 2, 20), date(2026, 2, 26))
    lan = sign_in(room.cast.lan)
    address = f"{reverse('incident_report')}?goi={bundle.pk}&muc=0"
    form = lan.get(address).context["form"]
    given = {name: form[name].value() for name in ("shown", "body", "calls", "called_at", "until", "network")}
    assert given["body"] == BODY
    assert given["calls"] == 41
    assert lan.post(address, given | {"source": "bundle"}).status_code == 302
    report = SpoofReport.objects.get()
    assert (report.bundle, report.direction, report.calls) == (bundle, "international", 41)
    assert report.incident.likeness == "protected"
    for wrong in (f"?goi={bundle.pk}&muc=9", "?goi=99999&muc=0", f"?goi={bundle.pk}", "?goi=x&muc=y"):
        assert lan.get(reverse("incident_report") + wrong).status_code == 404
    assert sign_in(room.cast.khoa).get(address).status_code == 404


def test_numbers_of_people_are_masked_until_a_purpose_is_given(room: Room, sign_in: SignIn) -> None:
    incident = room.noted(shown="+12025550123")
    lan = sign_in(room.cast.lan)
    pages = words_of(lan, "incident", incident.pk) + words_of(lan, "incidents")
    for secret in ("2025550123", "501234567", SAID):
        assert secret not in pages
    address = reverse("incident_reveal", args=[incident.pk])
    assert lan.post(address, {"purpose": ""}).status_code == 422
    shown = lan.post(address, {"purpose": "Gọi lại người phản ánh"})
    assert "no-store" in shown["Cache-Control"]
    for secret in ("+12025550123", "+84501234567", SAID):
        assert secret in shown.content.decode()


@pytest.mark.parametrize(("search", "found"), [("SV-2026-0001", 1), ("truc ban cong an", 1), ("thue", 0),
                                               ("+84 069.2000.111", 1), ("113", 0)])  # fmt: skip
def test_the_list_finds_number_body_and_exactly_one_shown_number(
    room: Room, sign_in: SignIn, search: str, found: int
) -> None:
    room.noted()
    page = sign_in(room.cast.lan).get(reverse("incidents"), {"q": search})
    assert len(page.context["page"].object_list) == found


def test_the_list_shows_the_next_due_time_and_that_it_has_passed(room: Room, sign_in: SignIn) -> None:
    incident = room.in_case()
    sent = room.send(room.ask(incident))
    assert sent.due_at is not None
    lan = sign_in(room.cast.lan)
    assert "Quá hạn" not in words_of(lan, "incidents")
    with time_machine.travel(sent.due_at + timedelta(minutes=5), tick=False):
        later = sign_in(room.cast.lan)
        assert "Quá hạn" in words_of(later, "incidents")
        assert "Quá hạn" in words_of(later, "incident", incident.pk)


def test_a_list_asks_the_data_base_the_same_however_many_there_are(
    room: Room, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for last in range(12):
        room.noted(shown=f"+1202555{last:04d}")
    lan = sign_in(room.cast.lan)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        lan.get(reverse("incidents"))


def test_each_look_is_in_the_trail(room: Room, sign_in: SignIn) -> None:
    incident = room.noted()
    words_of(sign_in(room.cast.dung), "incident", incident.pk)
    assert Entry.objects.get(event="incident_viewed").actor_name == "Vi Văn Dũng"
