"""The log of decisions: one line of JSON a call, in files of bounded size and number. docs/formats/decision-log.md

Each worker has its own file, so lines never mix. Lines are written together, once a second or when there are many; what
cannot be written (disk full, folder gone) is counted and dropped, and the call goes on.
"""

import json
import os
import time
from contextlib import suppress
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any

from lachan.screening.call import Call
from lachan.screening.settings import LogSettings
from lachan.screening.verdict import Verdict
from lachan.vietnam.masks import GAP, masked_digits, masked_number

FLUSH_BYTES = 32_768
FLUSH_SECONDS = 1.0
LONGEST_TEXT = 120
_VIETNAM = 7 * 3600
CALLEE = ',"callee":'
_THOUSANDTHS = tuple(f"{one:03d}" for one in range(1_000))
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LONGEST_SHORT = 10  # characters; a mask of so few digits is left to `masked_number`


class DecisionLog:
    """The log of one worker. `dropped` counts the lines that could not be written."""

    __slots__ = (
        "_allowed",
        "_descriptor",
        "_lines",
        "_next",
        "_parts",
        "_path",
        "_pending",
        "_second",
        "_second_text",
        "_settings",
        "_size",
        "_torn",
        "dropped",
    )  # fmt: skip

    def __init__(self, path: Path, settings: LogSettings) -> None:
        self.dropped = 0
        self._path = path
        self._lines: list[str] = []
        self._pending = 0
        self._next = 0.0
        self._second, self._second_text = -1, ""
        self._descriptor = -1
        self._size = 0
        self._torn = False
        self.set(settings)

    def set(self, settings: LogSettings) -> None:
        """Take other settings, from the next line on."""
        self._settings = settings
        self._allowed = settings.allowed == "all"
        self._parts: dict[tuple[str, str], tuple[str, str]] = {}

    def write(self, call: Call, verdict: Verdict, now: float) -> None:
        """Log the decision on `call` at `now`. Never raises for what happens to files."""
        if verdict.answer.action != "allow":
            line = self._whole(call, verdict, now)
        elif self._allowed:
            parts = self._parts.get((verdict.code, verdict.trunk)) or self._fixed_parts(verdict)
            second = int(now)
            if second != self._second:
                self._new_second(second)
            line = (
                f"{self._second_text}{_THOUSANDTHS[int(now * 1000) % 1000]}{parts[0]}"
                f"{self._number(verdict.caller)}{CALLEE}{self._number(verdict.callee)}{parts[1]}"
            )
        else:
            line = ""
        if line:
            self._lines.append(line)
            self._pending += len(line)
        if self._pending >= FLUSH_BYTES or (now >= self._next and self._lines):
            self.flush(now)

    def flush(self, now: float) -> None:
        """Write what is waiting."""
        self._next = now + FLUSH_SECONDS
        lines, self._lines, self._pending = self._lines, [], 0
        if not lines:
            return
        content = ("\n" if self._torn else "").encode() + "".join(lines).encode("utf-8", "replace")
        try:
            if self._size + len(content) > self._settings.most_bytes and self._size:
                self._rotate()
            if self._descriptor < 0:
                self._open()
            written = os.write(self._descriptor, content)
        except OSError:
            self._close()
            self.dropped += len(lines)
            return
        self._size += written
        self._torn = written < len(content)
        if self._torn:
            self.dropped += content[written:].count(b"\n")

    def close(self, now: float) -> None:
        """Write what is waiting, and close the file."""
        self.flush(now)
        self._close()

    def _whole(self, call: Call, verdict: Verdict, now: float) -> str:
        """The line of a call that was not simply allowed. Put together by hand: a campaign has many of them."""
        second = int(now)
        if second != self._second:
            self._new_second(second)
        clear = bool(self._settings.purpose)
        call_id = _printable(call.call_id)
        code, answer, reason = verdict.code, verdict.answer, verdict.reason
        facts, also = "{}", ""
        for one in verdict.fired:
            if one.code != code:
                also = f'{also},"{one.code}"' if also else f'"{one.code}"'
            elif facts == "{}":
                facts = _encoded(one.facts)
        status = f',"status":{answer.status}' if answer.status else ""
        purpose = f',"purpose":{_quoted(self._settings.purpose)}' if clear else ""
        return (
            f"{self._second_text}{_THOUSANDTHS[int(now * 1000) % 1000]}"
            f'+07:00","trunk":{_quoted(_printable(verdict.trunk))},"caller":{self._number(verdict.caller)},'
            f'"callee":{self._number(verdict.callee)},"action":"{answer.action}","code":"{code}",'
            f'"reason":{{"vi":{_quoted(reason.vi)},"en":{_quoted(reason.en)}}},"source":{_quoted(_printable(call.source))},'
            f'"call_id":{_quoted(call_id if clear else masked_digits(call_id))},"facts":{facts},"also":[{also}]'
            f"{status}{purpose}}}\n"
        )

    def _fixed_parts(self, verdict: Verdict) -> tuple[str, str]:
        """What stands in every line of an allowed call with this code and trunk."""
        rest: dict[str, Any] = {
            "action": verdict.action,
            "code": verdict.code,
            "reason": {"vi": verdict.reason.vi, "en": verdict.reason.en},
        }
        if self._settings.purpose:
            rest["purpose"] = self._settings.purpose
        parts = (
            f'+07:00","trunk":{_quoted(_printable(verdict.trunk))},"caller":',
            f",{json.dumps(rest, ensure_ascii=False, separators=(',', ':'))[1:]}\n",
        )
        self._parts[verdict.code, verdict.trunk] = parts
        return parts

    def _number(self, number: str) -> str:
        """A number as JSON, masked unless there is a purpose; what is no number of a known form has no digits left."""
        if self._settings.purpose:
            return _quoted(_printable(number))
        if len(number) > LONGEST_SHORT and number.isascii() and number[1:].isdigit():  # as `masked_number`, and quicker
            if number.startswith("+84"):
                return f'"0{number[3:5]}{GAP}{number[-3:]}"'
            start = number[1:4] if number[0] == "+" else number[:3]
            if start.isdigit():
                return f'"{start}{GAP}{number[-3:]}"'
        if any(one.isdigit() for one in number):
            return _quoted(masked_number(number))
        return _quoted(_printable(f"{number[:1]}{GAP}") if number else "")

    def _new_second(self, second: int) -> None:
        self._second = second
        self._second_text = time.strftime('{"at":"%Y-%m-%dT%H:%M:%S.', time.gmtime(second + _VIETNAM))

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._descriptor = os.open(self._path, flags, 0o640)
        self._size = os.fstat(self._descriptor).st_size
        if self._size > self._settings.most_bytes:
            self._rotate()
            self._open()

    def _rotate(self) -> None:
        """The file becomes .1, that one .2, and so on; the oldest goes."""
        self._close()
        for number in range(self._settings.kept - 1, 0, -1):
            older = self._path if number == 1 else self._numbered(number - 1)
            if older.exists():
                older.replace(self._numbered(number))
        if self._settings.kept == 1:
            self._path.unlink(missing_ok=True)
        self._size = 0

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def _close(self) -> None:
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            with suppress(OSError):
                os.close(descriptor)


def _printable(text: str) -> str:
    """Text of strangers without line ends, control marks and marks that turn the direction of writing."""
    text = text[:LONGEST_TEXT]
    return text if text.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in text)
