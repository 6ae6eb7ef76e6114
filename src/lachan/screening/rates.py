"""How often something happened lately: what the rules on behaviour count with."""

from collections.abc import Callable
from time import monotonic
from typing import Protocol


class Rates(Protocol):
    """Counts by key. A count starts with the first event of its key and is forgotten `seconds` later.

    Kamailio's shared table is one that all workers see; `LocalRates` is one of a process.
    """

    def add(self, key: str, seconds: int) -> int:
        """Count one event of `key`; the new count."""

    def count(self, key: str) -> int:
        """The events of `key` that are not forgotten."""


class LocalRates:
    """Counts in this process. At most `most` keys: when more come in, the older half is forgotten and counted."""

    __slots__ = ("_clock", "_half", "_new", "_old", "forgotten")

    def __init__(self, *, most: int = 500_000, clock: Callable[[], float] = monotonic) -> None:
        self.forgotten = 0
        self._half = max(1, most // 2)
        self._clock = clock
        self._new: dict[str, list[float]] = {}
        self._old: dict[str, list[float]] = {}

    def __len__(self) -> int:
        return len(self._new) + len(self._old)

    def add(self, key: str, seconds: int) -> int:
        """See `Rates`."""
        now = self._clock()
        entry = self._new.get(key) or self._old.get(key)
        if entry is not None and now < entry[0]:
            entry[1] += 1
            return int(entry[1])
        if len(self._new) >= self._half:
            self.forgotten += sum(now < until for until, _ in self._old.values())
            self._old, self._new = self._new, {}
        self._new[key] = [now + seconds, 1]
        return 1

    def count(self, key: str) -> int:
        """See `Rates`."""
        entry = self._new.get(key) or self._old.get(key)
        return int(entry[1]) if entry is not None and self._clock() < entry[0] else 0


class NoRates:
    """Counts nothing: every event is the first."""

    def add(self, key: str, seconds: int) -> int:
        """Always one."""
        return 1

    def count(self, key: str) -> int:
        """Always none."""
        return 0
