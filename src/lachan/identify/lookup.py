"""The store opened for questions: who held this number, or this address and port, at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

import numpy as np

from lachan.identify import parts
from lachan.identify.addresses import Address
from lachan.identify.fixed import FixedLines
from lachan.identify.moments import DAY_MS, VIETNAM_MS, day_start
from lachan.identify.names import Names
from lachan.identify.parts import LONGEST_MS, Column, Part
from lachan.identify.sightings import Sightings
from lachan.identify.store import Day, Manifest, read_manifest

_LONGEST_DAYS = LONGEST_MS // 86_400_000 + 1


@dataclass(frozen=True, slots=True)
class Holders:
    """The holders' history: columns in order of number and start; no two rows of a number overlap."""

    numbers: Column
    starts: Column
    ends: Column
    holders: Column


class Lookup:
    """An open store. Not changed by a build that goes on meanwhile: open it again to see the new days."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.manifest: Manifest = read_manifest(store)
        self.names = Names([store / name for name in self.manifest.names])
        self._days = {int(day): facts for day, facts in self.manifest.days.items()}
        self._parts: dict[tuple[int, bool], Part] = {}
        self._known = np.array(sorted(self._days), np.int64)
        gaps = [gap for day in sorted(self._days) for gap in self._days[day].gaps]
        self._gaps = np.array(gaps, np.int64).reshape(-1, 2)
        fixed = self.manifest.fixed
        self._fixed = FixedLines.load(store / fixed / "lines.json") if fixed else FixedLines(())
        self._disputed = FixedLines((*row, "disputed") for row in self.manifest.disputed)
        self._holders = _load_holders(store / self.manifest.holders) if self.manifest.holders else None
        seen = self.manifest.sightings
        self.sightings = Sightings(store / seen) if seen else None
        self._disputed_numbers: dict[int, list[tuple[int, int]]] = {}
        for number, start, end in self.manifest.disputed_numbers:
            self._disputed_numbers.setdefault(number, []).append((start, end))

    def leases(self, addresses: Column, ports: Column, since: Column, until: Column) -> tuple[Column, Column]:
        """Who held IPv4 addresses (as numbers) and ports (-1: unknown) at some moment from `since` to `until`.

        Moments in milliseconds, both included. Pairs of a question's position and a holder's number, each pair once,
        in order. Fixed lines are not looked at: see `fixed`.
        """
        first, last = ((edge + VIETNAM_MS) // DAY_MS for edge in (since, until))
        # By day, so that a day's questions are one slice; then neighbours in its part are asked one after the other:
        # most of a batch's time would be waiting for memory.
        place = (addresses.astype(np.int64) << 17) + ports + 1
        order = np.argsort(((first - first.min(initial=2**13)) << 49) + place)
        addresses, ports, since, until = addresses[order], ports[order], since[order], until[order]
        first, last = first[order], last[order]
        longest = int((last - first).max(initial=0))
        questions: list[Column] = [np.zeros(0, np.int64)]
        holders: list[Column] = [np.zeros(0, np.uint32)]
        for day in self._days_between(int(first.min(initial=2**40)), int(last.max(initial=-1))):
            facts, base = self._days[day], day_start(day)
            over = (facts.until + VIETNAM_MS) // DAY_MS
            # Few leases outlast the next day: those have a small part of their own, so that a question need not go
            # through all leases of forty days.
            for earliest, latest, long in ((day - longest, day + 1, False), (day + 2, over, True)):
                begin, end = np.searchsorted(first, (earliest, latest + 1))
                if begin >= end:
                    continue
                at = begin + np.flatnonzero((last[begin:end] >= day) & (since[begin:end] < facts.until))
                if len(at):
                    part = self._part(day, facts, long=long)
                    found = parts.find(part, addresses[at], ports[at], since[at] - base, until[at] - base)
                    questions.append(order[at[found[0]]])
                    holders.append(found[1])
        return _in_order(np.concatenate(questions), np.concatenate(holders), len(addresses))

    def _days_between(self, first: int, last: int) -> Sequence[int]:
        return [day for day in range(first - _LONGEST_DAYS, last + 1) if day in self._days] if first <= last else []

    def _part(self, day: int, facts: Day, *, long: bool) -> Part:
        part = self._parts.get((day, long))
        if part is None:
            folder = self.store / facts.folder
            depth = facts.long_depth if long else facts.depth
            part = parts.load(folder / "long" if long else folder, depth=depth)
            self._parts[day, long] = part
        return part

    def address(self, address: Address, port: int | None, since: int, until: int) -> list[str]:
        """All subscribers who had this one address and port (None: any) from `since` to `until`, both included."""
        found = set(self._fixed.find(address, port, since, until))
        if isinstance(address, IPv4Address):
            _, holders = self.leases(
                np.array([int(address)]),
                np.array([-1 if port is None else port]),
                np.array([since]),
                np.array([until]),
            )
            found |= {self.names[int(holder)] for holder in holders}
        return sorted(found)

    def fixed(self, address: Address, port: int | None, since: int, until: int) -> set[str]:
        """The subscribers with a fixed line or prefix there, as in `address`."""
        return set(self._fixed.find(address, port, since, until))

    def disputed(self, address: Address, port: int | None, since: int, until: int) -> bool:
        """Whether the log contradicted itself about this address, so that rows of it were left out."""
        return any(self._disputed.find(address, port, since, until))

    def special(self, addresses: Column) -> Column:
        """Which of many IPv4 addresses have fixed lines, or rows that were left out for contradicting each other."""
        return self._fixed.among(addresses) | self._disputed.among(addresses)

    def silences(self, since: Column, until: Column) -> Column:
        """Whether the log lacks some moment from `since` to `until`: a day not loaded, or a gap within a day."""
        first, last = (since + VIETNAM_MS) // DAY_MS, (until + VIETNAM_MS) // DAY_MS
        known = np.searchsorted(self._known, last, side="right") - np.searchsorted(self._known, first)
        begun = np.searchsorted(self._gaps[:, 0], until, side="right")
        over = np.searchsorted(self._gaps[:, 1], since, side="right")
        lacking: Column = (known < last - first + 1) | (begun > over)
        return lacking

    def silent(self, since: int, until: int) -> bool:
        """`silences` of one range."""
        return bool(self.silences(np.array([since]), np.array([until]))[0])

    def number(self, number: int, since: int, until: int) -> list[str]:
        """All holders of a telephone number (digits of E.164) from `since` to `until`, both included, by start."""
        if self._holders is None:
            return []
        low = int(np.searchsorted(self._holders.numbers, number, side="left"))
        high = int(np.searchsorted(self._holders.numbers, number, side="right"))
        rows = range(
            low + int(np.searchsorted(self._holders.ends[low:high], since, side="right")),
            low + int(np.searchsorted(self._holders.starts[low:high], until, side="right")),
        )
        return list(dict.fromkeys(self.names[int(self._holders.holders[row])] for row in rows))

    def number_known(self, number: int) -> bool:
        """Whether the history has any row of this number."""
        if self._holders is None:
            return False
        at = int(np.searchsorted(self._holders.numbers, number))
        return at < len(self._holders.numbers) and int(self._holders.numbers[at]) == number

    def number_disputed(self, number: int, since: int, until: int) -> bool:
        """Whether the history contradicted itself about this number then, so that rows were left out."""
        return any(start <= until and since < end for start, end in self._disputed_numbers.get(number, ()))


def _in_order(questions: Column, holders: Column, count: int) -> tuple[Column, Column]:
    """Pairs in order of the question (one of `count`) and of the holder, each once."""
    answers = np.bincount(questions, minlength=count)
    if answers.max(initial=0) <= 1:  # nearly always: nothing to sort
        placed = np.zeros(count, np.int64)
        placed[questions] = holders
        at = np.flatnonzero(answers)
        return at, placed[at]
    pairs = np.unique(questions.astype(np.uint64) << np.uint64(32) | holders)
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _load_holders(folder: Path) -> Holders:
    kinds = {"numbers": "<u8", "starts": "<i8", "ends": "<i8", "holders": "<u4"}
    return Holders(*(np.fromfile(folder / name, dtype=kind) for name, kind in kinds.items()))
