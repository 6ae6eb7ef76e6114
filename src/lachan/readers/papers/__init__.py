"""The words of an official paper, from text, DOCX or PDF, as paragraphs in reading order."""

from lachan.readers.papers.reading import PaperText, read_paper_text

__all__ = ["PaperText", "read_paper_text"]
