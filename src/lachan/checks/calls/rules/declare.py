"""How a rule on calls is written down: one function under `call_rule`, over one of the tables of `looks`."""

import inspect
from collections.abc import Callable, Mapping

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table, Value

from lachan.checks.calls.rules.bases import FIRST_DAY
from lachan.checks.finding import Basis, Found, Rule, Severity
from lachan.vietnam.law import PARAMETERS
from lachan.vietnam.wording import Wording

RULES: dict[str, Rule] = {}
"""Every declared rule by its id."""
ORDINARY = ("ordinary_calls_median", "ordinary_calls_p99", "callers_with_more_calls", "ordinary_lost_percent")
"""What was ordinary in that network on that day; every finding on a caller shows it."""


def call_rule(
    id_: str,
    vi: str,
    en: str,
    *,
    law: tuple[Basis, ...],
    severity: Severity,
    subject: str,
    look: str,
    needs: tuple[str, ...],
    parameters: tuple[str, ...] = (),
) -> Callable[[Found], Found]:
    """A rule over the table called `look` (`lachan.checks.calls.looks`), which holds only what a count let through."""

    def declared(body: Found) -> Found:
        if id_ in RULES:
            raise ValueError(f"{id_} is taken; ids are never used again")
        RULES[id_] = Rule(
            id=id_, title=Wording(vi, en), bases=law, severity=severity, subject_kind=subject,
            since=FIRST_DAY, until=None, dated="call", family=body.__module__.rpartition(".")[2],
            explanation=inspect.getdoc(body) or "", needs=needs, found=body, screen=look,
            parameters={name: PARAMETERS[name] for name in parameters},
        )  # fmt: skip
        return body

    return declared


def percent(part: IntegerValue, whole: IntegerValue) -> IntegerValue:
    """Whole percent, rounded down; 0 of nothing."""
    return ibis.ifelse(whole > 0, part * 100 // whole, 0)


def points(**parts: tuple[BooleanValue, int]) -> tuple[dict[str, Value], IntegerValue]:
    """Named contributions in hundredths, each given where its condition holds: as facts, and their sum."""
    facts = {
        f"points_{name}": ibis.ifelse(condition.fill_null(False), ibis.literal(worth, "int64"), 0)
        for name, (condition, worth) in parts.items()
    }
    first, *rest = facts.values()
    whole = first
    for one in rest:
        whole = whole + one
    return facts, whole


def scored(t: Table, parts: Mapping[str, tuple[BooleanValue, int]], least: int) -> Table:
    """The rows whose points reach `least`, with `score` and each contribution as a fact."""
    facts, whole = points(**parts)
    t = t.mutate(**facts, whole_points=whole)
    t = t.filter(t.whole_points >= least)
    # a division of whole numbers: DuckDB reads a written fraction as a decimal number
    return t.mutate(score=ibis.least(t.whole_points, 100) / 100).drop("whole_points")


def told(t: Table, *facts: str, subject: str = "caller", **more: Value) -> Table:
    """What a finding says: subject, day as its key, count, first and last moment, the facts named and the points."""
    named = [*facts, *(name for name in t.columns if name.startswith("points_") or name == "score")]
    return t.select(
        subject=t[subject], key=t.day.cast("string"), day=t.day, count=t.calls, numbers=ibis.literal(1, "int64"),
        first_seen=t.first_seen, last_seen=t.last_seen, **{name: t[name] for name in named}, **more,
    )  # fmt: skip
