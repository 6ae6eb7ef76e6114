"""Rules about how a DOCX looks: page, margins, fonts, sizes."""

import re
from collections.abc import Iterator, Sequence

from lachan.checks.papers.words import Hit, folded
from lachan.readers.papers.layout import DocxLayout, LaidOut, PageLayout

_SLACK = 0.6
"""Millimetres that rounding in other programs takes."""

_FONTS = frozenset({"Times New Roman", "TimesNewRoman"})
_LONG_TEXT = 100
_DATE = re.compile(r".{2,60},? ?ngay .{0,4}thang .{0,4}nam .{0,6}")


def hits(layout: DocxLayout) -> Iterator[Hit]:
    """Everything that the looks break."""
    for page in layout.pages[:1]:
        yield from _page(page)
    yield from _fonts(layout.paragraphs)
    yield from _sizes(layout.paragraphs)


def _page(page: PageLayout) -> Iterator[Hit]:
    if abs(page.width - 210) > 2 or abs(page.height - 297) > 2:
        yield "026", f"{page.width:g} × {page.height:g} mm", None
    bounds = (("top", page.top, 20, 25), ("bottom", page.bottom, 20, 25), ("left", page.left, 30, 35))
    for name, value, least, most in (*bounds, ("right", page.right, 15, 20)):
        if not least - _SLACK <= value <= most + _SLACK:
            yield "027", f"{name} {value:g} mm", None
    if page.number_in_footer or (page.number_in_header and not page.first_differs):
        yield "030", "", None


def _fonts(paragraphs: Sequence[LaidOut]) -> Iterator[Hit]:
    others = sorted({font for one in paragraphs for font in one.fonts if font not in _FONTS})
    if others:
        yield "028", ", ".join(others), None


def _sizes(paragraphs: Sequence[LaidOut]) -> Iterator[Hit]:
    dated = False
    for one in paragraphs:
        text = folded(" ".join(one.text.split()))
        is_state = text.startswith("cong h") and "viet nam" in text
        is_motto = text.startswith("doc lap") and len(text) < 40
        if (is_state and not _looks(one, 12, 13, bold=True)) or (is_motto and not _looks(one, 13, 14, bold=True)):
            yield "031", one.text, None
        elif not dated and _DATE.fullmatch(text):
            dated = True
            if not _looks(one, 13, 14, italic=True):
                yield "032", one.text, None
        elif text.startswith("noi nhan") and len(text) < 12 and not _looks(one, 12, 12, bold=True, italic=True):
            yield "033", one.text, None
        elif _is_text(text) and not _looks(one, 13, 14):
            yield "029", one.text, None
            return


def _is_text(text: str) -> bool:
    """Whether it is a paragraph of the text: long, and closed like a sentence."""
    return len(text) > _LONG_TEXT and text.endswith((".", ";", ":")) and not text.startswith(("v/v", "-"))


def _looks(one: LaidOut, least: float, most: float, *, bold: bool | None = None, italic: bool | None = None) -> bool:
    sizes = not one.sizes or (min(one.sizes) >= least and max(one.sizes) <= most)
    return sizes and bold in (None, one.bold) and italic in (None, one.italic)
