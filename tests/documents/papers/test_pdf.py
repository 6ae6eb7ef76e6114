"""The PDF: tagged, in the shipped font, and word for word the DOCX."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lachan.documents.papers import write_docx, write_pdf
from lachan.documents.papers.model import (
    Annex,
    Column,
    DataTable,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    SignOff,
    Urgency,
)
from tests.documents.papers.samples import CHART, COMMUNES, LETTER, MINUTES, REPORT, TRICKY

TYPED = st.text(max_size=30)


def pages(paper: Paper) -> list[list[str]]:
    """The words of each page."""
    read = PdfReader(BytesIO(write_pdf(paper)))
    return [page.extract_text().replace("\u200b", "").split() for page in read.pages]


def docx_words(paper: Paper) -> list[str]:
    body = docx.Document(BytesIO(write_docx(paper))).element.body
    said = ["".join(_text(node) for node in paragraph.iter()) for paragraph in body.iter(qn("w:p"))]
    return " ".join(said).split()


def _text(node: Any) -> str:
    if node.tag == qn("w:br"):
        return " "
    return (node.text or "") if node.tag == qn("w:t") else ""


@pytest.mark.parametrize("paper", [LETTER, replace(LETTER, urgency=Urgency.HOA_TOC), REPORT, MINUTES])
def test_the_pdf_says_word_for_word_what_the_docx_says(paper: Paper) -> None:
    assert [word for page in pages(paper) for word in page] == docx_words(paper)


def test_text_that_looks_like_markup_stays_text() -> None:
    assert TRICKY in " ".join(pages(REPORT)[0])


def test_no_first_page_shows_its_number_and_each_annex_counts_its_own() -> None:
    text = Paragraph("Nội dung cần dài để sang trang sau. " * 60)
    long = replace(LETTER, blocks=(text, text, text), annexes=(Annex("Số liệu", (COMMUNES,)), Annex("Khác", (text,))))
    assert [page[0] for page in pages(long)] == ["UBND", "2", "3", "Phụ", "2", "Phụ"]


def test_a_table_of_65_communes_repeats_its_header_and_loses_no_row() -> None:
    annex = [page for page in pages(replace(REPORT, annexes=(Annex("Số liệu", (COMMUNES,)),))) if "phường" in page]
    assert len(annex) == 2
    said = " ".join(word for page in annex for word in page)
    assert said.count("TT Xã, phường Số tin") == 2
    assert all(f"Xã số {number} " in said for number in range(1, 66))


def test_the_signature_is_never_alone_on_a_page() -> None:
    for sentences in range(28, 60, 2):
        paper = replace(
            LETTER,
            blocks=(Paragraph("Câu văn này dài vừa một dòng chữ trên trang giấy. " * sentences), LETTER.blocks[-1]),
        )
        last = pages(paper)[-1]
        assert "cầu./." in last
        assert "Mẫu" in last


def test_a_wide_annex_lies_on_its_side() -> None:
    sizes = [page.mediabox for page in PdfReader(BytesIO(write_pdf(REPORT))).pages]
    assert [box.width > box.height for box in sizes] == [False, False, True]
    assert round(sizes[0].width * 25.4 / 72) == 210


def test_the_file_is_tagged_names_itself_and_speaks_vietnamese() -> None:
    read = PdfReader(BytesIO(write_pdf(LETTER)))
    catalogue: Any = read.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).lower() == "vi-vn"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata
    assert read.metadata.title == f"Công văn số 05/STTTT-TTr {LETTER.subject}"
    assert read.metadata.author == "Sở Thông tin và Truyền thông"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_only_the_shipped_fonts_are_used_and_embedded() -> None:
    fonts: dict[str, bool] = {}
    for page in PdfReader(BytesIO(write_pdf(replace(REPORT, blocks=(CHART, *REPORT.blocks))))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            fonts[str(inner["/FontName"]).split("+")[-1].split("-")[0]] = "/FontFile2" in inner
    assert fonts == {"Tinos": True}


def test_a_figure_is_drawn_with_its_words_and_its_caption() -> None:
    said = " ".join(pages(replace(LETTER, blocks=(CHART, *LETTER.blocks)))[0])
    assert "60/65 đơn vị (92,3 %)" in said
    assert "Hình 1" in said


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_pdf(REPORT) == write_pdf(REPORT)


@settings(max_examples=25, deadline=None)
@given(TYPED, TYPED, TYPED)
def test_whatever_is_typed_gives_a_pdf_and_a_docx(first: str, second: str, third: str) -> None:
    table = DataTable(first, (Column(second), Column(third)), ((first, second),))
    typed = replace(
        LETTER,
        body=first,
        subject=second,
        number=third,
        addressees=(first,),
        blocks=(Heading(second, 2), Paragraph(third), table, Numbered((first,))),
        sign_off=SignOff("TL.", first, second, third),
        annexes=(Annex(third, (Heading(first),)),),
    )
    assert write_pdf(typed).startswith(b"%PDF")
    assert write_docx(typed).startswith(b"PK")


def test_a_long_subject_long_names_and_a_long_address_stay_on_the_paper() -> None:
    long = replace(
        REPORT,
        body="Ủy ban nhân dân xã có một cái tên rất dài để thử bảng đầu trang",
        subject="Kết quả " + "rất dài " * 40,
        blocks=(Paragraph("https://x.example/" + "a" * 200),),
        sign_off=SignOff("TUQ.", "Chủ tịch Ủy ban nhân dân tỉnh", "Giám đốc Sở", "Nguyễn Thị Tên Rất Dài Để Thử"),
    )
    assert [word for page in pages(long) for word in page if "aa" not in word] == [
        word for word in docx_words(long) if "aa" not in word
    ]
