"""The short message: the line to remember and where to read on, with and without marks, and what it costs in parts."""

from dataclasses import dataclass

from lachan.documents.advisories.model import AdvisoryText
from lachan.vietnam.sms import Length, length, without_marks


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One writing of the message and how long it is."""

    text: str
    length: Length


def short_messages(text: AdvisoryText) -> tuple[ShortMessage, ShortMessage]:
    """The message with its marks (UCS-2, 70 signs a part) and without (GSM 7-bit, 160 signs a part)."""
    head = text.number or ("Cảnh báo" if text.language == "vi" else "Warning")
    written = f"{head}: {text.key_line} {text.address}".strip()
    bare = without_marks(written)
    return ShortMessage(written, length(written)), ShortMessage(bare, length(bare))
