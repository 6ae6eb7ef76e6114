"""The words of an official paper, from text, DOCX or PDF, as paragraphs in reading order."""

from dataclasses import dataclass

from lachan.readers.uploads import FileKind


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper's words: `paragraphs` without line breaks inside, `text` the same joined by empty lines."""

    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All paragraphs, an empty line between each two."""
        return "\n\n".join(self.paragraphs)


def read_paper_text(content: bytes, kind: FileKind, *, name: str) -> PaperText:
    """The words of the paper `name`; InputError `no_text` for a scan, `broken` for an unreadable file."""
    raise NotImplementedError
