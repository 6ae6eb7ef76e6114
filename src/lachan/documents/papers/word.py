"""What an official paper needs of WordprocessingML beyond python-docx's own reach: fonts, borders, fields, sections."""

from importlib.resources import as_file
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import ImageFont

from lachan.documents.letters import FONTS

FONT = "Times New Roman"
BODY_POINTS = 14
A4 = (Mm(210), Mm(297))


def element(name: str, **attributes: str) -> Any:
    """A WordprocessingML element: `element("w:pgNumType", start="1")`."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def set_fonts(properties: Any) -> None:
    """One font for all scripts in run properties; a theme's fonts would win over it, so they go."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def settle_styles(document: Document) -> None:
    """Times New Roman 14 in black everywhere, in Vietnamese; headings bold, with the first line set in."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_fonts(defaults)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"))
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "vi-VN")
    for name in ("Normal", "Header", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        style = document.styles[name]
        set_fonts(style.element.get_or_add_rPr())
        style.font.size = Pt(BODY_POINTS)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        if name.startswith("Heading"):
            style.element.rPr.remove(style.element.rPr.find(qn("w:color")))
            style.font.bold, style.font.italic = True, name == "Heading 3"
            style.paragraph_format.keep_with_next = True


def page(section: Section, *, landscape: bool) -> None:
    """A4 with the decree's margins; pages counted from 1, the number at the top, not on the first."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4[::-1] if landscape else A4
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(
        element("w:pgNumType", start="1"), "w:cols", "w:titlePg", "w:textDirection", "w:docGrid"
    )


def page_number(paragraph: Paragraph) -> None:
    """The field that shows the page number, centred."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    instruction = element("w:instrText")
    instruction.text = "PAGE"
    for part in (element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="end")):
        paragraph.add_run()._r.append(part)


def border(paragraph: Paragraph, *sides: str) -> None:
    """A thin line along sides of a paragraph, as long as its indents leave it."""
    borders = element("w:pBdr")
    for side in sides:
        borders.append(element(f"w:{side}", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def rule(paragraph: Paragraph, length: int, across: int) -> None:
    """Turn an empty paragraph into a centred line of that length in a space that is `across` wide (EMU)."""
    shrink(paragraph)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Emu((across - length) // 2)
    paragraph.paragraph_format.space_before = Pt(3)
    border(paragraph, "top")


def shrink(paragraph: Paragraph) -> None:
    """Make a paragraph that Word needs, but nobody reads, next to invisible."""
    paragraph.paragraph_format.line_spacing = Pt(2)
    paragraph.paragraph_format.space_after = Pt(0)


def layout_table(document: Document, rows: int, widths: tuple[int, ...]) -> Table:
    """A table without lines or inner margins, for what stands side by side."""
    table: Table = document.add_table(rows, len(widths))
    fix_widths(table, widths)
    inner_margins(table, 0)
    return table


def inner_margins(table: Table, width: int) -> None:
    """Room (EMU) left and right in every cell; the table's outer edge stays on the margin of the page."""
    twips = str(width // 635)
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=twips, type="dxa"))
    properties = table._tbl.tblPr
    properties.insert_element_before(
        element("w:tblInd", w=twips, type="dxa"), "w:tblBorders", "w:shd", "w:tblLayout", "w:tblLook"
    )
    properties.insert_element_before(margins, "w:tblLook")


def fix_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Columns of these widths (EMU), whatever stands in them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def keep_row(row: Any, *, header: bool = False) -> None:
    """A row that no page break cuts; a header row comes again on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))


def printed_width(text: str, points: float, *, bold: bool = False) -> int:
    """How long the text is on paper, in EMU; the shipped font has the measures of Times New Roman."""
    with as_file(FONTS.joinpath("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")) as path:
        return int(Pt(ImageFont.truetype(path, 1000).getlength(text) / 1000 * points))
