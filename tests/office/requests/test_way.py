"""The whole way of a request, from the draft to the figures, in actions."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from lachan.office.requests.actions import answers, approval, closing, drafts, packages, reading
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest, Package, RequestItem, RequestState
from lachan.office.requests.queries import RequestFilter, counts_in, requests_of
from lachan.office.trail.models import Entry
from lachan.vietnam.request_checks import Identifier
from tests.office.requests.conftest import NOW, PLANTED, Desk

S = RequestState


def test_a_request_goes_from_the_draft_to_the_outcome(desk: Desk) -> None:
    request = desk.received()
    package = desk.package(request)
    answers.answer_request(request_id=request.pk, reply=Reply("answered"), actor=desk.actor("vy"), now=NOW)
    packages.hand_out_package(
        package_id=package.pk, purpose="Điều tra vụ AK 12", actor=desk.actor("khoa"), now=NOW
    )  # fmt: skip
    closing.record_outcome(request_id=request.pk, kind="used", text="Đã dùng", actor=desk.actor("khoa"), now=NOW)
    closing.close_request(request_id=request.pk, actor=desk.actor("khoa"), now=NOW)
    request.refresh_from_db()
    assert request.state == S.CLOSED
    events = list(Entry.objects.filter(event__startswith="request_").order_by("number").values_list("event", flat=True))
    assert events == [
        "request_saved", "request_submitted", "request_approved", "request_received", "request_file_made",
        "request_answered", "request_outcome_recorded", "request_closed",
    ]  # fmt: skip


def test_numbers_count_by_unit_and_year(desk: Desk) -> None:
    first, second = desk.draft(), desk.draft()
    assert (first.number, second.number) == ("YC-2026-0001", "YC-2026-0002")
    assert first.reference == "YC-2026-0001/PC02"


def test_approval_sends_the_request_and_starts_its_clock(desk: Desk) -> None:
    request = desk.sent()
    assert request.state == S.SENT
    assert request.due_at == NOW + timedelta(hours=24)
    assert request.due_steps[-1]["vi"] == "đến hạn 09:00 07/07/2026"


def test_a_change_after_submitting_makes_a_draft_that_has_to_be_submitted_anew(desk: Desk) -> None:
    request = desk.submitted()
    seen = digest_of(request)
    changed = drafts.change_request(
        request_id=request.pk, version=1, wanted=desk.wanted(urgent=True), actor=desk.actor(desk.other_investigator),
        now=NOW,
    )  # fmt: skip
    assert changed.state == S.DRAFT
    assert changed.author == desk.other_investigator
    assert digest_of(changed) != seen


def test_the_data_base_refuses_an_author_as_approver_whatever_the_code_does(desk: Desk) -> None:
    request = desk.submitted()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyRequest.objects.filter(pk=request.pk).update(
            approver=desk.cast.khoa, approved_at=NOW, digest=digest_of(request)
        )


def test_a_pause_moves_the_due_time_by_what_it_lasted(desk: Desk) -> None:
    request = desk.received()
    answers.pause_request(
        request_id=request.pk, reason="Thiếu cổng nguồn", actor=desk.actor("vy"), now=NOW + timedelta(hours=1)
    )
    request.refresh_from_db()
    assert request.due_at is None
    later = NOW + timedelta(hours=3)
    answers.resume_request(request_id=request.pk, actor=desk.actor("khoa"), now=later)
    request.refresh_from_db()
    assert request.due_at == NOW + timedelta(hours=26)


@pytest.mark.parametrize(
    ("reply", "after"),
    [
        (Reply("no_data"), S.ANSWERED),
        (Reply("ported", ported_to="VNPT"), S.ANSWERED),
        (Reply("out_of_retention"), S.ANSWERED),
        (Reply("partial", "Mới có thông tin trạng thái"), S.PARTIAL),
        (Reply("objection", "Không thuộc thẩm quyền của cơ quan yêu cầu"), S.OBJECTED),
    ],
)
def test_each_answer_leads_to_its_state(desk: Desk, reply: Reply, after: str) -> None:
    request = desk.received()
    answers.answer_request(request_id=request.pk, reply=reply, actor=desk.actor("vy"), now=NOW)
    request.refresh_from_db()
    assert request.state == after
    assert (request.answered_at is not None) is (after == S.ANSWERED)


def test_an_objection_is_answered_and_the_request_goes_back(desk: Desk) -> None:
    request = desk.received()
    reply = Reply("objection", "Chưa rõ thẩm quyền của cơ quan")
    answers.answer_request(request_id=request.pk, reply=reply, actor=desk.actor("vy"), now=NOW)
    closing.insist_on_request(
        request_id=request.pk, reason="Thẩm quyền theo Điều 25 khoản 2", actor=desk.actor("khoa"), now=NOW
    )
    request.refresh_from_db()
    assert request.state == S.RECEIVED


def test_a_returned_request_says_why(desk: Desk) -> None:
    request = desk.submitted()
    approval.return_request(request_id=request.pk, reason="Thiếu cổng", actor=desk.actor(desk.chief), now=NOW)
    request.refresh_from_db()
    assert (request.state, request.returned_reason) == (S.DRAFT, "Thiếu cổng")


def test_what_names_a_person_is_revealed_for_a_purpose_only_and_the_trail_keeps_it(desk: Desk) -> None:
    request = desk.sent()
    assert request.items.get().masked == "+12****123"
    shown = reading.reveal_request(
        request_id=request.pk, purpose="Tra cứu theo yêu cầu", actor=desk.actor("vy"), now=NOW
    )  # fmt: skip
    assert shown.items[0].value == PLANTED
    assert Entry.objects.get(event="request_revealed").purpose == "Tra cứu theo yêu cầu"


def test_an_exact_identifier_is_found_without_being_opened(desk: Desk) -> None:
    request = desk.sent()
    found = requests_of(desk.actor("khoa"), RequestFilter(view="all", search="+1.202.555.0123"), NOW)
    assert list(found) == [request]
    assert not requests_of(desk.actor("khoa"), RequestFilter(view="all", search="+1.202.555.0124"), NOW)


@pytest.mark.django_db(transaction=True)
def test_the_planted_identity_lies_nowhere_in_the_office_in_clear(desk: Desk) -> None:
    request = desk.received()
    desk.package(request, desk.sealed(request, payload="+12025550123,Nông Văn Trồng".encode()))
    reply = Reply("partial", "Thuê bao Nông Văn Trồng +12025550123 đã trả lời")
    answers.answer_request(request_id=request.pk, reply=reply, actor=desk.actor("vy"), now=NOW)
    stored = "\n".join(_every_value())
    files = [one.read_bytes() for one in Path(settings.VAR, "files").rglob("*") if one.is_file()]
    assert "PC02" in stored
    assert files
    for planted in ("2025550123", "202 555 0123", "Nông Văn Trồng"):
        assert planted not in stored
        assert all(planted.encode() not in content for content in files)


def _every_value() -> list[str]:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return found


def test_a_sealed_identifier_that_is_moved_to_another_row_does_not_open(desk: Desk) -> None:
    first, second = desk.sent(), desk.sent(desk.wanted(items=(_other(),)))
    stolen = RequestItem.objects.get(request=first).sealed
    RequestItem.objects.filter(request=second).update(sealed=stolen)
    with pytest.raises(Exception, match="another place"):
        reading.reveal_request(request_id=second.pk, purpose="Tra cứu", actor=desk.actor("vy"), now=NOW)


def _other() -> Identifier:
    return Identifier("number", "+12025550199", None, NOW - timedelta(days=3), NOW - timedelta(days=2))


def test_annex_6_counts_what_came_was_answered_in_time_late_and_is_open(desk: Desk) -> None:
    desk.answered()  # in time
    desk.answered(at=NOW + timedelta(days=5))  # three working days were over on Thursday
    desk.received(desk.to_block())  # open
    withdrawn = desk.received(desk.to_block())
    closing.withdraw_request(
        request_id=withdrawn.pk, reason="Không cần nữa", actor=desk.actor(desk.chief), now=NOW
    )  # fmt: skip
    desk.submitted()  # not sent: counts nowhere
    day = NOW.date()
    assert counts_in(day, day, desk.cast.operator) == {"XM-01": 4, "XM-02": 1, "XM-03": 0, "XM-04": 2}
    week = counts_in(day, day + timedelta(days=6), desk.cast.operator)
    assert week == {"XM-01": 4, "XM-02": 1, "XM-03": 1, "XM-04": 1}
    after = counts_in(day + timedelta(days=1), day + timedelta(days=6), desk.cast.operator)
    assert after == {"XM-01": 0, "XM-02": 0, "XM-03": 1, "XM-04": 1}
    assert counts_in(day, day, desk.second_operator)["XM-01"] == 0


def test_a_lost_key_is_replaced_by_the_leader_and_the_answer_sealed_anew(desk: Desk) -> None:
    from pyrage import x25519

    from tests.office.requests.conftest import new_key

    request = desk.received(desk.wanted())
    old = desk.package(request)
    boss = desk.actor(desk.chief)
    key = new_key(desk.cast, desk.actor(desk.other_investigator), boss, x25519.Identity.generate())
    packages.reseal_request(request_id=request.pk, key_id=key.pk, actor=boss, now=NOW)
    request.refresh_from_db()
    old.refresh_from_db()
    assert request.recipient_key == key
    assert old.withdrawn_at == NOW
    new = desk.package(request)
    assert Package.objects.filter(request=request, withdrawn_at__isnull=True).get() == new
