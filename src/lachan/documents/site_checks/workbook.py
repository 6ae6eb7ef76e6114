"""report.xlsx of a check of names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lachan.checks.finding import Rule
from lachan.documents.checks.workbook import MOST_ROWS, write_workbook
from lachan.documents.site_checks.manner import MANNER


def write_report_xlsx(
    findings: Path, summary: Mapping[str, Any], rules: Sequence[Rule], out: Path, *, most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook; at most `most_rows` findings stand in it, each sheet says how many more there are."""
    read = f"{summary['rows']:,} tên đọc được, {summary['rejected_rows']:,} dòng không đọc được"
    write_workbook(findings, summary, rules, out, MANNER, read, most_rows=most_rows)
