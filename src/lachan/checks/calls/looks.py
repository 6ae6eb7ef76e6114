"""The tables on which rules look closely: one row a subject and day, with exact figures of the few that are left.

`kept` are the rows of the callers and devices that the screens let through, and the calls to these callers; a call
that stands in the input twice counts once. Times are compared as whole seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import IntegerValue, Table

from lachan.checks.calls.ordinary import Ordinary
from lachan.checks.calls.screens import hundred_of, in_vain
from lachan.checks.calls.table import at_home, external, from_abroad, is_shown, sim
from lachan.checks.given import Given

COLUMNS = (
    "started_at", "seconds", "caller", "callee", "trunk", "trunk_kind", "answered", "cell", "imei", "imsi", "day",
    "lost",
)  # fmt: skip
ONE_DIGIT = tuple(str(digit) * length for digit in range(10) for length in (14, 15, 16))
"""IMEIs that no device has."""


@dataclass(frozen=True)
class Close:
    """What a close look starts from: kept rows, the counts of candidates, shown and listed numbers."""

    kept: Table
    candidates: Table
    shown: Table
    allowed: Table
    listed: Table
    ordinary: Ordinary
    given: Given


def moment(t: Table) -> IntegerValue:
    """Whole seconds since 1970."""
    return t.started_at.epoch_seconds().cast("int64")


def busy_callers(close: Close) -> Table:
    """One row a caller and day that most rules on behaviour look at: what it did, and what came back."""
    out = close.kept.filter(close.kept.busy_in)
    rung = ~out.answered & (out.seconds <= close.given.value("calls.ring_seconds", close.given.as_of))
    figures = out.group_by("caller", "day").aggregate(
        calls=out.count(), callees=out.callee.nunique(), answered_calls=out.count(where=out.answered),
        lost_calls=out.count(where=out.lost), rung=out.count(where=rung),
        rung_callees=out.callee.nunique(where=rung), abroad=out.count(where=from_abroad(out)),
        home=out.count(where=at_home(out)), cells=out.cell.nunique(), trunk=out.trunk.min(),
        trunks=out.trunk.nunique(), hours=out.started_at.hour().nunique(),
        first_seen=out.started_at.min(), last_seen=out.started_at.max(),
    )  # fmt: skip
    beside = close.ordinary.beside(close.candidates.select("caller", "day", "calls")).drop("calls")
    found = figures.inner_join(beside, ["caller", "day"])
    for part in (
        _peaks(out),
        _incoming(close.kept),
        _called_back(close.kept),
        _sequences(out, close.given),
        _gaps(out),
    ):
        found = _with(found, part)
    return found


def _with(t: Table, part: Table) -> Table:
    """The table with the whole numbers of another of the same callers and days; 0 where it has none."""
    more = [name for name in part.columns if name not in ("caller", "day")]
    named = part.select(
        **{f"of_{name}": part[name] for name in ("caller", "day")}, **{name: part[name] for name in more}
    )
    joined = t.left_join(named, [t.caller == named.of_caller, t.day == named.of_day])
    return joined.select(*t.columns, **{name: joined[name].fill_null(0) for name in more})


def _peaks(out: Table) -> Table:
    hours = out.mutate(hour=out.started_at.hour())
    found = hours.group_by("caller", "day", "hour").aggregate(n=hours.callee.nunique())
    return found.group_by("caller", "day").aggregate(peak_callees=found.n.max())


def _incoming(kept: Table) -> Table:
    into = kept.filter(kept.callee_in)
    found = into.group_by("callee", "day").aggregate(incoming=into.count())
    return found.select("day", "incoming", caller=found.callee)


def _called_back(kept: Table) -> Table:
    """How many of those whom a caller called rang back on the same day, after it."""
    out, into = kept.filter(kept.busy_in), kept.filter(kept.callee_in & is_shown(kept))
    first = out.group_by("caller", "callee", "day").aggregate(at=out.started_at.min())
    last = into.group_by("caller", "callee", "day").aggregate(at=into.started_at.max())
    back = last.select(back_from=last.caller, back_to=last.callee, back_day=last.day, back_at=last["at"])
    both = first.inner_join(
        back,
        [
            first.caller == back.back_to, first.callee == back.back_from, first.day == back.back_day,
            first["at"] <= back.back_at,
        ],
    )  # fmt: skip
    return both.group_by("caller", "day").aggregate(called_back=both.count())


def _sequences(out: Table, given: Given) -> Table:
    """How many callees follow another of the same caller at a small distance, when they stand in order of number."""
    digits = out.filter(out.callee.re_search(r"^\+[0-9]{8,15}$"))
    digits = digits.select("caller", "day", number=digits.callee.substr(1).cast("int64")).distinct()
    in_order = ibis.window(group_by=[digits.caller, digits.day], order_by=digits.number)
    steps = digits.mutate(step=digits.number - digits.number.lag().over(in_order))
    near = steps.step <= given.value("calls.sequential_step", given.as_of)
    return steps.group_by("caller", "day").aggregate(neighbours=steps.count(where=near))


def _gaps(out: Table) -> Table:
    """The middle gap between calls in seconds, and how many gaps are as long as it, to a sixteenth or a second."""
    timed = out.select("caller", "day", "callee", at=moment(out))
    in_time = ibis.window(group_by=[timed.caller, timed.day], order_by=[timed["at"], timed.callee])
    gaps = timed.mutate(gap=timed["at"] - timed["at"].lag().over(in_time))
    gaps = gaps.filter(gaps.gap.notnull())
    ordered = ibis.window(group_by=[gaps.caller, gaps.day], order_by=gaps.gap)
    whole = ibis.window(group_by=[gaps.caller, gaps.day])
    ranked = gaps.mutate(place=ibis.row_number().over(ordered), n=gaps.gap.count().over(whole))
    middle = ranked.filter(ranked.place == ranked.n // 2)
    middle = middle.select(mid_caller=middle.caller, mid_day=middle.day, middle_gap=middle.gap)
    both = gaps.inner_join(middle, [gaps.caller == middle.mid_caller, gaps.day == middle.mid_day])
    room = ibis.greatest(both.middle_gap // 16, 1)
    equal = (both.gap - both.middle_gap).abs() <= room
    return both.group_by("caller", "day").aggregate(
        gaps=both.count(), middle_gap=both.middle_gap.max(), equal_gaps=both.count(where=equal)
    )


def shown_callers(close: Close) -> Table:
    """One row a caller and day whose number itself is in question, with the calls that bear on it."""
    rows = close.kept.filter(close.kept.caller_in).inner_join(close.shown, ["caller", "day"])
    allowed = close.allowed.select(
        may_caller=close.allowed.caller, may_day=close.allowed.day, may_trunk=close.allowed.trunk
    )
    rows = rows.left_join(
        allowed,
        [rows.caller == allowed.may_caller, rows.day == allowed.may_day, rows.trunk == allowed.may_trunk],
    )
    abroad, outer = from_abroad(rows), external(rows)
    outside = rows.body.notnull() & rows.may_trunk.isnull() & outer & (rows.trunk.notnull() | abroad)
    rows = rows.mutate(outside=outside, is_abroad=abroad, external=outer)
    found = rows.group_by("caller", "day").aggregate(
        calls=rows.count(), callees=rows.callee.nunique(), answered_calls=rows.count(where=rows.answered),
        lost_calls=rows.count(where=rows.lost), outside=rows.count(where=rows.outside),
        abroad=rows.count(where=rows.is_abroad), external=rows.count(where=rows.external),
        trunk=ibis.coalesce(rows.trunk.min(where=rows.outside), rows.trunk.min(where=rows.is_abroad), rows.trunk.min()),
        trunks=rows.trunk.nunique(), first_seen=rows.started_at.min(), last_seen=rows.started_at.max(),
        **{name: rows[name].max() for name in ("what", "abroad_sign", "form_sign", "range_sign", "body", "originates")},
        alike=rows.alike.cast("int64").max(),
    )  # fmt: skip
    return _beside(found, close)


def _beside(t: Table, close: Close) -> Table:
    beside = close.ordinary.beside(close.candidates.select("caller", "day", "calls")).drop("calls")
    return t.inner_join(beside, ["caller", "day"])


def apart(close: Close) -> Table:
    """Callers that called from abroad and from a cell at home on one day, and the least time between the two."""
    out = close.kept.filter(close.kept.busy_in)
    out = out.filter(from_abroad(out) | at_home(out))
    placed = out.select(
        "caller", "day", "callee", "trunk", "started_at", "lost", "answered", at=moment(out),
        abroad=from_abroad(out).cast("int64"),
    )  # fmt: skip
    in_time = ibis.window(group_by=[placed.caller, placed.day], order_by=[placed["at"], placed.callee])
    steps = placed.mutate(
        gap=placed["at"] - placed["at"].lag().over(in_time),
        changed=placed.abroad != placed.abroad.lag().over(in_time),
    )
    is_abroad = steps.abroad == 1
    found = steps.group_by("caller", "day").aggregate(
        calls=steps.count(where=is_abroad), home_calls=steps.count(where=~is_abroad),
        callees=steps.callee.nunique(where=is_abroad), lost_calls=steps.count(where=is_abroad & steps.lost),
        trunk=steps.trunk.min(where=is_abroad),
        least_gap=steps.gap.min(where=steps.changed.fill_null(False)),
        first_seen=steps.started_at.min(where=is_abroad), last_seen=steps.started_at.max(where=is_abroad),
    )  # fmt: skip
    return _beside(found.filter((found.calls > 0) & (found.home_calls > 0)), close)


def devices(close: Close) -> Table:
    """One row a device, cell and day: the SIMs that call much from it there."""
    given = close.given
    rows = close.kept.filter(close.kept.caller_in & close.kept.imei.notnull() & ~close.kept.imei.isin(ONE_DIGIT))
    rows = rows.mutate(sim=sim(rows), place=rows.cell.fill_null(""))
    sims = rows.group_by("imei", "place", "day", "sim").aggregate(
        calls=rows.count(), lost_calls=rows.count(where=rows.lost), callees=rows.callee.nunique(),
        caller=rows.caller.min(), first_seen=rows.started_at.min(), last_seen=rows.started_at.max(),
    )  # fmt: skip
    sims = sims.filter(sims.calls >= given.value("calls.device_calls", given.as_of))
    sims = _with(sims.filter(sims.caller.notnull()), _incoming_of_anyone(close))
    found = sims.group_by("imei", "place", "day").aggregate(
        sims=sims.count(), calls=_sum(sims.calls), callees=_sum(sims.callees), lost_calls=_sum(sims.lost_calls),
        incoming=_sum(sims.incoming), first_seen=sims.first_seen.min(), last_seen=sims.last_seen.max(),
        span_hours=(sims.last_seen.max().epoch_seconds() - sims.first_seen.min().epoch_seconds()).cast("int64") // 3600,
    )  # fmt: skip
    return found.inner_join(close.ordinary.days, "day")


def cells(close: Close) -> Table:
    """One row a cell and day: the SIMs that stand in it, call much and are never called."""
    given = close.given
    out = close.kept.filter(close.kept.caller_in)
    sims = out.group_by("caller", "day").aggregate(
        calls=out.count(), home=out.count(where=at_home(out)), callees=out.callee.nunique(), cells=out.cell.nunique(),
        lost_calls=out.count(where=out.lost), cell=out.cell.min(), hours=out.started_at.hour().nunique(),
        first_seen=out.started_at.min(), last_seen=out.started_at.max(),
    )  # fmt: skip
    sims = sims.filter(
        (sims.home == sims.calls) & (sims.cells == 1)
        & (sims.calls >= given.value("calls.cell_calls", given.as_of)) & (sims.callees * 10 >= sims.calls * 8)
    )  # fmt: skip
    sims = _with(sims, _incoming_of_anyone(close))
    sims = sims.filter(sims.incoming == 0)
    found = sims.group_by("cell", "day").aggregate(
        sims=sims.count(), calls=_sum(sims.calls), callees=_sum(sims.callees), lost_calls=_sum(sims.lost_calls),
        hours=sims.hours.max(), first_seen=sims.first_seen.min(), last_seen=sims.last_seen.max(),
    )  # fmt: skip
    return found.inner_join(close.ordinary.days, "day")


def _incoming_of_anyone(close: Close) -> Table:
    into = close.kept.filter(close.kept.callee_in)
    found = into.group_by("callee", "day").aggregate(incoming=into.count())
    return found.select("day", "incoming", caller=found.callee)


def _sum(value: IntegerValue) -> IntegerValue:
    """A sum as 64 bits: DuckDB adds in 128, which Parquet has no whole number for."""
    return value.cast("float64").sum().cast("int64")


def hundreds(close: Close) -> Table:
    """One row a hundred of numbers and day: those of its numbers that call in vain."""
    out = close.kept.filter(close.kept.caller_in & close.kept.caller.re_search(r"^\+84[0-9]{9,10}$"))
    numbers = out.group_by("caller", "day").aggregate(
        calls=out.count(), lost_calls=out.count(where=out.lost), first_seen=out.started_at.min(),
        last_seen=out.started_at.max(),
    )  # fmt: skip
    numbers = numbers.filter(in_vain(numbers, close.given))
    numbers = numbers.mutate(block=hundred_of(numbers))
    found = numbers.group_by("block", "day").aggregate(
        members=numbers.count(), calls=_sum(numbers.calls), lost_calls=_sum(numbers.lost_calls),
        most_calls=numbers.calls.max(), first_seen=numbers.first_seen.min(), last_seen=numbers.last_seen.max(),
    )  # fmt: skip
    found = found.filter(found.members >= close.given.value("calls.block_numbers", close.given.as_of))
    return found.inner_join(close.ordinary.days, "day")


def listed_callers(close: Close) -> Table:
    """One row a listed number and day: the calls it made."""
    out = close.kept.filter(close.kept.caller_in).semi_join(close.listed, "caller")
    found = out.group_by("caller", "day").aggregate(
        calls=out.count(), callees=out.callee.nunique(), answered_calls=out.count(where=out.answered),
        lost_calls=out.count(where=out.lost), trunk=out.trunk.min(), first_seen=out.started_at.min(),
        last_seen=out.started_at.max(),
    )  # fmt: skip
    return _beside(_with(found, _incoming(close.kept)), close)


def trunks(close: Close) -> Table:
    """One row an international trunk and day: the callers on it whose number cannot be theirs."""
    rows = close.kept.filter(close.kept.caller_in).inner_join(close.shown, ["caller", "day"])
    wrong = rows.filter(
        from_abroad(rows)
        & rows.trunk.notnull()
        & (
            rows.body.notnull() | rows.alike | rows.form_sign.notnull() | rows.range_sign.notnull()
            | (rows.abroad_sign == "domestic_from_abroad")
        )
    )  # fmt: skip
    found = wrong.group_by("trunk", "day").aggregate(
        calls=wrong.count(), callers=wrong.caller.nunique(), bodies=wrong.body.nunique(),
        first_seen=wrong.started_at.min(), last_seen=wrong.started_at.max(),
    )  # fmt: skip
    return found.inner_join(close.ordinary.days, "day")


LOOKS: Mapping[str, Callable[[Close], Table]] = {
    "busy": busy_callers,
    "shown": shown_callers,
    "apart": apart,
    "devices": devices,
    "cells": cells,
    "hundreds": hundreds,
    "listed": listed_callers,
    "trunks": trunks,
}
