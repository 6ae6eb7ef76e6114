"""Entries: written by one, approved by another exactly as seen, void when anything changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.people.models import Role
from lachan.office.protected.actions import add_number, approve_numbers, change_number, send_back, withdraw
from lachan.office.protected.content import checked, digest_of, facts_of
from lachan.office.protected.models import NumberState, ProtectedNumber
from lachan.office.protected.numbers import dialled, ends_of
from lachan.office.protected.queries.entries import matching
from lachan.office.refusals import NotAllowed, NotNow, NotRight, Refusal
from lachan.office.trail.models import Entry
from lachan.readers.protected_list import listed_form
from tests.office.protected.conftest import TODAY, added, approved, facts
from tests.people import NOW, Cast, person


def seen(number: ProtectedNumber) -> dict[int, str]:
    return {number.pk: digest_of(facts_of(number))}


def test_an_entry_waits_until_another_person_approves_it(cast: Cast) -> None:
    number = added(cast)
    assert (number.first, number.last, number.state) == ("+842050000001", "+842050000001", "waiting")
    approve_numbers(seen=seen(number), actor=cast.actor("minh"), now=NOW)
    number.refresh_from_db()
    assert (number.state, number.approved_by, number.approved_digest) == (
        "approved",
        cast.minh,
        seen(number)[number.pk],
    )
    assert [one.event for one in Entry.objects.filter(object_id=str(number.pk)).order_by("number")] == [
        "protected_number_added", "protected_number_approved",
    ]  # fmt: skip


def test_nobody_approves_what_they_wrote(cast: Cast) -> None:
    number = add_number(facts=facts(), actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotAllowed) as no:
        approve_numbers(seen=seen(number), actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "four_eyes"


def test_whoever_changed_it_last_does_not_approve_it(cast: Cast) -> None:
    number = added(cast)
    change_number(number_id=number.pk, facts=facts(use="một cửa"), actor=cast.actor("minh"), now=NOW)
    number.refresh_from_db()
    with pytest.raises(NotAllowed, match="không tự phê duyệt"):
        approve_numbers(seen=seen(number), actor=cast.actor("minh"), now=NOW)


def test_the_data_base_itself_holds_no_entry_that_its_writer_approved(cast: Cast) -> None:
    number = approved(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProtectedNumber.objects.filter(pk=number.pk).update(written_by=cast.minh)


@pytest.mark.parametrize(("who", "factor"), [("minh", False), ("lan", True), ("dung", True)])
def test_approval_needs_a_leader_with_two_factors(cast: Cast, who: str, factor: bool) -> None:
    writer = person("viet", "Lục Thị Viết", cast.department, Role.OFFICER)
    number = added(cast)
    ProtectedNumber.objects.update(written_by=writer)
    with pytest.raises(NotAllowed):
        approve_numbers(seen=seen(number), actor=cast.actor(who, second_factor=factor), now=NOW)


def test_an_approval_counts_only_for_what_was_seen(cast: Cast) -> None:
    number = added(cast)
    looked_at = seen(number)
    change_number(number_id=number.pk, facts=facts(first="0205 000 0002"), actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotNow) as no:
        approve_numbers(seen=looked_at, actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "changed_meanwhile"


def test_several_are_approved_all_or_none(cast: Cast) -> None:
    first, second = added(cast), added(cast, first="0205 000 0002")
    with pytest.raises(NotNow):
        approve_numbers(seen=seen(first) | {second.pk: "0" * 64}, actor=cast.actor("minh"), now=NOW)
    assert set(ProtectedNumber.objects.values_list("state", flat=True)) == {"waiting"}


CHANGES: dict[str, Any] = {
    "first": "0205 000 0009", "last": "0205 000 0010", "body_name": "Cơ quan khác", "use": "khác",
    "originates": ("only_from", ("Nhà mạng A",)), "trunks": ("only_from", ("Nhà mạng B",)),
    "patterns": ("0205000????",), "valid_from": TODAY - timedelta(days=1), "valid_to": TODAY, "shown": False,
    "verified_by": "Người khác",
    "verified_how": "decision", "verified_on": TODAY - timedelta(days=1), "verified_note": "Công văn 13",
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_any_field_voids_the_approval(cast: Cast, field: str) -> None:
    number = approved(cast)
    change = CHANGES[field]
    values = {"originates": change[0], "trunks": change[1]} if field in ("originates", "trunks") else {field: change}
    if field == "last":
        values["first"] = "0205 000 0009"
    change_number(number_id=number.pk, facts=facts(**values), actor=cast.actor("lan"), now=NOW)
    number.refresh_from_db()
    assert (number.state, number.approved_by, number.approved_digest) == ("waiting", None, "")


def test_saving_without_a_change_keeps_the_approval(cast: Cast) -> None:
    number = approved(cast)
    change_number(number_id=number.pk, facts=facts(first="+84205.000.0001"), actor=cast.actor("lan"), now=NOW)
    number.refresh_from_db()
    assert number.state == NumberState.APPROVED


def test_what_is_sent_back_says_why_and_waits_again_when_it_is_changed(cast: Cast) -> None:
    number = added(cast)
    send_back(number_id=number.pk, reason="Thiếu số văn bản", actor=cast.actor("minh"), now=NOW)
    assert cast.lan.notices.get().subject == "Trả lại để sửa: 0205 000 0001 – Cơ quan thử nghiệm"
    change_number(number_id=number.pk, facts=facts(verified_note="Công văn 9"), actor=cast.actor("lan"), now=NOW)
    number.refresh_from_db()
    assert (number.state, number.reason) == ("waiting", "")


def test_an_approved_entry_is_withdrawn_by_a_leader_and_another_by_its_writers(cast: Cast) -> None:
    kept, waiting = approved(cast), added(cast, first="0205 000 0002")
    with pytest.raises(NotAllowed):
        withdraw(number_id=kept.pk, reason="Số đã thu hồi", actor=cast.actor("lan"), now=NOW)
    withdraw(number_id=kept.pk, reason="Số đã thu hồi", actor=cast.actor("minh"), now=NOW)
    withdraw(number_id=waiting.pk, reason="Ghi nhầm số", actor=cast.actor("lan"), now=NOW)
    assert set(ProtectedNumber.objects.values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(NotNow):
        change_number(number_id=kept.pk, facts=facts(use="x"), actor=cast.actor("lan"), now=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda number, actor: add_number(facts=facts(first="113"), actor=actor, now=NOW),
        lambda number, actor: change_number(number_id=number.pk, facts=facts(use="x"), actor=actor, now=NOW),
        lambda number, actor: approve_numbers(seen=seen(number), actor=actor, now=NOW),
        lambda number, actor: send_back(number_id=number.pk, reason="Lý do khác", actor=actor, now=NOW),
        lambda number, actor: withdraw(number_id=number.pk, reason="Lý do khác", actor=actor, now=NOW),
    ],
)
@pytest.mark.parametrize("who", ["dung", "hoa", "tam", "vy", "khoa", "quan"])
def test_nobody_else_writes_into_the_register(cast: Cast, who: str, act: Callable[..., object]) -> None:
    number = added(cast)
    with pytest.raises((Refusal, Http404)):
        act(number, cast.actor(who))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"first": "12"}, "number_not_right", "first"),
        ({"first": "+856 20 1234567"}, "number_not_right", "first"),
        ({"first": "+84 0205 000 0001"}, "number_not_right", "first"),
        ({"last": "0205 000 0000"}, "number_not_right", "last"),
        ({"last": "113"}, "number_not_right", "last"),
        ({"first": "0205 000 0000", "last": f"+84{2051000000}"}, "number_not_right", "last"),
        ({"body_name": " "}, "one_body", "body_name"),
        ({"originates": "sometimes"}, "originates_unknown", "originates"),
        ({"originates": "only_from"}, "trunks_and_origin", "trunks"),
        ({"trunks": ("Nhà mạng A",)}, "trunks_and_origin", "trunks"),
        ({"originates": "only_from", "trunks": ("x" * 101,)}, "trunks_too_many", "trunks"),
        ({"patterns": ("09*",)}, "pattern_not_right", "patterns"),
        ({"patterns": ("0205000x",)}, "pattern_not_right", "patterns"),
        ({"patterns": ("0205*00000",)}, "pattern_not_right", "patterns"),
        ({"valid_from": date(1026, 3, 2)}, "day_not_right", "valid_from"),
        ({"valid_to": TODAY - timedelta(days=1)}, "ends_before_it_begins", "valid_to"),
        ({"verified_on": TODAY + timedelta(days=1)}, "verified_later", "verified_on"),
        ({"verified_how": "dream"}, "how_unknown", "verified_how"),
        ({"verified_by": ""}, "verifier_missing", "verified_by"),
        ({"verified_note": ""}, "paper_missing", "verified_note"),
        ({"verified_note": "x" * 301}, "too_long", "verified_note"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(cast: Cast, changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(NotRight) as no:
        added(cast, **changes)
    assert (no.value.code, no.value.field) == (code, field)
    assert not ProtectedNumber.objects.exists()


def test_a_unit_that_is_no_more_has_no_number(cast: Cast) -> None:
    cast.commune_b.valid_to = TODAY - timedelta(days=1)
    cast.commune_b.save()
    with pytest.raises(NotRight, match="kế thừa"):
        added(cast, unit=cast.commune_b, body_name="")


def test_a_unit_and_another_name_are_not_both_the_body(cast: Cast) -> None:
    with pytest.raises(NotRight, match="chỉ một trong hai"):
        added(cast, unit=cast.commune_a)
    assert added(cast, unit=cast.commune_a, body_name="").body == cast.commune_a.name


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("0205 000 0105", "", (TODAY, None)),
        ("0205 000 0000", "0205 000 0100", (TODAY, None)),
        ("0205 000 0199", "0205 000 0300", (TODAY + timedelta(days=10), TODAY + timedelta(days=10))),
        ("0205 000 0000", "0205 000 0999", (date(2020, 1, 1), TODAY)),
    ],
)
def test_no_number_stands_in_two_entries_on_the_same_day(cast: Cast, first: str, last: str, days: Any) -> None:
    added(cast, first="0205 000 0100", last="0205 000 0199", valid_to=TODAY + timedelta(days=10))
    with pytest.raises(NotRight) as no:
        added(cast, first=first, last=last, valid_from=days[0], valid_to=days[1])
    assert no.value.code == "overlaps"


def test_a_number_may_go_to_another_body_the_day_after(cast: Cast) -> None:
    added(cast, valid_to=TODAY)
    added(cast, body_name="Cơ quan kế nhiệm", valid_from=TODAY + timedelta(days=1))
    assert ProtectedNumber.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thu nghiem", True), ("ĐƯỜNG DÂY", True), ("nong thu", True), ("khong co", False), ("0205000", True),
        ("0205.000.0050", True), ("+84205 000 0050", True), ("0205 000 0100", False), ("", True), ("%", False),
    ],
)  # fmt: skip
def test_the_register_is_searched_by_words_without_accents_and_by_a_number_in_a_range(
    cast: Cast, text: str, found: bool
) -> None:
    added(cast, last="0205 000 0099")
    assert ProtectedNumber.objects.filter(matching(text)).exists() is found


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+842050003456", "0205 000 3456"), (f"+84{2438261234}", f"024 {3826} 1234"),
        (f"+84{912345678}", f"0912 {345} 678"),
        ("+8418001090", "1800 1090"), ("113", "113"), ("+84692348560", "069 234 8560"), ("+848012345", "080 12345"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_people_dial_them(number: str, shown: str) -> None:
    assert dialled(number) == shown


@given(
    st.sampled_from(
        [f"+84{912345678}", "+842050003456", f"+84{2438261234}", "+84692348560", "+848012345", "+8419001234", "1022"]
    )
)
def test_a_number_as_it_is_shown_is_read_as_the_same_number(number: str) -> None:
    assert listed_form(dialled(number)) == number
    assert ends_of(dialled(number), "") == (number, number)


def test_checking_what_was_checked_changes_nothing(cast: Cast) -> None:
    rough = facts(first=" 0205.000.0001", patterns=("0205 000 ????", "0205000????", ""), use=" nóng\tlắm ")
    once = checked(rough, TODAY)
    assert checked(once, TODAY) == once
    assert (once.patterns, once.use) == (("0205000????",), "nóng lắm")
    assert digest_of(once) != digest_of(replace(once, use="nóng"))
