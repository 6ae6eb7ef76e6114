"""One unit at a time: what may be written, what is refused with which word, and what the trail keeps."""

from dataclasses import replace
from datetime import date

import pytest

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotRight
from lachan.office.trail.models import Entry
from lachan.office.units.actions import add_unit, change_unit, end_unit
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.office.units.queries import register_of_units
from lachan.office.units.rows import UnitRow
from tests.office.units.conftest import refused
from tests.people import NOW, Cast

NEW = UnitRow(
    key="skhcn-phap-che",
    name="Phòng Pháp chế",
    kind=UnitKind.DIVISION.value,
    parent="skhcn",
    valid_from=date(2026, 1, 1),
)


def last_entry() -> Entry:
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    return entry


def test_an_added_unit_is_stored_as_typed_and_told_of(keeper: Actor) -> None:
    row = replace(NEW, name="  Phòng   Pháp chế ", symbol="PC", email="pc@langson.example", area=("06613",))
    unit = add_unit(row=row, actor=keeper, now=NOW)
    assert register_of_units()["skhcn-phap-che"] == replace(row, name="Phòng Pháp chế")
    assert unit.search_name == "phong phap che skhcn-phap-che"
    entry = last_entry()
    assert (entry.event, entry.unit_id, entry.actor_name) == ("unit_added", unit.pk, "Ma Thị Hà")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"key": "Phap che"}, "bad_key", "key"),
        ({"key": "viettel"}, "duplicate_key", "key"),
        ({"key": "x" * 81}, "too_long", "key"),
        ({"name": " "}, "missing", "name"),
        ({"name": "=1+1"}, "formula", "name"),
        ({"name": "ă" * 201}, "too_long", "name"),
        ({"kind": "ministry"}, "unknown_kind", "kind"),
        ({"parent": "bo-khcn"}, "unknown_parent", "parent"),
        ({"parent": "skhcn-phap-che"}, "cycle", "parent"),
        ({"parent": "stttt"}, "outside_parent", "parent"),
        ({"valid_from": date(2025, 2, 28)}, "outside_parent", "parent"),
        ({"valid_to": date(2025, 12, 31)}, "ends_before_it_begins", "valid_to"),
        ({"email": "phong phap che"}, "bad_email", "email"),
        ({"area": ("99999",)}, "unknown_area", "area"),
        ({"area": ("01273",)}, "unknown_area", "area"),  # a commune of Cao Bằng
        ({"area": ("178",)}, "unknown_area", "area"),  # there were no districts any more
        ({"successors": ("viettel",)}, "successors_without_end", "successors"),
        ({"basis": "Quyết định"}, "basis_without_successors", "basis"),
    ],
)
def test_what_is_wrong_in_a_new_unit_is_named_and_nothing_is_stored(
    keeper: Actor, change: dict[str, object], code: str, field: str
) -> None:
    units, entries = Unit.objects.count(), Entry.objects.count()
    with pytest.raises(NotRight) as caught:
        add_unit(row=replace(NEW, **change), actor=keeper, now=NOW)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert (Unit.objects.count(), Entry.objects.count()) == (units, entries)


def test_a_body_from_before_july_2025_may_have_a_district_as_area(keeper: Actor) -> None:
    row = replace(NEW, key="bcvt-cu", parent="", valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30), area=("189",))
    assert add_unit(row=row, actor=keeper, now=NOW).area == ["189"]
    with refused(NotRight, "unknown_area"):
        add_unit(row=replace(row, key="bcvt-cu-2", area=("06613",)), actor=keeper, now=NOW)


def test_a_correction_touches_what_was_typed_and_leaves_key_kind_and_end(keeper: Actor) -> None:
    stored = register_of_units()["stttt"]
    unit = Unit.objects.get(key="stttt")
    wrong = replace(stored, name="Sở Thông tin - Truyền thông", key="other", kind="other", valid_to=None, successors=())
    change_unit(unit_id=unit.pk, row=wrong, actor=keeper, now=NOW)
    assert register_of_units()["stttt"] == replace(stored, name="Sở Thông tin - Truyền thông")
    entry = last_entry()
    assert (entry.event, entry.facts) == ("unit_changed", {"columns": ["name"]})
    assert entry.before != entry.after


