"""How a DOCX is laid out: its pages, and each paragraph's font, size and weight as Word resolves them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lachan.readers.uploads.refusals import refusal

_MM = 36_000
_MAX_DEPTH = 20
_MAX_STYLES = 10


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A section's page in millimetres; `number_in_header` when its header has the page number, `first_differs`."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_in_header: bool
    number_in_footer: bool
    first_differs: bool


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A paragraph: its words; fonts and sizes (points) that occur; whether all of it is bold, italic."""

    text: str
    fonts: frozenset[str]
    sizes: frozenset[float]
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class DocxLayout:
    """The whole file in reading order."""

    pages: tuple[PageLayout, ...]
    paragraphs: tuple[LaidOut, ...]


def docx_layout(content: bytes, *, name: str) -> DocxLayout:
    """The layout of the DOCX; InputError `broken` when it cannot be read."""
    try:
        document = docx.Document(io.BytesIO(content))
        defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        pages = tuple(_page(one) for one in document.sections)
        return DocxLayout(pages, tuple(_laid_out(one, defaults) for one in _paragraphs(document)))
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", name) from problem


def _page(section: Any) -> PageLayout:
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    width, height, top, bottom, left, right = (
        round((one or 0) / _MM, 1) for one in (*sides, section.left_margin, section.right_margin)
    )
    return PageLayout(
        width,
        height,
        top,
        bottom,
        left,
        right,
        _has_page_number(section.header),
        _has_page_number(section.footer),
        bool(section.different_first_page_header_footer),
    )


def _has_page_number(part: Any) -> bool:
    fields = [one.text or "" for one in part._element.iter(qn("w:instrText"))]
    fields += [one.get(qn("w:instr"), "") for one in part._element.iter(qn("w:fldSimple"))]
    return any("PAGE" in one.upper() for one in fields)


def _paragraphs(container: Any, depth: int = 0) -> Iterator[Paragraph]:
    """In the order of reading; a merged cell once."""
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table) and depth < _MAX_DEPTH:
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from _paragraphs(cell, depth + 1)


def _laid_out(paragraph: Paragraph, defaults: Any) -> LaidOut:
    runs = [run for run in paragraph.runs if run.text.strip()]
    chains = [_chain(paragraph, run, defaults) for run in runs]
    return LaidOut(
        text=paragraph.text,
        fonts=frozenset(filter(None, (_font(chain) for chain in chains))),
        sizes=frozenset(size for size in (_size(chain) for chain in chains) if size),
        bold=bool(chains) and all(_is_on(chain, "w:b") for chain in chains),
        italic=bool(chains) and all(_is_on(chain, "w:i") for chain in chains),
    )


def _chain(paragraph: Paragraph, run: Any, defaults: Any) -> list[Any]:
    """Run properties from the run itself up to the document's defaults; the first that says something counts."""
    chain = [run._r.rPr]
    for style in (run.style, paragraph.style):
        for _ in range(_MAX_STYLES):  # styles can be based on each other in a circle
            if style is None:
                break
            chain.append(style.element.find(qn("w:rPr")))
            style = style.base_style
    return [one for one in (*chain, defaults) if one is not None]


def _font(chain: list[Any]) -> str:
    for properties in chain:
        fonts = properties.find(qn("w:rFonts"))
        if fonts is not None and (name := fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))):
            return str(name)
    return ""


def _size(chain: list[Any]) -> float:
    for properties in chain:
        size = properties.find(qn("w:sz"))
        if size is not None and (value := size.get(qn("w:val"), "")).replace(".", "", 1).isdigit():
            return float(value) / 2
    return 0


def _is_on(chain: list[Any], tag: str) -> bool:
    for properties in chain:
        switch = properties.find(qn(tag))
        if switch is not None:
            return switch.get(qn("w:val"), "1") not in ("0", "false", "off")
    return False
