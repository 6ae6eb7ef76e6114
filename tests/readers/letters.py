"""A letter in plain lines, made into DOCX and PDF the way an office would: head and sign-off in tables."""

import io
import json
from pathlib import Path

import docx
import typst

FONTS = Path(__file__).parents[2] / "src" / "lachan" / "documents" / "fonts"
REAL = (Path(__file__).parent / "data" / "directive.vi.txt").read_text(encoding="utf-8")

_PDF = """
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm), numbering: "1", number-align: top)
#set text(font: "Tinos", size: 14pt, lang: "vi")
#set par(justify: true, first-line-indent: 1cm)
#let letter = json(bytes(sys.inputs.letter))
#let cell(lines) = align(center)[#set par(first-line-indent: 0pt, justify: false); #lines.join(linebreak())]
#grid(
  columns: (2fr, 3fr), row-gutter: 8pt,
  cell(letter.left), cell(letter.right), cell(letter.number), cell(letter.date),
)
#for line in letter.body [#line

]
#grid(columns: (1fr, 1fr), letter.recipients.join(linebreak()), cell(letter.signer))
"""


_ONE_COLUMN = """
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm), numbering: "1", number-align: top)
#set text(font: "Tinos", size: 14pt, lang: "vi")
#set par(justify: true)
#for line in json(bytes(sys.inputs.letter)) [#line

]
"""


def parts(text: str) -> dict[str, list[str]]:
    """The lines of the real letter's layout, cell by cell."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    to = next(i for i, line in enumerate(lines) if line.startswith("Kính gửi"))
    end = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    head = lines[:to]
    return {
        "left": head[:2],
        "right": head[2:4],
        "number": [head[4], head[6]],
        "date": [head[5]],
        "body": lines[to:end],
        "recipients": lines[end:-2],
        "signer": lines[-2:],
    }


def as_docx(text: str, *, automatic_bullets: bool = False) -> bytes:
    """The letter as a clerk's DOCX; `automatic_bullets` leaves the dashes to the word processor's list style."""
    letter = parts(text)
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    for cell, lines in (
        (head.cell(0, 0), letter["left"]),
        (head.cell(0, 1), letter["right"]),
        (head.cell(1, 0), letter["number"]),
        (head.cell(1, 1), letter["date"]),
    ):
        cell.text = "\n".join(lines)
    for line in letter["body"]:
        if automatic_bullets and line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    sign_off = document.add_table(rows=1, cols=2)
    sign_off.cell(0, 0).text = "\n".join(letter["recipients"])
    sign_off.cell(0, 1).text = "\n".join(letter["signer"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_one_column_pdf(text: str) -> bytes:
    """Any text printed line after line, each line a justified paragraph that wraps where the paper ends."""
    return _print(_ONE_COLUMN, json.dumps([line for line in text.splitlines() if line.strip()], ensure_ascii=False))


def as_pdf(text: str) -> bytes:
    """The letter printed to PDF with hard line breaks, justified, page numbers at the top."""
    return _print(_PDF, json.dumps(parts(text), ensure_ascii=False))


def _print(template: str, letter: str) -> bytes:
    printed = typst.compile(
        template.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"letter": letter}
    )
    assert isinstance(printed, bytes)
    return printed
