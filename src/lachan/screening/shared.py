"""What all workers of a Kamailio remember together, in its own hash tables: rates, tokens, and INVITEs just seen.

The tables are made in `kamailio/kamailio.cfg`. Kamailio answers a full or a missing table with a negative number or
nothing, and both read here as "never seen": what cannot be counted is not held against a caller.
"""

from typing import Any

INVITES, RATES, TOKENS = "invites", "rates", "tokens"
INVITE_SECONDS = 32
"""How long an INVITE may be sent again (RFC 3261, 64 times T1): the time of the table `invites`."""


class SharedRates:
    """Counts by key; `again` is set while a call is judged that was counted before."""

    __slots__ = ("_get", "_inc", "_set_expire", "_window", "again")

    def __init__(self, ksr: Any, window: int) -> None:
        self._inc = ksr.htable.sht_inc
        self._get = ksr.htable.sht_get
        self._set_expire = ksr.htable.sht_setex
        self._window = window
        self.again = False

    def add(self, key: str, seconds: int) -> int:
        """Count one event of `key`; the new count."""
        if self.again:
            return self.count(key)
        found = self._inc(RATES, key)
        if found == 1 and seconds != self._window:
            self._set_expire(RATES, key, seconds)
        return found if found and found > 0 else 0

    def count(self, key: str) -> int:
        """The events of `key` that are not forgotten."""
        return self._get(RATES, key) or 0


class SharedTokens:
    """The signatures that were used, so that no worker takes one a second time (`passport.Replay`)."""

    __slots__ = ("_get", "_set")

    def __init__(self, ksr: Any) -> None:
        self._get = ksr.htable.sht_get
        self._set = ksr.htable.sht_setxs

    def seen_in(self, token: str, call: str, seconds: int) -> str | None:
        """In which call the token was used before; None at its first use."""
        found: str | None = self._get(TOKENS, token)
        if found is None:
            self._set(TOKENS, token, call, seconds)
        return found


class SharedInvites:
    """What became of each INVITE of the last half minute: one that is sent again gets the same answer, uncounted."""

    __slots__ = ("_get", "_set")

    def __init__(self, ksr: Any) -> None:
        self._get = ksr.htable.sht_get
        self._set = ksr.htable.sht_sets

    def fate(self, key: str) -> str | None:
        """What was kept for the INVITE of this Call-ID, None when it is a new one."""
        found: str | None = self._get(INVITES, key)
        return found

    def keep(self, key: str, fate: str) -> None:
        """Remember."""
        self._set(INVITES, key, fate)
