"""Whether a Vietnamese subscriber roams abroad now, asked of whoever knows; who does not know says so.

Two plugs: a table that the operator exports every few minutes, and a service on this machine asked with a time limit.
"""

import json
import mmap
import os
import re
import socket
import struct
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote, urlsplit

from lachan.readers.errors import InputError, Place
from lachan.screening.settings import RoamingSettings
from lachan.screening.whole_files import write_whole
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.wording import Wording

MAGIC: Final = b"LCHANROM"
_START = struct.Struct("<8sIIdQQ")  # magic, version, 0, when the table was taken, how many roam, how many are at home
MOST_ROWS = 20_000_000
MOST_ANSWER_BYTES = 4_096
MOST_REMEMBERED = 10_000
REMEMBERED_SECONDS = 30.0
FAILURES_IN_A_ROW = 3
REST_SECONDS = 5.0
"""How long a service that failed so often is left alone."""
_ANSWER = re.compile(rb"HTTP/1\.[01] 200\b")


class Roaming(Protocol):
    """The plug. It never raises, and answers within its time limit."""

    def __call__(self, number: str, now: float) -> bool | None:
        """Whether the subscriber of `number` (E.164) roams; None when that is not known."""


def roaming_unknown(number: str, now: float) -> bool | None:
    """The plug of an operator that has none."""
    return None


def open_roaming(settings: RoamingSettings, table: Path | None = None) -> Roaming:
    """The plug that the settings name; `table` is the file that `compile_roaming` made. ValueError or OSError."""
    if settings.http:
        return RoamingService(settings.http, seconds=settings.milliseconds / 1000)
    if settings.table and table is not None:
        return RoamingTable(table, oldest=60.0 * settings.oldest_minutes, absent_is_home=settings.absent_is_home)
    return roaming_unknown


class RoamingTable:
    """A table made by `compile_roaming`, mapped into memory. ValueError when the file is none or is not whole.

    A number that is not in it is at home when `absent_is_home`, else unknown; a table older than `oldest` seconds knows
    nothing.
    """

    __slots__ = ("_absent", "_home", "_map", "_oldest", "_roaming", "_taken_at")

    def __init__(self, path: Path, *, oldest: float, absent_is_home: bool) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < _START.size:
                raise ValueError("too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        magic, version, _, self._taken_at, roaming, home = _START.unpack_from(view)
        middle = _START.size + 8 * roaming
        if magic != MAGIC or version != 1 or len(view) != middle + 8 * home:
            raise ValueError("no table of roaming subscribers of this version, or not whole")
        self._roaming = view[_START.size : middle].cast("B").cast("Q")
        self._home = view[middle:].cast("B").cast("Q")
        self._oldest = oldest
        self._absent = False if absent_is_home else None

    def __call__(self, number: str, now: float) -> bool | None:
        """See `Roaming`."""
        if now - self._taken_at > self._oldest or not (number.startswith("+") and number[1:].isdecimal()):
            return None
        key = int(number[1:])
        if _holds(self._roaming, key):
            return True
        return False if _holds(self._home, key) else self._absent


def _holds(keys: memoryview, key: int) -> bool:
    place = bisect_left(keys, key)
    return place < len(keys) and keys[place] == key


def compile_roaming(lines: Iterable[str], path: Path, *, taken_at: float, name: str = "") -> None:
    """Write a table for workers, whole or not at all.

    A line is a number that roams, or `number,roaming`, or `number,home`; InputError names the line.
    """
    roaming, home = array("Q"), array("Q")
    for row, line in enumerate(lines, 1):
        number_text, _, state = line.strip().lstrip("\ufeff").partition(",")
        if not number_text or number_text.startswith("#") or (row == 1 and number_text == "number"):
            continue
        number = normal_number(number_text)
        into = {"": roaming, "roaming": roaming, "home": home}.get(state.strip().lower())
        if number is None or into is None or row > MOST_ROWS:
            raise InputError(
                "roaming_table",
                Wording(
                    "mỗi dòng là một số, hoặc “số,roaming”, hoặc “số,home”; nhiều nhất 20 triệu dòng",
                    "a line is a number, or “number,roaming”, or “number,home”; at most 20 million lines",
                ),
                Place(name, row),
            )
        into.append(int(number[1:]))
    content = b"".join(array("Q", sorted(set(keys))).tobytes() for keys in (roaming, home))
    start = _START.pack(MAGIC, 1, 0, taken_at, len(set(roaming)), len(set(home)))
    write_whole(path, start + content)


class RoamingService:
    """A service on this machine: GET `address`?number=%2B84…, answered by {"roaming": true|false|null}.

    All of one question takes at most `seconds`. Answers are kept for half a minute; a service that failed three times
    in a row is not asked for five seconds.
    """

    __slots__ = ("_clock", "_failed", "_host", "_known", "_path", "_port", "_rest_until", "_seconds", "asked", "failed")

    def __init__(self, address: str, *, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._path = f"{parts.path or '/'}?{parts.query}&" if parts.query else f"{parts.path or '/'}?"
        self._seconds = seconds
        self._clock = clock
        self._known: dict[str, tuple[float, bool | None]] = {}
        self._failed = 0
        self._rest_until = 0.0
        self.asked = self.failed = 0

    def __call__(self, number: str, now: float) -> bool | None:
        """See `Roaming`."""
        start = self._clock()
        known = self._known.get(number)
        if known and start < known[0]:
            return known[1]
        if start < self._rest_until:
            return None
        self.asked += 1
        try:
            answer = self._ask(number, start + self._seconds)
        except (OSError, ValueError, RecursionError):
            self.failed += 1
            self._failed += 1
            if self._failed >= FAILURES_IN_A_ROW:
                self._failed, self._rest_until = 0, self._clock() + REST_SECONDS
            return None
        self._failed = 0
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[number] = (start + REMEMBERED_SECONDS, answer)
        return answer

    def _ask(self, number: str, until: float) -> bool | None:
        with socket.create_connection((self._host, self._port), timeout=self._left(until)) as connection:
            connection.settimeout(self._left(until))
            connection.sendall(
                f"GET {self._path}number={quote(number, safe='')} HTTP/1.0\r\n"
                f"Host: {self._host}\r\nAccept: application/json\r\n\r\n".encode("ascii", "replace")
            )
            content = b""
            while len(content) < MOST_ANSWER_BYTES:
                connection.settimeout(self._left(until))
                more = connection.recv(MOST_ANSWER_BYTES)
                if not more:
                    break
                content += more
                with suppress(ValueError):
                    return _roaming_in(content)  # complete before the service closes
        return _roaming_in(content)

    def _left(self, until: float) -> float:
        left = until - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


def _roaming_in(content: bytes) -> bool | None:
    head, blank, body = content.partition(b"\r\n\r\n")
    if not blank or not _ANSWER.match(head):
        raise ValueError("no answer")
    answer: Any = json.loads(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("roaming"), bool | None):
        raise ValueError("another answer")
    found: bool | None = answer.get("roaming")
    return found
