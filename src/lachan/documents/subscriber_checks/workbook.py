"""report.xlsx: an overview and one sheet a rule, written row by row; nothing in it is a formula."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter

from lachan.checks.finding import Rule
from lachan.documents.cells import Cell, Column
from lachan.documents.subscriber_checks.advice import advice
from lachan.documents.subscriber_checks.masking import fact_names, facts_of, masked_fact, masked_subject, whole_fact
from lachan.documents.subscriber_checks.ranking import Tally, first_things, tallies
from lachan.documents.subscriber_checks.reading import FindingRow, Findings, findings_of
from lachan.documents.subscriber_checks.words import SEVERITIES, SUBJECTS, column_name, value_name
from lachan.documents.tables import FORMATS, write_cell, write_head
from lachan.vietnam.wording import Wording

MOST_ROWS = 50_000
"""Rows of findings in one workbook: what opens at an officer's desk and is written in some seconds."""
MOST_FACTS = 12
_MASKED = (
    "Số thuê bao, giấy tờ, tên đã được che. Bản đầy đủ chỉ lập khi có mục đích: lachan subscribers report --unmask."
)


def write_report_xlsx(
    findings: Path,
    summary: Mapping[str, Any],
    rules: Sequence[Rule],
    out: Path,
    *,
    unmask: str = "",
    most_rows: int = MOST_ROWS,
) -> None:
    """Write the workbook. With `unmask`, the purpose for which it holds whole numbers stands on each sheet.

    At most `most_rows` findings stand in it; each sheet says how many more findings.parquet has.
    """
    found = tallies(summary, rules)
    loud = [one for one in found if one.findings]
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with findings_of(findings) as asked, xlsxwriter.Workbook(str(out), options) as book:
        counts = asked.counts()
        shares = shared_out({one.rule.id: counts.get(one.rule.id, 0) for one in loud}, most_rows)
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        book.set_properties(
            {"title": "Kết quả rà soát thông tin thuê bao", "comments": unmask and f"Mục đích: {unmask}"}
        )
        _overview(book.add_worksheet("Tổng quan"), summary, found, unmask, formats)
        for one in loud:
            _rule_sheet(
                book.add_worksheet(one.rule.id),
                one,
                asked,
                counts.get(one.rule.id, 0),
                shares[one.rule.id],
                unmask,
                formats,
            )


def shared_out(counts: Mapping[str, int], whole: int) -> dict[str, int]:
    """How many rows each rule gets: what small rules do not need goes to the large ones."""
    shares: dict[str, int] = {}
    left = whole
    ordered = sorted(counts, key=lambda rule: (counts[rule], rule))
    for place, rule in enumerate(ordered):
        shares[rule] = min(counts[rule], left // (len(ordered) - place))
        left -= shares[rule]
    return shares


def _overview(
    page: Any, summary: Mapping[str, Any], found: Sequence[Tally], unmask: str, formats: Mapping[str, Any]
) -> None:
    first = {one.rule.id: place for place, one in enumerate(first_things(found), start=1)}
    as_of = date.fromisoformat(summary["as_of"])
    columns = (
        Column("Làm trước", width=10), Column("Quy tắc", width=10), Column("Tên", width=40), Column("Mức", width=8),
        Column("Thuê bao", width=12), Column("Dấu hiệu", width=12), Column("Việc cần làm", width=50),
        Column("Căn cứ", width=50),
    )  # fmt: skip
    notes = (
        f"Đến ngày {as_of:%d/%m/%Y}; lần chạy {summary['run_id']}; {summary['rows']:,} dòng đọc được, "
        f"{summary['rejected_rows']:,} dòng không đọc được, {summary['active_rows']:,} thuê bao đang hoạt động.",
        "Mỗi dòng là dấu hiệu để kiểm tra, không phải kết luận vi phạm.",
        _purpose(unmask),
    )
    ranked = sorted(found, key=lambda one: (first.get(one.rule.id, len(found)), -one.weight, one.rule.id))
    rows: Iterable[tuple[Cell, ...]] = (
        (
            first.get(one.rule.id), one.rule.id, one.rule.title.vi, SEVERITIES[one.severity].vi, one.numbers,
            one.findings, advice(one.rule).do.vi if one.findings else None, one.rule.legal_basis.vi,
        )
        for one in ranked
    )  # fmt: skip
    _write(page, "Kết quả rà soát thông tin thuê bao", notes, columns, rows, formats)


def _rule_sheet(
    page: Any, one: Tally, asked: Findings, stored: int, share: int, unmask: str, formats: Mapping[str, Any]
) -> None:
    rows = asked.of_rule(one.rule.id, share)
    first = next(rows, None)
    names = fact_names([facts_of(first.facts)] if first else [], MOST_FACTS)
    kind = SUBJECTS.get(one.rule.subject_kind, Wording("Đối tượng", "Subject"))
    columns = (
        Column("Mã dấu hiệu", width=18), Column(kind.vi, width=20), Column("Điểm", width=8), Column("Số dòng", width=9),
        Column("Từ", width=17), Column("Đến", width=17), *(Column(column_name(name).vi, width=18) for name in names),
    )  # fmt: skip
    words = advice(one.rule)
    notes = (
        f"{words.what.vi}. Việc cần làm: {words.do.vi}.",
        f"Không kết luận: {words.not_.vi or 'dấu hiệu chưa phải là vi phạm'}. Căn cứ: {one.rule.legal_basis.vi}",
        f"Tờ này có {share:,} trong {stored:,} dấu hiệu"
        + (f"; còn {stored - share:,} dấu hiệu nữa trong findings.parquet." if stored > share else "; đủ tất cả."),
        _purpose(unmask),
    )

    def cells(row: FindingRow) -> tuple[Cell, ...]:
        facts = facts_of(row.facts)
        shown = [value_name((whole_fact if unmask else masked_fact)(name, facts.get(name))).vi for name in names]
        subject = row.subject if unmask else masked_subject(row.subject_kind, row.subject)
        return (row.finding_id, subject, row.score, row.count, row.first_seen, row.last_seen, *shown)

    told = (cells(row) for row in chain([first] if first else [], rows))
    _write(page, f"{one.rule.id} {one.rule.title.vi}", notes, columns, told, formats)


def _purpose(unmask: str) -> str:
    return f"CÓ DỮ LIỆU CÁ NHÂN ĐẦY ĐỦ. Mục đích: {unmask}" if unmask else _MASKED


def _write(
    page: Any,
    title: str,
    notes: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    formats: Mapping[str, Any],
) -> None:
    head = write_head(page, title, notes, columns, formats)
    last = head
    for last, cells in enumerate(rows, start=head + 1):
        for place, cell in enumerate(cells):
            write_cell(page, last, place, cell, formats)
    page.autofilter(head, 0, max(last, head + 1), len(columns) - 1)
