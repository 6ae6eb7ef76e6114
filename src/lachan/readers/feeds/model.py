"""What a feed says, and how it is refused."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording


class FeedForm(StrEnum):
    """How a feed is written; values are kept in rows."""

    PLAIN = "plain"
    HOSTS = "hosts"
    ADGUARD = "adguard"
    CSV = "csv"
    RPZ = "rpz"
    MISP = "misp"
    STIX = "stix"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One site or link that a feed warns of.

    `value` is a host in small ASCII letters, an IP address or a link as it stands there; `note` the feed's own words;
    `seen_at` and `until` are aware, None when the feed does not say.
    """

    value: str
    note: str = ""
    seen_at: datetime | None = None
    until: datetime | None = None


@dataclass(slots=True)
class FeedTold:
    """What was read besides the entries: lines, how many entries, how many lines were none, the first of these."""

    name: str = ""
    lines: int = 0
    entries: int = 0
    refused: int = 0
    examples: list[str] = field(default_factory=list)

    def refuse(self, text: str) -> None:
        """Count something that is no entry."""
        self.refused += 1
        if len(self.examples) < 5:
            self.examples.append(text[:80])


_WORDS: dict[str, tuple[str, str]] = {
    "empty": ("nguồn trống, không có mục nào", "the feed is empty"),
    "html": (
        "đây là một trang web (HTML), không phải danh sách; có thể nguồn bắt đăng nhập hoặc đã đổi địa chỉ",
        "this is a web page (HTML) and no list; the feed may ask to sign in, or has moved",
    ),
    "too_large": ("nguồn lớn quá mức nhận", "the feed is larger than is taken"),
    "too_many": ("nguồn có nhiều mục hơn mức nhận", "the feed has more entries than are taken"),
    "not_text": ("không đọc được như văn bản UTF-8", "cannot be read as text in UTF-8"),
    "wrong_form": (
        "phần lớn nội dung không đúng dạng đã chọn; hãy xem lại dạng của nguồn",
        "most of the content is not of the form that was chosen; look at the form of the feed",
    ),
    "not_gzip": ("tệp nén bị hỏng hoặc bị cắt", "the compressed file is damaged or cut"),
    "not_json": ("không đọc được nội dung JSON", "the JSON cannot be read"),
}


def feed_refused(code: str, name: str) -> InputError:
    """Why the whole feed is refused."""
    vi, en = _WORDS[code]
    return InputError(code, Wording(vi, en), Place(file=name))
