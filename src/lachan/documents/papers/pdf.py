"""A paper as a tagged PDF (PDF/UA-1), laid out by `paper.typ`: for signing, for the public page, for screen readers."""

import json
from dataclasses import asdict
from importlib.resources import files

from lachan.documents.papers.model import Paper
from lachan.documents.papers.printed import NIL, printed
from lachan.documents.typeset import typeset
from lachan.vietnam.paper_forms import MOTTO, STATE

_TEMPLATE = files(__package__).joinpath("paper.typ")


def write(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, the same words and layout as the DOCX; the same paper gives the same bytes."""
    words = {"paper": json.dumps(asdict(printed(paper))), "state": STATE, "motto": MOTTO, "nil": NIL}
    return typeset(_TEMPLATE, words)
