"""The only place that changes cases: one function a use case."""

from lachan.office.cases.actions.cases import CaseFacts, change_case, give_reporter_code, open_case
from lachan.office.cases.actions.contents import (
    EvidenceFacts,
    add_evidence,
    add_note,
    add_subject,
    reveal_subject,
    withdraw_subject,
)
from lachan.office.cases.actions.ending import close_case, hand_over_case, reopen_case
from lachan.office.cases.actions.joining import link_cases, merge_cases, split_case
from lachan.office.cases.actions.searching import find_exactly

__all__ = [
    "CaseFacts",
    "EvidenceFacts",
    "add_evidence",
    "add_note",
    "add_subject",
    "change_case",
    "close_case",
    "find_exactly",
    "give_reporter_code",
    "hand_over_case",
    "link_cases",
    "merge_cases",
    "open_case",
    "reopen_case",
    "reveal_subject",
    "split_case",
    "withdraw_subject",
]
