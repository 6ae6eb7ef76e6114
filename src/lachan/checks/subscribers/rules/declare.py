"""How a rule on subscribers is written down: one function under `row_rule` or `group_rule`."""

import functools
import inspect
import operator
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import ibis
from ibis.expr import operations as ops
from ibis.expr.types import BooleanValue, Table

from lachan.checks.finding import Basis, Dated, Found, Offends, Rule, Severity
from lachan.checks.given import Given
from lachan.vietnam.law import PARAMETERS
from lachan.vietnam.wording import Wording

RULES: dict[str, Rule] = {}
"""Every declared rule by its id."""

FAMILY_OF = {
    "complete": "complete",
    "valid": "valid",
    "papers": "valid",
    "agreeing": "agreeing",
    "across": "agreeing",
    "registered": "registered",
    "holdings": "registered",
    "junk": "junk",
}
"""The family of the rules of each module."""


def row_rule(
    id_: str,
    vi: str,
    en: str,
    *,
    law: tuple[Basis, ...],
    severity: Severity,
    dated: Dated,
    needs: tuple[str, ...],
    facts: tuple[str, ...] = (),
    demanded: str = "",
    since: date | None = None,
    until: date | None = None,
    parameters: tuple[str, ...] = (),
) -> Callable[[Offends], Offends]:
    """A rule that looks at one row alone; its facts are `facts` and the columns that it needs."""

    def declared(body: Offends) -> Offends:
        _register(
            Rule(
                id=id_, title=Wording(vi, en), bases=law, severity=severity, subject_kind="number",
                since=since or law[0].since, until=until, dated=dated,
                family=FAMILY_OF[body.__module__.rpartition(".")[2]],
                explanation=inspect.getdoc(body) or "", needs=needs, offends=body, facts=(*needs, *facts),
                demanded=demanded, parameters={name: PARAMETERS[name] for name in parameters},
            )
        )  # fmt: skip
        return body

    return declared


def group_rule(
    id_: str,
    vi: str,
    en: str,
    *,
    law: tuple[Basis, ...],
    severity: Severity,
    subject: str,
    screen: str,
    needs: tuple[str, ...],
    dated: Dated = "as_of",
    since: date | None = None,
    until: date | None = None,
    parameters: tuple[str, ...] = (),
) -> Callable[[Found], Found]:
    """A rule that looks at rows together: those that the screen named `screen` let through."""

    def declared(body: Found) -> Found:
        _register(
            Rule(
                id=id_, title=Wording(vi, en), bases=law, severity=severity, subject_kind=subject,
                since=since or law[0].since, until=until, dated=dated,
                family=FAMILY_OF[body.__module__.rpartition(".")[2]],
                explanation=inspect.getdoc(body) or "", needs=needs, found=body, screen=screen,
                parameters={name: PARAMETERS[name] for name in parameters},
            )
        )  # fmt: skip
        return body

    return declared


def _register(rule: Rule) -> None:
    if rule.id in RULES:
        raise ValueError(f"{rule.id} is taken; ids are never used again")
    RULES[rule.id] = rule


def applies(rule: Rule, t: Table, given: Given) -> BooleanValue | None:
    """Whether the rule was in force on the day of each row's fact; None when it was for all of them."""
    if rule.dated == "as_of":
        return None if rule.in_force(given.as_of) else ibis.literal(False)
    if rule.dated == "record" and given.as_of >= given.value("records.completed_by", given.as_of):
        return None  # by then the records of before the first decree had to be complete too
    return t.day >= rule.since if rule.until is None else (t.day >= rule.since) & (t.day <= rule.until)


def offending(rule: Rule, t: Table, given: Given) -> BooleanValue:
    """True for the rows that offend a rule over single rows and fall under it; false or null for all others."""
    return functools.reduce(operator.and_, _conditions(rule, t, given))


def _conditions(rule: Rule, t: Table, given: Given) -> list[BooleanValue]:
    """All that has to hold, the one that says of what kind the row is first, then whether the rule was in force."""
    assert rule.offends is not None
    kind, *rest = _parts(rule.offends(t, given))
    inside = applies(rule, t, given)
    return [kind, *([] if inside is None else [inside]), *rest]


def _parts(condition: BooleanValue) -> list[BooleanValue]:
    both = condition.op()
    return [*_parts(both.left.to_expr()), *_parts(both.right.to_expr())] if isinstance(both, ops.And) else [condition]


def offending_any(rules: Sequence[Rule], t: Table, given: Given) -> BooleanValue:
    """True for the rows that offend one of the rules.

    Rules that begin with one condition share it: what is asked of organisations only is asked of no person's row.
    """
    by_kind: dict[Any, list[BooleanValue]] = {}
    for rule in rules:
        kind, *rest = _conditions(rule, t, given)
        by_kind.setdefault(kind.op(), []).append(functools.reduce(operator.and_, rest, ibis.literal(True)))
    found = [kind.to_expr() & functools.reduce(operator.or_, rest) for kind, rest in by_kind.items()]
    return functools.reduce(operator.or_, found, ibis.literal(False))
