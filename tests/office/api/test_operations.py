"""What each operation answers to a body's system that may call it, from the list to the opened package."""

from io import BytesIO

import pytest
from django.test import Client

from lachan.exchange.handover import open_package, read_request_file
from lachan.office.office_key import office_key
from lachan.office.requests.actions.packages import hand_out_package
from lachan.office.requests.models import Answer, CallTrace, RequestItem
from lachan.office.requests.sealing import open_field
from lachan.office.trail.models import Entry
from lachan.vietnam.request_checks import Identifier
from tests.office.api.conftest import Office
from tests.office.requests.conftest import NOW, NUMBER, PLANTED
from tests.office.requests.test_tracing import to_trace

pytestmark = pytest.mark.django_db


def test_what_waits_for_a_body_is_listed_by_due_time_page_by_page(office: Office) -> None:
    later = office.desk.sent()
    urgent = office.desk.sent(office.desk.wanted(urgent=True))
    first = office.operator.get("requests", size=1).json()
    second = office.operator.get("requests", size=1, page=2).json()
    assert (first["count"], first["pages"]) == (2, 2)
    assert [first["requests"][0]["id"], second["requests"][0]["id"]] == [urgent.pk, later.pk]
    assert first["requests"][0]["asking_body"] == "pc02"
    assert office.operator.get("requests", page=3).status_code == 404


def test_the_list_of_a_body_holds_nothing_of_others_and_no_drafts(office: Office) -> None:
    office.desk.draft()
    sent = office.desk.sent()
    assert office.outsider.get("requests", view="got").json()["requests"] == []
    assert [one["id"] for one in office.police.get("requests", view="sent").json()["requests"]] == [sent.pk]


def test_a_list_can_be_narrowed_by_kind_state_and_lateness(office: Office) -> None:
    office.desk.sent()
    office.desk.answered()
    assert office.operator.get("requests", view="got", kind="suspend").json()["count"] == 1
    assert office.operator.get("requests", view="got", state="sent").json()["count"] == 1
    assert office.operator.get("requests", late="true").json()["count"] == 0


def test_one_request_shows_its_lines_masked_and_the_look_is_written_down(office: Office) -> None:
    request = office.desk.sent()
    answer = office.operator.get(f"requests/{request.pk}")
    assert answer.json()["lines"][0]["masked"] == "+12****123"
    assert PLANTED not in answer.content.decode()
    line = Entry.objects.order_by("number").last()
    assert line is not None
    assert (line.event, line.actor_name) == ("request_viewed", "Hệ thống thử – Viettel Lạng Sơn")


def test_the_signed_file_has_the_identifiers_in_full_and_leaves_a_purpose(office: Office) -> None:
    request = office.desk.sent()
    answer = office.operator.get(f"requests/{request.pk}/file")
    file = read_request_file(answer.content, office_key=office_key().public_key())
    assert file.asked[0].value == PLANTED
    line = Entry.objects.get(event="request_file_made")
    assert line.purpose
    assert line.actor_name.startswith("Hệ thống thử")


def test_a_receipt_takes_the_request_in(office: Office) -> None:
    request = office.desk.sent()
    answer = office.operator.post(f"requests/{request.pk}/receipt")
    assert (answer.status_code, answer.json()["state"]) == (200, "received")
    request.refresh_from_db()
    assert request.received_by is not None
    assert request.received_by.full_name == "Hệ thống thử – Viettel Lạng Sơn"


