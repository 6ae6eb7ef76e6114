"""What changes the register and its lists: entries, imports, issues of the list, reminders."""

from lachan.office.protected.actions.entries import add_number, approve_numbers, change_number, send_back, withdraw
from lachan.office.protected.actions.imports import apply_import
from lachan.office.protected.actions.publishing import publish_list

__all__ = [
    "add_number",
    "apply_import",
    "approve_numbers",
    "change_number",
    "publish_list",
    "send_back",
    "withdraw",
]
