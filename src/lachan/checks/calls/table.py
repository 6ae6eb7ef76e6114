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
    """The calls with `day`, `answered`, `seconds` (0 where unknown) and `lost`.

    `lost` is a call that led to no conversation: not answered, or over within `calls.short_seconds`. Nothing else is
    touched: a text that is worked on in every row costs more than all the counting.
    """
    seconds = t.seconds.fill_null(0)
    answered = t.answered.fill_null(seconds > 0)
    short = given.value("calls.short_seconds", given.as_of)
    kept = t.filter(t.started_at.notnull())
    return kept.mutate(day=t.started_at.date(), seconds=seconds, answered=answered, lost=~answered | (seconds < short))


def is_shown(t: Table) -> BooleanValue:
    """The caller shows a number; thousands share a withheld one, and nothing can be said of them together."""
    return t.caller.notnull() & ~t.caller.isin(HIDDEN)


def from_abroad(t: Table) -> BooleanValue:
    """Came in on an international trunk."""
    return t.trunk_kind == "international"


def at_home(t: Table) -> BooleanValue:
    """Made in a cell of the operator's own."""
    return t.cell.notnull() & ~t.trunk_kind.identical_to("international")


def external(t: Table) -> BooleanValue:
    """Came in from another network."""
    return ~t.trunk_kind.identical_to("internal")


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