@pytest.mark.parametrize(
    ("lines", "kind", "state"),
    [
        ([{"line": 1, "kind": "answered"}, {"line": 2, "kind": "answered"}], "answered", "answered"),
        ([{"line": 1, "kind": "no_data"}, {"line": 2, "kind": "no_data"}], "no_data", "answered"),
        ([{"line": 1, "kind": "no_data"}, {"line": 2, "kind": "out_of_retention"}], "no_data", "answered"),
        ([{"line": 1, "kind": "out_of_retention"}, {"line": 2, "kind": "out_of_retention"}], "out_of_retention",
         "answered"),
        ([{"line": n, "kind": "ported", "ported_to": "VNPT"} for n in (1, 2)], "ported", "answered"),
        ([{"line": 2, "kind": "answered"}], "partial", "partial"),
        ([{"line": 1, "kind": "partial"}, {"line": 2, "kind": "answered"}], "partial", "partial"),
        ([{"line": 1, "kind": "answered"}, {"line": 2, "kind": "objection", "reason": "Số thuộc cơ quan ngoại giao"}],
         "objection", "objected"),
    ],
)  # fmt: skip
def test_an_answer_line_by_line_becomes_the_answer_of_the_request(
    office: Office, lines: list[dict[str, object]], kind: str, state: str
) -> None:
    wanted = office.desk.to_block(items=(NUMBER, Identifier("number", "+12025550124")))
    request = office.desk.received(wanted)
    answer = office.operator.post(f"requests/{request.pk}/answers", {"lines": lines})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["kind"], answer.json()["state"]) == (kind, state)
    told = open_field(Answer.objects.get(), "text")
    assert "Dòng 2: " in told or "Dòng 1, 2: " in told


def test_who_serves_a_ported_number_now_is_kept(office: Office) -> None:
    request = office.desk.received(office.desk.to_block())
    office.operator.post(
        f"requests/{request.pk}/answers", {"lines": [{"line": 1, "kind": "ported", "ported_to": "VNPT"}]}
    )
    assert Answer.objects.get().ported_to == "VNPT"


def test_the_step_of_a_traced_call_is_told_with_the_lines(office: Office) -> None:
    request = office.desk.received(to_trace(office.desk))
    lines = [{"line": 1, "kind": "answered"}, {"line": 2, "kind": "answered"}]
    address = f"requests/{request.pk}/answers"
    assert office.operator.post(address, {"lines": lines}).json()["code"] == "trace_missing"
    step = {"trunk": "IGW-03", "trunk_kind": "international", "source": "operator", "upstream": "viettel-ls"}
    assert office.operator.post(address, {"lines": lines, "trace": step}).json()["code"] == "upstream_missing"
    blocked = {"calls_blocked": 7, "blocked_since": "2026-07-06T08:00:00+07:00"}
    naive = step | {"upstream": "vnpt-ls", "calls_blocked": 7, "blocked_since": "2026-07-06T08:00:00"}
    assert office.operator.post(address, {"lines": lines, "trace": naive}).status_code == 422  # which zone?
    answer = office.operator.post(address, {"lines": lines, "trace": step | {"upstream": "vnpt-ls"} | blocked})
    assert answer.status_code == 201, answer.content
    trace = CallTrace.objects.get(answer__request=request)
    assert (trace.upstream, trace.calls_blocked) == (office.desk.second_operator, 7)


def test_data_about_a_person_is_answered_by_a_package_only(office: Office) -> None:
    request = office.desk.received()
    done = {"lines": [{"line": 1, "kind": "answered"}]}
    refused = office.operator.post(f"requests/{request.pk}/answers", done)
    assert (refused.status_code, refused.json()["code"]) == (422, "package_missing")
    office.package_of(request)
    assert office.operator.post(f"requests/{request.pk}/answers", done).status_code == 201


def test_a_package_goes_from_system_to_investigator_and_a_copy_to_the_asking_system(office: Office) -> None:
    request = office.desk.received()
    sealed = office.desk.sealed(request, b"noi dung\n")
    sent = office.operator.package(request.pk, sealed).json()
    listed = office.police.get("packages").json()
    assert [one["id"] for one in listed["packages"]] == [sent["id"]]
    assert office.outsider.get("packages").json()["count"] == office.operator.get("packages").json()["count"] == 0
    too_early = office.police.get(f"packages/{sent['id']}/content", purpose="Lưu hồ sơ vụ án")
    assert (too_early.status_code, too_early.json()["code"]) == (409, "package_not_taken")
    hand_out_package(package_id=sent["id"], purpose="Điều tra vụ án", actor=office.desk.actor("khoa"), now=NOW)
    copy = office.police.get(f"packages/{sent['id']}/content", purpose="Lưu hồ sơ vụ án")
    assert copy.content == sealed
    opened = open_package(
        copy.content, identity=office.desk.identity, request=office.desk.request_file(request),
        operator_key=office.desk.sign_key.public_key(), now=NOW,
    )  # fmt: skip
    assert opened.payload == b"noi dung\n"
    assert Entry.objects.get(event="package_copied").purpose == "Lưu hồ sơ vụ án"


