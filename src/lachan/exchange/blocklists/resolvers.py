"""Lists for Unbound and dnsmasq: a name and what is below it has no address."""

from lachan.exchange.blocklists.heads import head, text_of
from lachan.exchange.blocklists.model import BlockList


def write_unbound(block_list: BlockList) -> bytes:
    """The list as a file that Unbound includes."""
    zones = (f'local-zone: "{one.host}." always_nxdomain' for one in block_list.names)
    return text_of([*head(block_list, "#"), "server:", *zones])


def write_dnsmasq(block_list: BlockList) -> bytes:
    """The list as a file for `conf-file` or `conf-dir` of dnsmasq: answered here, where there is nothing."""
    return text_of([*head(block_list, "#"), *(f"local=/{one.host}/" for one in block_list.names)])
