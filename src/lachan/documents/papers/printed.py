"""The words of a paper as they stand on it, settled once: both writers print these, in this order, and nothing else.

Rules without another source are those of Decree 30/2020/NĐ-CP, annex I.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lachan.documents.cells import shown
from lachan.documents.letters import fit, fit_line
from lachan.documents.papers.figures import paper_svg
from lachan.documents.papers.model import (
    Annex,
    Block,
    Bullets,
    DataTable,
    Figure,
    Heading,
    Numbered,
    Paper,
    PaperKind,
    Paragraph,
    SignOff,
)
from lachan.vietnam.paper_forms import END_MARK as END

NIL = "Không phát sinh"

_BLANK = "\u00a0" * 6  # room for the clerk's pen
_PADDING = 2  # characters' worth of room beside every cell
_WIDE = 90  # characters across, beyond which a table needs the page on its side


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a heading when `level` is 1 to 3; levels never skip one."""

    text: str
    level: int = 0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of texts; `shares` are the column widths, 1 in all; without rows NIL stands across."""

    caption: str
    titles: tuple[str, ...]
    aligns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    total_row: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: SVG that was found harmless, what it shows, and its caption."""

    svg: str
    alt: str
    caption: str


Part = Line | Grid | Picture


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """An annex: "Phụ lục I", its name, the paper it belongs to, and whether its pages lie on their side."""

    heading: str
    title: str
    reference: str
    parts: tuple[Part, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Every text of the paper; what is empty is not printed. `name` and `author` are the file's properties."""

    name: str
    author: str
    parent_body: str
    body: str
    number: str
    place_date: str
    about: str
    urgency: str
    kind: str
    subject: str
    addressed: str
    addressees: tuple[str, ...]
    parts: tuple[Part, ...]
    co_signers: tuple[tuple[tuple[str, ...], str], ...]
    authority: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    annexes: tuple[PrintedAnnex, ...]


def printed(paper: Paper) -> Printed:
    """Settle the texts of a paper."""
    letter = paper.kind is PaperKind.CONG_VAN
    subject = re.sub(r"^V/v\s+", "", fit_line(paper.subject))
    number = _number(paper.number, paper.symbol)
    return Printed(
        name=" ".join(filter(None, (paper.kind.value, f"số {number}" if paper.number.strip() else "", subject))),
        author=fit_line(paper.body),
        parent_body=fit_line(paper.parent_body).upper(),
        body=fit_line(paper.body).upper(),
        number=f"Số: {number}",
        place_date=f"{fit_line(paper.place)}, {_dated(paper.date)}",
        about=f"V/v {subject}" if letter else "",
        urgency=paper.urgency or "",
        kind="" if letter else paper.kind.value.upper(),
        subject="" if letter else subject,
        addressed=_addressed(paper.addressees),
        addressees=_closed_list(paper.addressees) if len(paper.addressees) > 1 else (),
        parts=_ended(_parts(paper.blocks)),
        co_signers=tuple((_authority(one), fit_line(one.name)) for one in paper.co_signers),
        authority=_authority(paper.sign_off),
        signer=fit_line(paper.sign_off.name),
        recipients=_closed_list(paper.recipients),
        annexes=tuple(_annexes(paper, number)),
    )


def _number(number: str, symbol: str) -> str:
    """ "05/STTTT-TTr": below ten with a leading zero, blank before the clerk has given it."""
    given = fit_line(number)
    return f"{(given.zfill(2) if given.isdigit() else given) or _BLANK}/{fit_line(symbol)}"


def _dated(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2020": leading zeros for days below ten and for January and February alone."""
    if day is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm{_BLANK}".rstrip("\u00a0")
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _addressed(names: Sequence[str]) -> str:
    """One addressee stands on the line of "Kính gửi:", several on lines of their own below it."""
    if not names:
        return ""
    return f"Kính gửi: {fit_line(names[0])}" if len(names) == 1 else "Kính gửi:"


def _closed_list(names: Sequence[str]) -> tuple[str, ...]:
    """ "- Như trên;" … "- Lưu: VT." """
    bare = [re.sub(r"^[-–]\s*", "", fit_line(name)).rstrip(" ;.,") for name in names]
    return tuple(f"- {name}{'.' if place == len(bare) else ';'}" for place, name in enumerate(bare, start=1))


def _authority(sign_off: SignOff) -> tuple[str, ...]:
    title = fit_line(sign_off.title).upper()
    if sign_off.authority is None:
        return (title,)
    return (f"{sign_off.authority} {fit_line(sign_off.authority_of).upper()}", title)


def _annexes(paper: Paper, number: str) -> Iterator[PrintedAnnex]:
    reference = f"(Kèm theo {paper.kind.value} số {number} {_dated(paper.date)} của {fit_line(paper.body)})"
    for place, annex in enumerate(paper.annexes, start=1):
        yield PrintedAnnex(
            heading="Phụ lục" if len(paper.annexes) == 1 else f"Phụ lục {_roman(place)}",
            title=fit_line(annex.title).upper(),
            reference=reference,
            parts=_parts(annex.blocks, above=1),
            landscape=_is_wide(annex),
        )


def _is_wide(annex: Annex) -> bool:
    return any(
        isinstance(block, DataTable) and sum(column.width for column in block.columns) > _WIDE for block in annex.blocks
    )


def _roman(number: int) -> str:
    """I to XXXIX."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def _parts(blocks: Sequence[Block], above: int = 0) -> tuple[Part, ...]:
    """The blocks as parts; `above` is the level of the heading they stand under, 0 for the body."""
    parts: list[Part] = []
    level = above
    for block in blocks:
        for part in _printed_block(block):
            if isinstance(part, Line) and part.level:
                level = min(part.level + above, level + 1)
                parts.append(replace(part, level=level))
            else:
                parts.append(part)
    return tuple(parts)


def _printed_block(block: Block) -> Iterator[Part]:
    match block:
        case Paragraph():
            for text in filter(None, fit(block.text).split("\n")):
                yield Line(text, bold=block.bold, italic=block.italic)
        case Heading():
            if heading := fit_line(block.text):  # readers of the screen stumble over an empty one
                yield Line(heading, level=block.level)
        case Numbered():
            yield from (Line(f"{place}. {fit_line(text)}") for place, text in enumerate(block.items, block.start))
        case Bullets():
            yield from (Line(f"- {fit_line(text)}") for text in block.items)
        case DataTable():
            yield _grid(block)
        case Figure():
            yield Picture(paper_svg(block.svg), fit_line(block.alt), fit_line(block.caption))


def _grid(table: DataTable) -> Grid:
    widths = [column.width + _PADDING for column in table.columns]
    return Grid(
        caption=fit_line(table.caption),
        titles=tuple(fit_line(column.title) for column in table.columns),
        aligns=tuple(column.align.value for column in table.columns),
        shares=tuple(width / sum(widths) for width in widths),
        rows=tuple(tuple(fit(shown(cell)) for cell in row) for row in table.rows),
        total_row=table.total_row,
    )


def _ended(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The body closed by "./." where its last words stand."""
    if parts and isinstance(parts[-1], Line) and not parts[-1].level:
        last = parts[-1]
        return (*parts[:-1], replace(last, text=last.text.removesuffix(END).rstrip(" .;,") + END))
    return (*parts, Line(END))
