"""Each rule of form fires on its breach and leaves alone what only looks like one; the product's own papers pass."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lachan.checks.papers import RULES, check_paper
from lachan.documents.papers import write_docx, write_pdf
from lachan.documents.papers.model import Paper, PaperKind, Paragraph, SignOff
from lachan.readers.errors import InputError
from tests.documents.papers.samples import LETTER, MINUTES, REPORT

TEXT = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/STTTT-TTr
V/v phòng ngừa lừa đảo qua mạng
Lạng Sơn, ngày 05 tháng 4 năm 2020

Kính gửi: Các doanh nghiệp viễn thông

Trước tình hình tội phạm lừa đảo diễn ra phức tạp, Sở đề nghị các đơn vị thực hiện.
Đề nghị các đơn vị báo cáo kết quả về Sở./.

Nơi nhận:
- Như trên;
- Lưu: VT, TTr.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Văn Mẫu
"""

DECISION = (
    TEXT.replace("V/v phòng ngừa lừa đảo qua mạng\n", "")
    .replace("05/STTTT-TTr", "05/QĐ-STTTT")
    .replace("Kính gửi: Các doanh nghiệp viễn thông", "QUYẾT ĐỊNH\nVề việc thành lập tổ công tác")
)
ANNEX = "\nPhụ lục\nSỐ LIỆU\n(Kèm theo Công văn số 05/STTTT-TTr ngày 05 tháng 4 năm 2020 của Sở)\nBảng.\n"


def found_in(tmp_path: Path, text: str) -> set[str]:
    path = tmp_path / "cong-van.txt"
    path.write_text(text, encoding="utf-8")
    return {one.rule.id for one in check_paper(path)[1]}


