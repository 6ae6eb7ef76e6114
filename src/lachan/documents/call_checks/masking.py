"""A finding on calls as a report may show it: callers and devices masked; trunks, cells, bodies and counts readable.

What is not known to be harmless is masked: a rule that gains a fact tomorrow must not show a person by it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from lachan.documents.call_checks.words import VALUES
from lachan.documents.checks.facts import DAY, short, vietnamese_day, whole_fact
from lachan.vietnam.masks import GAP, masked_digits, masked_number, masked_paper

_NUMBER = re.compile(r"\+?[\d .]+")
_CODE = re.compile(r"(?!.*[0-9]{7})[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_SERVICES = ("+841800", "+841900")
_SMALL = 10**6  # a count; a larger number could be a telephone number that lost its +


def _code(text: str) -> str:
    """A trunk or cell: as it is where it looks like a code, else masked, for it may be a customer or his number."""
    if _CODE.fullmatch(text):
        return text
    return _caller(text) if _NUMBER.fullmatch(text) else masked_digits(text)


def _caller(text: str) -> str:
    if text.startswith(_SERVICES):
        return masked_number(text[3:])  # 1800 and 1900 have no 0 in front
    return masked_number(text) if _NUMBER.fullmatch(text) else masked_paper(text)


def _guarded(text: str) -> str:
    return text if text in VALUES or DAY.fullmatch(text) else masked_digits(text)


_BY_FACT: Mapping[str, Callable[[str], str]] = {
    "trunk": _code,
    "cell": _code,
    "caller": _caller,
    "callee": lambda _: GAP,
    "imei": masked_paper,
    "imsi": masked_paper,
    "body": masked_digits,
}


def masked_subject(kind: str, subject: str) -> str:
    """The subject of a finding; of a kind that is not known as a paper."""
    if kind == "pattern":
        return f"{_caller(subject.rstrip('?*xX'))}**"
    return {"caller": _caller, "trunk": _code, "cell": _code}.get(kind, masked_paper)(subject)


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
    return short(vietnamese_day(_BY_FACT.get(name, _guarded)(str(value))))
