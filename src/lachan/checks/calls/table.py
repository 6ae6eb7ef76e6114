"""The table of calls that rules rely on: withheld callers told apart, answered known, the day of each call."""

from datetime import date

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from lachan.checks.calls.rules.bases import FIRST_DAY
from lachan.checks.given import Given
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording

HIDDEN = ("", "anonymous", "restricted", "private", "unavailable", "unknown", "withheld")
"""What switches write for a caller who shows no number."""


def prepared(t: Table, given: Given) -> Table:
    """Calls with a moment and a callee, with `day`, `answered`, `seconds` (0 where unknown) and `lost`.

    A withheld caller becomes null: thousands of people share it, and nothing can be said of them together. `lost` is a
    call that led to no conversation: not answered, or over within `calls.short_seconds`.
    """
    seconds = t.seconds.fill_null(0)
    answered = t.answered.fill_null(seconds > 0)
    short = given.value("calls.short_seconds", given.as_of)
    caller = ibis.ifelse(t.caller.lower().isin(HIDDEN), ibis.null("string"), t.caller)
    kept = t.filter(t.started_at.notnull() & t.callee.notnull())
    return kept.mutate(
        day=t.started_at.date(), caller=caller, seconds=seconds, answered=answered,
        lost=~answered | (seconds < short), trunk=t.trunk.fill_null(""), trunk_kind=t.trunk_kind.fill_null(""),
    )  # fmt: skip


def from_abroad(t: Table) -> BooleanValue:
    """Came in on an international trunk."""
    return t.trunk_kind == "international"


def at_home(t: Table) -> BooleanValue:
    """Made in a cell of the operator's own."""
    return t.cell.notnull() & (t.trunk_kind != "international")


def sim(t: Table) -> StringValue:
    """The SIM behind a call: its IMSI, or the number where the operator keeps none."""
    return ibis.coalesce(t.imsi, t.caller)


def refuse_before_the_law(as_of: date) -> None:
    """InputError `as_of` for a day on which no law that this check knows was in force."""
    if as_of < FIRST_DAY:
        raise InputError(
            "as_of",
            Wording(
                f"ngày rà soát {as_of:%d/%m/%Y} trước {FIRST_DAY:%d/%m/%Y}: chưa có quy định mà phần mềm áp dụng được",
                f"the day of the check {as_of:%d/%m/%Y} is before {FIRST_DAY:%d/%m/%Y}: "
                "no law that this check knows was in force",
            ),
        )
