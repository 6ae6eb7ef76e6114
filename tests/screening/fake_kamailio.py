"""What a worker sees of Kamailio (KEMI), without Kamailio: for tests of the worker alone, and to time one call."""

from typing import Any


class FakeKamailio:
    """Values of one message, tables in memory, and what was done to the message (`done`)."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.kept: dict[tuple[str, str], Any] = {}
        self.done: list[tuple[Any, ...]] = []
        self.pv = self.htable = self.hdr = self.sl = self

    def get(self, name: str) -> Any:
        """A value of the message; an error in its place is raised, as for text that is no UTF-8."""
        value = self.values.get(name)
        if isinstance(value, Exception):
            raise value
        return value

    def sht_inc(self, table: str, key: str) -> int:
        """Count."""
        self.kept[table, key] = self.kept.get((table, key), 0) + 1
        return int(self.kept[table, key])

    def sht_get(self, table: str, key: str) -> Any:
        """Look up."""
        return self.kept.get((table, key))

    def sht_sets(self, table: str, key: str, value: str) -> None:
        """Keep."""
        self.kept[table, key] = value

    def sht_setxs(self, table: str, key: str, value: str, seconds: int) -> None:
        """Keep for so long."""
        self.kept[table, key] = value

    def sht_setex(self, table: str, key: str, seconds: int) -> None:
        """Say how long to keep."""

    def append(self, text: str) -> None:
        """Add a header to the request."""
        self.done.append(("append", text))

    def append_to_reply(self, text: str) -> None:
        """Add a header to the answer."""
        self.done.append(("append_to_reply", text))

    def sl_send_reply(self, status: int, phrase: str) -> None:
        """Answer."""
        self.done.append(("reply", status, phrase))
