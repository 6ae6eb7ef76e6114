"""What changes the register of protected names."""

from lachan.office.names.actions.entries import add_name, approve_names, change_name, send_back, withdraw
from lachan.office.names.actions.imports import apply_import
from lachan.office.names.actions.shipped import take_shipped

__all__ = ["add_name", "apply_import", "approve_names", "change_name", "send_back", "take_shipped", "withdraw"]
