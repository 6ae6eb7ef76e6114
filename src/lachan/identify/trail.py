"""The operator's own trail: every build, question and answer, one line each, chained so that no line can be lost.

The trail holds who asked (the request's number), why, how many, and the SHA-256 of questions and answers; it never
holds the data. Each line carries the hash of the line before it; cutting, changing or swapping lines shows.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

FILE = "trail.jsonl"
_FIRST = "0" * 64


@contextmanager
def trail_locked(store: Path) -> Iterator["Trail"]:
    """The trail, read and checked, while nobody else may write it; InputError `trail_broken` when it was tampered."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / f"{FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Trail(store)


class Trail:
    """The checked lines, and the way to add one."""

    def __init__(self, store: Path) -> None:
        self._path = store / FILE
        self.lines: list[dict[str, Any]] = []
        content = self._path.read_bytes() if self._path.exists() else b""
        for number, line in enumerate(content.splitlines(), start=1):
            self.lines.append(self._checked(line, number))

    def _checked(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            entry: dict[str, Any] = json.loads(line)
            digest = entry.pop("hash")
        except (ValueError, KeyError, AttributeError, TypeError):
            digest, entry = None, {}
        if digest is None or digest != _digest(entry) or entry["previous"] != self._last or entry["line"] != number:
            raise InputError(
                "trail_broken",
                Wording(
                    "nhật ký tra cứu đã bị sửa, xóa hoặc hỏng; dừng tra cứu và báo người phụ trách bảo mật",
                    "the trail of questions was changed, cut or damaged; stop asking and tell who is in charge",
                ),
                Place(self._path.name, number),
            )
        return entry | {"hash": digest}

    @property
    def _last(self) -> str:
        return str(self.lines[-1]["hash"]) if self.lines else _FIRST

    def add(self, what: str, *, now: datetime, facts: Mapping[str, Any]) -> None:
        """Append one line and see it onto the disk."""
        entry: dict[str, Any] = {
            "line": len(self.lines) + 1,
            "at": now.astimezone(UTC).isoformat(),
            "what": what,
            **facts,
            "previous": self._last,
        }
        entry["hash"] = _digest(entry)
        with self._path.open("ab") as out:
            out.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        self.lines.append(entry)


def withdraw(trail: Trail, request: str, *, now: datetime) -> None:
    """Note that the office took the request back: nothing more is answered under its number."""
    trail.add("withdrawn", now=now, facts={"request": request})


def refuse_withdrawn(trail: Trail, request: str, *, now: datetime) -> None:
    """InputError `withdrawn`, and a line in the trail, when the request was taken back."""
    if any(line["what"] == "withdrawn" and line["request"] == request for line in trail.lines):
        trail.add("ask_refused", now=now, facts={"request": request, "why": "withdrawn"})
        raise InputError(
            "withdrawn",
            Wording(
                f"yêu cầu {request} đã được rút lại; không trả lời",
                f"the request {request} was withdrawn; there is no answer",
            ),
        )


def _digest(entry: Mapping[str, Any]) -> str:
    body = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
