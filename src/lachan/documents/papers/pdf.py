"""A paper as a tagged PDF."""

from lachan.documents.papers.model import Paper


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, the same words and layout as the DOCX."""
    raise NotImplementedError
