"""Tokens already seen: within its minute a token serves one call, and a second call with it is a replay.

RFC 8224 binds a token to caller, callee and time, so a copied token is worth something only towards the same callee and
only while fresh; what is left is to remember the fresh ones. A call that passes twice (another branch, another trunk,
sent again) keeps its Call-ID and is no replay.
"""

import hashlib
from collections.abc import Callable
from time import monotonic
from typing import Protocol


class Replay(Protocol):
    """A memory of tokens. Kamailio's shared table is one that all workers see; `RecentTokens` is one of a process."""

    def seen_in(self, token: str, call: str, seconds: int) -> str | None:
        """In which call the token was seen before; None at the first time, and then it is remembered for `seconds`.

        `token` and `call` are short digests in hexadecimal.
        """
        ...


class RecentTokens:
    """The tokens of the last `seconds`, in two halves of which the older is dropped as a whole.

    Holds at most `most` tokens; when more come in, the oldest half is forgotten early and counted in `forgotten`.
    """

    def __init__(self, *, most: int = 200_000, clock: Callable[[], float] = monotonic) -> None:
        self.forgotten = 0
        self._half = max(1, most // 2)
        self._clock = clock
        self._new: dict[str, tuple[float, str]] = {}
        self._old: dict[str, tuple[float, str]] = {}
        self._turned = clock()

    def __len__(self) -> int:
        return len(self._new) + len(self._old)

    def seen_in(self, token: str, call: str, seconds: int) -> str | None:
        """See `Replay`."""
        now = self._clock()
        found = self._new.get(token) or self._old.get(token)
        if found and now <= found[0]:
            return found[1]
        full = len(self._new) >= self._half
        if full or now - self._turned > seconds:
            self.forgotten += sum(now <= until for until, _ in self._old.values()) if full else 0
            self._old, self._new, self._turned = self._new, {}, now
        self._new[token] = (now + seconds, call)
        return None


def digest(content: bytes) -> str:
    """A short name for a token or a Call-ID: the first 16 bytes of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:32]
