"""Counts for summary.json: by commune, point and month, and holders by band."""

from typing import Any

from ibis.expr.types import BooleanValue, Table

from lachan.checks.engines import Engine
from lachan.checks.given import Given
from lachan.checks.subscribers.rules.holdings import paper

ROW = ("number", "operator", "activated_on", "commune_code", "service", "point_id", "status")
"""What tells one record from another for counting."""


def in_use(t: Table) -> BooleanValue:
    """Active or suspended; a record without status counts as in use."""
    return t.status.fill_null("active") != "ended"


def by_commune(engine: Engine, t: Table, faulty: Table, incomplete: Table) -> list[dict[str, Any]]:
    """Numbers in use by commune and service: all, those with a complete record, those with a finding of their own."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, table in (("active", t), ("incomplete", incomplete), ("faulty", faulty)):
        used = table.filter(in_use(table))
        for row in engine.rows(used.group_by("commune_code", "service").aggregate(n=used.count())):
            place = (row["commune_code"] or "", row["service"] or "")
            found.setdefault(place, {"active": 0, "incomplete": 0, "faulty": 0})[name] += row["n"]
    return [
        {
            "commune_code": commune,
            "service": service,
            "active": one["active"],
            "complete": one["active"] - one["incomplete"],
            "faulty": one["faulty"],
        }
        for (commune, service), one in sorted(found.items())
    ]


def by_point(engine: Engine, t: Table, faulty: Table) -> list[dict[str, Any]]:
    """Records by operator and service point: all, and those with a finding of their own."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, table in (("activated", t), ("faulty", faulty)):
        for row in engine.rows(table.group_by("operator", "point_id").aggregate(n=table.count())):
            place = (row["operator"] or "", row["point_id"] or "")
            found.setdefault(place, {"activated": 0, "faulty": 0})[name] += row["n"]
    return [{"operator": operator, "point_id": point, **one} for (operator, point), one in sorted(found.items())]


def by_month(engine: Engine, t: Table, faulty: Table) -> list[dict[str, Any]]:
    """Records by month of activation: all, and those with a finding of their own; "" where the day is missing."""
    found: dict[str, dict[str, Any]] = {}
    for name, table in (("activated", t), ("faulty", faulty)):
        for row in engine.rows(table.group_by(month=table.activated_on.truncate("M")).aggregate(n=table.count())):
            month = row["month"].strftime("%Y-%m") if row["month"] else ""
            found.setdefault(month, {"activated": 0, "faulty": 0})[name] = row["n"]
    return [{"month": month, **one} for month, one in sorted(found.items())]


def bands(engine: Engine, held: Table, given: Given) -> list[dict[str, Any]]:
    """Holders by how many numbers in use stand on one paper; every band is there, an empty one too.

    `held`: the rows that the screen "papers" let through. An organisation is counted by the number of its paper.
    """
    used = held.filter(in_use(held) & held.id_number.notnull() & held.owner_kind.notnull())
    used = used.mutate(paper=paper(used))
    owners = used.group_by("owner_kind", "paper").aggregate(n=used.number.nunique())
    sizes = engine.rows(owners.group_by("owner_kind", "n").aggregate(owners=owners.count()))
    found = []
    for kind, name in (("person", "bands.person"), ("organisation", "bands.organisation")):
        starts: list[int] = given.value(name, given.as_of)
        for at, start in enumerate(starts):
            end = starts[at + 1] - 1 if at + 1 < len(starts) else None
            inside = [
                one for one in sizes
                if one["owner_kind"] == kind and one["n"] >= start and (end is None or one["n"] <= end)
            ]  # fmt: skip
            found.append(
                {
                    "owner_kind": kind,
                    "band": f"{start}+" if end is None else f"{start}-{end}",
                    "owners": sum(one["owners"] for one in inside),
                    "numbers": sum(one["owners"] * one["n"] for one in inside),
                }
            )
    return found
