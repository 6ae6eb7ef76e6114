"""Counts for summary.json: by hour, trunk and protected body; what is flagged are calls of callers with a finding."""

from datetime import datetime
from typing import Any

from ibis.expr.types import Table

from lachan.checks.engines import Engine


def by_hour_and_trunk(
    engine: Engine, t: Table, flagged: Table
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[datetime, datetime]]:
    """One pass over all calls for both and for the first and last moment, and one over the flagged ones."""
    hours: dict[int, dict[str, int]] = {}
    trunks: dict[tuple[str, str], dict[str, int]] = {}
    grouped = t.group_by(hour=t.started_at.hour(), trunk=t.trunk, kind=t.trunk_kind).aggregate(
        calls=t.count(), answered=t.count(where=t.answered), since=t.started_at.min(), until=t.started_at.max()
    )
    rows = engine.rows(grouped)
    for row in rows:
        hour = hours.setdefault(row["hour"], {"calls": 0, "answered": 0, "flagged": 0})
        trunk = trunks.setdefault((row["trunk"] or "", row["kind"] or ""), {"calls": 0, "flagged": 0})
        hour["calls"] += row["calls"]
        hour["answered"] += row["answered"]
        trunk["calls"] += row["calls"]
    grouped = flagged.group_by(hour=flagged.started_at.hour(), trunk=flagged.trunk, kind=flagged.trunk_kind).aggregate(
        calls=flagged.count()
    )
    for row in engine.rows(grouped):
        hours[row["hour"]]["flagged"] += row["calls"]
        trunks[row["trunk"] or "", row["kind"] or ""]["flagged"] += row["calls"]
    return (
        [{"hour": hour, **one} for hour, one in sorted(hours.items())],
        [{"trunk": trunk, "trunk_kind": kind, **one} for (trunk, kind), one in sorted(trunks.items())],
        (min(row["since"] for row in rows), max(row["until"] for row in rows)),
    )


def by_body(engine: Engine, shown: Table) -> list[dict[str, Any]]:
    """Calls that showed a body's protected number from outside its trunks, by the direction they came from."""
    wrong = shown.filter(shown.body.notnull() & (shown.outside > 0))
    wrong = wrong.mutate(from_abroad=wrong.abroad > 0)
    grouped = wrong.group_by("body", "from_abroad").aggregate(
        calls=wrong.outside.cast("float64").sum().cast("int64"), subjects=wrong.caller.nunique()
    )
    return sorted(
        (
            {
                "body": row["body"],
                "direction": "international" if row["from_abroad"] else "domestic",
                "calls": row["calls"],
                "subjects": row["subjects"],
            }
            for row in engine.rows(grouped)
        ),
        key=lambda one: (one["body"], one["direction"]),
    )
