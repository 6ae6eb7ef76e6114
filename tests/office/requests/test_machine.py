"""Any order of acts by anybody keeps the promises of a request; two who race give one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.office.refusals import Refusal
from lachan.office.requests.actions import answers, approval, closing, drafts
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.actions.reminders import remind
from lachan.office.requests.content import approval_stands, digest_of
from lachan.office.requests.models import AgencyRequest, RequestReminder
from lachan.office.requests.policies import MOVES, NOT_SENT, OWNER, RequestMove
from lachan.office.trail.models import Entry
from tests.office.reports.conftest import at_once
from tests.office.requests.conftest import NOW, Desk

PEOPLE = ("khoa", "chief", "other_investigator", "vy", "lan")


def acts(desk: Desk, pk: int, who: str, minutes: int) -> dict[str, Callable[[], object]]:
    somebody = getattr(desk, who, None) or getattr(desk.cast, who)
    now = NOW + timedelta(minutes=minutes)
    given = {"request_id": pk, "actor": desk.actor(somebody, now=now), "now": now}
    row = AgencyRequest.objects.get(pk=pk)
    return {
        "change": lambda: drafts.change_request(version=row.version, wanted=desk.to_block(), **given),
        "submit": lambda: drafts.submit_request(**given),
        "approve": lambda: approval.approve_request(seen_digest=digest_of(row), **given),
        "return": lambda: approval.return_request(reason="Thiếu căn cứ", **given),
        "take_in": lambda: answers.take_in_request(**given),
        "pause": lambda: answers.pause_request(reason="Thiếu cổng", **given),
        "resume": lambda: answers.resume_request(**given),
        "answer": lambda: answers.answer_request(reply=Reply("no_data"), **given),
        "part": lambda: answers.answer_request(reply=Reply("partial", "Mới có một phần"), **given),
        "object": lambda: answers.answer_request(reply=Reply("objection", "Không đúng thẩm quyền"), **given),
        "insist": lambda: closing.insist_on_request(reason="Thẩm quyền theo Điều 13", **given),
        "outcome": lambda: closing.record_outcome(kind="used", text="", **given),
        "close": lambda: closing.close_request(**given),
        "withdraw": lambda: closing.withdraw_request(reason="Không cần", **given),
    }


ACTS = ("change", "submit", "approve", "return", "take_in", "pause", "resume", "answer", "part", "object", "insist",
        "outcome", "close", "withdraw")  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=14))
def test_any_order_of_acts_keeps_the_promises(desk: Desk, order: list[tuple[str, str]]) -> None:
    request = desk.draft(desk.to_block())
    for minutes, (act, who) in enumerate([("submit", "khoa"), ("approve", "chief"), ("take_in", "vy"), *order]):
        before = AgencyRequest.objects.get(pk=request.pk).state
        try:
            acts(desk, request.pk, who, minutes)[act]()
        except (Refusal, Http404):
            assert AgencyRequest.objects.get(pk=request.pk).state == before
        row = AgencyRequest.objects.get(pk=request.pk)
        assert row.state == before or any(b == before and a == row.state for (b, _m), a in MOVES.items())
        assert row.approver_id is None or row.approver_id != row.author_id
        assert (row.approved_at is not None) == approval_stands(row)
        assert row.state in NOT_SENT or row.state == "withdrawn" or approval_stands(row)
        assert row.pauses.filter(ended_at__isnull=True).count() <= 1


def test_every_state_has_one_owner_or_is_an_end() -> None:
    moving = {before for (before, _move) in MOVES}
    assert moving == {state for state, owner in OWNER.items() if owner is not None}
    assert {move for (_state, move) in MOVES} == set(RequestMove)


@pytest.mark.django_db(transaction=True)
def test_two_approvals_that_race_give_one(desk: Desk) -> None:
    from lachan.office.people.models import Role
    from tests.people import person

    second = person("pho-pc02", "Chu Văn Phó", desk.cast.police, Role.LEADER)
    request = desk.submitted()
    seen = digest_of(request)

    def go(who: object) -> Callable[[], object]:
        actor = desk.actor(who)  # type: ignore[arg-type]
        return lambda: approval.approve_request(request_id=request.pk, seen_digest=seen, actor=actor, now=NOW)

    assert at_once(go(desk.chief), go(second)) == ["done", "not_in_this_state"]
    assert Entry.objects.filter(event="request_approved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_that_race_get_two_numbers(desk: Desk) -> None:
    actor = desk.actor("khoa")

    def go() -> object:
        return drafts.draft_request(unit_id=desk.cast.police.pk, wanted=desk.wanted(), actor=actor, now=NOW)

    assert at_once(go, go) == ["done", "done"]
    assert sorted(AgencyRequest.objects.values_list("number", flat=True)) == ["YC-2026-0001", "YC-2026-0002"]


def test_each_step_of_the_ladder_is_taken_once(desk: Desk) -> None:
    desk.received()
    hours = [0, 17, 18, 19, 24, 25, 26, 49, 50, 97, 98, 200]
    assert [remind(NOW + timedelta(hours=hour)) for hour in hours] == [0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0]
    steps = list(RequestReminder.objects.order_by("sent_at").values_list("step", flat=True))
    assert steps == ["at_75", "due", "late", "very_late"]


def test_nobody_is_reminded_while_the_clock_stands_or_after_the_answer(desk: Desk) -> None:
    request = desk.received()
    answers.pause_request(request_id=request.pk, reason="Thiếu cổng", actor=desk.actor("vy"), now=NOW)
    assert remind(NOW + timedelta(days=9)) == 0
    answers.answer_request(
        request_id=request.pk, reply=Reply("no_data"), actor=desk.actor("vy"), now=NOW + timedelta(days=9)
    )
    assert remind(NOW + timedelta(days=20)) == 0
