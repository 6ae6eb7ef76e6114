"""What brings signals in and what people decide of their subjects."""

from lachan.office.intake.actions.bulk import decide_group
from lachan.office.intake.actions.deciding import decide, end_allowed, leave_queue, send_back_to_queue, undo_last
from lachan.office.intake.actions.reports import Receipt, ToldByCitizen, erase_reports, note, report
from lachan.office.intake.actions.runs import bring_run, discard_run, take_run
from lachan.office.intake.actions.signals import Said, put_signals, take_signal

__all__ = [
    "Receipt",
    "Said",
    "ToldByCitizen",
    "bring_run",
    "decide",
    "decide_group",
    "discard_run",
    "end_allowed",
    "erase_reports",
    "leave_queue",
    "note",
    "put_signals",
    "report",
    "send_back_to_queue",
    "take_run",
    "take_signal",
    "undo_last",
]
