"""The trunks that calls come in on, found by the sender's address or by the name in its certificate."""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lachan.screening.verdict import Action, Answer
from lachan.vietnam.numbers import TrunkKind

MOST_REMEMBERED = 10_000
"""Addresses whose trunk is kept; when there are more, all are looked up anew."""


@dataclass(frozen=True, slots=True)
class Trunk:
    """One trunk: `at_most` bounds every answer on it, `most_calls` per window (0: no bound) is for SCR-016.

    `answers` is what each rule does here, by its id; a rule that is off has none.
    """

    name: str
    operator: str
    kind: TrunkKind
    addresses: tuple[str, ...] = ()
    tls_names: tuple[str, ...] = ()
    must_sign: bool = False
    at_most: Action = "reject"
    most_calls: int = 0
    answers: Mapping[str, Answer] = field(default_factory=dict)


class Trunks:
    """All trunks; asked for each call."""

    __slots__ = ("_by_name", "_by_tls", "_networks", "_seen", "unknown")

    def __init__(self, trunks: Sequence[Trunk], *, unknown: Trunk) -> None:
        self.unknown = unknown
        self._by_name = {one.name: one for one in trunks}
        self._by_tls = {name.lower(): one for one in trunks for name in one.tls_names}
        self._networks = sorted(
            ((ipaddress.ip_network(text, strict=False), one) for one in trunks for text in one.addresses),
            key=lambda pair: -pair[0].prefixlen,
        )
        self._seen: dict[str, Trunk] = {}

    def __iter__(self) -> Iterator[Trunk]:
        return iter(self._by_name.values())

    def of(self, source: str, tls_name: str = "") -> Trunk:
        """The trunk of a sender; the narrowest network counts, a certificate's name before any address."""
        if tls_name and (named := self._by_tls.get(tls_name.lower())):
            return named
        found = self._seen.get(source)
        if found is None:
            found = self._look_up(source)
            if len(self._seen) >= MOST_REMEMBERED:
                self._seen.clear()
            self._seen[source] = found
        return found

    def named(self, name: str) -> Trunk | None:
        """The trunk of that name."""
        return self._by_name.get(name)

    def _look_up(self, source: str) -> Trunk:
        try:
            address = ipaddress.ip_address(source.strip("[]").partition("%")[0])
        except ValueError:
            return self.unknown
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        for network, trunk in self._networks:
            if address.version == network.version and address in network:
                return trunk
        return self.unknown
