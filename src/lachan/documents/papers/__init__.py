"""Official papers by Decree 30/2020: one model, written as DOCX for the clerk and as tagged PDF for everybody.

The writers are loaded when a paper is first written: each command and each process of the office would wait for them.
"""

from lachan.documents.papers.model import Paper


def write_docx(paper: Paper) -> bytes:
    """The paper as DOCX, laid out by Decree 30/2020, annex I; the same words as the PDF."""
    from lachan.documents.papers.docx import write

    return write(paper)


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, the same words and layout as the DOCX; the same paper gives the same bytes."""
    from lachan.documents.papers.pdf import write

    return write(paper)
