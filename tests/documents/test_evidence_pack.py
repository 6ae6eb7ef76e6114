"""The evidence sheet: words stay words, pictures stay pictures, and the same sheet gives the same bytes."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from lachan.documents.evidence_pack import Fact, Listed, Sheet, Visit, write_pdf

TRICKS = '#image("/etc/passwd") $x$ *đậm* <nhãn> @x \\ 🎁 \u202e\x00'
DIGEST = "0123456789abcdef" * 4


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 90), "navy").save(out, kind)
    return out.getvalue()


def sheet(words: str = "Đối tượng", shot: bytes = b"") -> Sheet:
    fact, listed = Fact(words, words), Listed(words, words, "9", DIGEST)
    return Sheet(words, words, words, (fact,), (Visit(words, (fact,), (listed,), shot, words or "Ảnh"),), words)


def test_nothing_a_stranger_wrote_acts_as_markup_or_names_a_file() -> None:
    reader = PdfReader(io.BytesIO(write_pdf(sheet(TRICKS))))
    words = "".join(page.extract_text() for page in reader.pages).replace(" ", "")
    assert '#image("/etc/passwd")$x$*đậm*<nhãn>@x' in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_digest_stands_whole_and_can_be_copied_out() -> None:
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(sheet()))).pages)
    assert DIGEST in words.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_stands_in_the_sheet_with_words_for_it(kind: str) -> None:
    with_it, without = write_pdf(sheet(shot=picture(kind))), write_pdf(sheet())
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(with_it)).pages) == 1
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(without)).pages) == 0
    assert write_pdf(sheet(shot=picture(kind))) == with_it


def test_what_is_no_picture_is_left_out() -> None:
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(write_pdf(sheet(shot=b"<svg/>")))).pages) == 0
