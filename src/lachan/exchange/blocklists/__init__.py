"""Lists of sites to block, in the formats that resolvers and filters read, each signed. docs/formats/block-lists.md"""

from collections.abc import Callable
from dataclasses import dataclass

from lachan.exchange.blocklists.adguard import write_adguard
from lachan.exchange.blocklists.hosts import write_hosts
from lachan.exchange.blocklists.model import (
    LICENCE,
    REASONS,
    BlockList,
    Delta,
    HostKind,
    ListedName,
    NotCarried,
    TrueSites,
    applied,
    delta,
    in_order,
    kind_of,
    why_not_carried,
)
from lachan.exchange.blocklists.plain import write_plain
from lachan.exchange.blocklists.resolvers import write_dnsmasq, write_unbound
from lachan.exchange.blocklists.rpz import write_rpz, zone_serial
from lachan.exchange.blocklists.signature import sign
from lachan.exchange.blocklists.tables import write_csv, write_delta, write_json


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a list: the name of its file, its media type, and who writes it."""

    key: str
    file: str
    media_type: str
    write: Callable[[BlockList], bytes]


FORMATS: dict[str, Format] = {
    one.key: one
    for one in (
        Format("hosts", "hosts.txt", "text/plain; charset=utf-8", write_hosts),
        Format("plain", "ten-mien.txt", "text/plain; charset=utf-8", write_plain),
        Format("adguard", "adguard.txt", "text/plain; charset=utf-8", write_adguard),
        Format("rpz", "rpz.zone", "text/plain; charset=utf-8", write_rpz),
        Format("unbound", "unbound.conf", "text/plain; charset=utf-8", write_unbound),
        Format("dnsmasq", "dnsmasq.conf", "text/plain; charset=utf-8", write_dnsmasq),
        Format("csv", "danh-sach.csv", "text/csv; charset=utf-8", write_csv),
        Format("json", "danh-sach.json", "application/json", write_json),
    )
}

__all__ = [
    "FORMATS",
    "LICENCE",
    "REASONS",
    "BlockList",
    "Delta",
    "Format",
    "HostKind",
    "ListedName",
    "NotCarried",
    "TrueSites",
    "applied",
    "delta",
    "in_order",
    "kind_of",
    "sign",
    "why_not_carried",
    "write_delta",
    "zone_serial",
]
