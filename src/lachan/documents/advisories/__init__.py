"""One approved text on every paper: leaflets, poster, handout for village meetings, loudspeaker script, short message.

Pure: an `AdvisoryText` in; PDF bytes, texts and counts out. The typesetter is loaded when a paper is first made.
"""

from lachan.documents.advisories.model import AdvisoryText
from lachan.documents.advisories.script import Script, script_of
from lachan.documents.advisories.sheets import PaperForm
from lachan.documents.advisories.short_message import ShortMessage, short_messages

__all__ = ["AdvisoryText", "PaperForm", "Script", "ShortMessage", "script_of", "short_messages", "write_paper"]


def write_paper(text: AdvisoryText, form: PaperForm) -> bytes:
    """The text as one of its paper forms, as PDF/UA-1; the same text gives the same bytes."""
    from lachan.documents.advisories.sheets import write

    return write(text, form)
