"""A province starts from the national tables, and on every day the units that then were are found."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lachan.office.people.actor import Actor
from lachan.office.trail.models import Entry
from lachan.office.units.actions import SeedCounts, change_unit, end_unit, seed_units
from lachan.office.units.checks import problems_between
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.office.units.queries import register_of_units, successors_on, units_below, units_of_group
from lachan.office.units.seed_rows import seed_rows
from lachan.vietnam import places
from lachan.vietnam.addressees import AddresseeGroup
from tests.people import NOW, Cast

TODAY = date(2026, 11, 25)
DAY_OF_THE_DIRECTIVE = date(2020, 4, 20)
OFFICES = AddresseeGroup.LOCAL_CULTURE_OFFICES


def get(key: str) -> Unit:
    return Unit.objects.get(key=key)


def keys(units: list[Unit]) -> set[str]:
    return {unit.key for unit in units}


@pytest.mark.parametrize(
    ("day", "department", "count", "kind"),
    [
        (DAY_OF_THE_DIRECTIVE, "stttt", 11, UnitKind.DISTRICT_OFFICE),
        (date(2025, 6, 30), "skhcn", 11, UnitKind.DISTRICT_OFFICE),
        (date(2025, 7, 1), "skhcn", 65, UnitKind.COMMUNE_OFFICE),
        (TODAY, "skhcn", 65, UnitKind.COMMUNE_OFFICE),
    ],
)
def test_which_local_offices_had_the_duty_on_a_day_has_one_answer(
    lang_son: None, day: date, department: str, count: int, kind: UnitKind
) -> None:
    found = units_of_group(OFFICES, day, within=get(department))
    assert len(found) == count
    assert {unit.kind for unit in found} == {kind}
    assert [unit.name for unit in found] == sorted(unit.name for unit in found)


def test_the_district_offices_of_2020_cover_the_eleven_districts(lang_son: None) -> None:
    found = units_of_group(OFFICES, DAY_OF_THE_DIRECTIVE, within=get("stttt"))
    assert keys(found) == {"vhtt-178", *(f"vhtt-{code}" for code in range(180, 190))}
    assert get("vhtt-178").name == "Phòng Văn hóa và Thông tin thành phố Lạng Sơn"
    assert get("vhtt-180").name == "Phòng Văn hóa và Thông tin huyện Tràng Định"


def test_each_commune_office_is_for_its_commune_and_stands_under_it(lang_son: None) -> None:
    offices = units_of_group(OFFICES, TODAY, within=get("skhcn"))
    assert {tuple(office.area) for office in offices} == {(c.code,) for c in places.communes("20")}
    assert get("vhxh-05977").name == "Phòng Văn hóa - Xã hội phường Đông Kinh"
    assert get("vhxh-06325").name == "Phòng Văn hóa - Xã hội xã Bắc Sơn"
    assert get("vhxh-05977").parent == get("ubnd-05977")
    assert get("ubnd-05977").parent == get("ubnd-20")


@pytest.mark.parametrize(
    ("day", "departments"),
    [
        (DAY_OF_THE_DIRECTIVE, {"stttt"}),
        (date(2025, 2, 28), {"stttt"}),
        (date(2025, 3, 1), {"skhcn"}),
        (TODAY, {"skhcn"}),
    ],
)
def test_one_department_follows_the_other_on_the_first_of_march_2025(
    lang_son: None, day: date, departments: set[str]
) -> None:
    assert set(Unit.objects.valid_on(day).filter(kind=UnitKind.DEPARTMENT).values_list("key", flat=True)) == departments
    assert [(get(key).symbol) for key in ("stttt", "skhcn")] == ["STTTT", "SKHCN"]
    assert keys(successors_on(get("stttt"), TODAY)) == {"skhcn"}


def test_divisions_change_with_their_department(lang_son: None) -> None:
    divisions = AddresseeGroup.DEPARTMENT_DIVISIONS
    before = units_of_group(divisions, date(2025, 2, 28), within=get("stttt"))
    after = units_of_group(divisions, date(2025, 3, 1), within=get("skhcn"))
    assert {"stttt-thanh-tra", "stttt-trung-tam"} <= keys(before)
    assert keys(before).isdisjoint(keys(after))
    assert units_of_group(divisions, date(2025, 3, 1), within=get("stttt")) == []
    for division in before:
        assert keys(successors_on(division, TODAY)) <= keys(after)
        assert successors_on(division, TODAY), f"{division} has nobody to hand its tasks to"


def test_the_successors_of_a_district_office_are_the_offices_of_the_communes_made_out_of_it(lang_son: None) -> None:
    dinh_lap = successors_on(get("vhtt-189"), TODAY)
    assert keys(dinh_lap) == {"vhxh-06613", "vhxh-06616", "vhxh-06625", "vhxh-06637"}
    city = keys(successors_on(get("vhtt-178"), TODAY))
    assert city == {"vhxh-05977", "vhxh-05983", "vhxh-05986", "vhxh-06187"}
    assert successors_on(get("vhtt-178"), date(2025, 6, 30)) == []  # nobody had taken over yet


def test_the_four_communes_out_of_two_districts_follow_two_offices_and_all_others_one(lang_son: None) -> None:
    offices = Unit.objects.filter(kind=UnitKind.COMMUNE_OFFICE)
    before = {o.name.removeprefix("Phòng Văn hóa - Xã hội "): o.precessions.count() for o in offices}
    assert len(before) == 65
    assert {name for name, count in before.items() if count == 2} == {
        "phường Đông Kinh",
        "phường Kỳ Lừa",
        "xã Khánh Khê",
        "xã Tân Đoàn",
    }
    assert set(before.values()) == {1, 2}


def test_operators_and_police_are_found_by_group(lang_son: None) -> None:
    def found(group: AddresseeGroup, day: date) -> set[str]:
        return keys(units_of_group(group, day, within=get("skhcn")))

    operators = {"viettel", "vnpt", "mobifone", "vietnamobile", "fpt"}
    assert found(AddresseeGroup.OPERATORS, DAY_OF_THE_DIRECTIVE) == operators
    assert found(AddresseeGroup.OPERATORS, TODAY) == operators
    assert found(AddresseeGroup.POLICE, DAY_OF_THE_DIRECTIVE) == {"pc02"}
    assert found(AddresseeGroup.POLICE, TODAY) == {"pc02", "pa05"}
    assert len(found(AddresseeGroup.COMMUNE_COMMITTEES, TODAY)) == 65


def test_the_giving_department_is_not_among_the_departments(lang_son: None) -> None:
    assert units_of_group(AddresseeGroup.DEPARTMENTS, TODAY, within=get("skhcn")) == []


def test_units_below_reach_through_all_levels_on_their_day(lang_son: None) -> None:
    below = units_below(get("ubnd-20"), TODAY)
    kinds = {unit.kind for unit in below}
    assert {UnitKind.COMMUNE, UnitKind.COMMUNE_OFFICE, UnitKind.DEPARTMENT, UnitKind.DIVISION} <= kinds
    assert UnitKind.DISTRICT not in kinds
    in_2020 = units_below(get("ubnd-20"), DAY_OF_THE_DIRECTIVE)
    assert sum(unit.kind == UnitKind.DISTRICT_OFFICE for unit in in_2020) == 11


def test_seeding_again_changes_nothing(lang_son: None) -> None:
    def stored() -> list[object]:
        return [list(model.objects.order_by("pk").values()) for model in (Unit, Succession, Entry)]

    before = stored()
    assert seed_units(province="20", now=NOW) == SeedCounts(0, 0)
    assert stored() == before


def test_seeding_again_undoes_neither_a_correction_nor_an_end(keeper: Actor) -> None:
    row, last_day = register_of_units()["fpt"], date(2026, 5, 31)
    fpt = get("fpt")
    change_unit(unit_id=fpt.pk, row=replace(row, name="FPT Telecom chi nhánh Lạng Sơn"), actor=keeper, now=NOW)
    end_unit(unit_id=fpt.pk, last_day=last_day, actor=keeper, now=NOW)
    assert seed_units(province="20", now=NOW) == SeedCounts(0, 0)
    fpt.refresh_from_db()
    assert (fpt.name, fpt.valid_to) == ("FPT Telecom chi nhánh Lạng Sơn", last_day)


def test_a_unit_that_is_missing_comes_back_with_its_successors(lang_son: None) -> None:
    Succession.objects.filter(predecessor=get("vhtt-189")).delete()
    get("vhtt-189").delete()
    assert seed_units(province="20", now=NOW) == SeedCounts(1, 4)


def test_a_register_that_contradicts_the_tables_is_left_as_it_was(cast: Cast) -> None:
    """The small province's Department exists only since July, so nothing can follow in March."""
    before = Unit.objects.count()
    with pytest.raises(ValueError, match="stttt, successors"):
        seed_units(province="20", now=NOW)
    assert Unit.objects.count() == before


