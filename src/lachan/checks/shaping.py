"""From what rules find to findings: the shape, the facts as JSON, the stable id, the law of that day."""

from collections.abc import Callable, Mapping, Sequence

import ibis
from ibis.expr.types import DateValue, FloatingValue, IntegerValue, StringValue, Table, Value

from lachan.checks.finding import FINDING_COLUMNS, WEIGHTS, Rule
from lachan.checks.given import Given

_OWN = {"subject", "key", "count", "numbers", "score", "first_seen", "last_seen", "day"}
"""Columns of a found table that are no facts."""
Digest = Callable[[StringValue], StringValue]


def group_findings(rule: Rule, found: Table, given: Given, run_id: str, md5: Digest) -> Table:
    """The findings of a rule over groups, from what its body found."""
    one = one_row()
    return shaped(
        rule, found, run_id, md5,
        subject=found.subject,
        key=found.key.fill_null("") if "key" in found.columns else ibis.literal(""),
        count=found["count"] if "count" in found.columns else one,
        numbers=found.numbers if "numbers" in found.columns else one,
        day=found.day if "day" in found.columns else ibis.literal(given.as_of),
        first=found.first_seen, last=found.last_seen,
        facts={name: found[name] for name in found.columns if name not in _OWN},
    )  # fmt: skip


def shaped(
    rule: Rule, table: Table, run_id: str, md5: Digest, *, subject: StringValue, key: StringValue,
    count: IntegerValue, numbers: IntegerValue, day: DateValue, first: Value, last: Value, facts: Mapping[str, Value],
) -> Table:  # fmt: skip
    """The columns of a finding, and `numbers`: how many subjects of the check stand behind it."""
    shown = subject.fill_null("")
    return table.select(
        finding_id=md5(ibis.literal(f"{rule.id}|{rule.subject_kind}|").concat(shown, "|", key))[0:16],
        rule=ibis.literal(rule.id),
        severity=ibis.literal(rule.severity),
        score=table.score if "score" in table.columns else _weight(rule),
        subject_kind=ibis.literal(rule.subject_kind),
        subject=shown,
        count=count.cast("int64"),
        first_seen=first.cast("timestamp"),
        last_seen=last.cast("timestamp"),
        facts=as_json(facts),
        legal_basis=_basis(rule, day),
        run_id=ibis.literal(run_id),
        numbers=numbers.cast("int64"),
    )


def one_row() -> IntegerValue:
    """The number 1 in 64 bits: a written 1 is narrower in most engines, and then the file is, too."""
    return ibis.literal(1, "int32").cast("int64")


def _weight(rule: Rule) -> FloatingValue:
    """The severity's weight as a division: DuckDB reads a written fraction as a decimal number."""
    return ibis.literal(round(WEIGHTS[rule.severity] * 10), "int64") / 10


def _counted(total: IntegerValue) -> IntegerValue:
    """A sum as 64 bits: DuckDB adds in 128, which Parquet has no whole number for."""
    return total.cast("int32").cast("int64")


def _basis(rule: Rule, day: DateValue) -> StringValue:
    """The Vietnamese wording of the basis in force on the day of the fact."""
    first, *later = rule.bases
    if not later:
        return ibis.literal(first.wording.vi)
    branches = [(day >= one.since, one.wording.vi) for one in reversed(later)]
    return ibis.cases(*branches, else_=first.wording.vi)


def as_json(facts: Mapping[str, Value]) -> StringValue:
    """An object with sorted keys, built as text so that every engine writes the same; null facts are left out."""
    return json_object([json_member(name, facts[name]) for name in sorted(facts)])


def json_member(name: str, value: Value) -> StringValue:
    """A member of an object with the comma before it; nothing where the value is null."""
    return ibis.literal(f',"{name}":').concat(_written(value)).fill_null("")


def json_object(members: Sequence[StringValue]) -> StringValue:
    """The object of these members, whose names have to be in the order of the alphabet."""
    if not members:
        return ibis.literal("{}")
    first, *rest = members
    inside = first.concat(*rest) if rest else first
    return ibis.literal("{").concat(inside.substr(1), "}")


def _written(value: Value) -> StringValue:
    kind = value.type()
    if kind.is_boolean():
        return ibis.cases((value, "true"), (~value, "false"))
    if kind.is_integer():
        return value.cast("string")
    if kind.is_timestamp():
        return ibis.literal('"').concat(value.strftime("%Y-%m-%d %H:%M:%S"), '"')
    if kind.is_date():
        return ibis.literal('"').concat(value.cast("string"), '"')
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').re_replace(r"[\x00-\x1F]", " ")
    safe = ibis.ifelse(value.re_search(r'["\\\x00-\x1F]'), escaped, value)  # seldom asked for
    return ibis.literal('"').concat(safe, '"')


def once(findings: Table) -> Table:
    """Findings of one id as one: how many rows, from when to when; the least text of the facts stands for all."""
    grouped = findings.group_by("finding_id").aggregate(
        rule=findings.rule.min(), severity=findings.severity.min(), score=findings.score.max(),
        subject_kind=findings.subject_kind.min(), subject=findings.subject.min(),
        count=_counted(findings["count"].sum()),
        first_seen=findings.first_seen.min(), last_seen=findings.last_seen.max(), facts=findings.facts.min(),
        legal_basis=findings.legal_basis.min(), run_id=findings.run_id.min(), numbers=findings.numbers.max(),
    )  # fmt: skip
    return grouped.select(*FINDING_COLUMNS, "numbers")
