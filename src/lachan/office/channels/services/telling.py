"""What every service is told and tells, and the words that mark a post as ours."""

from dataclasses import dataclass
from typing import Protocol

from lachan.documents.advisories import AdvisoryText
from lachan.office.channels.models import Channel

LONGEST_TITLE = 150
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in a post. `mark` names number and version, stands in the text, and so finds the post again."""

    mark: str
    title: str
    summary: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was taken: the service's id of the post; with a `ticket` it wants to be asked again for the id."""

    remote_id: str = ""
    ticket: str = ""


class Trouble(Exception):
    """It did not work and may be tried again. Its words are ours: nothing of an answer's text is kept."""


class TooMuch(Trouble):
    """The service has had enough for now; `seconds` is how long it wants rest."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.seconds = seconds


class Reconnect(Trouble):
    """The service does not take our token any more: a person has to connect the channel anew."""


class Service(Protocol):
    """A service."""

    def find(self, channel: Channel, told: Told, now: float) -> Done | None:
        """The post of this mark that is there already."""

    def publish(self, channel: Channel, told: Told, now: float) -> Done:
        """Post it. Trouble when it did not work, or nobody knows whether it did."""

    def confirm(self, channel: Channel, ticket: str, now: float) -> Done | None:
        """The post behind a ticket, None while the service still thinks."""

    def correct(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Put the newer version in the place of the older."""

    def withdraw(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Take it down; done also when it is gone already."""


def told_of(text: AdvisoryText) -> Told:
    """The post of a version."""
    mark = f"{text.number}.{text.version}"
    lines = [text.key_line, "", *(f"• {one}" for one in text.signs), "", *(f"→ {one}" for one in text.what_to_do)]
    body = "\n".join(lines)
    return Told(
        mark=mark, title=text.title[:LONGEST_TITLE], summary=text.key_line[:LONGEST_SUMMARY],
        text=f"CẢNH BÁO: {text.title}\n\n{body}\n\n{text.issuer}\n[{mark}]", link=text.address,
    )  # fmt: skip


def withdrawn(told: Told) -> Told:
    """The short text that stands where a warning was withdrawn and the place itself cannot be emptied."""
    words = f"ĐÃ RÚT cảnh báo “{told.title}”. Xin đừng chia sẻ tiếp."
    return Told(told.mark, f"Đã rút: {told.title}"[:LONGEST_TITLE], words, f"{words}\n[{told.mark}]", told.link)
