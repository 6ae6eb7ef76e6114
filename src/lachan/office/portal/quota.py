"""How often a network may ask, counted in this process alone: a look-up must cost less than a write to the data base.

With several processes a network may ask as many times more; the limits are meant for harvesters, who ask thousands.
"""

import threading
from collections.abc import Callable
from time import monotonic

KEPT = 50_000
"""Keys of one span of time; beyond them everybody unknown shares one count."""
_OTHERS = ""


class Quota:
    """At most `most` a key within `seconds`, in spans that begin anew for all at once."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = monotonic) -> None:
        self.most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._span = -1
        self._counts: dict[str, int] = {}

    def take(self, key: str, many: int = 1) -> bool:
        """Count `many` for `key`; False when it had its share before, or this goes beyond it."""
        with self._lock:
            span = int(self._clock() // self._seconds)
            if span != self._span:
                self._span, self._counts = span, {}
            if key not in self._counts and len(self._counts) >= KEPT:
                key = _OTHERS
            self._counts[key] = self._counts.get(key, 0) + many
            return self._counts[key] <= self.most
