"""The signature of a list, in a file of its own beside it; its reader is `lachan.readers.list_signatures`."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.exchange.blocklists.model import BlockList
from lachan.readers.list_signatures import ListSignature, digest_of, statement_of, to_sign, written


def sign(content: bytes, block_list: BlockList, *, name: str, key: Ed25519PrivateKey) -> bytes:
    """The signature file for a list that was written as `content` into a file called `name`."""
    said = ListSignature(
        name, block_list.serial, block_list.issued_at, block_list.valid_until, len(content), digest_of(content)
    )
    return written(said, key.sign(to_sign(statement_of(said))))
