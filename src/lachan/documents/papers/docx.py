"""A paper as a Word file, for the clerk who numbers it and the leader who corrects it.

The font is named, not embedded: Times New Roman is on every office machine.
"""

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lachan.documents.papers import word
from lachan.documents.papers.figures import picture
from lachan.documents.papers.model import Paper
from lachan.documents.papers.printed import NIL, Grid, Line, Part, Picture, Printed, PrintedAnnex, printed
from lachan.vietnam.paper_forms import MOTTO, STATE

_LEFT, _RIGHT = Mm(75), Mm(90)
_LINE = Emu(_LEFT + _RIGHT)
_LINE_ON_ITS_SIDE = Mm(297 - 45)
_FIRST_LINE = Mm(12.7)
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write(paper: Paper) -> bytes:
    """The paper as DOCX, laid out by Decree 30/2020, annex I; the same words as the PDF."""
    words = printed(paper)
    document = docx.Document()
    word.settle_styles(document)
    _properties(document, words, paper)
    section = document.sections[0]
    word.page(section, landscape=False)
    word.page_number(section.header.paragraphs[0])
    _head(document, words)
    _kind(document, words)
    _addressed(document, words)
    _print(document, words.parts, _LINE)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _close(document, words)
    for annex in words.annexes:
        _annex(document, annex)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _properties(document: Document, words: Printed, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.subject = words.name[:255], words.author[:255], ""
    properties.last_modified_by, properties.comments, properties.language = words.author[:255], "", "vi-VN"
    if paper.date:
        properties.created = properties.modified = datetime.combine(paper.date, time())


def _set(
    paragraph: Paragraph,
    text: str,
    points: float = word.BODY_POINTS,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(points), bold, italic
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def _head(document: Document, words: Printed) -> None:
    """Cells 1 to 4, 5b and 10b: the issuer beside the state, the number beside the date."""
    table = word.layout_table(document, 2, (_LEFT, _RIGHT))
    issuer, state, number, dated = (cell for row in table.rows for cell in row.cells)
    first, *_ = issuer.paragraphs
    if words.parent_body:
        _set(first, words.parent_body, 12)
        first = issuer.add_paragraph()
    _set(first, words.body, 12, bold=True)
    name_width = min(word.printed_width(words.body, 12, bold=True), _LEFT)
    word.rule(issuer.add_paragraph(), int(name_width * 0.42), _LEFT)
    _set(state.paragraphs[0], STATE, 12, bold=True)
    _set(state.add_paragraph(), MOTTO, 13, bold=True)
    word.rule(state.add_paragraph(), word.printed_width(MOTTO, 13, bold=True), _RIGHT)
    _set(number.paragraphs[0], words.number, 13, before=6)
    _set(dated.paragraphs[0], words.place_date, 13, italic=True, before=6)
    if words.about:
        _set(number.add_paragraph(), words.about, 12, before=6)
    if words.urgency:
        framed = _set(number.add_paragraph(), words.urgency, 13, bold=True, before=8)
        margin = (_LEFT - word.printed_width(words.urgency, 13, bold=True) - Mm(6)) // 2
        framed.paragraph_format.left_indent = framed.paragraph_format.right_indent = Emu(margin)
        word.border(framed, "top", "left", "bottom", "right")


def _kind(document: Document, words: Printed) -> None:
    """Cell 5a: the name of the kind, what it is about, a rule."""
    if not words.kind:
        return
    _set(document.add_paragraph(), words.kind, bold=True, before=18)
    subject = _set(document.add_paragraph(), words.subject, bold=True)
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(10)
    width = min(word.printed_width(words.subject, 14, bold=True), Mm(120))
    word.rule(document.add_paragraph(), int(width * 0.4), _LINE)


def _addressed(document: Document, words: Printed) -> None:
    """Cell 9a; several addressees stand in lines of their own, their dashes under the colon."""
    if not words.addressed:
        return
    several = bool(words.addressees)
    align = WD_ALIGN_PARAGRAPH.LEFT if several else WD_ALIGN_PARAGRAPH.CENTER
    lead = _set(document.add_paragraph(), words.addressed, align=align, before=16, after=6 if several else 14)
    if several:
        lead.paragraph_format.left_indent = Mm(22)
    dash = Mm(2.6)
    for place, name in enumerate(words.addressees, start=1):
        after = 14 if place == len(words.addressees) else 3
        line = _set(document.add_paragraph(), name, align=align, after=after)
        line.paragraph_format.left_indent = Emu(Mm(22) + word.printed_width("Kính gửi", 14) + dash)
        line.paragraph_format.first_line_indent = Emu(-dash)


def _print(document: Document, parts: Iterable[Part], across: int) -> None:
    for part in parts:
        match part:
            case Line():
                _line(document, part)
            case Grid():
                _grid(document, part, across)
            case Picture():
                _picture(document, part)


def _line(document: Document, line: Line) -> None:
    if line.level:
        paragraph = document.add_paragraph(line.text, style=f"Heading {min(line.level, 4)}")
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    else:
        paragraph = _set(
            document.add_paragraph(),
            line.text,
            bold=line.bold,
            italic=line.italic,
            align=WD_ALIGN_PARAGRAPH.JUSTIFY,
            after=6,
        )
    paragraph.paragraph_format.first_line_indent = _FIRST_LINE


def _grid(document: Document, grid: Grid, across: int) -> None:
    if grid.caption:
        caption = _set(document.add_paragraph(), grid.caption, 13, bold=True, before=3, after=5)
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(1 + max(len(grid.rows), 1), len(grid.titles), style="Table Grid")
    word.fix_widths(table, tuple(int(across * share) for share in grid.shares))
    word.inner_margins(table, Mm(1.2))
    cells = [row.cells for row in table.rows]
    for place, row in enumerate(table.rows):
        word.keep_row(row, header=place == 0)
    for cell, title in zip(cells[0], grid.titles, strict=True):
        _cell(cell, title, bold=True)
    if not grid.rows:
        _cell(cells[1][0].merge(cells[1][-1]), NIL)
    for place, (row_cells, texts) in enumerate(zip(cells[1:], grid.rows, strict=False), start=1):
        last = grid.total_row and place == len(grid.rows)
        for cell, text, side in zip(row_cells, texts, grid.aligns, strict=True):
            _cell(cell, text, bold=last, align=_SIDES[side])
    _set(document.add_paragraph(), "", 6)


def _cell(cell: _Cell, text: str, *, bold: bool = False, align: WD_ALIGN_PARAGRAPH = _SIDES["center"]) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _set(cell.paragraphs[0], text, 12, bold=bold, align=align, before=2, after=2)


def _picture(document: Document, figure: Picture) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = bool(figure.caption)
    shape = paragraph.add_run().add_picture(BytesIO(picture(figure.svg)), width=Mm(160))
    shape._inline.docPr.set("descr", figure.alt)
    if figure.caption:
        _set(document.add_paragraph(), figure.caption, 13, italic=True, before=4, after=9)


def _close(document: Document, words: Printed) -> None:
    """Cells 7 and 9b: who gets it beside who signs it, room for the signature between title and name."""
    if words.co_signers:
        width = int(_LINE / len(words.co_signers))
        signers = word.layout_table(document, 1, (width,) * len(words.co_signers))
        word.keep_row(signers.rows[0])
        for cell, (titles, name) in zip(signers.rows[0].cells, words.co_signers, strict=True):
            _sign(cell, titles, name)
        _set(document.add_paragraph(), "", 6)
    table = word.layout_table(document, 1, (_LEFT, _RIGHT))
    word.keep_row(table.rows[0])
    recipients, signature = table.rows[0].cells
    left = WD_ALIGN_PARAGRAPH.LEFT
    if words.recipients:
        _set(recipients.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True, align=left, before=10, after=1)
    for name in words.recipients:
        _set(recipients.add_paragraph(), name, 11, align=left)
    _sign(signature, words.authority, words.signer)
    word.shrink(document.add_paragraph())


def _sign(cell: _Cell, titles: Iterable[str], name: str) -> None:
    for place, title in enumerate(titles):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        _set(paragraph, title, bold=True, before=0 if place else 10)
    _set(cell.add_paragraph(), name, bold=True, before=77)


def _annex(document: Document, annex: PrintedAnnex) -> None:
    """A section of its own: its pages may lie on their side, and count from one."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    word.shrink(document.paragraphs[-1])
    word.page(section, landscape=annex.landscape)
    heading = document.add_paragraph(f"{annex.heading}\n{annex.title}", style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set(document.add_paragraph(), annex.reference, italic=True, after=8)
    _print(document, annex.parts, _LINE_ON_ITS_SIDE if annex.landscape else _LINE)
