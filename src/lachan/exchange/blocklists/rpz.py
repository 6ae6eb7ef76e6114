"""A response policy zone, as BIND, Unbound, Knot and PowerDNS take it: each name and what is below it has no answer.

The names are relative to the zone, so an operator calls it as they like. Its serial has 32 bits (RFC 1035): seconds.
"""

from lachan.exchange.blocklists.heads import head, text_of
from lachan.exchange.blocklists.model import BlockList

SECONDS = 300
LONGEST_OWNER = 220  # of a name in the zone: its own name needs room behind it


def write_rpz(block_list: BlockList) -> bytes:
    """The list as the file of a zone; names too long for a zone are left out, as no resolver could hold them."""
    lines = [
        f"$TTL {SECONDS}",
        *head(block_list, ";"),
        f"@ IN SOA localhost. hostmaster.localhost. {zone_serial(block_list)} 3600 600 172800 {SECONDS}",
        "@ IN NS localhost.",
    ]
    for one in block_list.names:
        if len(one.host) <= LONGEST_OWNER:
            lines += [f"{one.host} CNAME .", f"*.{one.host} CNAME ."]
    return text_of(lines)


def zone_serial(block_list: BlockList) -> int:
    """The serial of the zone: the second of its issue, since 1970; in 32 bits until 2106."""
    return int(block_list.issued_at.timestamp())
