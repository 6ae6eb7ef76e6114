"""Who may give what to whom: units and those below, the Department's house, nobody to themselves, never without one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from lachan.office.people import actions
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Membership, Person, Role
from lachan.office.people.permissions import administered_units, visible_people
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.units.models import Succession, UnitKind
from tests.people import NOW, SINCE, Cast, person, unit

DAY = date(2026, 3, 2)


def give(cast: Cast, by: str, to: Person, where: object, role: Role, **other: object) -> Membership:
    terms = {"title": "", "valid_from": DAY, "valid_to": None} | other
    return actions.give_membership(
        person_id=to.pk,
        unit_id=where.pk,
        role=role,
        actor=cast.actor(by),
        now=NOW,
        **terms,  # type: ignore[attr-defined, arg-type]
    )


def other_administrator(cast: Cast) -> Person:
    return person("ngoc", "Ma Thị Ngọc", cast.department, Role.ADMINISTRATOR)


def test_the_departments_administrator_reaches_every_unit_of_the_province(cast: Cast) -> None:
    assert administered_units(cast.actor("quan"), DAY).count() == 6
    assert visible_people(cast.actor("quan"), DAY).count() == 9


def test_another_administrator_reaches_the_unit_and_what_is_below_it(cast: Cast) -> None:
    below = unit("doi-1", "Tổ 1", UnitKind.OTHER, cast.commune_a)
    lowest = unit("doi-2", "Tổ 2", UnitKind.OTHER, below)
    somebody = person("thu", "Vũ Thị Thu", cast.commune_a, Role.ADMINISTRATOR)
    actor = actor_for(somebody, now=NOW, second_factor=True)
    assert set(administered_units(actor, DAY)) == {cast.commune_a, below, lowest}
    assert cast.son not in visible_people(actor, DAY)
    with pytest.raises(Http404):
        actions.disable_person(person_id=cast.son.pk, reason="x", actor=actor, now=NOW)


def test_a_role_is_given_with_a_row_in_the_trail_and_counts_from_its_first_day(cast: Cast) -> None:
    given = give(cast, "quan", cast.hoa, cast.commune_a, Role.CLERK, valid_from=DAY + timedelta(days=1))
    assert not cast.actor("hoa").has_role(cast.commune_a, Role.CLERK)
    assert cast.actor("hoa", now=NOW + timedelta(days=1)).has_role(cast.commune_a, Role.CLERK)
    row = Entry.objects.get(event=Event.MEMBERSHIP_GIVEN)
    assert (row.object_id, row.actor_id, row.unit_id) == (str(given.pk), cast.quan.pk, cast.commune_a.pk)


def test_nobody_gives_themselves_a_role(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as no:
        give(cast, "quan", cast.quan, cast.department, Role.LEADER)
    assert no.value.code == "own_role"
    assert not Membership.objects.filter(person=cast.quan, role=Role.LEADER).exists()


@pytest.mark.parametrize("name", ["lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa"])
def test_who_is_no_administrator_gives_and_ends_nothing(cast: Cast, name: str) -> None:
    for act in (
        lambda: give(cast, name, cast.son, cast.commune_b, Role.LEADER),
        lambda: actions.end_membership(membership_id=cast.son.memberships.get().pk, actor=cast.actor(name), now=NOW),
        lambda: actions.disable_person(person_id=cast.son.pk, reason="x", actor=cast.actor(name), now=NOW),
        lambda: invite(cast, by=name),
    ):
        with pytest.raises((Http404, NotAllowed, NotRight)):
            act()
    assert Entry.objects.count() == 0


def invite(cast: Cast, *, by: str) -> object:
    return actions.invite_person(
        email="moi@langson.example", full_name="Người Mới", unit_id=cast.commune_b.pk, role=Role.OFFICER, title="",
        actor=cast.actor(by), now=NOW,
    )  # fmt: skip


def test_an_administrator_without_second_factor_gives_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.give_membership(
            person_id=cast.hoa.pk, unit_id=cast.commune_a.pk, role=Role.CLERK, title="", valid_from=DAY, valid_to=None,
            actor=cast.actor("quan", second_factor=False), now=NOW,
        )  # fmt: skip


def test_the_same_role_is_not_given_twice_for_the_same_days(cast: Cast) -> None:
    with pytest.raises(NotRight) as no:
        give(cast, "quan", cast.hoa, cast.commune_a, Role.OFFICER)
    assert no.value.code == "has_role"


def test_a_role_for_days_that_are_over_is_refused(cast: Cast) -> None:
    with pytest.raises(NotRight) as no:
        give(cast, "quan", cast.hoa, cast.commune_a, Role.CLERK, valid_from=SINCE, valid_to=DAY - timedelta(days=1))
    assert no.value.field == "valid_to"


def test_the_administrator_of_the_department_makes_no_administrator_of_another_one(cast: Cast) -> None:
    health = unit("syt", "Sở Y tế", UnitKind.DEPARTMENT)
    with pytest.raises(NotAllowed):
        give(cast, "quan", cast.son, health, Role.ADMINISTRATOR)
    Succession.objects.create(predecessor=cast.department, successor=health, since=DAY)
    assert give(cast, "quan", cast.son, health, Role.ADMINISTRATOR).pk


def test_an_ended_role_is_gone_at_once_and_stays_on_record(cast: Cast) -> None:
    held = cast.tam.memberships.get()
    actions.end_membership(membership_id=held.pk, actor=cast.actor("quan"), now=NOW)
    assert cast.actor("tam").memberships == ()
    assert Membership.objects.get(pk=held.pk).ended_at == NOW
    assert Entry.objects.get().event == Event.MEMBERSHIP_ENDED
    with pytest.raises(NotNow):
        actions.end_membership(membership_id=held.pk, actor=cast.actor("quan"), now=NOW)


def test_the_last_administrator_of_the_department_cannot_be_ended_or_disabled(cast: Cast) -> None:
    ngoc = other_administrator(cast)
    ngoc_acts = actor_for(ngoc, now=NOW, second_factor=True)
    held = cast.quan.memberships.get()
    ngoc.memberships.update(valid_to=DAY + timedelta(days=30))  # an end in sight does not count as another one
    with pytest.raises(NotNow) as no:
        actions.end_membership(membership_id=held.pk, actor=ngoc_acts, now=NOW)
    assert no.value.code == "last_administrator"
    with pytest.raises(NotNow):
        actions.disable_person(person_id=cast.quan.pk, reason="nghỉ", actor=ngoc_acts, now=NOW)
    ngoc.memberships.update(valid_to=None)
    actions.disable_person(person_id=cast.quan.pk, reason="nghỉ", actor=ngoc_acts, now=NOW)
    cast.quan.refresh_from_db()
    assert not cast.quan.is_active


def test_nobody_disables_themselves(cast: Cast) -> None:
    other_administrator(cast)
    with pytest.raises(NotAllowed) as no:
        actions.disable_person(person_id=cast.quan.pk, reason="x", actor=cast.actor("quan"), now=NOW)
    assert no.value.code == "own_account"


def test_a_units_administrator_does_not_lock_out_who_also_works_elsewhere(cast: Cast) -> None:
    somebody = person("thu", "Vũ Thị Thu", cast.commune_a, Role.ADMINISTRATOR)
    actor = actor_for(somebody, now=NOW, second_factor=True)
    Membership.objects.create(person=cast.tam, unit=cast.department, role=Role.OFFICER, valid_from=SINCE)
    with pytest.raises(NotAllowed):
        actions.disable_person(person_id=cast.tam.pk, reason="x", actor=actor, now=NOW)


def test_disabling_needs_a_reason_and_is_undone_with_one(cast: Cast) -> None:
    quan = cast.actor("quan")
    with pytest.raises(NotRight):
        actions.disable_person(person_id=cast.hoa.pk, reason="  ", actor=quan, now=NOW)
    actions.disable_person(person_id=cast.hoa.pk, reason="Chuyển công tác", actor=quan, now=NOW)
    actions.enable_person(person_id=cast.hoa.pk, reason="Trở lại", actor=quan, now=NOW)
    cast.hoa.refresh_from_db()
    assert cast.hoa.is_active
    assert [row.event for row in Entry.objects.all()] == [Event.PERSON_DISABLED, Event.PERSON_ENABLED]


def test_the_command_line_adds_an_account_with_one_role(cast: Cast) -> None:
    made = actions.add_account(
        email=" Moi@Langson.example ", full_name="Người  Mới", password="cau-nay-du-dai-2026", unit=cast.department,
        role=Role.ADMINISTRATOR, valid_from=DAY, now=NOW,
    )  # fmt: skip
    assert (made.email, made.full_name) == ("moi@langson.example", "Người Mới")
    assert actor_for(made, now=NOW, second_factor=True).has_role(cast.department, Role.ADMINISTRATOR)
    assert Entry.objects.get().event == Event.PERSON_ADDED
    assert "cau-nay" not in str(Entry.objects.values())


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        ("hoa@langson.example", "cau-nay-du-dai-2026", "email_taken"),
        ("khong phai thu", "cau-nay-du-dai-2026", "email_wrong"),
        ("moi@langson.example", "ngan-qua-11", "password_weak"),
        ("moi@langson.example", "q1w2e3r4t5y6", "password_weak"),
        ("nguoimoicuaso@langson.example", "nguoimoicuaso", "password_weak"),
        ("moi@langson.example", "tran thi thu trang", "password_weak"),
    ],
)
def test_wrong_accounts_are_refused(cast: Cast, email: str, password: str, code: str) -> None:
    with pytest.raises(NotRight) as no:
        actions.add_account(
            email=email, full_name="Trần Thị Thu Trang", password=password, unit=cast.department, role=Role.READER,
            valid_from=DAY, now=datetime(2026, 3, 2, tzinfo=UTC),
        )  # fmt: skip
    assert no.value.code == code
