"""From the rows that offend rules over single rows to findings: one expression for all rules.

Which rules a row offends is a list of their places, and a row a rule is made out of it. A small table of the rules is
joined to these, and says which facts each shows. (Bits of a mask instead of a list make that join a comparison of every
row with every rule: half as much again.)
"""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import DateValue, StringValue, Table

from lachan.checks.finding import WEIGHTS, Rule
from lachan.checks.given import Given
from lachan.checks.shaping import Digest, json_member, json_object, one_row
from lachan.checks.subscribers.rules.bases import FIRST_DAY
from lachan.checks.subscribers.rules.declare import offending


def row_findings(rules: Sequence[Rule], rows: Table, given: Given, run_id: str, md5: Digest) -> Table:
    """The findings of `rules` over single rows: one a row and rule, with `numbers` and `in_numbers` beside.

    `rows`: those that offend. A number that the input holds twice can come more than once.
    """
    offended = ibis.array([ibis.ifelse(offending(rule, rows, given), at, None) for at, rule in enumerate(rules)])
    told = rows.select(
        *sorted({"in_numbers", "day", "number", "activated_on", *_shown(rules)}),
        at=offended.filter(lambda at: at.notnull()).unnest(),
    )
    both = told.join(_table(rules, given), "at")
    subject = both.number.fill_null("")
    key = both.operator.fill_null("").concat("|", both.day.cast("string").fill_null(""))
    return both.select(
        "in_numbers", "rule", "severity", "score",
        subject=subject,
        finding_id=md5(both.rule.concat("|number|", subject, "|", key))[0:16],
        subject_kind=ibis.literal("number"),
        count=one_row(),
        first_seen=both.activated_on,
        last_seen=both.activated_on,
        facts=_facts(rules, both),
        legal_basis=_basis(both, rules, given),
        run_id=ibis.literal(run_id),
        numbers=one_row(),
    )  # fmt: skip


def _basis(table: Table, rules: Sequence[Rule], given: Given) -> StringValue:
    """The Vietnamese wording of the basis in force on the day of the fact."""
    as_of = ibis.literal(given.as_of)
    # A record from before the first decree, or of an unknown day, is held to the law of the day of the check; so is a
    # rule that this day dates, which has one basis only in the table.
    day: DateValue = ibis.ifelse(
        (table.dated == "record") & ~(table.day >= FIRST_DAY).fill_null(False), as_of, table.day
    )
    later = range(_bases(rules) - 1, 0, -1)
    branches = [(day >= table[f"since_{at}"], table[f"basis_{at}"]) for at in later]
    return ibis.cases(*branches, else_=table.basis_0) if branches else table.basis_0


def _bases(rules: Sequence[Rule]) -> int:
    """The most bases that a rule has."""
    return max((len(rule.bases) for rule in rules), default=1)


def _shown(rules: Sequence[Rule]) -> list[str]:
    """The columns that are a fact of some rule, in the order of the alphabet."""
    return sorted({"operator"}.union(*(rule.facts for rule in rules)))


def _facts(rules: Sequence[Rule], table: Table) -> StringValue:
    """The facts of each rule: of all members those that the rule shows; the others are not worked out."""
    shown = _shown(rules)
    return json_object([ibis.ifelse(table[f"shows_{name}"], json_member(name, table[name]), "") for name in shown])


def _table(rules: Sequence[Rule], given: Given) -> Table:
    """The rules: place, words, weight, the facts they show, and their bases with the first day of each."""
    shown = _shown(rules)
    told: dict[str, list[Any]] = {name: [] for name in ("at", "rule", "severity", "score", "dated")}
    told |= {f"shows_{name}": [] for name in shown}
    told |= {f"{name}_{at}": [] for at in range(_bases(rules)) for name in ("since", "basis")}
    for at, rule in enumerate(rules):
        told["at"].append(at)
        told["rule"].append(rule.id)
        told["severity"].append(rule.severity)
        told["score"].append(WEIGHTS[rule.severity])
        told["dated"].append(rule.dated)
        for name in shown:
            told[f"shows_{name}"].append(name in (*rule.facts, "operator"))
        bases = [one for one in rule.bases if rule.dated != "as_of" or one.since <= given.as_of] or [*rule.bases[:1]]
        bases = bases[-1:] if rule.dated == "as_of" else bases
        for place in range(_bases(rules)):
            told[f"since_{place}"].append(bases[place].since if place < len(bases) else None)
            told[f"basis_{place}"].append(bases[place].wording.vi if place < len(bases) else None)
    kinds = {"shows": pa.bool_(), "score": pa.float64(), "at": pa.int8(), "since": pa.date32()}
    columns = {name: pa.array(values, kinds.get(name.partition("_")[0], pa.string())) for name, values in told.items()}
    return ibis.memtable(pa.table(columns))
