"""Typst templates set as tagged PDF (PDF/UA-1), for every kind of paper.

Words go to a template as data, so nothing a person typed can act as markup. Fonts are the shipped ones alone, whole
files: subsets made for the web garble Vietnamese when text is copied out.
"""

from collections.abc import Mapping
from importlib.resources import as_file
from importlib.resources.abc import Traversable

import typst

from lachan.documents.letters import FONTS


def typeset(template: Traversable, words: Mapping[str, str]) -> bytes:
    """The template filled with `words` (its `sys.inputs`) as PDF/UA-1; the same words give the same bytes."""
    with as_file(FONTS) as fonts, as_file(template) as layout:
        return typst.compile(
            layout,
            format="pdf",
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs=dict(words),
            pdf_standards="ua-1",
        )