def test_figures_count_the_bodys_own_requests(office: Office) -> None:
    office.desk.answered()
    office.desk.sent()
    asked = {"period_from": "2026-07-01", "period_to": "2026-07-31"}
    assert office.operator.get("figures", **asked).json()["counts"] == {"XM-01": 2, "XM-02": 1, "XM-03": 0, "XM-04": 1}
    assert set(office.outsider.get("figures", **asked).json()["counts"].values()) == {0}
    wrong = office.operator.get("figures", period_from="2026-07-31", period_to="2026-07-01")
    assert wrong.json()["code"] == "period_wrong"


def test_a_key_is_told_what_it_is(office: Office) -> None:
    told = office.operator.get("key").json()
    assert (told["name"], told["body"], told["expires_at"]) == ("Hệ thống thử", "viettel-ls", "2026-12-31T17:00:00Z")


def test_no_answer_may_be_kept_on_its_way(office: Office) -> None:
    request = office.desk.sent()
    paths = ("key", "requests", f"requests/{request.pk}", f"requests/{request.pk}/file", "packages", "nothing")
    assert {office.operator.get(path).headers["Cache-Control"] for path in paths} == {"no-store"}
    assert office.operator.post(f"requests/{request.pk}/receipt").headers["Cache-Control"] == "no-store"


def test_the_same_call_sent_twice_is_carried_out_once(office: Office) -> None:
    request = office.desk.received(office.desk.to_block())
    body = {"lines": [{"line": 1, "kind": "no_data"}]}
    first = office.operator.post(f"requests/{request.pk}/answers", body, once="tra-loi-0001")
    again = office.operator.post(f"requests/{request.pk}/answers", body, once="tra-loi-0001")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Answer.objects.count() == 1


def test_a_refused_call_is_judged_anew_when_sent_again(office: Office) -> None:
    request = office.desk.sent(office.desk.to_block())
    body = {"lines": [{"line": 1, "kind": "no_data"}]}
    assert office.operator.post(f"requests/{request.pk}/answers", body, once="tra-loi-0002").status_code == 409
    assert Entry.objects.filter(event="request_try_refused").count() == 1
    office.operator.post(f"requests/{request.pk}/receipt")
    assert office.operator.post(f"requests/{request.pk}/answers", body, once="tra-loi-0002").status_code == 201


def test_a_refusal_is_a_problem_document_in_two_languages(office: Office) -> None:
    request = office.desk.sent(office.desk.to_block())
    answer = office.operator.post(f"requests/{request.pk}/answers", {"lines": [{"line": 1, "kind": "no_data"}]})
    told = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (told["status"], told["code"]) == (409, "not_in_this_state")
    assert told["type"] == "urn:lachan:problem:not_in_this_state"
    assert "Đã gửi, chờ tiếp nhận" in told["detail"]
    assert told["detail_en"] != told["detail"]
    assert told["instance"] == f"/api/v1/requests/{request.pk}/answers"


def test_the_page_and_the_schema_are_open_and_without_foreign_scripts(db: None) -> None:
    browser = Client(HTTP_HOST="localhost")
    page = browser.get("/api/v1/")
    assert page.status_code == 200
    assert b"Answer line by line" in page.content
    assert browser.get("/api/v1/openapi.json").json()["openapi"].startswith("3.")


def test_no_operation_tells_the_planted_number_but_the_signed_file(office: Office) -> None:
    request = office.desk.received()
    package = office.package_of(request)
    told = [
        office.operator.get("requests", view="got"), office.operator.get(f"requests/{request.pk}"),
        office.police.get("packages"), office.police.get(f"packages/{package}/content", purpose="Lưu hồ sơ"),
        office.operator.post(f"requests/{request.pk}/answers", {"lines": [{"line": 1, "kind": "answered"}]}),
    ]  # fmt: skip
    assert RequestItem.objects.exists()
    assert not any(PLANTED in one.content.decode(errors="replace") for one in told)
    assert BytesIO(office.operator.get(f"requests/{request.pk}/file").content).read().find(PLANTED.encode()) >= 0
