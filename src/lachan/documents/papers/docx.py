"""A paper as a Word file."""

from lachan.documents.papers.model import Paper


def write_docx(paper: Paper) -> bytes:
    """The paper as DOCX, laid out by Decree 30/2020, annex I."""
    raise NotImplementedError
