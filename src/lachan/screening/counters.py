"""Counters in memory that a worker shares with whoever reads its file: exact at every moment, even when it is killed.

Each worker writes a file of its own, so two never write the same number; the supervisor adds them up. A counter is a
slot of fixed size with its labels beside it, made at its first event. Written by one worker, read by anybody.
"""

import mmap
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lachan.screening.verdict import Verdict

SLOT_BYTES = 384
MOST_SLOTS = 2_048
_WORDS = SLOT_BYTES // 8
_LABEL_BYTES = SLOT_BYTES - 8
_MARK = "\x1f"
DECISIONS, HITS, EVENTS = "decisions", "hits", "events"
OTHER = (EVENTS, "counters_full", "", "")
"""Where events go for which there is no slot left."""
Labels = tuple[str, str, str, str]
"""Kind of counter, code of the rule or name of the event, action, trunk."""


class Counters:
    """The counters of one worker. When their file cannot be had they are counted here alone, and `shared` is False."""

    __slots__ = ("_map", "_places", "_view", "shared")

    def __init__(self, path: Path | None) -> None:
        size = SLOT_BYTES * MOST_SLOTS
        self.shared = False
        self._map = mmap.mmap(-1, size)
        if path is not None:
            try:
                self._map = _mapped(path, size)
                self.shared = True
            except OSError:
                self.shared = False
        self._view = memoryview(self._map).cast("Q")
        self._places = {labels: place * _WORDS for place, (labels, _) in enumerate(_slots(self._map))}
        if not self._places:
            self._add_slot(OTHER)

    def count(self, verdict: Verdict) -> None:
        """Count a decision and every rule that spoke."""
        self.add((DECISIONS, verdict.code, verdict.answer.action, verdict.trunk))
        for one in verdict.fired:
            self.add((HITS, one.code, one.answer.action, verdict.trunk))

    def event(self, name: str, more: int = 1) -> None:
        """Count something that happened to the screen itself."""
        self.add((EVENTS, name, "", ""), more)

    def add(self, labels: Labels, more: int = 1) -> None:
        """Count by labels."""
        place = self._places.get(labels)
        if place is None:
            place = self._add_slot(labels)
        self._view[place] += more

    def _add_slot(self, labels: Labels) -> int:
        count = len(self._places)
        text = _MARK.join(labels).encode("utf-8", "replace")
        if count >= MOST_SLOTS or len(text) > _LABEL_BYTES:
            return self._places[OTHER]
        start = count * SLOT_BYTES + 8
        self._map[start : start + len(text)] = text
        place = self._places[labels] = count * _WORDS
        return place


def _mapped(path: Path, size: int) -> mmap.mmap:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        os.posix_fallocate(descriptor, 0, size)  # a full disk is met here and not in the middle of a call
        return mmap.mmap(descriptor, size)
    finally:
        os.close(descriptor)


def _slots(content: bytes | mmap.mmap) -> Iterable[tuple[Labels, int]]:
    for start in range(0, len(content), SLOT_BYTES):
        label = content[start + 8 : start + SLOT_BYTES].rstrip(b"\0")
        parts = label.decode("utf-8", "replace").split(_MARK)
        if len(parts) != len(OTHER):
            return
        kind, code, action, trunk = parts
        yield (kind, code, action, trunk), int.from_bytes(content[start : start + 8], "little")


def read_counters(paths: Iterable[Path]) -> Counter[Labels]:
    """The counts of all workers together; a file that is gone or broken counts nothing."""
    total: Counter[Labels] = Counter()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        for labels, count in _slots(content):
            total[labels] += count
    return total


def prometheus_text(counts: Mapping[Labels, int], gauges: Mapping[str, float] = {}) -> str:
    """The counts, and figures such as the list's serial, in the text format of Prometheus."""
    lines = []
    for kind, name, what in (
        (DECISIONS, "lachan_screening_decisions_total", "Calls by the code that decided, action and trunk."),
        (HITS, "lachan_screening_rule_hits_total", "Rules that spoke, decisive or not, by action and trunk."),
    ):
        lines += [f"# HELP {name} {what}", f"# TYPE {name} counter"]
        for (found, code, action, trunk), count in sorted(counts.items()):
            if found == kind:
                labels = f'code="{_escaped(code)}",action="{_escaped(action)}",trunk="{_escaped(trunk)}"'
                lines.append(f"{name}{{{labels}}} {count}")
    name = "lachan_screening_events_total"
    lines += [f"# HELP {name} What happened to the screen itself.", f"# TYPE {name} counter"]
    for (kind, code, _, _), count in sorted(counts.items()):
        if kind == EVENTS:
            lines.append(f'{name}{{event="{_escaped(code)}"}} {count}')
    for gauge, value in sorted(gauges.items()):
        lines += [f"# TYPE lachan_screening_{gauge} gauge", f"lachan_screening_{gauge} {value:.15g}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
