"""The ten things to do first: rules ranked by severity × numbers touched, each an instruction with its places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lachan.checks.finding import Rule
from lachan.documents.checks.words import WEIGHTS

MOST_THINGS = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """A rule with what the run found by it: findings, and the numbers (of calls: the subjects) that they touch."""

    rule: Rule
    severity: str
    findings: int
    numbers: int

    @property
    def weight(self) -> int:
        """What ranks it: severity × numbers touched."""
        return WEIGHTS[self.severity] * self.numbers


def tallies(summary: Mapping[str, Any], rules: Sequence[Rule]) -> tuple[Tally, ...]:
    """Every rule of the run in the order of their ids; a rule that is not known here is left out."""
    known = {rule.id: rule for rule in rules}
    return tuple(
        Tally(known[one["id"]], one["severity"], one["findings"], one["numbers" if "numbers" in one else "subjects"])
        for one in sorted(summary["rules"], key=lambda one: one["id"])
        if one["id"] in known
    )


def first_things(found: Sequence[Tally]) -> tuple[Tally, ...]:
    """At most ten rules with findings, the heaviest first; equal ones by severity, then by id."""
    ranked = sorted(found, key=lambda one: (-one.weight, -WEIGHTS[one.severity], one.rule.id))
    return tuple(one for one in ranked if one.findings)[:MOST_THINGS]
