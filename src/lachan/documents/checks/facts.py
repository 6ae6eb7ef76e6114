"""The facts of a finding, read and written for people; masking is each check's own."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?")
MOST_SHOWN = 60  # characters of one value


def facts_of(text: str) -> dict[str, Any]:
    """The facts of a finding; none where they cannot be read."""
    try:
        facts = json.loads(text or "{}")
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def fact_names(facts: Iterable[Mapping[str, Any]], most: int, first: Sequence[str] = ()) -> list[str]:
    """The names of facts in the order of a table: `first`, then by name, one side before the other; at most so many."""
    place = {name: order for order, name in enumerate(first)}
    names = {name for one in facts for name in one}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name == "another", name))[:most]


def whole_fact(name: str, value: Any) -> str:
    """One fact unmasked, days as people write them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(whole_fact(name, one) for one in value)
    return vietnamese_day(str(value))


def vietnamese_day(text: str) -> str:
    """A day or moment of ISO 8601 as people write it; any other text as it is."""
    found = DAY.fullmatch(text)
    if not found:
        return text
    day = f"{found[3]}/{found[2]}/{found[1]}"
    return f"{found[4]} {day}" if found[4] and found[4] != "00:00" else day


def short(text: str) -> str:
    """At most `MOST_SHOWN` characters."""
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
