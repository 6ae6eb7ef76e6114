"""The fields of a bundle's body, read one by one, for every part of it."""

import re
from datetime import date
from typing import Any

from lachan.readers.canonical import Fields

MOST_COUNT = 10**10
RULE = re.compile(r"[A-Z]{3}-[0-9]{3}")


class Body(Fields):
    """The fields of one object of a bundle."""

    def day(self, field: str) -> date:
        """A day as 2026-11-25."""
        text = self.text(field, most=10)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        self.check(
            field,
            lambda: day is not None and day.isoformat() == text,
            "phải là ngày, ví dụ 2026-11-25",
            "must be a day such as 2026-11-25",
        )
        return day or date.min

    def shaped(self, field: str, shape: re.Pattern[str], example: str, *, blank: bool = False) -> str:
        """A text of this shape; "" too where `blank`."""
        value = self.raw(field)
        good = isinstance(value, str) and (shape.fullmatch(value) is not None or (blank and not value))
        self.check(field, lambda: good, f"sai dạng, ví dụ đúng: {example}", f"has a wrong form; a right one: {example}")
        return str(value)

    def one_of(self, field: str, values: tuple[str, ...]) -> str:
        """One of a closed list."""
        value = self.raw(field)
        shown = ", ".join(one or "“”" for one in values)
        good = isinstance(value, str) and value in values
        self.check(field, lambda: good, f"phải là một trong: {shown}", f"must be one of: {shown}")
        return str(value)

    def must(self, field: str, good: bool, vi: str, en: str) -> None:
        """Refuse, naming `field`, unless `good`."""
        self.check(field, lambda: good, vi, en)

    def count(self, field: str) -> int:
        """How many."""
        return self.number(field, least=0, most=MOST_COUNT)

    def count_or_hidden(self, field: str) -> int | None:
        """How many; None where hidden."""
        return self.number_or_none(field, least=0, most=MOST_COUNT)


def plain(one: Any) -> dict[str, Any]:
    """A row as plain data."""
    return {name: getattr(one, name) for name in one.__slots__}


def objects(body: Body, field: str, most: int, name: str, *, path: str = "bundle") -> list[Body]:
    """The rows of `field`, at most `most`."""
    return [
        Body(one, name=name, path=f"{path}.{field}[{place}]")
        for place, one in enumerate(body.items(field, least=0, most=most))
    ]
