"""What stands at the head of every list in text, behind the sign with which its format begins a remark."""

from lachan.exchange.blocklists.model import LICENCE, BlockList
from lachan.readers.canonical import moment_text


def head(block_list: BlockList, sign: str) -> list[str]:
    """The lines of the head: issuer, serial, moments, how many entries, licence."""
    issuer = " ".join(one for one in block_list.issuer.split() if one.isprintable())
    told = (
        f"Lá Chắn block list / danh sách chặn – {issuer}",
        f"serial: {block_list.serial}",
        f"issued: {moment_text(block_list.issued_at)}",
        f"valid until: {moment_text(block_list.valid_until)}",
        f"entries: {len(block_list.names)}",
        f"licence: {LICENCE}",
    )
    return [f"{sign} {line}" for line in told]


def text_of(lines: list[str]) -> bytes:
    """Lines as a file: UTF-8, each ended by a line feed."""
    return ("\n".join(lines) + "\n").encode()
