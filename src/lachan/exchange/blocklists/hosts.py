"""A hosts file, as computers and Pi-hole read it: the names alone, not those below them."""

from lachan.exchange.blocklists.heads import head, text_of
from lachan.exchange.blocklists.model import BlockList

NOWHERE = "0.0.0.0"  # noqa: S104 - an address of a hosts file, nothing listens on it


def write_hosts(block_list: BlockList) -> bytes:
    """The list as a hosts file."""
    return text_of([*head(block_list, "#"), *(f"{NOWHERE} {one.host}" for one in block_list.names)])
