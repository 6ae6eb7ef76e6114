"""One advisory as feeds tell it, and the channel that it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lachan.vietnam.wording import Wording

_WITHDRAWN = Wording("ĐÃ RÚT", "WITHDRAWN")
_EXPIRED = Wording("HẾT HẠN", "EXPIRED")


class FeedState(StrEnum):
    """Whether an advisory is in force."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class FeedText:
    """The text in one language ("vi", "en"). `body` are headings with their lines; `area` is where it holds."""

    language: str
    title: str
    key_line: str
    body: tuple[tuple[str, tuple[str, ...]], ...]
    area: str
    instruction: str = ""

    def plain(self) -> str:
        """All of it as plain text, a line each."""
        lines = [self.key_line]
        for heading, said in self.body:
            lines += [f"{heading}:", *(f"- {one}" for one in said)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Sent:
    """An earlier message about the same advisory, which a later one refers to."""

    version: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One advisory as it stands now.

    `number` is the same over all versions, `address` its page. `texts` has Vietnamese first. `until` is the last day in
    force. `severity` is "high", "medium", "low" or "". `geocodes` are codes of communes, none for the whole province.
    """

    number: str
    version: int
    state: FeedState
    address: str
    texts: tuple[FeedText, ...]
    published_at: datetime
    changed_at: datetime
    until: date
    severity: str = ""
    geocodes: tuple[str, ...] = ()
    earlier: tuple[Sent, ...] = ()

    def text(self, language: str) -> FeedText:
        """The text in a language; Vietnamese where there is none."""
        return next((one for one in self.texts if one.language == language), self.texts[0])

    def title(self, language: str) -> str:
        """The title, which says first when the advisory is over."""
        said = self.text(language)
        over = {FeedState.WITHDRAWN: _WITHDRAWN, FeedState.EXPIRED: _EXPIRED}.get(self.state)
        return f"{over.in_language(said.language)}: {said.title}" if over else said.title


@dataclass(frozen=True, slots=True)
class Channel:
    """Who speaks: `title` and `description` in the language of the feed, its page (`home`) and its own `address`."""

    title: str
    description: str
    language: str
    home: str
    address: str
    author: str


def newest_change(items: Iterable[FeedItem], otherwise: datetime) -> datetime:
    """When any of the items last changed; `otherwise` for none."""
    return max((one.changed_at for one in items), default=otherwise)
