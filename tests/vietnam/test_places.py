"""The national tables of places: complete, consistent with each other, and honest about what they lack."""

from datetime import date
from importlib.resources import files

import pytest

from lachan.vietnam import places
from lachan.vietnam.text import plain

LANG_SON = "20"
CAO_BANG = "04"
OLD_TABLE_ROWS = 10_599
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
ISLANDS_THAT_WERE_DISTRICTS = {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


def all_communes() -> list[places.Commune]:
    return [commune for province in places.provinces() for commune in places.communes(province.code)]


def all_successions() -> list[places.Succession]:
    return [succession for commune in all_communes() for succession in places.predecessors(commune.code)]


def test_there_are_34_provinces_seven_of_them_cities() -> None:
    provinces = places.provinces()
    assert len(provinces) == 34
    assert {p.kind for p in provinces} == {"tỉnh", "thành phố"}
    cities = {p.name for p in provinces if p.kind == "thành phố"}
    assert cities == {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Đồng Nai", "Hồ Chí Minh", "Cần Thơ"}


def test_a_province_is_found_by_its_code() -> None:
    assert places.province(LANG_SON).full_name == "Tỉnh Lạng Sơn"
    assert places.province(LANG_SON).name_en == "Lang Son"


def test_the_kind_of_a_province_is_the_start_of_its_full_name() -> None:
    for province in places.provinces():
        assert province.full_name == f"{province.kind.capitalize()} {province.name}"


@pytest.mark.parametrize("code", ["", "2", "06", "020", "99", "Lạng Sơn"])
def test_an_unknown_province_code_is_named_in_the_error(code: str) -> None:
    with pytest.raises(LookupError, match=f"the code '{code}'"):
        places.province(code)
    with pytest.raises(LookupError, match=f"the code '{code}'"):
        places.communes(code)


def test_all_3321_communes_have_their_own_five_digit_code_and_belong_to_a_province() -> None:
    communes = all_communes()
    assert len(communes) == len({c.code for c in communes}) == 3321
    assert all(len(c.code) == 5 and c.code.isdigit() for c in communes)
    assert {c.kind for c in communes} == {"xã", "phường", "đặc khu"}
    assert all(plain(c.full_name) == plain(f"{c.kind} {c.name}") for c in communes)


def test_lang_son_has_65_communes_four_of_them_wards() -> None:
    communes = places.communes(LANG_SON)
    assert len(communes) == 65
    wards = {c.name: c.code for c in communes if c.kind == "phường"}
    assert wards == {"Đông Kinh": "05977", "Lương Văn Tri": "05983", "Tam Thanh": "05986", "Kỳ Lừa": "06187"}


def test_the_code_of_dinh_lap_gives_its_name() -> None:
    dinh_lap = next(c for c in places.communes(LANG_SON) if c.name == "Đình Lập")
    assert places.commune(dinh_lap.code) == dinh_lap
    assert places.commune_name(dinh_lap.code) == "Xã Đình Lập"


def test_an_unknown_commune_code_gives_no_commune_and_no_name() -> None:
    assert places.commune("99999") is None
    with pytest.raises(LookupError, match="99999"):
        places.commune_name("99999")


def test_the_194_old_communes_of_lang_son_became_the_65() -> None:
    successions = [s for c in places.communes(LANG_SON) for s in places.predecessors(c.code)]
    assert len({s.old_code for s in successions}) == 194
    assert {s.new_code for s in successions} == {c.code for c in places.communes(LANG_SON)}
    assert {s.old_province_code for s in successions} == {LANG_SON}


def test_every_row_of_old_and_new_communes_arrives_at_a_commune_that_exists() -> None:
    """So do the rows for 06970 and 23737, which the table of communes does not know."""
    successions = all_successions()
    assert len(successions) == OLD_TABLE_ROWS
    assert all(s.new_name == places.commune_name(s.new_code) for s in successions)


@pytest.mark.parametrize(
    ("unknown", "known", "name", "province", "old_communes"),
    [
        ("06970", "06978", "Xã Ba Chẽ", "22", {"06886", "06970", "06973", "06982", "06988"}),
        ("23737", "23938", "Xã Ia Mơ", "52", {"23938"}),
    ],
)
def test_a_new_code_that_the_table_of_communes_does_not_know_is_led_to_the_same_commune(
    unknown: str, known: str, name: str, province: str, old_communes: set[str]
) -> None:
    assert places.commune(unknown) is None
    commune = places.commune(known)
    assert commune is not None
    assert (commune.full_name, commune.province_code) == (name, province)
    assert {s.old_code for s in places.predecessors(known)} == old_communes
    assert places.predecessors(unknown) == ()


def test_a_correction_is_kept_only_while_the_tables_disagree() -> None:
    rows = files("lachan.vietnam").joinpath("data", "commune_code_corrections.csv").read_text("utf-8").splitlines()
    for row in rows[1:]:
        source_code, code, full_name = row.split(",")[:3]
        assert places.commune(source_code) is None, f"{source_code} is in the table now: drop its correction"
        assert places.commune_name(code) == full_name


def test_an_old_code_that_lives_on_for_another_commune_is_still_led_on() -> None:
    (succession,) = places.successors("23737")
    assert (succession.old_name, succession.new_code, succession.new_name) == ("Xã Ia Mơ Nông", "23734", "Xã Ia Ly")


def test_an_old_commune_that_was_divided_has_each_part_as_successor() -> None:
    names = {s.new_name for s in places.successors("06886")}
    assert names == {"Xã Hải Hoà", "Xã Hải Lạng", "Xã Ba Chẽ"}


def test_a_code_that_was_not_in_use_has_no_successor() -> None:
    assert places.successors("99999") == ()


def test_successors_and_predecessors_tell_the_same() -> None:
    for succession in all_successions():
        assert succession in places.successors(succession.old_code)


def test_only_the_islands_that_were_districts_without_communes_have_no_predecessor() -> None:
    orphans = {c.name for c in all_communes() if not places.predecessors(c.code)}
    assert orphans == ISLANDS_THAT_WERE_DISTRICTS


def test_every_old_commune_of_lang_son_lay_in_exactly_one_district() -> None:
    districts = places.districts(LANG_SON, LAST_DAY_OF_DISTRICTS)
    old = {s.old_code for c in places.communes(LANG_SON) for s in places.predecessors(c.code)}
    for code in old:
        assert sum(d.first_commune_code <= code <= d.last_commune_code for d in districts) == 1, code
    for district in districts:
        assert {district.first_commune_code, district.last_commune_code} <= old


def test_the_new_communes_of_each_old_district_are_as_many_as_resolution_1672_made() -> None:
    """Four communes took parts of two districts and count in both: Đông Kinh, Kỳ Lừa, Khánh Khê, Tân Đoàn."""
    districts = places.districts(LANG_SON, LAST_DAY_OF_DISTRICTS)
    made = {d.code: [c.name for c in places.communes_out_of(d)] for d in districts}
    counts = {code: len(names) for code, names in made.items() if code != "183"}
    assert counts == {
        "178": 4, "180": 7, "181": 8, "182": 5, "184": 6, "185": 6, "186": 8, "187": 6, "188": 7, "189": 4,
    }  # fmt: skip
    assert set(made["178"]) == {"Đông Kinh", "Lương Văn Tri", "Tam Thanh", "Kỳ Lừa"}
    names = [name for names in made.values() for name in names]
    assert len(set(names)) == 65
    assert {name for name in names if names.count(name) > 1} == {"Đông Kinh", "Kỳ Lừa", "Khánh Khê", "Tân Đoàn"}


def test_lang_son_had_eleven_districts_until_the_end_of_june_2025() -> None:
    in_2020 = places.districts(LANG_SON, date(2020, 4, 20))
    assert [d.code for d in in_2020] == ["178", *map(str, range(180, 190))]
    assert [d.full_name for d in in_2020 if d.kind != "huyện"] == ["Thành phố Lạng Sơn"]
    assert {d.valid_to for d in in_2020} == {LAST_DAY_OF_DISTRICTS}
    assert places.districts(LANG_SON, LAST_DAY_OF_DISTRICTS) == in_2020
    assert places.districts(LANG_SON, date(2025, 7, 1)) == ()


def test_a_province_without_shipped_districts_has_none() -> None:
    assert places.districts(CAO_BANG, date(2020, 4, 20)) == ()


def test_the_map_of_lang_son_shows_its_65_communes_and_no_other() -> None:
    collection = places.boundaries(LANG_SON)
    assert collection is not None
    shown = {f["properties"]["code"]: f["properties"]["full_name"] for f in collection["features"]}
    assert len(collection["features"]) == 65
    assert shown == {c.code: c.full_name for c in places.communes(LANG_SON)}


def test_the_outline_is_the_province_itself_and_no_commune_lies_outside() -> None:
    outline = places.province_outline(LANG_SON)
    collection = places.boundaries(LANG_SON)
    assert outline is not None
    assert collection is not None
    assert outline["properties"]["code"] == LANG_SON
    west, south, east, north = box(outline["geometry"]["coordinates"])
    for feature in collection["features"]:
        w, s, e, n = box(feature["geometry"]["coordinates"])
        assert west - 0.01 <= w
        assert south - 0.01 <= s
        assert e <= east + 0.01
        assert n <= north + 0.01


def box(coordinates: list) -> tuple[float, float, float, float]:  # type: ignore[type-arg]
    """West, south, east and north of nested GeoJSON coordinates."""
    if isinstance(coordinates[0], float):
        return coordinates[0], coordinates[1], coordinates[0], coordinates[1]
    boxes = [box(part) for part in coordinates]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def test_cao_bang_has_its_communes_but_no_map() -> None:
    assert len(places.communes(CAO_BANG)) == 56
    assert places.boundaries(CAO_BANG) is None
    assert places.province_outline(CAO_BANG) is None


def test_every_commune_s_full_name_begins_with_a_capital_letter() -> None:
    names = [one.full_name for province in places.provinces() for one in places.communes(province.code)]
    assert [name for name in names if not name[0].isupper()] == []
