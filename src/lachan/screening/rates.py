"""How often something happened lately: what the rules on behaviour count with."""

from typing import Protocol


class Rates(Protocol):
    """Counts by key. A count starts with the first event of its key and is forgotten `seconds` later."""

    def add(self, key: str, seconds: int) -> int:
        """Count one event of `key`; the new count."""

    def count(self, key: str) -> int:
        """The events of `key` that are not forgotten."""


class NoRates:
    """Counts nothing: every event is the first."""

    def add(self, key: str, seconds: int) -> int:
        """Always one."""
        return 1

    def count(self, key: str) -> int:
        """Always none."""
        return 0