def test_a_correction_that_changes_nothing_is_not_told_of(keeper: Actor) -> None:
    entries = Entry.objects.count()
    unit = Unit.objects.get(key="stttt")
    change_unit(unit_id=unit.pk, row=register_of_units()["stttt"], actor=keeper, now=NOW)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("key", "change", "code"),
    [
        ("ubnd-20", {"parent": "skhcn"}, "cycle"),
        ("skhcn", {"parent": "skhcn-bcvt"}, "cycle"),
        ("ubnd-20", {"valid_from": date(2020, 1, 2)}, "subordinates_outside"),
        ("skhcn", {"valid_from": date(2025, 3, 2)}, "subordinates_outside"),
        ("skhcn-bcvt", {"valid_from": date(2025, 3, 2)}, "successor_not_there"),
    ],
)
def test_a_correction_that_breaks_what_stands_around_the_unit_is_refused(
    keeper: Actor, key: str, change: dict[str, object], code: str
) -> None:
    unit = Unit.objects.get(key=key)
    with refused(NotRight, code):
        change_unit(unit_id=unit.pk, row=replace(register_of_units()[key], **change), actor=keeper, now=NOW)


def test_an_end_hands_over_on_the_day_after(keeper: Actor) -> None:
    unit = Unit.objects.get(key="skhcn-thanh-tra")
    end_unit(
        unit_id=unit.pk, last_day=date(2026, 3, 31), successors=("skhcn-van-phong",),
        basis="Quyết định 12/QĐ-UBND", actor=keeper, now=NOW,
    )  # fmt: skip
    unit.refresh_from_db()
    assert unit.is_valid_on(date(2026, 3, 31))
    assert not unit.is_valid_on(date(2026, 4, 1))
    (succession,) = Succession.objects.filter(predecessor=unit)
    assert (succession.successor.key, succession.since) == ("skhcn-van-phong", date(2026, 4, 1))
    assert succession.basis == "Quyết định 12/QĐ-UBND"
    entry = last_entry()
    assert (entry.event, entry.facts["successors"]) == ("unit_ended", ["skhcn-van-phong"])


def test_an_end_can_be_corrected_and_its_successors_with_it(keeper: Actor) -> None:
    unit = Unit.objects.get(key="skhcn-thanh-tra")
    for day, heir in ((date(2026, 3, 31), "skhcn-van-phong"), (date(2026, 4, 30), "skhcn-bcvt")):
        end_unit(unit_id=unit.pk, last_day=day, successors=(heir,), actor=keeper, now=NOW)
    (succession,) = Succession.objects.filter(predecessor=unit)
    assert (succession.successor.key, succession.since) == ("skhcn-bcvt", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("key", "successors", "last_day", "code"),
    [
        ("skhcn", (), date(2026, 3, 31), "subordinates_outside"),
        ("viettel", ("viettel",), date(2026, 3, 31), "own_successor"),
        ("viettel", ("gmobile",), date(2026, 3, 31), "unknown_successor"),
        ("viettel", ("stttt",), date(2026, 3, 31), "successor_not_there"),
        ("viettel", (), date(2019, 12, 31), "ends_before_it_begins"),
        ("skhcn-bcvt", (), date(2025, 2, 28), "ends_before_it_begins"),
    ],
)
def test_an_end_that_cannot_be_is_refused(
    keeper: Actor, key: str, successors: tuple[str, ...], last_day: date, code: str
) -> None:
    unit = Unit.objects.get(key=key)
    with refused(NotRight, code):
        end_unit(unit_id=unit.pk, last_day=last_day, successors=successors, actor=keeper, now=NOW)
    assert register_of_units()[key].valid_to is None


@pytest.mark.parametrize("name", ["lan", "minh", "dung", "hoa", "vy", "khoa"])
def test_nobody_but_an_administrator_writes(cast: Cast, name: str) -> None:
    actor, unit = cast.actor(name), cast.operator
    with pytest.raises(NotAllowed):
        add_unit(row=NEW, actor=actor, now=NOW)
    with pytest.raises(NotAllowed):
        change_unit(unit_id=unit.pk, row=NEW, actor=actor, now=NOW)
    with pytest.raises(NotAllowed):
        end_unit(unit_id=unit.pk, last_day=date(2026, 3, 31), actor=actor, now=NOW)
    assert not Entry.objects.exists()


def test_an_administrator_without_second_factor_does_not_write(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_unit(row=NEW, actor=cast.actor("quan", second_factor=False), now=NOW)
