"""The form checker: a file in, findings out, in the order of the paper."""

from pathlib import Path

from lachan.checks.papers import words
from lachan.checks.papers.rules import RULES, Finding
from lachan.readers.papers import read_paper_text
from lachan.readers.papers.paragraphs import tidy_lines
from lachan.readers.uploads import FileKind, inspect_upload

PAPERS = frozenset({FileKind.DOCX, FileKind.PDF, FileKind.TEXT})
_FOUND_MAX = 100


def check_paper(path: Path) -> tuple[FileKind, tuple[Finding, ...]]:
    """The kind of file and everything in it that breaks the form; InputError for what is no paper or unsafe to open."""
    with path.open("rb") as data:
        file = inspect_upload(data, name=path.name, allow=PAPERS)
    text = _lines_of(file.content, file.kind, file.name)
    hits = list(words.hits(words.split(tidy_lines(text))))
    if file.kind is FileKind.DOCX:
        from lachan.checks.papers import looks
        from lachan.readers.papers.layout import docx_layout

        hits += looks.hits(docx_layout(file.content, name=file.name))
    findings = [Finding(RULES[f"PAP-{number}"], _short(found), line) for number, found, line in hits]
    return file.kind, tuple(sorted(findings, key=lambda one: (one.line is None, one.line or 0, one.rule.id)))


def _lines_of(content: bytes, kind: FileKind, name: str) -> str:
    """The lines as they stand in the file: a paragraph of a DOCX is one, a printed line of a PDF is one."""
    whole = read_paper_text(content, kind, name=name)  # refuses scans and empty files
    if kind is FileKind.PDF:
        from lachan.readers.papers.pages import pdf_lines

        return pdf_lines(content, name=name)
    if kind is FileKind.DOCX:
        from lachan.readers.papers.word import docx_lines

        return docx_lines(content, name=name)
    from lachan.readers.encodings import decode_text

    return decode_text(content, name=name) if whole.paragraphs else ""


def _short(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= _FOUND_MAX else tidy[: _FOUND_MAX - 1] + "…"
