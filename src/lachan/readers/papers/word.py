"""The words of a DOCX in reading order: paragraphs, table cells (letters keep head and sign-off there), list marks."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lachan.readers.papers.numbering import Numbering
from lachan.readers.uploads.refusals import refusal

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# Text boxes are drawn apart, and Fallback repeats them for old programs
_APART = frozenset({qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_MAX_DEPTH = 20


def docx_lines(content: bytes, *, name: str) -> str:
    """The paragraphs of the DOCX, an empty line between each two; InputError `broken` when it cannot be read."""
    try:
        document = docx.Document(io.BytesIO(content))
        return "\n\n".join(_blocks(document, Numbering(document.part)))
    except Exception as problem:  # a broken file makes the parser stumble in any way: bad input, not a fault
        raise refusal("broken", name) from problem


def _blocks(container: Any, numbering: Numbering, depth: int = 0) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            text = "".join(_words(block._p)).strip()
            if text:
                yield f"{numbering.label(block)} {text}".strip()
        elif isinstance(block, Table) and depth < _MAX_DEPTH:
            yield from _cells(block, numbering, depth)


def _cells(table: Table, numbering: Numbering, depth: int) -> Iterator[str]:
    """The cells row by row; a merged cell, which the grid repeats, once."""
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from _blocks(cell, numbering, depth + 1)


def _words(element: Any) -> Iterator[str]:
    """The visible text under `element`, inserted revisions included, deleted ones not."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _APART and child.tag != qn("w:pPr"):
            yield from _words(child)
