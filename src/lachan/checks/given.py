"""What is given to a rule besides the table: the day of the check and the dated parameters of the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import DateValue, Value

from lachan.readers.errors import InputError
from lachan.vietnam.law import PARAMETERS
from lachan.vietnam.law import value as value_of_law
from lachan.vietnam.wording import Wording


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 29 February becomes 28."""
    year = day.year - years
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) and year % 4 else day.replace(year=year)


@dataclass(frozen=True, slots=True)
class Given:
    """The day of the check, and the values of parameters that an operator set itself (`--parameters`)."""

    as_of: date
    own: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str, on: date) -> Any:
        """The value in force on a day; facts older than the table of the law are held to its first version."""
        if name in self.own:
            return self.own[name]
        return value_of_law(name, max(on, PARAMETERS[name].versions[0].since))

    def at(self, name: str, day: DateValue) -> Value:
        """The value in force on each row's day, as an expression; null where no version was in force."""
        versions = PARAMETERS[name].versions
        if name in self.own:
            return ibis.literal(self.own[name])
        if len(versions) == 1 and versions[0].until is None:
            return ibis.literal(versions[0].value)
        first = versions[0]
        branches = [(day <= first.until, first.value)] if first.until else []
        for one in versions[len(branches) :]:
            inside = day >= one.since
            branches.append((inside & (day <= one.until) if one.until else inside, one.value))
        return ibis.cases(*branches)

    def least(self, name: str) -> Any:
        """The smallest value of any time: what a screen must let through."""
        if name in self.own:
            return self.own[name]
        return min(one.value for one in PARAMETERS[name].versions)

    def most(self, name: str) -> Any:
        """The largest value of any time."""
        if name in self.own:
            return self.own[name]
        return max(one.value for one in PARAMETERS[name].versions)


def own_parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of an operator's own, checked: a known name, the same kind of value, and not fixed by law.

    InputError `parameter` names the first that is none of these.
    """
    for name, value in values.items():
        known = PARAMETERS.get(name)
        if known is None:
            names = ", ".join(sorted(PARAMETERS))
            raise InputError(
                "parameter",
                Wording(f"không có tham số {name!r}; có: {names}", f"no parameter {name!r}; there are: {names}"),
            )
        if all(one.sure == "primary" for one in known.versions):
            raise InputError(
                "parameter",
                Wording(
                    f"{name} do pháp luật ấn định, không đặt lại được", f"{name} is fixed by law and cannot be set"
                ),
            )
        kind = type(known.versions[0].value)
        if type(value) is not kind or (isinstance(value, int) and value < 0):
            raise InputError(
                "parameter",
                Wording(
                    f"{name}: cần giá trị như {known.versions[0].value!r}",
                    f"{name}: a value like {known.versions[0].value!r} is needed",
                ),
            )
    return dict(values)
