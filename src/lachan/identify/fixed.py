"""Fixed lines and IPv6 prefixes: few rows that last long, kept in memory by network."""

import ipaddress
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from lachan.identify.addresses import Address
from lachan.identify.contradictions import Span, settle
from lachan.identify.parts import Column
from lachan.identify.rows import Lease

FixedRow = tuple[str, int, int, int, int, str]
"""Network, first and last port, start, end, subscriber."""


def row_of(lease: Lease) -> FixedRow:
    """A lease as the table keeps it."""
    return str(lease.network), lease.first, lease.last, lease.start, lease.end, lease.subscriber


def settled(rows: Iterable[FixedRow]) -> tuple[list[FixedRow], list[FixedRow]]:
    """The rows that stand and those that contradict each other, by network; repeated rows once."""
    standing: list[FixedRow] = []
    disputed: list[FixedRow] = []
    for network, group in _by_network(rows).items():
        names = sorted({row[5] for row in group})
        kept, refused = settle(Span(row[3], row[4], row[1], row[2], names.index(row[5])) for row in group)
        for spans, target in ((kept, standing), (refused, disputed)):
            target += [(network, s.first, s.last, s.start, s.end, names[s.holder]) for s in spans]
    return sorted(standing), sorted(disputed)


def _by_network(rows: Iterable[FixedRow]) -> dict[str, list[FixedRow]]:
    groups: dict[str, list[FixedRow]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


class FixedLines:
    """The table, asked for one address at a time: each length of prefix that occurs is one look-up."""

    def __init__(self, rows: Iterable[FixedRow]) -> None:
        self.rows = list(rows)
        self._by_network = _by_network(self.rows)
        self._networks = [ipaddress.ip_network(network) for network in self._by_network]
        self._lengths = sorted({(network.version, network.prefixlen) for network in self._networks})

    def find(self, address: Address, port: int | None, since: int, until: int) -> Iterator[str]:
        """Who held the address (and port, where known) at some moment from `since` to `until`, both included."""
        for version, length in self._lengths:
            if version != address.version:
                continue
            network = ipaddress.ip_network((address, length), strict=False)
            for _, first, last, start, end, subscriber in self._by_network.get(str(network), ()):
                if start <= until and end > since and (port is None or first <= port <= last):
                    yield subscriber

    def among(self, addresses: Column) -> Column:
        """Which of many IPv4 addresses (as numbers) the table has a row about, at whatever time and port."""
        found = np.zeros(len(addresses), bool)
        for version, length in self._lengths:
            if version == 4:
                networks = [n for n in self._networks if (n.version, n.prefixlen) == (4, length)]
                rest = 32 - length
                found |= np.isin(addresses >> rest, [int(network.network_address) >> rest for network in networks])
        return found

    def save(self, path: Path) -> None:
        """Write the table as JSON."""
        path.write_text(json.dumps(self.rows, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "FixedLines":
        """The table written by `save`."""
        return cls(tuple(row) for row in json.loads(path.read_text(encoding="utf-8")))
