"""Charts: what is drawn is what was counted, and the drawing can stand inline on a guarded page."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.documents.charts import bar_chart, progress_chart

SVG = "{http://www.w3.org/2000/svg}"
LABELS = st.text(max_size=80)


def said(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def bars(svg: str) -> list[float]:
    """The lengths of the filled bars."""
    return [
        float(rect.get("width", "0"))
        for rect in ET.fromstring(svg).iter(f"{SVG}rect")
        if rect.get("fill", "").startswith("#1f")
    ]


def assert_inline(svg: str) -> None:
    """No style attribute, script, event or outside reference: a strict CSP lets it stand."""
    assert not re.search(r"style=|<style|<script|\son\w+=|javascript:|https?://(?!www\.w3\.org/2000/svg)", svg)


def test_bars_are_as_long_as_their_values() -> None:
    svg = bar_chart("Tin, bài", [("Tuyên truyền", 1000), ("Rà soát", 250.0), ("Kiểm tra", 0)], unit="tin")
    longest, quarter, nothing = bars(svg)
    assert (quarter / longest, nothing) == (0.25, 0)
    assert {"1.000 tin", "250 tin", "0 tin"} <= set(said(svg))


def test_shares_are_measured_against_the_whole_hundred() -> None:
    (half,) = bars(bar_chart("Tỷ lệ", [("Xã Yên Phúc", 50)], unit="%"))
    (whole,) = bars(bar_chart("Tỷ lệ", [("Xã Yên Phúc", 100)], unit="%"))
    assert half * 2 == whole


def test_a_target_is_a_line_with_its_figure() -> None:
    svg = bar_chart("Tỷ lệ", [("Xã Yên Phúc", 50)], unit="%", target=90)
    assert "Mục tiêu: 90 %" in said(svg)
    assert "Mục tiêu: 90 %" in (ET.fromstring(svg).findtext(f"{SVG}desc") or "")
    assert ET.fromstring(svg).find(f"{SVG}line") is not None


def test_progress_says_how_many_of_how_many() -> None:
    svg = progress_chart("Hoàn thành", [("Tuyên truyền", 60, 65), ("Chưa giao", 0, 0)])
    assert {"60/65 đơn vị (92,3 %)", "0/0 đơn vị (0 %)"} <= set(said(svg))


def test_long_vietnamese_labels_break_between_words() -> None:
    label = "Rà soát các website, tài khoản mạng xã hội của các tổ chức, cá nhân có biểu hiện lừa đảo"
    lines = said(bar_chart("x", [(label, 1)], unit="tin"))[:-1]
    assert " ".join(lines) == label
    assert max(map(len, lines)) <= 30


def test_nothing_to_draw_says_so() -> None:
    assert said(progress_chart("Hoàn thành", [])) == ["Chưa có số liệu"]


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        bar_chart("x", [("a", -1)], unit="tin")
    with pytest.raises(ValueError, match="between"):
        progress_chart("x", [("a", 3, 2)])


@given(LABELS, LABELS)
def test_any_text_gives_well_formed_svg_with_a_name_and_a_description(title: str, label: str) -> None:
    svg = bar_chart(title, [(label, 1)], unit="%", target=2)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}desc"


def test_charts_may_stand_inline_under_a_strict_policy() -> None:
    assert_inline(bar_chart("Tin, bài", [("Tuyên truyền", 1)], unit="tin", target=1))
    assert_inline(progress_chart("Hoàn thành", [("Tuyên truyền", 1, 2)]))
