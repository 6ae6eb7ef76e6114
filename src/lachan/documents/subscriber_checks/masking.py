"""A finding as a report may show it: whom it is about is masked, what is wrong stays readable.

What is not known to be harmless is masked: a rule that gains a fact tomorrow must not show a person by it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from lachan.documents.checks.facts import DAY, short, vietnamese_day, whole_fact
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.masks import GAP, masked_digits, masked_name, masked_number, masked_paper

_CLOSED = frozenset(value for column in COLUMNS for value in column.values)
_CODE = re.compile(r"(?!.*[0-9]{6})[A-Za-z]{0,3}[-_.]?[0-9][0-9._/+-]{0,9}")
_POINT = re.compile(r"(?=.*[0-9])(?!.*[0-9]{6})[A-Za-z0-9._/-]{1,20}")
_WORD = re.compile(r"[^\W\d_]{2,15}")
_COMMUNE = re.compile(r"[0-9]{5}")
_SMALL = 10**6  # a count; a larger number could be a telephone number that lost its 0


def _gone(_: str) -> str:
    return GAP


def _year(text: str) -> str:
    found = DAY.fullmatch(text)
    return f"{GAP} {found[1]}" if found else GAP


def _place(text: str) -> str:
    return text if _WORD.fullmatch(text) else _point(text)


def _point(text: str) -> str:
    return text if _POINT.fullmatch(text) else _guarded(text)


def _commune(text: str) -> str:
    return text if _COMMUNE.fullmatch(text) else GAP


def _either(text: str) -> str:
    """A name, a birth date or a paper: what two records of one subject differ in."""
    if DAY.fullmatch(text):
        return _year(text)
    return masked_paper(text) if any(letter.isdigit() for letter in text) else masked_name(text)


_BY_COLUMN: Mapping[str, Callable[[str], str]] = {
    "number": masked_number,
    "first_number": masked_number,
    "last_number": masked_number,
    "owner_name": masked_name,
    "one": _either,
    "another": _either,
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
    "nationality": _place,
    "point_id": _point,
    "clerk_id": masked_paper,
}


def _guarded(text: str) -> str:
    """A text of which nothing is known: closed values, days and short codes stay, all else is masked."""
    if text in _CLOSED or DAY.fullmatch(text) or _CODE.fullmatch(text):
        return text
    return masked_digits(masked_name(text))


def masked_subject(kind: str, subject: str) -> str:
    """The subject of a finding; one that is composed ("operator/point/clerk", "name|birth|commune") part by part."""
    if kind == "number":
        plain = re.fullmatch(r"\+?[\d .]+", subject)
        return masked_number(subject) if plain else masked_paper(subject)  # an Internet account is masked as a paper is
    if kind == "owner":
        name, *rest = subject.split("|")
        return " | ".join([masked_name(name), *map(_of_owner, rest)])
    if kind in ("point", "clerk"):
        *places, last = subject.split("/")
        return " / ".join([*map(_place, places), _point(last) if kind == "point" else masked_paper(last)])
    if kind == "paper":
        sort, _, paper = subject.rpartition(":")
        return " ".join(filter(None, [sort if sort in _CLOSED else "", masked_paper(paper)]))
    return _either(subject)


def _of_owner(text: str) -> str:
    return _commune(text) if _COMMUNE.fullmatch(text) else _year(text)


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
    return short(vietnamese_day(mask(text)))
