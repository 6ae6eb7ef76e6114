"""Internet addresses and ports as questions and logs may name them."""

import ipaddress

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LAST_PORT = 65_535
NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.168.0.0/16", "224.0.0.0/3", "::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8",
    )
)  # fmt: skip
"""Nobody can be reached at these from outside (RFC 6890); networks for documentation and tests are let through."""

_NOT_PUBLIC_RANGES = tuple((n.version, int(n.network_address), int(n.broadcast_address)) for n in NOT_PUBLIC)


def _refused(code: str, vi: str, en: str, place: Place) -> InputError:
    return InputError(code, Wording(vi, en), place)


def public_network(text: str, place: Place) -> Network:
    """The address or prefix in `text`; InputError `not_an_address`, `mapped_address`, `private_address`."""
    shown = text.strip()[:60]
    try:
        network = ipaddress.ip_network(text.strip())
    except ValueError:
        raise _refused(
            "not_an_address",
            f"“{shown}” không phải địa chỉ IP; ví dụ đúng: 203.0.113.7 hoặc 2001:db8:12::/48",
            f"“{shown}” is no IP address; right are 203.0.113.7 or 2001:db8:12::/48",
            place,
        ) from None
    first = network.network_address
    if isinstance(first, ipaddress.IPv6Address) and first.ipv4_mapped is not None:
        raise _refused(
            "mapped_address",
            f"“{shown}” là địa chỉ IPv4 viết trong IPv6; hãy ghi {first.ipv4_mapped}",
            f"“{shown}” is an IPv4 address inside IPv6; write {first.ipv4_mapped}",
            place,
        )
    start, end, version = int(first), int(network.broadcast_address), network.version
    if any(version == other and start <= high and low <= end for other, low, high in _NOT_PUBLIC_RANGES):
        raise _refused(
            "private_address",
            f"“{shown}” thuộc dải riêng hoặc dành riêng; hãy ghi địa chỉ công cộng nhìn thấy từ bên ngoài",
            f"“{shown}” is private or reserved; give the public address as seen from outside",
            place,
        )
    return network


def public_address(text: str, place: Place) -> Address:
    """The single public address in `text`; refusals of `public_network`, and of a prefix (`not_one_address`)."""
    network = public_network(text, place)
    if network.num_addresses != 1:
        raise _refused(
            "not_one_address",
            f"“{text.strip()[:60]}” là cả một dải; hãy hỏi từng địa chỉ",
            f"“{text.strip()[:60]}” is a whole range; ask for one address",
            place,
        )
    return network.network_address


def port(text: str, place: Place) -> int | None:
    """The port in `text`, None when blank; InputError `not_a_port` for anything but 1 to 65535."""
    written = text.strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 5 and 1 <= int(written) <= LAST_PORT):
        raise _refused(
            "not_a_port",
            f"“{written[:20]}” không phải cổng; cổng là số từ 1 đến {LAST_PORT}",
            f"“{written[:20]}” is no port; a port is a number from 1 to {LAST_PORT}",
            place,
        )
    return int(written)
