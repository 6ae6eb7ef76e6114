"""report.xlsx of any check: an overview and one sheet a rule, written row by row; nothing in it is a formula."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter

from lachan.checks.finding import Rule
from lachan.documents.cells import Cell, Column
from lachan.documents.checks.facts import fact_names, facts_of, whole_fact
from lachan.documents.checks.manner import Manner
from lachan.documents.checks.ranking import Tally, first_things, tallies
from lachan.documents.checks.reading import FindingRow, Findings, findings_of
from lachan.documents.checks.words import SEVERITIES
from lachan.documents.tables import FORMATS, write_cell, write_head

MOST_ROWS = 50_000
"""Rows of findings in one workbook: what opens at an officer's desk and is written in some seconds."""
MOST_FACTS = 12


def write_workbook(
    findings: Path,
    summary: Mapping[str, Any],
    rules: Sequence[Rule],
    out: Path,
    manner: Manner,
    read: str,
    *,
    unmask: str = "",
    most_rows: int = MOST_ROWS,
) -> None:
    """Write the workbook. With `unmask`, the purpose for which it holds whole numbers stands on each sheet.

    `read` says what was checked. At most `most_rows` findings stand in it; each sheet says how many more
    findings.parquet has.
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
        book.set_properties({"title": manner.title.vi, "comments": unmask and f"Mục đích: {unmask}"})
        _overview(book.add_worksheet("Tổng quan"), summary, found, manner, read, unmask, formats)
        for one in loud:
            _rule_sheet(
                book.add_worksheet(one.rule.id),
                one,
                asked,
                counts.get(one.rule.id, 0),
                shares[one.rule.id],
                manner,
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
    page: Any,
    summary: Mapping[str, Any],
    found: Sequence[Tally],
    manner: Manner,
    read: str,
    unmask: str,
    formats: Mapping[str, Any],
) -> None:
    first = {one.rule.id: place for place, one in enumerate(first_things(found), start=1)}
    as_of = date.fromisoformat(summary["as_of"])
    columns = (
        Column("Làm trước", width=10), Column("Quy tắc", width=10), Column("Tên", width=40), Column("Mức", width=8),
        Column(_capital(manner.counted.vi), width=12), Column("Dấu hiệu", width=12), Column("Việc cần làm", width=50),
        Column("Căn cứ", width=50),
    )  # fmt: skip
    notes = (
        f"Đến ngày {as_of:%d/%m/%Y}; lần chạy {summary['run_id']}; {read}.",
        "Mỗi dòng là dấu hiệu để kiểm tra, không phải kết luận vi phạm.",
        _purpose(unmask, manner),
    )
    ranked = sorted(found, key=lambda one: (first.get(one.rule.id, len(found)), -one.weight, one.rule.id))
    rows: Iterable[tuple[Cell, ...]] = (
        (
            first.get(one.rule.id), one.rule.id, one.rule.title.vi, SEVERITIES[one.severity].vi, one.numbers,
            one.findings, manner.advice(one.rule).do.vi if one.findings else None, one.rule.legal_basis.vi,
        )
        for one in ranked
    )  # fmt: skip
    _write(page, manner.title.vi, notes, columns, rows, formats)


def _rule_sheet(
    page: Any,
    one: Tally,
    asked: Findings,
    stored: int,
    share: int,
    manner: Manner,
    unmask: str,
    formats: Mapping[str, Any],
) -> None:
    rows = asked.of_rule(one.rule.id, share)
    first = next(rows, None)
    names = fact_names([facts_of(first.facts)] if first else [], MOST_FACTS, manner.first_facts)
    kind = manner.subject_name(one.rule.subject_kind)
    columns = (
        Column("Mã dấu hiệu", width=18), Column(kind.vi, width=20), Column("Điểm", width=8), Column("Số dòng", width=9),
        Column("Từ", width=17), Column("Đến", width=17),
        *(Column(manner.column_name(name).vi, width=18) for name in names),
    )  # fmt: skip
    words = manner.advice(one.rule)
    notes = (
        f"{words.what.vi}. Việc cần làm: {words.do.vi}.",
        f"Không kết luận: {words.not_.vi or 'dấu hiệu chưa phải là vi phạm'}. Căn cứ: {one.rule.legal_basis.vi}",
        f"Tờ này có {share:,} trong {stored:,} dấu hiệu"
        + (f"; còn {stored - share:,} dấu hiệu nữa trong findings.parquet." if stored > share else "; đủ tất cả."),
        _purpose(unmask, manner),
    )

    def cells(row: FindingRow) -> tuple[Cell, ...]:
        facts = facts_of(row.facts)
        shown = [
            manner.value_name((whole_fact if unmask else manner.masked_fact)(name, facts.get(name))).vi
            for name in names
        ]
        subject = row.subject if unmask else manner.masked_subject(row.subject_kind, row.subject)
        return (row.finding_id, subject, row.score, row.count, row.first_seen, row.last_seen, *shown)

    told = (cells(row) for row in chain([first] if first else [], rows))
    _write(page, f"{one.rule.id} {one.rule.title.vi}", notes, columns, told, formats)


def _purpose(unmask: str, manner: Manner) -> str:
    if not manner.unmasking:
        return manner.note.vi  # nothing is masked in this check
    if unmask:
        return f"CÓ DỮ LIỆU CÁ NHÂN ĐẦY ĐỦ. Mục đích: {unmask}"
    return f"Số điện thoại, giấy tờ, tên đã được che. Bản đầy đủ chỉ lập khi có mục đích: {manner.unmasking}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
