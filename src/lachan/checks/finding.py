"""The one shape of a finding, and what a rule is, for every check (design.md 3 and 4).

A finding is an indicator with a legal basis, never a verdict. Its id depends only on the rule and the fact, so that a
second run over the same data, in any order, cut or engine, gives the same ids.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from lachan.vietnam.law import Parameter
from lachan.vietnam.wording import Wording

Severity = Literal["low", "medium", "high"]

WEIGHTS: dict[Severity, float] = {"low": 0.3, "medium": 0.6, "high": 0.9}
"""The score of a finding whose rule counts nothing by itself."""

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

Found = Callable[[Table, Any], Table]
"""The body of a rule over groups: the typed table and what is given (day, parameters) in; offending groups out.

The result has `subject`, and may have `key` (text that tells two facts of one subject apart, default ""), `score`,
`count` (default 1), `first_seen`, `last_seen`, and one column a fact; facts are put into the JSON by the runner.
"""

Offends = Callable[[Table, Any], BooleanValue]
"""The body of a rule over single rows: true for a row that offends, false or null for all others."""

Dated = Literal["record", "activation", "as_of", "call"]
"""Which day chooses the law: of the duty to keep the record complete, of the activation, of the check, of the call."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on from a day on."""

    since: datetime.date
    wording: Wording


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: everything a person is told about it, and the expression that finds what offends it."""

    id: str
    title: Wording
    bases: tuple[Basis, ...]
    """The legal basis, dated, the oldest first."""
    severity: Severity
    subject_kind: str
    since: datetime.date
    """First day of the facts that it applies to."""
    until: datetime.date | None
    """Last day, None while in force."""
    family: str
    dated: Dated
    explanation: str
    """The docstring: What, Why, Law, What it must not accuse."""
    needs: tuple[str, ...]
    """Columns without which it cannot be judged."""
    offends: Offends | None = None
    found: Found | None = None
    facts: tuple[str, ...] = ()
    """Columns of the row that a finding shows (rules over single rows)."""
    demanded: str = ""
    """The column that the law demands and whose absence the rule tells."""
    screen: str = ""
    """The cheap count that a rule over groups looks closely behind."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def legal_basis(self) -> Wording:
        """All bases in one sentence, each later one with its first day."""
        first, *later = self.bases
        return Wording(
            "; ".join([first.wording.vi, *(f"từ {one.since:%d/%m/%Y}: {one.wording.vi}" for one in later)]),
            "; ".join([first.wording.en, *(f"from {one.since:%d/%m/%Y}: {one.wording.en}" for one in later)]),
        )

    def in_force(self, on: datetime.date) -> bool:
        """Whether facts of that day fall under it."""
        return self.since <= on and (self.until is None or on <= self.until)


def finding_id(rule: str, subject_kind: str, subject: StringValue, key: StringValue) -> StringValue:
    """The stable id of a fact as an expression, the same on every engine."""
    text = ibis.literal(f"{rule}|{subject_kind}|").concat(subject, "|", key)
    return text.hexdigest("md5").left(16)
