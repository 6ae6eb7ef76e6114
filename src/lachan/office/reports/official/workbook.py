"""The same figures as a workbook: totals, units, state of reports, counting rules."""

from lachan.documents.cells import Align, Column
from lachan.documents.tables import Sheet, write_xlsx
from lachan.office.reports.queries.rollup import COUNTING_RULES, Rollup


def workbook_of(rollup: Rollup, *, notes: tuple[str, ...]) -> bytes:
    """XLSX with four sheets; `notes` (round, filter, author, time) stand above each table."""
    return write_xlsx([_totals(rollup, notes), _units(rollup, notes), _states(rollup, notes), _rules(notes)])


def _totals(rollup: Rollup, notes: tuple[str, ...]) -> Sheet:
    columns = (
        Column("Mục", Align.CENTRE, 7), Column("Nội dung giao", Align.LEFT, 60), Column("Mã", Align.CENTRE, 9),
        Column("Chỉ tiêu", Align.LEFT, 50), Column("Đơn vị tính", Align.LEFT, 16), Column("Trong kỳ", Align.RIGHT, 14),
        Column("Lũy kế", Align.RIGHT, 14), Column("Số đơn vị đã tính", Align.RIGHT, 12),
        Column("Số đơn vị được giao", Align.RIGHT, 12), Column("Trung vị mỗi đơn vị", Align.RIGHT, 12),
    )  # fmt: skip
    rows = tuple(
        (x.duty.code, x.duty.text, x.indicator.code, x.indicator.title.vi, x.indicator.unit.vi, x.in_period,
         x.cumulative, x.units_counted, x.units_asked, x.median_of_units)
        for x in rollup.lines
    )  # fmt: skip
    return Sheet("Tổng hợp", columns, rows, notes)


def _units(rollup: Rollup, notes: tuple[str, ...]) -> Sheet:
    columns = (
        Column("Đơn vị", Align.LEFT, 44),
        *(Column(f"{x.duty.code} {x.indicator.code} {x.indicator.title.vi}", Align.RIGHT, 16) for x in rollup.lines),
    )
    rows = tuple((r.unit.name, *(rollup.value(r.unit, x.key) for x in rollup.lines)) for r in rollup.counted)
    return Sheet("Theo đơn vị", columns, rows, notes)


def _states(rollup: Rollup, notes: tuple[str, ...]) -> Sheet:
    columns = (
        Column("Đơn vị", Align.LEFT, 44), Column("Trạng thái", Align.LEFT, 24), Column("Hạn", Align.CENTRE, 12),
        Column("Ký lúc", Align.CENTRE, 18), Column("Không phát sinh", Align.CENTRE, 14),
    )  # fmt: skip
    rows = tuple(
        (r.unit.name, str(r.get_state_display()), r.due_on, r.first_signed_at, "x" if r.nothing_to_report else "")
        for r in rollup.reports
    )
    return Sheet("Tình hình báo cáo", columns, rows, notes)


def _rules(notes: tuple[str, ...]) -> Sheet:
    rows = tuple((n, str(rule)) for n, rule in enumerate(COUNTING_RULES, start=1))
    return Sheet("Quy tắc tính", (Column("TT", Align.CENTRE, 6), Column("Quy tắc", Align.LEFT, 110)), rows, notes)
