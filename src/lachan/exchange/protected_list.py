"""Writing the signed list of protected numbers; its reader is `lachan.readers.protected_list`."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.readers.protected_list import (
    ProtectedList,
    body_of,
    header_of,
    place_of,
    read_protected_list,
    to_sign,
)


def write_protected_list(protected: ProtectedList, *, key: Ed25519PrivateKey) -> bytes:
    """The list as a signed file; ranges, trunks and patterns may come in any order.

    `InputError` when the reader would refuse it, naming the field.
    """
    body = body_of(in_order(protected))
    content = header_of(body, key.sign(to_sign(body))) + b"\n" + body
    read_protected_list(content, key=key.public_key())  # what we would not read, we do not give out
    return content


def in_order(protected: ProtectedList) -> ProtectedList:
    """The list in the one order that the file has: what its reader gives back."""
    ranges = (replace(one, trunks=tuple(sorted(set(one.trunks)))) for one in protected.ranges)
    return replace(
        protected,
        ranges=tuple(sorted(ranges, key=place_of)),
        patterns=tuple(sorted(set(protected.patterns))),
    )
