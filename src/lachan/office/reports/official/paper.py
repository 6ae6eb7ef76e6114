"""The official report as a paper by Decree 30/2020: words, figures by duty, map, annex tables."""

from datetime import date

from lachan.documents.cells import Align, Cell, Column
from lachan.documents.papers.model import (
    Annex,
    Block,
    DataTable,
    Figure,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    SignOff,
)
from lachan.office.reports.official.words import Words, name_of
from lachan.office.reports.queries.areas import Areas
from lachan.office.reports.queries.rollup import Line, Rollup
from lachan.vietnam.duties import ANNEX_TITLES

STT = Column("TT", Align.CENTRE, 5)


def paper_of(rollup: Rollup, words: Words, areas: Areas, *, place: str, dated: date | None) -> Paper:
    """The whole paper; `dated` None leaves the day to the clerk who numbers it."""
    directive, unit = rollup.round.directive, rollup.round.directive.unit
    period = f"từ ngày {rollup.round.period_from:%d/%m/%Y} đến ngày {rollup.round.period_to:%d/%m/%Y}"
    return Paper(
        parent_body=f"UBND {unit.parent.name[0].lower()}{unit.parent.name[1:]}" if unit.parent else "",
        body=unit.name,
        symbol=f"BC-{unit.symbol}" if unit.symbol else "BC",
        number=words.number,
        place=place,
        date=dated,
        kind=PaperKind.BAO_CAO,
        subject=f"Kết quả thực hiện {name_of(directive)} ({period})",
        addressees=_lines(words.addressees),
        blocks=(*_body(rollup, words), *_map(areas)),
        sign_off=SignOff(None, "", words.signer_title, words.signer_name),
        recipients=_lines(words.recipients),
        annexes=(*_annexes(rollup), _units_annex(rollup)),
    )


def _body(rollup: Rollup, words: Words) -> list[Block]:
    blocks: list[Block] = [Paragraph(f"Căn cứ {ground}.") for ground in _grounds(rollup)]
    blocks += [Heading("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"), *_paragraphs(words.steering)]
    blocks.append(Heading("II. KẾT QUẢ THỰC HIỆN"))
    for number, (duty_text, lines) in enumerate(_by_duty(rollup), start=1):
        blocks += [Heading(f"{number}. {duty_text}", 2), Paragraph(_sentence(lines))]
    blocks += [Heading("III. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN"), *_paragraphs(words.difficulties)]
    blocks += [Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT"), *_paragraphs(words.proposals)]
    blocks += [Heading("V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"), *_paragraphs(words.plans)]
    return blocks


def _grounds(rollup: Rollup) -> list[str]:
    return [name_of(rollup.round.directive)[0].lower() + name_of(rollup.round.directive)[1:]]


def _by_duty(rollup: Rollup) -> list[tuple[str, list[Line]]]:
    grouped: dict[int, tuple[str, list[Line]]] = {}
    for line in rollup.lines:
        grouped.setdefault(line.duty.pk, (line.duty.text.rstrip(" .;"), []))[1].append(line)
    return list(grouped.values())


def _sentence(lines: list[Line]) -> str:
    """The figures of one duty as a sentence; what no unit has reported is said, not left out."""
    told = [f"{_lower(line.indicator.title.vi)}: {_figure(line)}" for line in lines if line.in_period is not None]
    apart = [_lower(line.indicator.title.vi) for line in lines if line.in_period is None and line.units_counted]
    if not told and not apart:
        return "Chưa có đơn vị nào được tiếp nhận số liệu về nội dung này."
    text = f"Trong kỳ, {'; '.join(told)}." if told else ""
    if apart:
        text += f" Các chỉ tiêu nêu theo từng đơn vị tại phụ lục, không cộng tổng: {', '.join(apart)}."
    return text.strip()


def _figure(line: Line) -> str:
    number = f"{line.in_period:,}".replace(",", ".")
    text = f"{number} {line.indicator.unit.vi}"
    if line.cumulative is not None and line.cumulative != line.in_period:
        text += f" (lũy kế {line.cumulative:,})".replace(",", ".")
    return text


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in _lines(text)]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _map(areas: Areas) -> list[Block]:
    if not areas.svg:
        return []
    alt = f"Bản đồ {areas.title.lower()}; số liệu từng xã, phường ở phụ lục cuối."
    return [Figure(areas.svg, alt, areas.title)]


def _annexes(rollup: Rollup) -> list[Annex]:
    """One annex a table of the catalogue that this round has figures for: totals first, then unit by unit."""
    found = []
    for number, title in ANNEX_TITLES.items():
        lines = [line for line in rollup.lines if line.indicator.annex == number]
        if lines:
            found.append(Annex(title.vi, (_totals(lines), _unit_table(rollup, lines))))
    return found


def _totals(lines: list[Line]) -> DataTable:
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        apart = "theo từng đơn vị" if line.units_counted else None
        rows.append((
            line.duty.code, line.indicator.title.vi, line.indicator.unit.vi,
            line.in_period if line.in_period is not None else apart,
            line.cumulative, f"{line.units_counted}/{line.units_asked}",
        ))  # fmt: skip
    columns = (
        Column("Mục", Align.CENTRE, 6), Column("Chỉ tiêu", Align.LEFT, 40), Column("Đơn vị tính", Align.LEFT, 14),
        Column("Trong kỳ", Align.RIGHT, 12), Column("Lũy kế", Align.RIGHT, 12),
        Column("Số đơn vị báo cáo", Align.CENTRE, 12),
    )  # fmt: skip
    return DataTable("Tổng hợp", columns, tuple(rows))


def _unit_table(rollup: Rollup, lines: list[Line]) -> DataTable:
    """Units down, indicators across; the indicators are numbered as in the table above."""
    titles = {line.indicator.code: line.indicator.title.vi for line in lines}
    codes = list(titles)
    columns = (STT, Column("Đơn vị", Align.LEFT, 34), *(Column(code, Align.RIGHT, 8) for code in codes))
    asked = [r for r in rollup.counted if any(code for code in codes if rollup.value(r.unit, code) is not None)]
    rows = tuple(
        (n, r.unit.name, *(rollup.value(r.unit, code) for code in codes)) for n, r in enumerate(asked, start=1)
    )
    legend = "; ".join(
        f"{line.indicator.code}: {line.indicator.title.vi}" for line in {x.indicator.code: x for x in lines}.values()
    )
    return DataTable(f"Theo từng đơn vị ({legend})", columns, rows)


def _units_annex(rollup: Rollup) -> Annex:
    columns = (
        STT, Column("Đơn vị", Align.LEFT, 44), Column("Trạng thái", Align.LEFT, 22), Column("Hạn", Align.CENTRE, 12),
        Column("Ngày ký", Align.CENTRE, 12), Column("Ghi chú", Align.LEFT, 16),
    )  # fmt: skip
    states = {"draft": "Chưa báo cáo", "to_sign": "Chưa báo cáo", "returned": "Trả lại, chưa báo cáo lại",
              "signed": "Đã ký, chờ tiếp nhận", "accepted": "Đã tiếp nhận"}  # fmt: skip
    rows = tuple(
        (n, r.unit.name, states[r.state], r.due_on, r.first_signed_at.date() if r.first_signed_at else None,
         "Không phát sinh" if r.nothing_to_report else "")
        for n, r in enumerate(rollup.reports, start=1)
    )  # fmt: skip
    return Annex("Tình hình báo cáo của các đơn vị", (DataTable("Tình hình báo cáo của các đơn vị", columns, rows),))
