"""The official report as a paper by Decree 30/2020: words, figures by duty, map, annex tables."""

from django.utils import timezone

from lachan.documents.cells import Align, Cell, Column, shown_number
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


def paper_of(rollup: Rollup, words: Words, areas: Areas, *, parent_body: str, place: str) -> Paper:
    """The whole paper; its day, and its number unless one is given, are the clerk's who enters it in the register."""
    directive, unit = rollup.round.directive, rollup.round.directive.unit
    period = f"từ ngày {rollup.round.period_from:%d/%m/%Y} đến ngày {rollup.round.period_to:%d/%m/%Y}"
    return Paper(
        parent_body=parent_body,
        body=unit.name,
        symbol=f"BC-{unit.symbol}" if unit.symbol else "BC",
        number=words.number,
        place=place,
        date=None,
        kind=PaperKind.BAO_CAO,
        subject=f"Kết quả thực hiện {name_of(directive)} ({period})",
        addressees=_lines(words.addressees),
        blocks=tuple(_body(rollup, words)),
        sign_off=SignOff(None, "", words.signer_title, words.signer_name),
        recipients=_lines(words.recipients),
        annexes=(*_annexes(rollup), _units_annex(rollup, areas)),
    )


def _body(rollup: Rollup, words: Words) -> list[Block]:
    blocks: list[Block] = [Paragraph(f"Căn cứ {name_of(rollup.round.directive)}.")]
    blocks += [Heading("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"), *_paragraphs(words.steering)]
    blocks.append(Heading("II. KẾT QUẢ THỰC HIỆN"))
    for number, (duty_text, lines) in enumerate(_by_duty(rollup), start=1):
        blocks += [Heading(f"{number}. {duty_text}", 2), Paragraph(_sentence(lines))]
    blocks += [Heading("III. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN"), *_paragraphs(words.difficulties)]
    blocks += [Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT"), *_paragraphs(words.proposals)]
    blocks += [Heading("V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"), *_paragraphs(words.plans)]
    return blocks


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
    text = f"{shown_number(line.in_period or 0)} {line.indicator.unit.vi}"
    if line.cumulative is not None and line.cumulative != line.in_period:
        text += f" (lũy kế {shown_number(line.cumulative)})"
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
    alt = f"Bản đồ {areas.title.lower()}; từng đơn vị nêu ở bảng dưới."
    return [Figure(areas.svg, alt, areas.title)]


def _annexes(rollup: Rollup) -> list[Annex]:
    """One annex a table of the catalogue that this round has figures for: totals first, then unit by unit."""
    found = []
    for number, title in ANNEX_TITLES.items():
        lines = [line for line in rollup.lines if line.indicator.annex == number]
        if lines:
            units = _unit_table(rollup, lines)
            found.append(Annex(title.vi, (_totals(lines), units) if units.rows else (_totals(lines),)))
    return found


def _totals(lines: list[Line]) -> DataTable:
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        apart = "theo từng đơn vị" if line.units_counted else "chưa có số liệu"
        rows.append((
            line.duty.code, line.indicator.code, line.indicator.title.vi, line.indicator.unit.vi,
            line.in_period if line.in_period is not None else apart,
            line.cumulative, f"{line.units_counted}/{line.units_asked}",
        ))  # fmt: skip
    columns = (
        Column("Mục", Align.CENTRE, 6), Column("Mã", Align.CENTRE, 8), Column("Chỉ tiêu", Align.LEFT, 36),
        Column("Đơn vị tính", Align.LEFT, 14),
        Column("Trong kỳ", Align.RIGHT, 12), Column("Lũy kế", Align.RIGHT, 12),
        Column("Số đơn vị báo cáo", Align.CENTRE, 12),
    )  # fmt: skip
    return DataTable("Tổng hợp", columns, tuple(rows))


def _unit_table(rollup: Rollup, lines: list[Line]) -> DataTable:
    """Units down, figures across, named by duty and code as in the table above."""
    columns = (
        STT, Column("Đơn vị", Align.LEFT, 30),
        *(Column(f"{line.duty.code} {line.indicator.code}", Align.RIGHT, 8) for line in lines),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for report in rollup.counted:
        values = tuple(rollup.value(report.unit, line.key) for line in lines)
        if any(value is not None for value in values):
            rows.append((len(rows) + 1, report.unit.name, *values))
    return DataTable("Theo từng đơn vị (cột ghi mục và mã chỉ tiêu của bảng trên)", columns, tuple(rows))


def _units_annex(rollup: Rollup, areas: Areas) -> Annex:
    columns = (
        STT, Column("Đơn vị", Align.LEFT, 44), Column("Trạng thái", Align.LEFT, 22), Column("Hạn", Align.CENTRE, 12),
        Column("Ngày ký", Align.CENTRE, 12), Column("Ghi chú", Align.LEFT, 16),
    )  # fmt: skip
    states = {"draft": "Chưa báo cáo", "to_sign": "Chưa báo cáo", "returned": "Trả lại, chưa báo cáo lại",
              "signed": "Đã ký, chờ tiếp nhận", "accepted": "Đã tiếp nhận"}  # fmt: skip
    rows = tuple(
        (n, r.unit.name, states[r.state], r.due_on, r.first_signed_at and timezone.localdate(r.first_signed_at),
         "Không phát sinh" if r.nothing_to_report else "")
        for n, r in enumerate(rollup.reports, start=1)
    )  # fmt: skip
    return Annex("Tình hình báo cáo của các đơn vị", (*_map(areas), DataTable("Từng đơn vị", columns, rows)))
