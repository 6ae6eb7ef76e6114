"""One text on paper: every form tagged, on its size, in embedded fonts, and word for word the source."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lachan.documents.advisories import AdvisoryText, PaperForm, script_of, short_messages, write_paper
from lachan.documents.advisories.script import LENGTHS
from lachan.documents.advisories.sheets import MOST_ON_POSTER
from lachan.vietnam.spoken import SLOWEST, spoken
from lachan.vietnam.tricks import TRICKS, trick_cards

F = PaperForm
MM = 72 / 25.4
SIZES = {F.LEAFLET_A5: (148, 210), F.LEAFLET_A4: (210, 297), F.POSTER_A3: (297, 420), F.HANDOUT: (210, 297),
         F.SCRIPT: (210, 297)}  # fmt: skip
CARDS = {one.key: one for one in trick_cards()}


def text_of(key: str = "sim_lock", language: str = "vi", **changes: object) -> AdvisoryText:
    said = getattr(CARDS[key], language)
    text = AdvisoryText(
        number="CB-2026-0001", version=2, language=language, title=TRICKS[key].in_language(language),
        key_line=said.key_line, signs=said.signs, script=said.script, say=said.say, what_to_do=said.what_to_do,
        advice=said.advice, area="toàn tỉnh", since=date(2026, 11, 25), until=date(2026, 12, 25), withdrawn=False,
        issuer="Sở Khoa học và Công nghệ tỉnh Lạng Sơn", address="https://lachan.example/canh-bao/CB-2026-0001/",
    )  # fmt: skip
    return replace(text, **changes)  # type: ignore[arg-type]


def words_of(pdf: bytes) -> str:
    """All text of the file, blanks made single."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


@pytest.mark.parametrize("form", F)
def test_a_form_is_tagged_has_its_size_and_embeds_its_font(form: PaperForm) -> None:
    content = write_paper(text_of(), form)
    read = PdfReader(BytesIO(content))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith("vi")
    assert b"pdfuaid" in content
    for page in read.pages:
        size = (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM))
        assert size == SIZES[form]
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in inner or "/FontFile3" in inner
    assert len(read.pages) == (len(LENGTHS) if form is F.SCRIPT else 1)
    assert content == write_paper(text_of(), form)


SHEETS = [(form, language) for form in F if form is not F.SCRIPT for language in form.languages]


@pytest.mark.parametrize(("form", "language"), SHEETS)
def test_what_stands_on_the_sheet_is_word_for_word_the_source(form: PaperForm, language: str) -> None:
    text = text_of("fake_authority", language)
    said = words_of(write_paper(text, form))
    most = MOST_ON_POSTER if form is F.POSTER_A3 else None
    for sentence in (text.title, text.key_line, *text.signs[:most], *text.what_to_do[:most]):
        assert sentence in said
    assert "CB-2026-0001" in said
    assert "25/11/2026" in said
    assert text.address in said.replace(" ", "")


def test_a_very_long_text_stays_readable_and_runs_on_to_a_second_page() -> None:
    line = "Câu này dài bằng câu dài nhất mà phòng nhận, để chữ phải nhỏ lại mà vẫn đọc được. " * 4
    text = text_of(signs=(line,) * 6, script=(line,) * 4, say=(line,) * 3, what_to_do=(line,) * 6, advice=(line,) * 4)
    content = write_paper(text, F.LEAFLET_A5)
    assert len(PdfReader(BytesIO(content)).pages) == 2
    assert words_of(content).count("Câu này dài bằng") == 92
    assert "CB-2026-0001" in words_of(content)


@pytest.mark.parametrize("key", CARDS)
def test_each_trick_of_the_catalogue_fits_into_its_minutes(key: str) -> None:
    text = text_of(key)
    for limit in LENGTHS:
        script = script_of(text, limit)
        assert script.fits
        assert " ".join(script.paragraphs).casefold().count(spoken(text.key_line).rstrip(".").casefold()) == 2
        assert not any(sign.isdigit() for sign in " ".join(script.paragraphs))
        assert script.syllables <= limit * SLOWEST // 60
    assert script_of(text, 120).syllables > script_of(text, 60).syllables


def test_the_script_on_paper_says_what_the_script_says() -> None:
    said = words_of(write_paper(text_of(), F.SCRIPT))
    for limit in LENGTHS:
        for paragraph in script_of(text_of(), limit).paragraphs:
            assert paragraph in said
    assert "Người đọc ghi và ký" in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"number": ""}, "BẢN NHÁP, CHƯA CÔNG BỐ"), ({"withdrawn": True}, "ĐÃ RÚT, KHÔNG DÙNG NỮA")],
)
def test_a_draft_and_a_withdrawn_text_say_so_on_the_sheet(changes: dict[str, object], words: str) -> None:
    assert words in words_of(write_paper(text_of(**changes), F.LEAFLET_A4))
    assert words not in words_of(write_paper(text_of(), F.LEAFLET_A4))


def test_the_short_message_is_counted_with_and_without_marks() -> None:
    marked, bare = short_messages(text_of())
    assert marked.length.alphabet == "ucs2"
    assert bare.length.alphabet == "gsm7"
    assert bare.length.parts == 1
    assert marked.length.parts == 2
    assert bare.text.isascii()
    assert text_of().address in bare.text


LINES = st.text(max_size=60).map(lambda one: one or "x")


@settings(max_examples=5, deadline=None)
@given(LINES, st.lists(LINES, max_size=5).map(tuple))
def test_anything_typed_becomes_text_and_never_markup(line: str, lines: tuple[str, ...]) -> None:
    text = text_of(title=f"#{line}", key_line=f"*{line}* $", signs=lines, say=lines, advice=lines)
    assert write_paper(text, F.LEAFLET_A5).startswith(b"%PDF")
    assert script_of(text, 60).paragraphs
