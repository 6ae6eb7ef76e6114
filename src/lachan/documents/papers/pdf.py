"""A paper as a tagged PDF (PDF/UA-1): for signing, for the public page, for screen readers.

The layout is `paper.typ`; the words go to it as JSON data, so nothing a person typed can act as markup. Fonts are
the shipped ones alone, whole files: subsets made for the web garble Vietnamese when text is copied out.
"""

import json
from dataclasses import asdict
from importlib.resources import as_file, files

import typst

from lachan.documents.letters import FONTS
from lachan.documents.papers.model import Paper
from lachan.documents.papers.printed import NIL, printed
from lachan.vietnam.paper_forms import MOTTO, STATE

_TEMPLATE = files(__package__).joinpath("paper.typ")


def write(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, the same words and layout as the DOCX; the same paper gives the same bytes."""
    words = {"paper": json.dumps(asdict(printed(paper))), "state": STATE, "motto": MOTTO, "nil": NIL}
    with as_file(FONTS) as fonts, as_file(_TEMPLATE) as template:
        return typst.compile(
            template,
            format="pdf",
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs=words,
            pdf_standards="ua-1",
        )
