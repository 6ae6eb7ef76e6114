"""One door to the words of a paper, whatever file they came in."""

from collections.abc import Callable
from dataclasses import dataclass

from lachan.readers.encodings import decode_text
from lachan.readers.errors import InputError, Place
from lachan.readers.papers.paragraphs import joined, tidy_lines
from lachan.readers.uploads.kinds import FileKind
from lachan.vietnam.wording import Wording


def _reader_of(kind: FileKind) -> Callable[..., str] | None:
    """Loaded when it is asked for: the parsers of PDF and Word take long to load."""
    if kind is FileKind.TEXT:
        return decode_text
    if kind is FileKind.DOCX:
        from lachan.readers.papers.word import docx_lines

        return docx_lines
    if kind is FileKind.PDF:
        from lachan.readers.papers.pages import pdf_lines

        return pdf_lines
    return None


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper's words: `paragraphs` without line breaks inside, in reading order."""

    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All paragraphs, an empty line between each two."""
        return "\n\n".join(self.paragraphs)


def read_paper_text(content: bytes, kind: FileKind, *, name: str) -> PaperText:
    """The words of the paper `name`.

    InputError: `no_text` for a scan, `empty` for a file without words, `broken` for an unreadable one,
    `not_a_paper` for a kind that holds no running text.
    """
    read = _reader_of(kind)
    if read is None:
        raise InputError(
            "not_a_paper",
            Wording(
                "không phải tệp văn bản; hãy gửi tệp .docx, .pdf hoặc .txt",
                "is no paper; send a .docx, .pdf or .txt file",
            ),
            Place(file=name),
        )
    paragraphs = tuple(paragraph.text for paragraph in joined(tidy_lines(read(content, name=name))))
    if not paragraphs:
        raise InputError(
            "empty",
            Wording("tệp không có chữ nào; hãy gửi tệp có nội dung", "holds no words; send a file with content"),
            Place(file=name),
        )
    return PaperText(paragraphs)
