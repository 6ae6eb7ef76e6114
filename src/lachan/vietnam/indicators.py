"""The figures that a unit reports about an anti-fraud directive, by the six annex tables of the report.

The directive of April 2020 sets no table of its own; these columns follow its duties one by one. A subscriber count
is an operator's own count: the Department holds no subscriber data (Telecom Law 24/2023/QH15, article 6.4).
Thresholds in titles (10, 20, 50) are those of the nationwide inspections of 2023, not statutory limits.
The catalogue itself is `data/indicators.toml`.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure that a unit reports.

    `annex` is the table 1-6 of the report it stands in; `kind` its type ("share" in percent, "money" in đồng,
    "state" a level on the last day of the period); `sum_over_units` whether units may be added up; `aggregate` how
    periods combine ("sum": figures of the periods are added, "latest": the last period's figure stands).
    """

    code: str
    annex: int
    title: Wording
    unit: Wording
    kind: Literal["count", "money", "share", "state"]
    sum_over_units: bool
    aggregate: Literal["sum", "latest"]
    counting_rule: Wording


def _read(entry: dict[str, Any]) -> Indicator:
    return Indicator(
        code=entry["code"],
        annex=entry["annex"],
        title=Wording(**entry["title"]),
        unit=Wording(**entry["unit"]),
        kind=entry["kind"],
        sum_over_units=entry["sum_over_units"],
        aggregate="latest" if entry["kind"] in ("state", "share") else "sum",
        counting_rule=Wording(entry["rule_vi"], entry["rule_en"]),
    )


_CATALOGUE = tomllib.loads((files("lachan.vietnam") / "data" / "indicators.toml").read_text(encoding="utf-8"))

ANNEX_TITLES: dict[int, Wording] = {one["number"]: Wording(one["vi"], one["en"]) for one in _CATALOGUE["annex"]}
"""Title of each annex table, by number 1-6."""

INDICATORS: tuple[Indicator, ...] = tuple(_read(entry) for entry in _CATALOGUE["indicator"])
"""The whole catalogue, in the order of the annexes."""

_BY_CODE = {one.code: one for one in INDICATORS}


def indicator(code: str) -> Indicator:
    """The indicator with `code`; KeyError when there is none."""
    return _BY_CODE[code]