def test_the_seed_is_told_of_once_in_the_trail(lang_son: None) -> None:
    (entry,) = Entry.objects.all()
    assert entry.event == "units_imported"
    assert entry.actor_name == "Hệ thống"
    assert entry.facts["units"] == Unit.objects.count()


def test_cao_bang_starts_from_the_same_tables(db: None) -> None:
    seed_units(province="04", now=NOW)
    department = get("skhcn")
    assert len(units_of_group(OFFICES, TODAY, within=department)) == len(places.communes("04")) == 56
    assert units_of_group(OFFICES, DAY_OF_THE_DIRECTIVE, within=department) == []  # its districts are not known
    operators = units_of_group(AddresseeGroup.OPERATORS, TODAY, within=department)
    assert "Viettel Cao Bằng" in {unit.name for unit in operators}
    assert len(operators) == 5
    police = units_of_group(AddresseeGroup.POLICE, TODAY, within=department)
    assert {unit.key for unit in police} == {"pc02", "pa05"}
    assert all("Công an tỉnh Cao Bằng" in unit.name for unit in police)
    assert not Unit.objects.filter(name__contains="Lạng Sơn").exists()
    assert get("ubnd-04").is_valid_on(DAY_OF_THE_DIRECTIVE)
    assert units_of_group(AddresseeGroup.DEPARTMENT_DIVISIONS, TODAY, within=department)


