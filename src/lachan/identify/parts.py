"""One packed part of the log: leases of one day, sorted so that a question is two binary searches.

A *block* is one range of ports of one IPv4 address. Columns of blocks: `keys` (address, first port, last port in one
number) and `offsets` (where the block's leases begin). Columns of leases, in order of start within a block: `starts`
and `ends` (milliseconds after the part's first moment) and `holders` (number in the list of subscribers). Leases of a
block never overlap (`settle` takes those that do out), so the ends are in order as well. 12 bytes a
lease and 12 a block.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
COLUMNS = {"keys": "<u8", "offsets": "<u4", "starts": "<u4", "ends": "<u4", "holders": "<u4"}
LONGEST_MS = 40 * 86_400_000
"""Longer leases (and those without end) are fixed lines; 2**32 milliseconds are 49 days."""


@dataclass(frozen=True, slots=True)
class Part:
    """The columns of a part. `depth`: how many blocks before the nearest one may still hold the port asked for."""

    keys: Column
    offsets: Column
    starts: Column
    ends: Column
    holders: Column
    depth: int = 1

    def __len__(self) -> int:
        return len(self.starts)


def block_keys(addresses: Column, first_ports: Column, last_ports: Column) -> Column:
    """The sort key of blocks."""
    return (
        (addresses.astype(np.uint64) << np.uint64(32))
        | (first_ports.astype(np.uint64) << np.uint64(16))
        | last_ports.astype(np.uint64)
    )


def pack(keys: Column, starts: Column, ends: Column, holders: Column) -> Part:
    """A part from leases in order of key and start."""
    if len(keys) == 0:
        none = {name: np.zeros(1 if name == "offsets" else 0, kind) for name, kind in COLUMNS.items()}
        return Part(**none, depth=1)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    blocks = keys[first]
    return Part(
        keys=blocks.astype("<u8"),
        offsets=np.append(first, len(keys)).astype("<u4"),
        starts=starts.astype("<u4"),
        ends=ends.astype("<u4"),
        holders=holders.astype("<u4"),
        depth=_depth(blocks),
    )


def _depth(blocks: Column) -> int:
    """1 when no two blocks of an address share a port, else the most blocks that an address with such has."""
    addresses, sizes = np.unique(blocks >> np.uint64(32), return_counts=True)
    shared = np.isin(addresses, crowded_addresses(blocks))
    return int(sizes[shared].max(initial=1))


def crowded_addresses(blocks: Column) -> Column:
    """The addresses with two blocks that share a port. In order of first port, such a pair has a neighbouring one."""
    same = (blocks[1:] >> np.uint64(32)) == (blocks[:-1] >> np.uint64(32))
    meets = ((blocks[1:] >> np.uint64(16)) & np.uint64(0xFFFF)) <= (blocks[:-1] & np.uint64(0xFFFF))
    return np.unique(blocks[1:][same & meets] >> np.uint64(32))


def save(part: Part, folder: Path) -> None:
    """Write the columns as plain little-endian files named after them."""
    for name, kind in COLUMNS.items():
        np.ascontiguousarray(getattr(part, name), dtype=kind).tofile(folder / name)


def load(folder: Path, *, depth: int) -> Part:
    """The part in `folder`, mapped: only the pages that a question touches are read."""
    columns: dict[str, Column] = {}
    for name, kind in COLUMNS.items():
        path = folder / name
        mapped = np.memmap(path, dtype=kind, mode="r") if path.stat().st_size else np.zeros(0, kind)
        columns[name] = np.asarray(mapped)
    return Part(**columns, depth=depth)


def find(part: Part, addresses: Column, ports: Column, since: Column, until: Column) -> tuple[Column, Column]:
    """Who held each address and port at some moment from `since` to `until`, both included.

    `ports` holds -1 where no port is known: all ports then. Moments are in milliseconds after the part's first one.
    The answer is pairs: the position of a question, and a holder. A lease holds its first moment, not its last.
    """
    questions, blocks = _blocks(part, addresses, ports)
    if len(questions) == 0:
        return questions, np.zeros(0, np.uint32)
    low = part.offsets[blocks].astype(np.int64)
    high = part.offsets[blocks + 1].astype(np.int64)
    last = _count_to(part.starts, low, high, until[questions])
    if np.array_equal(since, until):
        rows = last - 1
        there = rows >= low
        questions, rows = questions[there], rows[there]
        there = part.ends[rows] > since[questions]
        return questions[there], part.holders[rows[there]]
    first = _count_to(part.ends, low, high, since[questions])
    owners, rows = _spread(np.arange(len(questions)), first, np.maximum(first, last))
    return questions[owners], part.holders[rows]


def _blocks(part: Part, addresses: Column, ports: Column) -> tuple[Column, Column]:
    """Pairs of question and block that holds its port."""
    everyone = np.arange(len(addresses))
    wide = addresses.astype(np.uint64) << np.uint64(32)
    exact = ports >= 0
    found_questions, found_blocks = [], []
    asked, port = everyone[exact], ports[exact].astype(np.uint64)
    nearest = np.searchsorted(part.keys, wide[exact] | (port << np.uint64(16)) | np.uint64(0xFFFF), side="right") - 1
    for step in range(part.depth):
        block = nearest - step
        inside = block >= 0
        keys = part.keys[np.where(inside, block, 0)] if len(part.keys) else np.zeros(len(block), np.uint64)
        inside &= (keys >> np.uint64(32) == addresses[exact].astype(np.uint64)) & (keys & np.uint64(0xFFFF) >= port)
        found_questions.append(asked[inside])
        found_blocks.append(block[inside])
    if not exact.all():
        whole = wide[~exact]
        first = np.searchsorted(part.keys, whole, side="left")
        last = np.searchsorted(part.keys, whole | np.uint64(0xFFFFFFFF), side="right")
        questions, blocks = _spread(everyone[~exact], first, last)
        found_questions.append(questions)
        found_blocks.append(blocks)
    return np.concatenate(found_questions), np.concatenate(found_blocks)


def _spread(owners: Column, first: Column, last: Column) -> tuple[Column, Column]:
    """Each owner with every number from its `first` up to, not including, its `last`."""
    sizes = last - first
    repeated = np.repeat(owners, sizes)
    before = np.repeat(np.cumsum(sizes) - sizes - first, sizes)
    return repeated, np.arange(len(repeated)) - before


def _count_to(column: Column, low: Column, high: Column, value: Column) -> Column:
    """In each sorted stretch of `column`, the place behind the last entry at most `value` (a binary search)."""
    place, last = low - 1, high - 1
    step = 1 << int((high - low).max(initial=0)).bit_length()
    while step := step >> 1:
        probe = place + step
        entry = column.take(np.minimum(probe, last))
        place += step * ((probe <= last) & (entry <= value))
    return place + 1
