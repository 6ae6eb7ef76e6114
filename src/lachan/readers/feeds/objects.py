"""Feeds of objects: events of MISP, bundles of STIX 2.0 and 2.1. Read as tolerantly as they are written."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lachan.readers.feeds.lines import value_of
from lachan.readers.feeds.model import FeedEntry, FeedTold, feed_refused
from lachan.readers.feeds.tables import moment_of

_MISP_TYPES = {"domain", "hostname", "url", "uri", "link", "ip-dst", "domain|ip", "hostname|port", "ip-dst|port"}
_PATTERN = re.compile(
    r"(?:domain-name|url|ipv4-addr|ipv6-addr)\s*:\s*value\s*=\s*'((?:[^'\\]|\\.){1,2000})'", re.IGNORECASE
)


def parsed_json(content: bytes, told: FeedTold) -> Any:
    """The JSON; InputError when it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise feed_refused("not_json", told.name) from None


def entries_of_misp(value: Any, told: FeedTold) -> Iterator[FeedEntry]:
    """The attributes of events, of objects in them too, that are for detection and not deleted."""
    for event in _dicts(value if isinstance(value, list) else [value]):
        inner = event.get("Event", event.get("response", event))
        for one in _dicts(inner if isinstance(inner, list) else [inner]):
            one = one.get("Event", one)
            if not isinstance(one, dict):
                continue
            yield from _attributes(one.get("Attribute"), told)
            for thing in _dicts(one.get("Object")):
                yield from _attributes(thing.get("Attribute"), told)


def _attributes(rows: Any, told: FeedTold) -> Iterator[FeedEntry]:
    for row in _dicts(rows):
        if row.get("type") not in _MISP_TYPES or row.get("deleted") in (True, "1") or row.get("to_ids") in (False, "0"):
            continue
        text = str(row.get("value", "")).partition("|")[0]
        value = value_of(text)
        if value is None:
            told.refuse(text)
            continue
        seen = moment_of(str(row.get("first_seen") or row.get("timestamp") or ""))
        yield FeedEntry(value, _words(row.get("comment")), seen, moment_of(str(row.get("last_seen") or "")))


def entries_of_stix(value: Any, told: FeedTold) -> Iterator[FeedEntry]:
    """The indicators of a bundle, of each its newest version, unless that is revoked."""
    objects = value.get("objects") if isinstance(value, dict) else value
    newest: dict[str, dict[str, Any]] = {}
    for one in _dicts(objects):
        if one.get("type") != "indicator":
            continue
        known = newest.get(str(one.get("id")))
        if known is None or str(known.get("modified", "")) <= str(one.get("modified", "")):
            newest[str(one.get("id"))] = one
    for one in newest.values():
        if one.get("revoked") is True:
            continue
        found = _PATTERN.findall(str(one.get("pattern", "")))
        if not found:
            told.refuse(str(one.get("pattern", "")))
        for text in found:
            value_ = value_of(re.sub(r"\\(.)", r"\1", text))
            if value_ is None:
                told.refuse(text)
                continue
            words = _words(one.get("description") or one.get("name"))
            seen, until = moment_of(str(one.get("valid_from", ""))), moment_of(str(one.get("valid_until", "")))
            yield FeedEntry(value_, words, seen, until)


def _dicts(value: Any) -> Iterable[dict[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _words(value: Any) -> str:
    return " ".join(str(value or "").split())[:200]
