"""The one shape of a finding, and the registry of rules that every check shares (design.md 3 and 4).

A finding is an indicator with a legal basis, never a verdict. Its id depends only on the rule and the fact, so that a
second run over the same data, in any order, cut or engine, gives the same ids.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import ibis
from ibis.expr.types import Table

from lachan.vietnam.wording import Wording

Severity = Literal["low", "medium", "high"]

FINDING_COLUMNS: dict[str, str] = {
    "finding_id": "string",  # 16 hex digits of the MD5 of rule, subject_kind, subject and key
    "rule": "string",  # "SUB-014"
    "severity": "string",
    "score": "float64",  # 0 to 1, the sum of named contributions where a rule scores, else the severity's weight
    "subject_kind": "string",  # number, paper, owner, point, clerk, …
    "subject": "string",
    "count": "int64",  # how many rows the fact rests on
    "first_seen": "timestamp",
    "last_seen": "timestamp",
    "facts": "string",  # JSON object with sorted keys
    "legal_basis": "string",
    "run_id": "string",
}

Found = Callable[[Table, Mapping[str, Any]], Table]
"""The body of a rule: the typed table and its parameters in; offending rows out.

The result has `subject`, and may have `key` (text that tells two facts of one subject apart, default ""), `score`,
`count` (default 1), `first_seen`, `last_seen`, and one column a fact; facts are put into the JSON by the runner.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: everything a person is told about it, and the expression that finds what offends it."""

    id: str
    title: Wording
    legal_basis: Wording
    severity: Severity
    subject_kind: str
    since: datetime.date
    """First day of the facts that it applies to."""
    until: datetime.date | None
    """Last day, None while in force."""
    family: str
    explanation: str
    """The docstring: What, Why, Law, What it must not accuse."""
    found: Found
    parameters: Mapping[str, Any] = field(default_factory=dict)


def finding_id(
    rule: str, subject_kind: str, subject: ibis.expr.types.StringValue, key: ibis.expr.types.StringValue
) -> ibis.expr.types.StringValue:
    """The stable id of a fact as an expression, the same on every engine."""
    text = ibis.literal(f"{rule}|{subject_kind}|").concat(subject, "|", key)
    return text.hexdigest("md5").left(16)
