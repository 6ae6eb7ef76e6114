import io
import unicodedata

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lachan.readers.errors import InputError
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind
from tests.readers.files import docx_bytes, pdf_bytes
from tests.readers.letters import REAL, as_docx, as_pdf


def paragraphs(content: bytes | str, kind: FileKind = FileKind.TEXT) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_paper_text(raw, kind, name="công văn").paragraphs)


def document_bytes(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REAL_PARAGRAPHS = paragraphs(REAL)


class TestText:
    def test_the_real_letter_has_its_paragraphs_with_the_page_break_healed(self) -> None:
        assert len(REAL_PARAGRAPHS) == 33
        assert REAL_PARAGRAPHS[0] == "UBND TỈNH LẠNG SƠN"
        healed = next(p for p in REAL_PARAGRAPHS if "kịp thời phối hợp" in p)
        assert "phối hợp với cơ quan liên quan có biện pháp" in healed

    def test_typing_errors_stay_as_they_are(self) -> None:
        text = " ".join(REAL_PARAGRAPHS)
        assert "điều tra phi phát hiện" in text
        assert "(mục Văn hoản chỉ đạo điều hành)./." in text

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_every_usual_encoding_reads_the_same(self, encoding: str) -> None:
        assert paragraphs(REAL.encode(encoding)) == REAL_PARAGRAPHS

    def test_windows_1258_reads_the_same(self) -> None:
        # the old code page writes tone marks apart; quotation marks and letters of the letter all exist in it
        apart = "".join(
            c if c in "âăêôơưđÂĂÊÔƠƯĐ" else unicodedata.normalize("NFD", c) if _tone_only(c) else _old(c) for c in REAL
        )
        assert paragraphs(apart.encode("cp1258")) == REAL_PARAGRAPHS

    @pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
    def test_every_line_ending_reads_the_same(self, ending: str) -> None:
        assert paragraphs(REAL.replace("\n", ending)) == REAL_PARAGRAPHS

    def test_hard_line_breaks_are_joined_and_list_items_kept_apart(self) -> None:
        text = (
            "Thực hiện chức năng quản lý nhà nước của Sở Khoa học và Công nghệ tỉnh Lạng Sơn\n"
            "về viễn thông và Internet, Sở đề nghị các cơ quan, đơn vị và các doanh nghiệp\n"
            "Viễn thông trên địa bàn thực hiện:\n"
            "- Tuyên truyền cho người dân về các thủ đoạn lừa đảo;\n- Việc hai."
        )
        first, *items = paragraphs(text)
        assert first.endswith("các doanh nghiệp Viễn thông trên địa bàn thực hiện:")
        assert items == ["- Tuyên truyền cho người dân về các thủ đoạn lừa đảo;", "- Việc hai."]

    def test_rules_and_invisible_characters_go(self) -> None:
        assert paragraphs("SỞ\u200b A\n_______\n-----\n\xa0\nSố:\xa005/A-B") == ["SỞ A", "Số: 05/A-B"]

    @pytest.mark.parametrize("text", ["", "  \n\n", "-----\n***"])
    def test_a_text_without_words_is_refused(self, text: str) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(text)
        assert caught.value.code == "empty"

    def test_binary_is_no_text(self) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(b"\x00\x01\x02")
        assert caught.value.code == "not_text"

    @given(st.text(max_size=500))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            found = paragraphs(text.encode("utf-8", "ignore"))
        except InputError:
            return
        assert all("\n" not in p and p == p.strip() for p in found)

    @given(st.text(alphabet="aAăĂ .,;:-\n1đ", max_size=300))
    def test_reading_what_was_read_changes_nothing(self, text: str) -> None:
        try:
            once = read_paper_text(text.encode(), FileKind.TEXT, name="a")
        except InputError:
            return
        again = read_paper_text(once.text.encode(), FileKind.TEXT, name="a")
        assert " ".join(again.paragraphs) == " ".join(once.paragraphs)


class TestDocx:
    def test_head_and_sign_off_in_tables_are_read_in_order(self) -> None:
        found = paragraphs(as_docx(REAL), FileKind.DOCX)
        in_cells = [p for p in REAL_PARAGRAPHS if not p.startswith(("V/v", "Lạng Sơn,"))]
        assert [p for p in found if not p.startswith(("V/v", "Lạng Sơn,"))] == in_cells
        assert set(found) == set(REAL_PARAGRAPHS)

    def test_the_dashes_of_automatic_lists_come_back(self) -> None:
        assert set(paragraphs(as_docx(REAL, automatic_bullets=True), FileKind.DOCX)) == set(REAL_PARAGRAPHS)

    def test_automatic_numbers_count_on(self) -> None:
        document = docx.Document()
        for text, style in (
            ("Phòng chuyên môn", "List Number"),
            ("Tuyên truyền", "List Bullet"),
            ("Doanh nghiệp viễn thông", "List Number"),
            ("Chữ thường", "Normal"),
            ("Công an", "List Number"),
        ):
            document.add_paragraph(text, style=style)
        assert paragraphs(document_bytes(document), FileKind.DOCX) == [
            "1. Phòng chuyên môn",
            "- Tuyên truyền",
            "2. Doanh nghiệp viễn thông",
            "Chữ thường",
            "3. Công an",
        ]

    def test_numbers_of_two_levels_restart_under_each_heading(self) -> None:
        document = docx.Document()
        _add_outline(document, ("I", "upperRoman", "%1."), ("a", "lowerLetter", "%2)"))
        for text, level in (("Một", 0), ("việc", 1), ("việc", 1), ("Hai", 0), ("việc", 1)):
            _put_in_list(document.add_paragraph(text), level)
        assert paragraphs(document_bytes(document), FileKind.DOCX) == [
            "I. Một",
            "a) việc",
            "b) việc",
            "II. Hai",
            "a) việc",
        ]

    def test_a_merged_cell_is_read_once(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Một ô"
        assert paragraphs(document_bytes(document), FileKind.DOCX) == ["Một ô"]

    def test_inserted_words_are_read_and_deleted_ones_are_not(self) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("Kính ")
        for tag, text_tag, words in (("w:ins", "w:t", "gửi"), ("w:del", "w:delText", "bỏ")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)
        assert paragraphs(document_bytes(document), FileKind.DOCX) == ["Kính gửi"]

    def test_a_broken_docx_is_refused(self) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(docx_bytes()[:300], FileKind.DOCX)
        assert caught.value.code == "broken"

    def test_a_docx_without_words_is_refused(self) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(document_bytes(docx.Document()), FileKind.DOCX)
        assert caught.value.code == "empty"


class TestPdf:
    def test_hard_line_breaks_and_page_numbers_of_a_printed_letter_go(self) -> None:
        found = paragraphs(as_pdf(REAL), FileKind.PDF)
        body = [p for p in REAL_PARAGRAPHS if len(p) > 40]
        assert [p for p in body if p not in found] == []
        assert not [p for p in found if p.isdigit()]

    def test_a_scan_is_refused_with_the_way_out(self) -> None:
        out = io.BytesIO()
        Image.new("RGB", (200, 300), "white").save(out, format="PDF")
        with pytest.raises(InputError) as caught:
            paragraphs(out.getvalue(), FileKind.PDF)
        assert caught.value.code == "no_text"
        assert caught.value.message("vi").startswith("công văn: là bản quét, không có lớp chữ; hãy ")

    def test_blank_pages_are_no_text(self) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(pdf_bytes(), FileKind.PDF)
        assert caught.value.code == "no_text"

    def test_a_broken_pdf_is_refused(self) -> None:
        with pytest.raises(InputError) as caught:
            paragraphs(b"%PDF-1.7 nothing", FileKind.PDF)
        assert caught.value.code == "broken"


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.PNG, FileKind.CSV])
def test_other_kinds_are_no_papers(kind: FileKind) -> None:
    with pytest.raises(InputError) as caught:
        paragraphs(b"x", kind)
    assert caught.value.code == "not_a_paper"


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([FileKind.DOCX, FileKind.PDF]))
def test_a_damaged_file_is_read_or_refused(data: st.DataObject, kind: FileKind) -> None:
    content = bytearray(_DOCX if kind is FileKind.DOCX else _PDF)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = paragraphs(bytes(content), kind)
    except InputError:
        return
    assert found


_DOCX, _PDF = as_docx(REAL), as_pdf(REAL)


def _tone_only(letter: str) -> bool:
    """Whether the letter is a plain one with a tone mark alone."""
    return len(unicodedata.normalize("NFD", letter)) == 2


def _old(letter: str) -> str:
    """The letter as windows-1258 can write it: â, ơ … whole, the tone after it."""
    apart = unicodedata.normalize("NFD", letter)
    if len(apart) != 3:
        return letter
    base, *marks = apart
    shape = next(m for m in marks if m in "\u0302\u0306\u031b")
    tone = next(m for m in marks if m != shape)
    return unicodedata.normalize("NFC", base + shape) + tone


def _add_outline(document: "docx.document.Document", *levels: tuple[str, str, str]) -> None:
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (_, form, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    numbering.append(number)


def _put_in_list(paragraph: "docx.text.paragraph.Paragraph", level: int) -> None:
    listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    listed.get_or_add_ilvl().val = level
    listed.get_or_add_numId().val = 77
