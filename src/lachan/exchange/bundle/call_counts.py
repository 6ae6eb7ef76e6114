"""What a check of calls puts into a bundle: taken from its summary, made harmless, written and read."""

import re
from collections.abc import Mapping
from typing import Any

from lachan.exchange.bundle.codes import keyed_code
from lachan.exchange.bundle.fields import RULE, Body, objects, plain
from lachan.exchange.bundle.model import BodyCount, CallCounts, RuleCalls, TrunkCount

MOST_TRUNKS = 5_000
MOST_BODIES = 5_000
MOST_RULE_CALLS = 500
MOST_NAME = 200
TRUNK_KINDS = ("international", "domestic", "internal", "")
TRUNK = re.compile(r"x-[a-p]{12}|(?!.*[0-9]{7})[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
"""A trunk's code. One with seven digits in a row may be a telephone number (trunks are often named after the first
number of a customer's line), one with blanks or marks a customer's name: both travel as "x-" and a keyed code."""
NAMED = re.compile(r"(?!.*[0-9]{7})[^\x00-\x1f]{1,200}")
"""The name of a protected body, which is public; a number in its place is not let through."""
OTHER = "khác"


def call_counts(summary: Mapping[str, Any], secret: bytes) -> CallCounts:
    """The counts of calls in the summary of a run; `secret` makes the codes that stand for what may name a customer.

    KeyError, TypeError or ValueError where the summary is not as a check writes it.
    """
    return CallCounts(
        callers=int(summary["callers"]),
        rules=tuple(RuleCalls(str(one["id"]), int(one["calls"])) for one in summary["rules"]),
        trunks=_trunks(summary["by_trunk"], secret),
        bodies=_bodies(summary["by_body"]),
    )


def _trunks(rows: Any, secret: bytes) -> tuple[TrunkCount, ...]:
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for one in rows:
        code, kind = safe_trunk(str(one["trunk"] or ""), secret), str(one["trunk_kind"] or "")
        calls, flagged = counts.get((code, kind), (0, 0))
        counts[code, kind] = (calls + int(one["calls"]), flagged + int(one["flagged"]))
    ranked = sorted(counts, key=lambda key: (-counts[key][1], -counts[key][0], key))
    for code, kind in ranked[MOST_TRUNKS - len(TRUNK_KINDS) :]:
        if code:  # the trunks with the fewest findings are added to those that nobody knows
            (lost, lost_flagged), (calls, flagged) = counts.pop((code, kind)), counts.get(("", kind), (0, 0))
            counts["", kind] = (calls + lost, flagged + lost_flagged)
    return tuple(TrunkCount(*key, *counts[key]) for key in sorted(counts))


def safe_trunk(trunk: str, secret: bytes) -> str:
    """`trunk` when it looks like a code, else a code that only the operator can make from it."""
    return trunk if not trunk or TRUNK.fullmatch(trunk) else keyed_code(trunk, secret)


def _bodies(rows: Any) -> tuple[BodyCount, ...]:
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for one in rows:
        name = " ".join(str(one["body"] or "").split())
        key = (name if NAMED.fullmatch(name) and name.isprintable() else OTHER, str(one["direction"] or ""))
        calls, subjects = counts.get(key, (0, 0))
        counts[key] = (calls + int(one["calls"]), subjects + int(one["subjects"]))
    return tuple(BodyCount(*key, *counts[key]) for key in sorted(counts))


def spelled_call_counts(counts: CallCounts) -> dict[str, Any]:
    """The counts as plain data."""
    return {
        "callers": counts.callers,
        "rules": [plain(one) for one in counts.rules],
        "trunks": [plain(one) for one in counts.trunks],
        "bodies": [plain(one) for one in counts.bodies],
    }


def read_call_counts(values: Any, *, name: str) -> CallCounts | None:
    """The counts of plain data, None where there are none; `InputError` names the field that is wrong."""
    if values is None:
        return None
    path = "bundle.calls"
    body = Body(values, name=name, path=path)
    found = CallCounts(
        callers=body.count("callers"),
        rules=tuple(_rule(one) for one in objects(body, "rules", MOST_RULE_CALLS, name, path=path)),
        trunks=tuple(_trunk(one) for one in objects(body, "trunks", MOST_TRUNKS, name, path=path)),
        bodies=tuple(_body(one) for one in objects(body, "bodies", MOST_BODIES, name, path=path)),
    )
    body.end()
    keyed: tuple[tuple[str, list[Any]], ...] = (
        ("rules", [one.rule for one in found.rules]),
        ("trunks", [(one.trunk, one.trunk_kind) for one in found.trunks]),
        ("bodies", [(one.body, one.direction) for one in found.bodies]),
    )
    for field, keys in keyed:
        body.must(field, len(set(keys)) == len(keys), "có dòng lặp lại", "has a row twice")
    fits = all(one.flagged <= one.calls for one in found.trunks)
    body.must("trunks", fits, "có phần lớn hơn tổng", "has a part larger than its whole")
    return found


def _rule(fields: Body) -> RuleCalls:
    found = RuleCalls(rule=fields.shaped("rule", RULE, "CAL-001"), calls=fields.count("calls"))
    fields.end()
    return found


def _trunk(fields: Body) -> TrunkCount:
    found = TrunkCount(
        trunk=fields.shaped("trunk", TRUNK, "QT-01", blank=True),
        trunk_kind=fields.one_of("trunk_kind", TRUNK_KINDS),
        calls=fields.count("calls"),
        flagged=fields.count("flagged"),
    )
    fields.end()
    return found


def _body(fields: Body) -> BodyCount:
    found = BodyCount(
        body=fields.text("body", most=MOST_NAME),
        direction=fields.one_of("direction", TRUNK_KINDS),
        calls=fields.count("calls"),
        subjects=fields.count("subjects"),
    )
    fields.must("body", NAMED.fullmatch(found.body) is not None, "không được chứa số", "must hold no number")
    fields.end()
    return found
