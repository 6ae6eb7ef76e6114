"""The words of a PDF, page after page, without page numbers."""

import io
import re

from pypdf import PdfReader

from lachan.readers.errors import InputError, Place
from lachan.readers.uploads.refusals import refusal
from lachan.vietnam.wording import Wording

_PAGE_NUMBER = re.compile(r"\W*(trang\s*)?\d{1,4}(\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_MIN_LETTERS = 20
"""Fewer letters than this in the whole file: a stamp on a scan, not a text."""


def pdf_lines(content: bytes, *, name: str) -> str:
    """The lines of the PDF; InputError `no_text` when its pages are pictures, `broken` when it cannot be read."""
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", name) from problem
    text = "\n".join(_without_page_number(page) for page in pages)
    if sum(c.isalpha() for c in text) < _MIN_LETTERS:
        raise InputError(
            "no_text",
            Wording(
                "là bản quét, không có lớp chữ; hãy gửi tệp gốc .docx, tệp PDF xuất từ phần mềm soạn thảo,"
                " hoặc dán nội dung dạng văn bản",
                "is a scan without a text layer; send the original .docx, a PDF made by the word processor,"
                " or paste the text",
            ),
            Place(file=name),
        )
    return text


def _without_page_number(page: str) -> str:
    """The page without a line at its top or bottom that is nothing but a page number."""
    lines = page.strip().splitlines()
    if lines and _PAGE_NUMBER.fullmatch(lines[0]):
        del lines[0]
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        del lines[-1]
    return "\n".join(lines)
