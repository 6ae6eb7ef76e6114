"""A directive's text becomes its parts: issuer, number, date, addressees, grounds, groups of duties, doubts."""

from lachan.readers.directives.parts import (
    CitedPaper,
    Doubt,
    DutyGroup,
    LegalGround,
    RecognisedDirective,
    RecognisedDuty,
    ReportingKind,
    ReportingRule,
)
from lachan.readers.directives.recognise import recognise_directive

__all__ = [
    "CitedPaper",
    "Doubt",
    "DutyGroup",
    "LegalGround",
    "RecognisedDirective",
    "RecognisedDuty",
    "ReportingKind",
    "ReportingRule",
    "recognise_directive",
]