@pytest.mark.parametrize("code", [province.code for province in places.provinces()])
def test_every_province_can_start(code: str) -> None:
    rows = {row.key: row for row in seed_rows(code)}
    assert len(rows) == len(seed_rows(code)), "keys are unique"
    assert problems_between(rows, rows.keys(), province=code) == []
    assert not any("{" in row.name for row in rows.values())
    assert sum(row.kind == UnitKind.COMMUNE_OFFICE for row in rows.values()) == len(places.communes(code))


def test_a_province_made_out_of_several_begins_with_the_merger() -> None:
    since = {code: next(r.valid_from for r in seed_rows(code) if r.kind == UnitKind.PROVINCE) for code in ("08", "20")}
    assert since == {"08": date(2025, 7, 1), "20": date(2020, 1, 1)}
    names = {row.name for row in seed_rows("01")}
    assert "Ủy ban nhân dân thành phố Hà Nội" in names


def test_an_unknown_province_stores_nothing(db: None) -> None:
    with pytest.raises(LookupError, match="'99'"):
        seed_units(province="99", now=NOW)
    assert not Unit.objects.exists()


def test_the_question_who_had_a_duty_takes_one_query(lang_son: None) -> None:
    department = get("skhcn")
    with CaptureQueriesContext(connection) as asked:
        units_of_group(OFFICES, TODAY, within=department)
    assert len(asked) == 1


def test_a_line_of_successors_is_followed_to_whoever_stands(db: None) -> None:
    def unit(key: str, since: date, until: date | None) -> Unit:
        return Unit.objects.create(key=key, name=key, kind=UnitKind.OTHER, valid_from=since, valid_to=until)

    first = unit("first", date(2020, 1, 1), date(2022, 12, 31))
    second = unit("second", date(2023, 1, 1), date(2024, 12, 31))
    third = unit("third", date(2025, 1, 1), None)
    Succession.objects.create(predecessor=first, successor=second, since=date(2023, 1, 1))
    Succession.objects.create(predecessor=second, successor=third, since=date(2025, 1, 1))
    assert successors_on(first, date(2022, 12, 31)) == []
    assert successors_on(first, date(2024, 6, 1)) == [second]
    assert successors_on(first, TODAY) == [third]
    assert successors_on(third, TODAY) == []
