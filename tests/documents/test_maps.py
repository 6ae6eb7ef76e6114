"""The map of communes: every commune in the tint of its value, light enough for a page, safe to stand inline."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from lachan.documents.maps import BAND_FILLS, BORDER, Band, choropleth, stylesheet
from lachan.vietnam.places import boundaries
from tests.documents.test_charts import SVG, assert_inline

LEGEND = (Band("Từ 75 %", 75), Band("Dưới 50 %", 0), Band("Từ 50 %", 50))


def square(code: str, west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


SMALL = {"type": "FeatureCollection", "features": [square("1", 106, 21), square("2", 107, 21), square("3", 106, 22)]}
NAMES = {"1": "Xã Một", "2": "Xã Hai", "3": "Phường Ba"}


def drawn(values: Mapping[str, float | None], **choices: Any) -> str:
    return choropleth(SMALL, values, title="Tỷ lệ hoàn thành", legend=LEGEND, names=NAMES, **choices)


def areas(svg: str) -> dict[str, ET.Element]:
    return {path.findtext(f"{SVG}title") or "": path for path in ET.fromstring(svg).iter(f"{SVG}path")}


def test_each_commune_has_the_class_of_its_band_and_says_its_name_and_value() -> None:
    found = areas(drawn({"1": 75, "2": 49.9, "3": None}))
    assert {said: area.get("class") for said, area in found.items()} == {
        "Xã Một: 75 %": "area band-2",
        "Xã Hai: 49,9 %": "area band-0",
        "Phường Ba: chưa có số liệu": "area no-data",
    }


def test_without_a_stylesheet_at_hand_the_fills_are_in_the_drawing() -> None:
    assert areas(drawn({"1": 75}, standalone=True))["Xã Một: 75 %"].get("fill") == BAND_FILLS[2]
    assert areas(drawn({"1": 75}))["Xã Một: 75 %"].get("fill") is None
    assert f".band-2 {{ fill: {BAND_FILLS[2]}; }}" in stylesheet()


def test_what_is_not_known_is_hatched_and_not_white() -> None:
    svg = drawn({})
    hatch = ET.fromstring(svg).find(f".//{SVG}pattern")
    assert hatch is not None
    assert areas(svg)["Xã Một: chưa có số liệu"].get("fill") == f"url(#{hatch.get('id')})"


def test_the_map_stands_upright() -> None:
    def start(area: ET.Element) -> list[float]:
        return [float(number) for number in re.findall(r"[\d.]+", area.get("d", ""))[:2]]

    south, east, north = (start(area) for area in areas(drawn({})).values())
    assert east[0] > south[0]
    assert north[1] < south[1]


def test_the_legend_names_every_band_and_the_missing_ones() -> None:
    said = [text.text for text in ET.fromstring(drawn({})).iter(f"{SVG}text")]
    assert said == ["Từ 75 %", "Từ 50 %", "Dưới 50 %", "Chưa có số liệu"]


def test_the_description_counts_the_communes_of_each_band() -> None:
    description = ET.fromstring(drawn({"1": 80, "2": 90})).findtext(f"{SVG}desc")
    assert description == "Dưới 50 %: 0 đơn vị; Từ 50 %: 0 đơn vị; Từ 75 %: 2 đơn vị; chưa có số liệu: 1 đơn vị."


def test_a_linked_map_is_a_group_whose_areas_the_keyboard_reaches() -> None:
    root = ET.fromstring(drawn({"1": 75}, links={"1": "/bao-cao/1"}))
    (link,) = root.iter(f"{SVG}a")
    assert (root.get("role"), link.get("href"), link.get("aria-label")) == ("group", "/bao-cao/1", "Xã Một: 75 %")
    assert ET.fromstring(drawn({"1": 75})).get("role") == "img"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://x.example", "//x.example"])
def test_a_link_leads_to_the_office_alone(address: str) -> None:
    with pytest.raises(ValueError, match="own pages"):
        drawn({}, links={"1": address})


def test_a_value_below_the_lowest_band_and_too_many_bands_are_refused() -> None:
    with pytest.raises(ValueError, match="lowest"):
        drawn({"1": -1})
    with pytest.raises(ValueError, match="bands"):
        choropleth(SMALL, {}, title="x", legend=[Band("x", n) for n in range(6)], names={})


def test_the_65_communes_of_lang_son_fit_in_200_kilobytes_inline() -> None:
    province = boundaries("20")
    assert province is not None
    names = {f["properties"]["code"]: f["properties"]["full_name"] for f in province["features"]}
    links = {code: f"/bao-cao/{code}" for code in names}
    svg = choropleth(province, dict.fromkeys(names, 60.0), title="x", legend=LEGEND, names=names, links=links)
    assert len(areas(svg)) == 65
    assert len(svg.encode()) <= 200_000
    assert_inline(svg)


def test_the_tints_grow_darker_and_each_stands_out_from_the_borders() -> None:
    lights = [luminance(fill) for fill in BAND_FILLS]
    assert all(lighter > darker + 0.05 for lighter, darker in pairwise(lights))
    assert all((light + 0.05) / (luminance(BORDER) + 0.05) >= 3 for light in lights)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_label_of_the_legend_has_its_place_in_the_drawing() -> None:
    label = "Đã ký, chờ Sở tiếp nhận hoặc trả lại"
    svg = choropleth(SMALL, {"1": 1}, title="Tình hình", legend=[Band(label, 0)], names=NAMES)
    root = ET.fromstring(svg)
    text = next(one for one in root.iter(f"{SVG}text") if one.text == label)
    width = float(root.attrib["viewBox"].split()[2])
    assert float(text.attrib["x"]) + 8 * len(label) < width  # 16 px letters are some 8 wide
