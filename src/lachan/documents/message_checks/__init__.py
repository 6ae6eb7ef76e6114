"""What people read of a check of messages: report.html to act on, report.xlsx to work through."""

from lachan.documents.message_checks.page import write_report_html
from lachan.documents.message_checks.workbook import write_report_xlsx

__all__ = ["write_report_html", "write_report_xlsx"]
