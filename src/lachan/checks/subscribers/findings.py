"""From the rows that offend a rule over single rows to findings."""

from ibis.expr.types import Table

from lachan.checks.finding import Rule
from lachan.checks.given import Given
from lachan.checks.shaping import Digest, one_row, shaped
from lachan.checks.subscribers.rules.declare import day_of_fact


def row_findings(rule: Rule, rows: Table, given: Given, run_id: str, md5: Digest) -> Table:
    """The findings of a rule over single rows, from the rows that offend it; a number can come more than once."""
    key = rows.operator.fill_null("").concat("|", rows.day.cast("string").fill_null(""))
    facts = {name: rows[name] for name in dict.fromkeys((*rule.facts, "operator"))}
    return shaped(
        rule, rows, run_id, md5, subject=rows.number, key=key, count=one_row(),
        numbers=one_row(), day=day_of_fact(rule, rows, given), first=rows.activated_on,
        last=rows.activated_on, facts=facts,
    )  # fmt: skip
