"""A finding as a report may show it: whom it is about is masked, what is wrong stays readable.

What is not known to be harmless is masked: a rule that gains a fact tomorrow must not show a person by it.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.masks import GAP, masked_digits, masked_name, masked_number, masked_paper

_CLOSED = frozenset(value for column in COLUMNS for value in column.values)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?")
_CODE = re.compile(r"(?!.*[0-9]{6})[A-Za-z]{0,3}[-_.]?[0-9][0-9._/+-]{0,9}")
_POINT = re.compile(r"(?=.*[0-9])(?!.*[0-9]{6})[A-Za-z0-9._/-]{1,20}")
_WORD = re.compile(r"[^\W\d_]{2,15}")
_COMMUNE = re.compile(r"[0-9]{5}")
_SMALL = 10**6  # a count; a larger number could be a telephone number that lost its 0
MOST_SHOWN = 60  # characters of one value


def _gone(_: str) -> str:
    return GAP


def _year(text: str) -> str:
    found = _DAY.fullmatch(text)
    return f"{GAP} {found[1]}" if found else GAP


def _place(text: str) -> str:
    return text if _WORD.fullmatch(text) else _point(text)


def _point(text: str) -> str:
    return text if _POINT.fullmatch(text) else _guarded(text)


def _commune(text: str) -> str:
    return text if _COMMUNE.fullmatch(text) else GAP


_BY_COLUMN: Mapping[str, Callable[[str], str]] = {
    "number": masked_number,
    "owner_name": masked_name,
    "birth_date": _year,
    "id_number": masked_paper,
    "tax_code": masked_paper,
    "representative_id": masked_paper,
    "user_id_number": masked_paper,
    "imei": masked_paper,
    "address": _gone,
    "id_scan_hash": masked_paper,
    "photo_hash": masked_paper,
    "commune_code": _commune,
    "operator": _place,
    "point_id": _point,
    "clerk_id": masked_paper,
}
_BY_SUBJECT: Mapping[str, Callable[[str], str]] = {
    "number": masked_number,
    "point": _point,
    "owner": masked_paper,
}


def _guarded(text: str) -> str:
    """A text of which nothing is known: closed values, days and short codes stay, all else is masked."""
    if text in _CLOSED or _DAY.fullmatch(text) or _CODE.fullmatch(text):
        return text
    return masked_digits(masked_name(text))


def masked_subject(kind: str, subject: str) -> str:
    """The subject of a finding; of a composed one ("operator|point|clerk") the last part above all."""
    mask = _BY_SUBJECT.get(kind, masked_paper)
    if kind == "number" and not re.fullmatch(r"\+?[\d .]+", subject):
        mask = masked_paper  # an Internet account
    *places, last = subject.split("|")
    return " | ".join([*map(_place, places), mask(last)])


def facts_of(text: str) -> dict[str, Any]:
    """The facts of a finding; none where they cannot be read."""
    try:
        facts = json.loads(text or "{}")
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def masked_fact(name: str, value: Any) -> str:
    """One fact as a report shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return whole_fact(name, value) if abs(value) < _SMALL else masked_digits(str(value))
    if isinstance(value, list):
        return ", ".join(masked_fact(name, one) for one in value[:3]) + ("…" if len(value) > 3 else "")
    text = str(value)
    mask = _BY_COLUMN.get(name, _guarded)
    return _short(_vietnamese_day(mask(text)))


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
    return _vietnamese_day(str(value))


def _vietnamese_day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if not found:
        return text
    day = f"{found[3]}/{found[2]}/{found[1]}"
    return f"{found[4]} {day}" if found[4] and found[4] != "00:00" else day


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
