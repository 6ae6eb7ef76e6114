"""The DOCX: what a clerk finds when the file is opened in Word."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lachan.documents.papers import write_docx
from lachan.documents.papers.model import Annex, Paper
from tests.documents.papers.samples import CHART, COMMUNES, LETTER, MINUTES, NOTHING, REPORT


def opened(paper: Paper) -> Any:
    return docx.Document(BytesIO(write_docx(paper)))


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = opened(LETTER).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20


def test_the_page_number_is_centred_at_the_top_and_not_on_the_first_page() -> None:
    section = opened(LETTER).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_every_script_is_set_in_times_new_roman() -> None:
    styles = opened(REPORT).styles
    for style in ("Normal", "Heading 1", "Heading 2"):
        fonts = styles[style].element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert not any("Theme" in name for name in fonts.attrib)


def test_the_body_is_justified_with_the_first_line_set_in() -> None:
    paragraph = next(p for p in opened(LETTER).paragraphs if p.text.startswith("Trước tình hình"))
    assert paragraph.alignment == 3  # justified
    assert abs(paragraph.paragraph_format.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert paragraph.paragraph_format.space_after >= Pt(6)
    assert paragraph.runs[0].font.size == Pt(14)


def test_what_stands_side_by_side_has_no_lines() -> None:
    head, closing = opened(LETTER).tables
    assert head.style.name == closing.style.name == "Normal Table"
    assert not list(head._tbl.iter(qn("w:tcBorders")))


def test_the_head_has_a_rule_under_the_issuer_and_under_the_motto() -> None:
    issuer, state = opened(LETTER).tables[0].rows[0].cells
    assert len(list(issuer._tc.iter(qn("w:pBdr")))) == len(list(state._tc.iter(qn("w:pBdr")))) == 1


def test_the_header_row_of_a_table_comes_again_on_every_page_and_no_row_is_cut() -> None:
    table = opened(replace(REPORT, blocks=(COMMUNES,), annexes=())).tables[1]
    assert [bool(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows[:3]] == [True, False, False]
    assert all(list(row._tr.iter(qn("w:cantSplit"))) for row in table.rows)
    assert len(table.rows) == 66


def test_a_table_without_rows_says_that_nothing_happened() -> None:
    table = opened(replace(REPORT, blocks=(NOTHING,), annexes=())).tables[1]
    assert {cell.text for cell in table.rows[1].cells} == {"Không phát sinh"}


def test_the_last_row_is_bold_where_it_is_a_total() -> None:
    table = opened(REPORT).tables[1]
    assert table.rows[3].cells[1].paragraphs[0].runs[0].bold
    assert not table.rows[2].cells[1].paragraphs[0].runs[0].bold


def test_annexes_are_sections_that_count_their_own_pages_and_wide_ones_lie_on_their_side() -> None:
    sections = opened(REPORT).sections
    assert [section.page_width > section.page_height for section in sections] == [False, False, True]
    assert all(section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in sections)
    assert len(opened(replace(REPORT, annexes=(Annex("Số liệu", ()),))).sections) == 2


def test_the_file_says_its_language_title_and_author() -> None:
    document = opened(LETTER)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert {language.get(qn("w:val")) for language in defaults.iter(qn("w:lang"))} == {"vi-VN"}
    assert document.core_properties.title == f"Công văn số 05/STTTT-TTr {LETTER.subject}"
    assert document.core_properties.author == "Sở Thông tin và Truyền thông"
    assert document.core_properties.language == "vi-VN"
    assert document.core_properties.created.date() == date(2020, 2, 5)


def test_a_figure_is_a_picture_with_its_meaning_in_words() -> None:
    document = opened(replace(LETTER, blocks=(CHART, *LETTER.blocks)))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == CHART.alt
    assert shape.width == Mm(160)
    assert "Hình 1" in [paragraph.text for paragraph in document.paragraphs]


def test_minutes_have_their_signers_side_by_side_above_who_leads() -> None:
    tables = docx.Document(BytesIO(write_docx(MINUTES))).tables
    signers, last = tables[-2].rows[0].cells, tables[-1].rows[0].cells
    assert [cell.paragraphs[0].text for cell in signers] == ["CHỦ THUÊ BAO", "NGƯỜI GHI BIÊN BẢN"]
    assert [cell.paragraphs[-1].text for cell in signers] == ["", "Lê Thị Mẫu"]
    assert [last[1].paragraphs[0].text, last[1].paragraphs[-1].text] == ["TRƯỞNG ĐOÀN", "Trần Văn Mẫu"]
