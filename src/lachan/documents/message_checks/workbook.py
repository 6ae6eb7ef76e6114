"""report.xlsx of a check of messages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lachan.checks.finding import Rule
from lachan.documents.checks.workbook import MOST_ROWS, write_workbook
from lachan.documents.message_checks.manner import MANNER


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
    read = f"{summary['rows']:,} tin nhắn đọc được, {summary['rejected_rows']:,} dòng không đọc được"
    write_workbook(findings, summary, rules, out, MANNER, read, unmask=unmask, most_rows=most_rows)
