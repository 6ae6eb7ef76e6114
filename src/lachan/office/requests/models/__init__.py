"""Requests and what belongs to them, a module a noun."""

from lachan.office.requests.models.keys import InvestigatorKey, OperatorKey
from lachan.office.requests.models.packages import Package
from lachan.office.requests.models.requests import (
    AgencyRequest,
    Answer,
    AnswerKind,
    Outcome,
    OutcomeKind,
    Pause,
    RequestItem,
    RequestKind,
    RequestReminder,
    RequestState,
    RequestStep,
    Secrecy,
)
from lachan.office.requests.models.traces import CallSource, CallTrace, TrunkOrigin

__all__ = [
    "AgencyRequest",
    "Answer",
    "AnswerKind",
    "CallSource",
    "CallTrace",
    "InvestigatorKey",
    "OperatorKey",
    "Outcome",
    "OutcomeKind",
    "Package",
    "Pause",
    "RequestItem",
    "RequestKind",
    "RequestReminder",
    "RequestState",
    "RequestStep",
    "Secrecy",
    "TrunkOrigin",
]
