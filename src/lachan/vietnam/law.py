"""Dated parameters of the law: thresholds, ages, terms and dates, each with its legal basis and how sure it is.

The table is `law.toml`, next to this module. A rule asks for the value in force on the day of the fact, never today.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Literal, get_args

from lachan.vietnam.wording import Wording

Value = int | bool | date | str | list[int]
Sure = Literal["primary", "secondary", "memory", "custom", "unsure"]


class NotInForceError(LookupError):
    """No rule of this kind was in force on that day."""


@dataclass(frozen=True, slots=True)
class Version:
    """A parameter's value from `since` to `until` (both included; None: still in force)."""

    value: Value
    since: date
    until: date | None
    basis: Wording
    sure: Sure
    doubt: str

    def in_force(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with all its versions, the oldest first; between two there may be days without any."""

    name: str
    wording: Wording
    unit: str
    versions: tuple[Version, ...]


def _version(entry: dict[str, Any]) -> Version:
    if entry["sure"] not in get_args(Sure):
        raise ValueError(f"law.toml: sure = {entry['sure']!r} is none of {', '.join(get_args(Sure))}")
    return Version(
        value=entry["value"],
        since=entry["since"],
        until=entry.get("until"),
        basis=Wording(entry["vi"], entry["en"]),
        sure=entry["sure"],
        doubt=entry.get("doubt", ""),
    )


def _parameters() -> dict[str, Parameter]:
    table = tomllib.loads(files("lachan.vietnam").joinpath("law.toml").read_text(encoding="utf-8"))
    return {
        one["name"]: Parameter(
            name=one["name"],
            wording=Wording(one["vi"], one["en"]),
            unit=one["unit"],
            versions=tuple(_version(entry) for entry in one["version"]),
        )
        for one in table["parameter"]
    }


PARAMETERS: dict[str, Parameter] = _parameters()
"""Every parameter by its name, in the order of the table."""


def version(name: str, on: date) -> Version | None:
    """The version in force on that day, None when there is none; KeyError for a name that is not in the table."""
    return next((one for one in PARAMETERS[name].versions if one.in_force(on)), None)


def value(name: str, on: date) -> Any:
    """The value in force on that day; NotInForceError when there is none, KeyError for an unknown name."""
    found = version(name, on)
    if found is None:
        raise NotInForceError(f"no rule {name!r} was in force on {on:%d/%m/%Y}")
    return found.value
