"""An official paper as data: what it says and who signs, in the parts that Decree 30/2020, annex I names.

Texts are written as in a sentence; capitals, leading zeros, dashes and closing marks are the writers' affair.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Literal

from lachan.documents.cells import Align, Cell, Column

__all__ = [
    "Align",
    "Annex",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "DataTable",
    "Figure",
    "Heading",
    "Numbered",
    "Paper",
    "PaperKind",
    "Paragraph",
    "SignOff",
    "Urgency",
]


class PaperKind(Enum):
    """The kinds of paper the product issues; the value is the kind's name as a sentence writes it."""

    CONG_VAN = "Công văn"
    BAO_CAO = "Báo cáo"
    KE_HOACH = "Kế hoạch"
    THONG_BAO = "Thông báo"
    QUYET_DINH = "Quyết định"
    BIEN_BAN = "Biên bản"


class Urgency(StrEnum):
    """How fast a paper must travel (cell 10b)."""

    KHAN = "KHẨN"
    THUONG_KHAN = "THƯỢNG KHẨN"
    HOA_TOC = "HỎA TỐC"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its own numbering in the text ("I. TÌNH HÌNH", "1. Kết quả"); level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items printed as paragraphs "1. …", "2. …"."""

    items: tuple[str, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items printed as paragraphs "- …"."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A ruled table; without rows it says "Không phát sinh". With `total_row` the last row is in bold."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_row: bool = False

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.caption}: row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or map of `documents.charts` or `documents.maps`; `alt` says in words what it shows."""

    svg: str
    alt: str
    caption: str


Block = Paragraph | Heading | Numbered | Bullets | DataTable | Figure


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs (cells 7a, 7b): `SignOff("KT.", "Giám đốc", "Phó Giám đốc", "Trần Văn A")` or `SignOff(None, "", …)`.

    TM. for a collective, KT. for the head, TL. by order, TUQ. by authorisation; `authority_of` is whom one signs for.
    """

    authority: Literal["TM.", "KT.", "TL.", "TUQ."] | None
    authority_of: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """A part after the signature that begins on a page of its own; several are numbered I, II, III."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before the clerk numbers it (`number` "", `date` None) or after.

    `parent_body` may be "". `symbol` is all that follows the slash: "STTTT-TTr", "BC-STTTT". `addressees` and
    `recipients` are names without dashes and marks; the last recipient is usually "Lưu: VT, TTr". `co_signers` sign
    beside each other above `sign_off`, as in minutes; a name that is not known yet is "".
    """

    parent_body: str
    body: str
    symbol: str
    number: str
    place: str
    date: date | None
    kind: PaperKind
    subject: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    sign_off: SignOff
    recipients: tuple[str, ...]
    urgency: Urgency | None = None
    annexes: tuple[Annex, ...] = ()
    co_signers: tuple[SignOff, ...] = ()
