"""Subjects, the signals that tell of them, what citizens reported, and what people decided."""

from lachan.office.intake.models.decisions import Allowed, Decision
from lachan.office.intake.models.runs import RunCheck, RunState, TakenRun
from lachan.office.intake.models.signals import Report, ReportChannel, Signal, SignalSource
from lachan.office.intake.models.subjects import Subject, SubjectKind, SubjectState

__all__ = [
    "Allowed",
    "Decision",
    "Report",
    "ReportChannel",
    "RunCheck",
    "RunState",
    "Signal",
    "SignalSource",
    "Subject",
    "SubjectKind",
    "SubjectState",
    "TakenRun",
]
