"""The paper of a request: read for its number, so that letter and form are one, and not kept, for it names people."""

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from lachan.readers.errors import InputError, Place
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind, inspect_upload
from lachan.vietnam.wording import Wording

PAPERS = frozenset({FileKind.TEXT, FileKind.DOCX, FileKind.PDF})
_NUMBER = re.compile(r"(?:^|\s)Số\s*:?\s*(?P<number>\d[^\s,;/]*\s*/\s*[^\s,;]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """What is kept of a letter: the number that it bears, and the hash of the file."""

    number: str
    sha256: str


def read_letter(upload: BinaryIO, *, name: str) -> Letter:
    """The number of the letter in the file; InputError when the file cannot be read or bears no number."""
    found = inspect_upload(upload, name=name, allow=PAPERS)
    text = read_paper_text(found.content, found.kind, name=found.name).text
    number = _NUMBER.search(text)
    if number is None:
        raise InputError(
            "letter_without_number",
            Wording(
                "Không tìm thấy số, ký hiệu (Số: …/…) trong văn bản.", "No number (Số: …/…) was found in the letter."
            ),
            Place(found.name),
        )
    return Letter(number["number"], hashlib.sha256(found.content).hexdigest())
