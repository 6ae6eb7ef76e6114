"""A name a line."""

from lachan.exchange.blocklists.heads import head, text_of
from lachan.exchange.blocklists.model import BlockList


def write_plain(block_list: BlockList) -> bytes:
    """The list as plain lines."""
    return text_of([*head(block_list, "#"), *(one.host for one in block_list.names)])
