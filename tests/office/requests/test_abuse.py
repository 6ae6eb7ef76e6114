"""Tries to get around the rules: each is refused with its code, changes nothing, and leaves a line in the trail."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pyrage import x25519

from lachan.office.people.models import Membership, Person, Role
from lachan.office.refusals import Refusal
from lachan.office.requests.actions import answers, approval, closing, drafts, keys, packages, reading
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from tests.office.requests.conftest import NOW, NUMBER, Desk
from tests.people import SINCE, person

Try = Callable[[Desk], object]
TRIES: dict[str, tuple[str, Try]] = {}


def refused(code: str) -> Callable[[Try], Try]:
    """Note a try with the code of the refusal that it must meet."""

    def note(attempt: Try) -> Try:
        TRIES[attempt.__name__] = (code, attempt)
        return attempt

    return note


def approve(desk: Desk, request: AgencyRequest, who: Person | str, *, seen: str = "", **more: object) -> object:
    return approval.approve_request(
        request_id=request.pk, seen_digest=seen or digest_of(request), actor=desk.actor(who, **more), now=NOW
    )


@refused("author_does_not_approve")
def author_who_is_leader_approves_own_request(desk: Desk) -> object:
    request = drafts.draft_request(
        unit_id=desk.cast.police.pk, wanted=desk.wanted(), actor=desk.actor(desk.chief), now=NOW
    )
    drafts.submit_request(request_id=request.pk, actor=desk.actor(desk.chief), now=NOW)
    return approve(desk, request, desk.chief)


@refused("author_does_not_approve")
def author_given_a_second_role_approves_own_request(desk: Desk) -> object:
    Membership.objects.create(person=desk.cast.khoa, unit=desk.cast.police, role=Role.LEADER, valid_from=SINCE)
    return approve(desk, desk.submitted(), "khoa")


@refused("not_yours")
def officer_without_delegation_approves(desk: Desk) -> object:
    return approve(desk, desk.submitted(), desk.other_investigator)


@refused("second_factor_needed")
def leader_approves_with_one_factor(desk: Desk) -> object:
    return approve(desk, desk.submitted(), desk.chief, second_factor=False)


@refused("second_factor_needed")
def author_submits_with_one_factor(desk: Desk) -> object:
    request = desk.draft()
    return drafts.submit_request(request_id=request.pk, actor=desk.actor("khoa", second_factor=False), now=NOW)


@refused("changed_meanwhile")
def leader_approves_what_was_changed_after_reading(desk: Desk) -> object:
    request = desk.submitted()
    seen = digest_of(request)
    drafts.change_request(
        request_id=request.pk, version=1, wanted=desk.wanted(urgent=True), actor=desk.actor("khoa"), now=NOW
    )
    drafts.submit_request(request_id=request.pk, actor=desk.actor("khoa"), now=NOW)
    return approve(desk, request, desk.chief, seen=seen)


@refused("not_in_this_state")
def author_changes_an_approved_request(desk: Desk) -> object:
    request = desk.sent()
    return drafts.change_request(
        request_id=request.pk, version=1, wanted=desk.wanted(), actor=desk.actor("khoa"), now=NOW
    )


@refused("not_in_this_state")
def leader_approves_twice(desk: Desk) -> object:
    return approve(desk, desk.sent(), desk.chief)


@refused("approval_broken")
def somebody_with_the_data_base_widens_an_approved_request(desk: Desk) -> object:
    request = desk.sent()
    request.items.update(until=NUMBER.until + timedelta(days=30))  # type: ignore[operator]
    return answers.take_in_request(request_id=request.pk, actor=desk.actor("vy"), now=NOW)


@refused("approval_broken")
def request_file_is_asked_for_a_tampered_request(desk: Desk) -> object:
    request = desk.received()
    AgencyRequest.objects.filter(pk=request.pk).update(data_kinds=["owner", "status", "usage"])
    return packages.make_request_file(request_id=request.pk, actor=desk.actor("vy"), now=NOW)


@refused("not_there")
def asked_operator_looks_before_approval(desk: Desk) -> object:
    return reading.view_request(request_id=desk.submitted().pk, actor=desk.actor("vy"), now=NOW)


@refused("not_there")
def another_operator_opens_the_request_by_id(desk: Desk) -> object:
    return reading.reveal_request(
        request_id=desk.sent().pk, purpose="Tra cứu", actor=desk.actor(desk.stranger), now=NOW
    )


@refused("not_there")
def another_operator_answers_the_request_by_id(desk: Desk) -> object:
    return answers.answer_request(
        request_id=desk.received().pk, reply=Reply("no_data"), actor=desk.actor(desk.stranger), now=NOW
    )


@refused("not_there")
def department_opens_a_request_of_the_police_by_id(desk: Desk) -> object:
    return reading.reveal_request(request_id=desk.sent().pk, purpose="Tra cứu", actor=desk.actor("lan"), now=NOW)


@refused("purpose_missing")
def identifiers_are_revealed_without_purpose(desk: Desk) -> object:
    return reading.reveal_request(request_id=desk.sent().pk, purpose="  x ", actor=desk.actor("vy"), now=NOW)


@refused("not_yours")
def asking_unit_answers_its_own_request(desk: Desk) -> object:
    return answers.answer_request(
        request_id=desk.received().pk, reply=Reply("no_data"), actor=desk.actor("khoa"), now=NOW
    )


@refused("not_yours")
def commune_without_a_part_drafts_for_the_police(desk: Desk) -> object:
    return drafts.draft_request(unit_id=desk.cast.police.pk, wanted=desk.wanted(), actor=desk.actor("hoa"), now=NOW)


@refused("not_between_these")
def department_asks_to_identify(desk: Desk) -> object:
    return drafts.draft_request(unit_id=desk.cast.department.pk, wanted=desk.wanted(), actor=desk.actor("lan"), now=NOW)


@refused("seizure_order_missing")
def content_is_asked_without_an_order_of_seizure(desk: Desk) -> object:
    return desk.draft(desk.wanted(data_kinds=("owner", "content")))


@refused("seizure_order_missing")
def content_is_asked_by_seizure_without_its_number(desk: Desk) -> object:
    return desk.draft(desk.wanted(ground="seizure", letter_days=5, data_kinds=("content",), seizure_order=" "))


@refused("data_not_for_asker")
def department_asks_for_content(desk: Desk) -> object:
    wanted = desk.wanted(
        kind="inspect", ground="decree_174_inspection", letter_days=5, data_kinds=("content",), seizure_order="1/LTG",
        letter_signer_id=desk.cast.minh.pk,
    )  # fmt: skip
    return drafts.draft_request(unit_id=desk.cast.department.pk, wanted=wanted, actor=desk.actor("lan"), now=NOW)


@refused("range_too_wide")
def range_is_wider_than_the_limit(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, since=NOW - timedelta(days=120)),)))


@refused("open_range")
def range_is_left_open(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, until=None),)))


@refused("range_in_future")
def range_reaches_into_the_future(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, until=NOW + timedelta(days=1)),)))


@refused("too_wide_all")
def everybody_is_asked_about(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, value="tất cả thuê bao"),)))


@refused("too_wide_all")
def wildcard_is_asked_about(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, value="+1202*"),)))


@refused("not_public")
def address_in_private_space(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, kind="address", value="192.168.1.9", port=4000),)))


@refused("not_public")
def address_behind_a_carriers_nat(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, kind="address", value="100.64.3.4"),)))


@refused("ipv4_mapped")
def address_of_ipv4_in_ipv6_dress(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, kind="address", value="::ffff:113.160.0.1"),)))


@refused("port_out_of_range")
def port_zero(desk: Desk) -> object:
    return desk.draft(desk.wanted(items=(replace(NUMBER, kind="address", value="113.160.0.1", port=0),)))


@refused("signer_without_authority")
def signer_was_no_leader_on_the_day(desk: Desk) -> object:
    return desk.draft(desk.wanted(letter_signer_id=desk.other_investigator.pk))


@refused("signer_without_authority")
def signer_became_leader_after_the_letter(desk: Desk) -> object:
    late = person("truong-moi", "Đàm Văn Mới", desk.cast.police, Role.READER)
    Membership.objects.create(person=late, unit=desk.cast.police, role=Role.LEADER, valid_from=date(2026, 7, 4))
    return desk.draft(desk.wanted(letter_signer_id=late.pk))


@refused("letter_has_another_number")
def letter_has_another_number_than_the_form(desk: Desk) -> object:
    letter = ("cong-van.txt", BytesIO("CÔNG AN TỈNH\nSố: 51/PC02-Đ3\nV/v xác minh".encode()))
    return desk.draft(letter=letter)


@refused("ground_not_in_force")
def ground_is_a_law_that_was_not_yet_in_force(desk: Desk) -> object:
    return desk.draft(desk.wanted(letter_on=date(2026, 6, 30)))


@refused("key_not_verified")
def answer_is_to_be_sealed_to_a_key_nobody_compared(desk: Desk) -> object:
    key = keys.register_key(
        unit_id=desk.cast.police.pk, public_key=str(x25519.Identity.generate().to_public()),
        actor=desk.actor(desk.other_investigator), now=NOW,
    )  # fmt: skip
    return desk.draft(desk.wanted(recipient_key_id=key.pk))


@refused("own_key")
def owner_verifies_the_own_key(desk: Desk) -> object:
    key = keys.register_key(
        unit_id=desk.cast.police.pk, public_key=str(x25519.Identity.generate().to_public()),
        actor=desk.actor("khoa"), now=NOW,
    )  # fmt: skip
    return keys.verify_key(
        key_id=key.pk, typed_fingerprint=key.fingerprint, actor=desk.actor("khoa"), now=NOW
    )  # fmt: skip


@refused("not_yours")
def operator_verifies_its_own_signing_key(desk: Desk) -> object:
    return keys.verify_operator_key(
        key_id=desk.operator_key.pk, typed_fingerprint=desk.operator_key.fingerprint, actor=desk.actor("vy"), now=NOW
    )


@refused("package_replayed")
def package_comes_twice(desk: Desk) -> object:
    request = desk.received()
    content = desk.sealed(request)
    desk.package(request, content)
    return desk.package(request, content)


@refused("*")
def package_for_another_request(desk: Desk) -> object:
    first, second = desk.received(), desk.received()
    return desk.package(second, desk.sealed(first))


@refused("*")
def package_signed_by_a_strange_key(desk: Desk) -> object:
    request = desk.received()
    return desk.package(request, desk.sealed(request, key=Ed25519PrivateKey.generate()))


@refused("*")
def package_that_was_cut_short(desk: Desk) -> object:
    request = desk.received()
    return desk.package(request, desk.sealed(request)[:-20])


@refused("*")
def package_that_expired(desk: Desk) -> object:
    request = desk.received()
    return desk.package(request, desk.sealed(request, now=NOW - timedelta(days=60)))


@refused("key_not_verified")
def package_after_the_key_was_revoked(desk: Desk) -> object:
    request = desk.received()
    content = desk.sealed(request)
    keys.revoke_key(key_id=desk.key.pk, reason="Mất máy", actor=desk.actor("khoa"), now=NOW)
    return desk.package(request, content)


@refused("not_in_this_state")
def package_for_a_request_that_was_withdrawn(desk: Desk) -> object:
    request = desk.received()
    content = desk.sealed(request)
    closing.withdraw_request(request_id=request.pk, reason="Nhầm số", actor=desk.actor(desk.chief), now=NOW)
    return desk.package(request, content)


def _take(desk: Desk, who: Person | str, *, later: timedelta = timedelta(0), **more: object) -> object:
    package = desk.package(desk.received())
    return packages.hand_out_package(
        package_id=package.pk, purpose="Điều tra vụ án", actor=desk.actor(who, **more), now=NOW + later
    )


@refused("not_the_recipient")
def colleague_takes_the_package(desk: Desk) -> object:
    return _take(desk, desk.other_investigator)


@refused("not_the_recipient")
def leader_takes_the_package(desk: Desk) -> object:
    return _take(desk, desk.chief)


@refused("not_the_recipient")
def operator_takes_the_package_back_out(desk: Desk) -> object:
    return _take(desk, "vy")


@refused("not_there")
def department_takes_the_package(desk: Desk) -> object:
    return _take(desk, "lan")


@refused("second_factor_needed")
def investigator_takes_the_package_with_one_factor(desk: Desk) -> object:
    return _take(desk, "khoa", second_factor=False)


@refused("package_expired")
def investigator_takes_an_expired_package(desk: Desk) -> object:
    return _take(desk, "khoa", later=timedelta(days=31))


@refused("package_missing")
def operator_says_done_without_a_sealed_package(desk: Desk) -> object:
    return answers.answer_request(
        request_id=desk.received().pk, reply=Reply("answered"), actor=desk.actor("vy"), now=NOW
    )


@refused("late_already")
def operator_stops_the_clock_when_it_is_late_already(desk: Desk) -> object:
    return answers.pause_request(
        request_id=desk.received().pk, reason="Thiếu cổng", actor=desk.actor("vy"), now=NOW + timedelta(hours=25)
    )


@dataclass(frozen=True)
class Before:
    """What must be the same after a refused try as before it."""

    events: int
    refused: int


@pytest.mark.parametrize("name", sorted(TRIES))
def test_a_try_is_refused_and_leaves_a_line_in_the_trail(desk: Desk, name: str) -> None:
    code, attempt = TRIES[name]
    with pytest.raises((Refusal, InputError, Http404)) as no:
        attempt(desk)
    said = getattr(no.value, "code", "not_there")
    assert code in ("*", said), said
    last = Entry.objects.order_by("-number").first()
    assert last is not None
    assert last.event == "request_try_refused"
    assert last.facts["code"] == said
    assert "2025550123" not in str(last.facts)


def test_there_are_at_least_forty_tries() -> None:
    assert len(TRIES) >= 40


def test_a_strange_request_and_one_that_is_not_there_answer_alike(desk: Desk, sign_in: Callable[..., Client]) -> None:
    row, browser = desk.sent(), sign_in(desk.stranger)
    for route in ("request", "request_change", "request_approve"):
        there, absent = (browser.get(reverse(route, args=[pk])) for pk in (row.pk, row.pk + 999))
        assert there.status_code == absent.status_code == 404
        assert _without_token(there.content, row.pk) == _without_token(absent.content, row.pk + 999)


def _without_token(page: bytes, pk: int) -> bytes:
    """The page without its address and the token that differs in every answer."""
    return re.sub(rb"[0-9A-Za-z]{64}", b"", page).replace(f"/{pk}/".encode(), b"")
