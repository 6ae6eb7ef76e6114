"""A request to trace calls: what it must name, what an operator must answer, and who sees the address at its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lachan.office.refusals import NotRight
from lachan.office.requests import bulk
from lachan.office.requests.actions import answers, drafts, reading
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.models import AgencyRequest, CallTrace
from lachan.office.requests.tracing import Traced
from lachan.vietnam.request_checks import Identifier, usual_writing
from tests.office.requests.conftest import NOW, Desk

CALL = (datetime(2026, 7, 5, 1, 0, tzinfo=UTC), datetime(2026, 7, 5, 1, 30, tzinfo=UTC))
SHOWN = Identifier("shown", "+84069 2348 560", None, *CALL)
CALLED = Identifier("called", "050 123 45 67", None, *CALL)
ABROAD = Traced("IGW-03", "international", "foreign", source_name="Example Carrier Ltd")
ADDRESS = Traced("SIP-12", "domestic", "address", address="203.0.113.7:5060")


def to_trace(desk: Desk, **changes: object) -> Wanted:
    return desk.wanted(**{
        "kind": "trace_calls", "ground": "telecom_2023_block", "letter_days": 3, "data_kinds": ("route", "measure"),
        "recipient_key_id": None, "items": (SHOWN, CALLED), **changes,
    })  # fmt: skip


def answered(desk: Desk, traced: Traced) -> AgencyRequest:
    request = desk.received(to_trace(desk))
    answers.answer_request(
        request_id=request.pk, reply=Reply("answered", trace=traced), actor=desk.actor("vy"), now=NOW
    )  # fmt: skip
    request.refresh_from_db()
    return request


def code_of(desk: Desk, reply: Reply) -> str:
    request = desk.received(to_trace(desk))
    with pytest.raises(NotRight) as no:
        answers.answer_request(request_id=request.pk, reply=reply, actor=desk.actor("vy"), now=NOW)
    assert not CallTrace.objects.exists()
    return no.value.code


def test_a_number_that_no_network_gives_out_can_be_asked_about(desk: Desk) -> None:
    request = desk.sent(to_trace(desk))
    assert request.due_at is not None
    assert [one.kind for one in request.items.all()] == ["shown", "called"]
    assert [usual_writing("shown", one) for one in ("113", "050 123 4567", "+84069 2348560", "CONG AN", "1" * 21)] == [
        "113", "+84501234567", "+840692348560", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((CALLED,), "shown_missing"),
        ((replace(SHOWN, since=None, until=None),), "open_range"),
        ((replace(SHOWN, value="tất cả các số"),), "too_wide_all"),
        ((replace(SHOWN, value="84*"),), "too_wide_all"),
        ((replace(SHOWN, value="CONG AN"),), "not_well_formed"),
        ((replace(SHOWN, since=CALL[0] - timedelta(days=40)),), "range_too_wide"),
        ((SHOWN, replace(CALLED, kind="number")), "identifier_not_for_kind"),
    ],
)
def test_a_request_names_what_was_shown_and_a_narrow_time(desk: Desk, items: tuple[Identifier, ...], code: str) -> None:
    with pytest.raises(NotRight) as no:
        desk.draft(to_trace(desk, items=items))
    assert no.value.code == code


def test_it_asks_for_no_subscriber(desk: Desk) -> None:
    with pytest.raises(NotRight) as no:
        desk.draft(to_trace(desk, data_kinds=("owner",)))
    assert no.value.code == "data_not_for_asker"


def test_an_answer_keeps_the_step_of_the_path(desk: Desk) -> None:
    since = NOW - timedelta(hours=3)
    said = Traced(
        "IGW-03", "international", "operator", desk.second_operator.pk, calls_blocked=1_204, blocked_since=since,
        suspended=2, suspended_on=date(2026, 7, 6), address="203.0.113.7", source_name="thừa",
    )  # fmt: skip
    request = answered(desk, said)
    trace = CallTrace.objects.get(answer__request=request)
    assert (trace.trunk, trace.upstream, trace.calls_blocked, trace.blocked_since) == (
        "IGW-03", desk.second_operator, 1_204, since,
    )  # fmt: skip
    assert (trace.source_name, trace.sealed_address) == ("", "")  # what belongs to another kind of source is not kept


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"trunk": " "}, "trunk_missing"),
        ({"trunk_kind": "moon"}, "trunk_kind_missing"),
        ({"source": ""}, "source_missing"),
        ({"source": "operator"}, "upstream_missing"),
        ({"source": "operator", "upstream_id": 0}, "upstream_missing"),
        ({"source_name": "x"}, "foreign_name_missing"),
        ({"source": "address", "address": "không rõ"}, "address_not_right"),
        ({"source": "address", "address": "203.0.113.7:99999"}, "address_not_right"),
        ({"calls_blocked": -1}, "count_not_right"),
        ({"calls_blocked": 5}, "blocked_since_missing"),
        ({"calls_blocked": 5, "blocked_since": NOW + timedelta(minutes=1)}, "blocked_in_future"),
        ({"suspended": 1}, "suspended_on_missing"),
        ({"suspended": 1, "suspended_on": date(2026, 7, 7)}, "suspended_in_future"),
    ],
)
def test_a_step_that_cannot_be_is_refused(desk: Desk, changes: dict[str, object], code: str) -> None:
    assert code_of(desk, Reply("answered", trace=replace(ABROAD, **changes))) == code  # type: ignore[arg-type]


def test_an_operator_does_not_name_itself_as_the_next(desk: Desk) -> None:
    itself = replace(ABROAD, source="operator", upstream_id=desk.cast.operator.pk)
    assert code_of(desk, Reply("answered", trace=itself)) == "upstream_missing"


def test_done_without_a_step_is_no_answer_and_no_data_has_none(desk: Desk) -> None:
    assert code_of(desk, Reply("answered", "Đã chặn.")) == "trace_missing"
    assert code_of(desk, Reply("no_data", trace=ABROAD)) == "trace_not_asked"


def test_a_step_belongs_to_no_other_kind_of_request(desk: Desk) -> None:
    request = desk.received(desk.to_block())
    with pytest.raises(NotRight) as no:
        answers.answer_request(
            request_id=request.pk, reply=Reply("answered", trace=ABROAD), actor=desk.actor("vy"), now=NOW
        )
    assert no.value.code == "trace_not_asked"


def test_the_data_base_refuses_blocked_calls_without_a_moment(desk: Desk) -> None:
    trace = CallTrace.objects.get(answer__request=answered(desk, ABROAD))
    with pytest.raises(IntegrityError), transaction.atomic():
        CallTrace.objects.filter(pk=trace.pk).update(calls_blocked=3)


def test_an_address_is_sealed_and_opened_for_a_purpose(desk: Desk, sign_in: Callable[..., Client]) -> None:
    request = answered(desk, ADDRESS)
    assert "203.0.113" not in str(CallTrace.objects.values_list())
    browser = sign_in(desk.cast.khoa)
    page = browser.get(reverse("request", args=[request.pk])).content.decode()
    assert "SIP-12" in page
    assert "203.0.113" not in page
    shown = reading.reveal_request(
        request_id=request.pk, purpose="Xác minh nguồn", actor=desk.actor("khoa"), now=NOW
    )  # fmt: skip
    assert shown.addresses == ("203.0.113.7:5060",)
    opened = browser.post(reverse("request_reveal", args=[request.pk]), {"purpose": "Xác minh nguồn"})
    assert "203.0.113.7:5060" in opened.content.decode()


def test_the_operator_answers_by_its_own_form(desk: Desk, sign_in: Callable[..., Client]) -> None:
    request = desk.received(to_trace(desk))
    browser = sign_in(desk.cast.vy)
    page = browser.get(reverse("request", args=[request.pk])).content.decode()
    assert "Trung kế mà cuộc gọi đi vào" in page
    address = reverse("request_answer", args=[request.pk])
    wrong = browser.post(address, {"kind": "answered", "trunk": "IGW-03"})
    assert wrong.status_code == 422
    assert "Hãy chọn hướng của trung kế." in wrong.content.decode()
    said = {
        "kind": "answered", "trunk": "IGW-03", "trunk_kind": "international", "source": "operator",
        "upstream": desk.second_operator.pk, "calls_blocked": "40", "blocked_since": "06/07/2026 08:00",
        "suspended": "0",
    }  # fmt: skip
    assert browser.post(address, said).status_code == 302
    trace = CallTrace.objects.get(answer__request=request)
    assert trace.blocked_since == datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
    assert trace.upstream == desk.second_operator


def test_a_draft_that_is_changed_on_the_page_keeps_what_was_called(desk: Desk, sign_in: Callable[..., Client]) -> None:
    request = desk.draft(to_trace(desk))
    address = reverse("request_change", args=[request.pk])
    browser = sign_in(desk.cast.khoa)
    form = browser.get(address).context["form"]
    assert form.initial["called"] == "+84501234567"
    given = {name: form[name].value() for name in form.fields if form[name].value() is not None} | {
        "letter_on": "03/07/2026"
    }
    given = {name: value for name, value in given.items() if name != "letter"}
    assert browser.post(address, given).status_code == 302
    assert [one.kind for one in request.items.all()] == ["shown", "called"]


def test_many_at_once_leaves_it_out(desk: Desk) -> None:
    desk.received(to_trace(desk))
    other = desk.received(desk.to_block())
    assert [one.pk for one in bulk.waiting(desk.actor("vy"))] == [other.pk]


def test_the_department_may_ask_too_and_a_commune_office_not(desk: Desk) -> None:
    cast = desk.cast
    ours = to_trace(desk, letter_signer_id=cast.minh.pk, letter_title="Giám đốc")
    made = drafts.draft_request(unit_id=cast.department.pk, wanted=ours, actor=desk.actor("lan"), now=NOW)
    assert made.kind == "trace_calls"
    with pytest.raises(NotRight) as no:
        drafts.draft_request(unit_id=cast.commune_a.pk, wanted=ours, actor=desk.actor("hoa"), now=NOW)
    assert no.value.code == "not_between_these"
