"""Rules on SIM boxes: devices that turn calls from abroad into domestic ones, through many SIMs in one place."""

import ibis
from ibis.expr.types import Table, Value

from lachan.checks.calls.rules.bases import SIMS
from lachan.checks.calls.rules.declare import call_rule, scored
from lachan.checks.given import Given


@call_rule(
    "CAL-013", "Nhiều SIM gọi nhiều từ một thiết bị tại một ô sóng", "Many SIMs call from one device in one cell",
    law=SIMS, severity="high", subject="imei", look="devices", needs=("imei", "caller"),
    parameters=("calls.device_sims", "calls.device_calls", "calls.least_points"),
)  # fmt: skip
def device(t: Table, given: Given) -> Table:
    """What: one device in one cell made calls with many SIMs on one day, several calls with each.

    Why: a SIM box holds dozens of SIMs in one place, and only calls.
    Law: an indicator; true subscriber records, operators prevent unlawful calls.
    What it must not accuse: a repairer who tries each SIM with a call or two; cheap telephones that all bear one IMEI
    and are scattered over many cells; telephones with two SIMs; a company's system, which its customers call too.
    """
    found = scored(
        t.filter(t.sims >= given.value("calls.device_sims", given.as_of)),
        {
            "many_sims": (t.sims >= given.value("calls.device_sims", given.as_of), 35),
            "only_outgoing": (t.incoming * 10 <= t.calls, 45),
            "new_callees": (t.callees * 10 >= t.calls * 7, 20),
            "day_and_night": (t.span_hours >= 15, 10),
        },
        given.value("calls.least_points", given.as_of),
    )
    return _told(
        found, found.imei, key=found.day.cast("string").concat("|", found.place), cell=found.place,
        incoming=found.incoming, span_hours=found.span_hours,
    )  # fmt: skip


@call_rule(
    "CAL-014", "Nhiều SIM đứng yên, chỉ gọi đi trong một ô sóng", "Many SIMs that stand still and only call",
    law=SIMS, severity="high", subject="cell", look="cells", needs=("cell", "caller", "callee"),
    parameters=("calls.cell_sims", "calls.cell_calls"),
)  # fmt: skip
def cell(t: Table, given: Given) -> Table:
    """What: many SIMs stayed in one cell all day, called much, mostly people whom they had not called, and were never
    called.

    Why: a SIM box that shows another device for each SIM is still in one place, and nobody calls it.
    Law: an indicator; true subscriber records, operators prevent unlawful calls.
    What it must not accuse: telephones that stand in a house: they are called, and call the same few people.
    """
    found = t.filter(t.sims >= given.value("calls.cell_sims", given.as_of))
    return _told(found, found.cell, key=found.day.cast("string"), hours=found.hours)


def _told(t: Table, subject: Value, *, key: Value, **more: Value) -> Table:
    points = {name: t[name] for name in t.columns if name.startswith("points_") or name == "score"}
    return t.select(
        subject=subject, key=key, day=t.day, count=t.calls, numbers=t.sims, first_seen=t.first_seen,
        last_seen=t.last_seen, sims=t.sims, callees=t.callees, lost_calls=t.lost_calls,
        ordinary_calls_median=t.ordinary_calls_median, ordinary_calls_p99=t.ordinary_calls_p99,
        ordinary_lost_percent=t.ordinary_lost_percent, calls_a_sim=t.calls // ibis.greatest(t.sims, 1),
        **points, **more,
    )  # fmt: skip
