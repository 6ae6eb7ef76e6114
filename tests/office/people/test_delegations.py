"""Ký thay: a leader in person, to a member of the same unit, for a period, with a document, and not further."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import Http404

from lachan.office.people import actions
from lachan.office.people.models import Delegation, Membership, Person, Role
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.people import NOW, SINCE, Cast

DAY = date(2026, 3, 2)


def delegate(cast: Cast, by: str = "minh", to: Person | None = None, **other: object) -> Delegation:
    terms: dict[str, object] = {
        "unit_id": cast.department.pk, "valid_from": DAY, "valid_to": DAY + timedelta(days=9), "basis": "12/UQ-SKHCN",
    }  # fmt: skip
    return actions.give_delegation(
        deputy_id=(to or cast.lan).pk,
        actor=cast.actor(by),
        now=NOW,
        **(terms | other),  # type: ignore[arg-type]
    )


def test_a_deputy_signs_in_the_period_with_two_factors_and_is_told(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        given = delegate(cast)
    deputy = cast.actor("lan")
    assert deputy.units_to_sign_for() == {cast.department.pk}
    assert deputy.delegation_for(cast.department.pk) == given
    assert cast.actor("lan", second_factor=False).must_add_second_factor
    assert cast.actor("lan", now=NOW + timedelta(days=9)).delegations
    assert not cast.actor("lan", now=NOW + timedelta(days=10)).delegations
    assert Entry.objects.get().event == Event.DELEGATION_GIVEN
    assert [letter.to for letter in mail.outbox] == [["lan@langson.example"]]
    assert "02/03/2026 đến hết 11/03/2026" in mail.outbox[0].body


@pytest.mark.parametrize("name", ["lan", "quan", "hoa", "khoa"])
def test_only_a_leader_delegates(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        delegate(cast, by=name, to=cast.dung)


def test_a_deputy_does_not_hand_the_delegation_on(cast: Cast) -> None:
    delegate(cast)
    another = Person.objects.new(email="binh@langson.example", full_name="Ma Văn Bình", password=None)
    Membership.objects.create(person=another, unit=cast.department, role=Role.OFFICER, valid_from=SINCE)
    with pytest.raises(NotAllowed) as no:
        delegate(cast, by="lan", to=another)
    assert no.value.code == "not_leader"


@pytest.mark.parametrize("name", ["hoa", "quan", "dung", "minh"])
def test_not_to_strangers_administrators_readers_or_oneself(cast: Cast, name: str) -> None:
    with pytest.raises(NotRight) as no:
        delegate(cast, to=getattr(cast, name))
    assert no.value.code == "no_deputy"


def test_a_leader_of_one_unit_does_not_delegate_for_another(cast: Cast) -> None:
    with pytest.raises(NotRight):
        delegate(cast, by="tam", to=cast.lan)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"basis": " "}, "basis_missing"),
        ({"valid_to": DAY - timedelta(days=1), "valid_from": DAY - timedelta(days=3)}, "ends_before"),
        ({"valid_from": DAY + timedelta(days=5), "valid_to": DAY + timedelta(days=4)}, "ends_before"),
    ],
)
def test_periods_and_documents_are_checked(cast: Cast, terms: dict[str, object], code: str) -> None:
    with pytest.raises(NotRight) as no:
        delegate(cast, **terms)
    assert no.value.code == code


def test_overlapping_delegations_to_the_same_deputy_are_refused(cast: Cast) -> None:
    delegate(cast)
    with pytest.raises(NotRight) as no:
        delegate(cast, valid_from=DAY + timedelta(days=9), valid_to=DAY + timedelta(days=20))
    assert no.value.code == "has_delegation"
    assert delegate(cast, valid_from=DAY + timedelta(days=10), valid_to=DAY + timedelta(days=20)).pk


def test_a_delegation_falls_when_its_leader_is_leader_no_more_or_disabled(cast: Cast) -> None:
    delegate(cast)
    actions.disable_person(person_id=cast.minh.pk, reason="x", actor=cast.actor("quan"), now=NOW)
    assert not cast.actor("lan").delegations
    actions.enable_person(person_id=cast.minh.pk, reason="x", actor=cast.actor("quan"), now=NOW)
    assert cast.actor("lan").delegations
    actions.end_membership(membership_id=cast.minh.memberships.get().pk, actor=cast.actor("quan"), now=NOW)
    assert not cast.actor("lan").delegations


def test_the_leader_takes_it_back_at_once_and_nobody_else_does(cast: Cast) -> None:
    given = delegate(cast)
    for name in ("hoa", "tam", "quan"):
        with pytest.raises(Http404):
            actions.end_delegation(delegation_id=given.pk, actor=cast.actor(name), now=NOW)
    with pytest.raises(NotAllowed):
        actions.end_delegation(delegation_id=given.pk, actor=cast.actor("lan"), now=NOW)
    actions.end_delegation(delegation_id=given.pk, actor=cast.actor("minh"), now=NOW)
    assert not cast.actor("lan").delegations
    with pytest.raises(NotNow):
        actions.end_delegation(delegation_id=given.pk, actor=cast.actor("minh"), now=NOW)
