"""Filter rules of AdGuard, AdGuard Home and uBlock Origin: a name and what is below it."""

from lachan.exchange.blocklists.heads import head, text_of
from lachan.exchange.blocklists.model import BlockList


def write_adguard(block_list: BlockList) -> bytes:
    """The list as filter rules."""
    return text_of([
        "! Title: Lá Chắn", "! Expires: 1 hours", *head(block_list, "!"),
        *(f"||{one.host}^" for one in block_list.names),
    ])  # fmt: skip
