"""Everything that changes incidents, one function a use case."""

from lachan.office.incidents.actions.asking import Asked, ask_operator
from lachan.office.incidents.actions.judging import (
    attach_case,
    close_incident,
    dismiss_incident,
    find_path,
    join_incident,
    reopen_incident,
)
from lachan.office.incidents.actions.reporting import Told, report_spoofing
from lachan.office.incidents.actions.revealing import Revealed, reveal_incident

__all__ = [
    "Asked",
    "Revealed",
    "Told",
    "ask_operator",
    "attach_case",
    "close_incident",
    "dismiss_incident",
    "find_path",
    "join_incident",
    "reopen_incident",
    "report_spoofing",
    "reveal_incident",
]