@pytest.mark.parametrize(
    ("rule", "whole", "old", "new"),
    [
        ("001", TEXT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", ""),
        ("001", TEXT, "NGHĨA", "NGHỈA"),
        ("002", TEXT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("003", TEXT, "Độc lập - Tự do - Hạnh phúc\n", ""),
        ("003", TEXT, "Hạnh phúc", "Hạnh phức"),
        ("004", TEXT, "Độc lập - Tự do", "Độc lập -Tự do"),
        ("004", TEXT, "Độc lập - Tự do - Hạnh", "Độc lập – Tự do – Hạnh"),
        ("005", TEXT, "Độc lập - Tự do - Hạnh phúc", "Độc Lập - Tự Do - Hạnh Phúc"),
        ("005", TEXT, "Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("006", TEXT, "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở Thông tin và Truyền thông"),
        ("006", TEXT, "UBND TỈNH LẠNG SƠN\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\n", ""),
        ("007", TEXT, "Số: 05", "Số 05"),
        ("007", TEXT, "Số: 05/STTTT-TTr\n", ""),
        ("008", TEXT, "Số: 05/", "Số: 5/"),
        ("009", TEXT, "05/STTTT-TTr", "05 / STTTT-TTr"),
        ("009", TEXT, "05/STTTT-TTr", "05/STTTT - TTr"),
        ("010", DECISION, "05/QĐ-STTTT", "05/STTTT-TTr"),
        ("011", TEXT, "ngày 05 tháng 4 năm 2020", "05/4/2020"),
        ("011", TEXT, "Lạng Sơn, ngày", "Lạng Sơn ngày"),
        ("011", TEXT, "Lạng Sơn, ngày 05 tháng 4 năm 2020\n", ""),
        ("012", TEXT, "ngày 05", "ngày 5"),
        ("013", TEXT, "tháng 4 năm", "tháng 04 năm"),
        ("013", TEXT, "tháng 4 năm", "tháng 2 năm"),
        ("014", TEXT, "ngày 05 tháng 4", "ngày 31 tháng 4"),
        ("015", DECISION, "QUYẾT ĐỊNH\n", "Quyết định\n"),
        ("016", TEXT, "V/v phòng ngừa lừa đảo qua mạng\n", ""),
        ("016", DECISION, "Về việc thành lập tổ công tác", "Căn cứ Nghị định 30/2020/NĐ-CP;"),
        ("017", TEXT, "V/v phòng", "V/v: phòng"),
        ("017", TEXT, "V/v phòng", "Về việc phòng"),
        ("018", TEXT, "Kính gửi:", "Kính gửi"),
        ("018", TEXT, "Kính gửi: Các doanh nghiệp viễn thông\n", ""),
        ("019", TEXT, "- Như trên;", "- Như trên."),
        ("019", TEXT, "- Lưu: VT, TTr.", "- Lưu: VT, TTr;"),
        ("019", TEXT, "- Như trên;", "Như trên;"),
        ("020", TEXT, "Nơi nhận:", "Nơi nhận"),
        ("021", TEXT, "- Như trên;\n- Lưu: VT, TTr.", "- Như trên."),
        ("022", TEXT, "KT. GIÁM ĐỐC", "KT.GIÁM ĐỐC"),
        ("022", TEXT, "KT. GIÁM ĐỐC", "K/T GIÁM ĐỐC"),
        ("022", TEXT, "KT. GIÁM ĐỐC", "T/M ỦY BAN NHÂN DÂN"),
        ("023", TEXT, "PHÓ GIÁM ĐỐC\n", ""),
        ("024", TEXT, "Trần Văn Mẫu", "TS. Trần Văn Mẫu"),
        ("025", TEXT, "về Sở./.", "về Sở."),
        ("034", TEXT + ANNEX, "(Kèm theo Công văn số 05/STTTT-TTr ngày 05 tháng 4 năm 2020 của Sở)\n", ""),
    ],
)
def test_a_breach_is_found_and_nothing_else_is(tmp_path: Path, rule: str, whole: str, old: str, new: str) -> None:
    assert old in whole
    assert found_in(tmp_path, whole.replace(old, new, 1)) == {f"PAP-{rule}"}


@pytest.mark.parametrize(
    ("whole", "old", "new"),
    [
        (TEXT, "", ""),
        (DECISION, "", ""),
        (TEXT + ANNEX, "", ""),
        (TEXT, "CỘNG HÒA", "CỘNG HOÀ"),
        (TEXT, "Số: 05/", "Số:      /"),
        (TEXT, "Số: 05/", "Số: 105/"),
        (TEXT, "Số: 05/STTTT-TTr", "Số: 05/UBND-KTN"),
        (TEXT, "ngày 05 tháng 4", "ngày 15 tháng 02"),
        (TEXT, "ngày 05 tháng 4", "ngày     tháng 4"),
        (TEXT, "ngày 05 tháng 4", "ngày 31 tháng 12"),
        (TEXT, "Kính gửi: Các doanh", "Kính gửi:\n- Ủy ban nhân dân tỉnh;\n- Các doanh"),
        (TEXT, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC"),
        (TEXT, "KT. GIÁM ĐỐC\nPHÓ", "TUQ. GIÁM ĐỐC\nPHÓ"),
        (TEXT, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
        (TEXT, "Trần Văn Mẫu", "Tạ Sơn Mẫu"),
        (TEXT, "- Như trên;", "- Như trên; GIÁM ĐỐC"),
        (TEXT, "SƠN\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nCỘNG", "SƠN CỘNG"),
        (TEXT, "thực hiện.", "thực hiện theo Công văn số 7/UBND ngày 5 tháng 04 năm 2020."),
        (TEXT, "UBND TỈNH LẠNG SƠN\n", "UBND TỈNH LẠNG SƠN    \n"),
    ],
)
def test_what_is_in_order_or_still_blank_is_left_alone(tmp_path: Path, whole: str, old: str, new: str) -> None:
    assert old in whole
    assert found_in(tmp_path, whole.replace(old, new, 1) if old else whole) == set()


@pytest.mark.parametrize("paper", [LETTER, REPORT, MINUTES], ids=["letter", "report", "minutes"])
@pytest.mark.parametrize(("ending", "write"), [("docx", write_docx), ("pdf", write_pdf)])
def test_our_own_papers_pass(tmp_path: Path, paper: Paper, ending: str, write: Callable[[Paper], bytes]) -> None:
    path = tmp_path / f"van-ban.{ending}"
    path.write_bytes(write(paper))
    assert check_paper(path)[1] == ()


def test_our_decision_on_a_day_in_january_passes(tmp_path: Path) -> None:
    paper = replace(
        LETTER,
        kind=PaperKind.QUYET_DINH,
        symbol="QĐ-STTTT",
        date=date(2020, 1, 9),
        addressees=(),
        blocks=(Paragraph("Thành lập tổ công tác để thực hiện các nội dung."),),
        sign_off=SignOff("TL.", "Giám đốc", "Chánh Thanh tra", "Trần Văn Mẫu"),
    )
    path = tmp_path / "qd.docx"
    path.write_bytes(write_docx(paper))
    assert check_paper(path)[1] == ()


def paragraph(document: Document, start: str) -> object:
    """The paragraph that starts so, wherever it stands."""
    places = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    return next(one for one in places if one.text.startswith(start))


@cache
def letter() -> bytes:
    """Our own letter, written once."""
    return write_docx(LETTER)


def small_state(document: Document) -> None:
    paragraph(document, "CỘNG").runs[0].font.size = Pt(15)  # type: ignore[attr-defined]


def upright_date(document: Document) -> None:
    paragraph(document, "Lạng Sơn,").runs[0].italic = False  # type: ignore[attr-defined]


def plain_recipients(document: Document) -> None:
    paragraph(document, "Nơi nhận").runs[0].bold = False  # type: ignore[attr-defined]


def small_text(document: Document) -> None:
    one = paragraph(document, "Trước tình hình")
    one.runs[0].text += " Các đơn vị tăng cường phối hợp."  # type: ignore[attr-defined]
    one.runs[0].font.size = Pt(11)  # type: ignore[attr-defined]


def other_font(document: Document) -> None:
    fonts = paragraph(document, "Trước tình hình").runs[0]._r.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    fonts.set(qn("w:ascii"), "Arial")


def letter_size(document: Document) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def narrow(document: Document) -> None:
    document.sections[0].left_margin = Mm(20)


def number_on_first(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def number_at_foot(document: Document) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    document.sections[0].footer.paragraphs[0]._p.append(field)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("026", letter_size),
        ("027", narrow),
        ("028", other_font),
        ("029", small_text),
        ("030", number_on_first),
        ("030", number_at_foot),
        ("031", small_state),
        ("032", upright_date),
        ("033", plain_recipients),
    ],
)
def test_looks_that_break_the_form_are_found(tmp_path: Path, rule: str, spoil: Callable[[Document], None]) -> None:
    document = docx.Document(io.BytesIO(letter()))
    spoil(document)
    path = tmp_path / "sai.docx"
    document.save(str(path))
    assert {one.rule.id for one in check_paper(path)[1]} == {f"PAP-{rule}"}


def test_looks_within_the_bounds_are_left_alone(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(letter()))
    section = document.sections[0]
    section.left_margin, section.top_margin, section.right_margin = Mm(35), Mm(25), Mm(20)
    paragraph(document, "CỘNG").runs[0].font.size = Pt(13)  # type: ignore[attr-defined]
    path = tmp_path / "dung.docx"
    document.save(str(path))
    assert check_paper(path)[1] == ()


def test_every_rule_says_in_both_languages_what_is_right() -> None:
    assert len(RULES) == 34
    for rule in RULES.values():
        assert all((rule.wrong.vi, rule.wrong.en, rule.right.vi, rule.right.en, rule.basis))


def test_a_program_with_the_ending_of_a_paper_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"MZ" + bytes(200))
    with pytest.raises(InputError):
        check_paper(path)
