"""The networks that the office never calls, and every way in which an IPv4 address can be written.

A table of our own and not one question to the standard library: what `is_global` answers differs between versions of
Python, and it calls some translated forms of private addresses public. Sources: the IANA registries of special-purpose
addresses (RFC 6890, 8190), RFC 6598, 6052, 8215, 3056, 4380, 5214, 9637.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REFUSED_4 = tuple(
    IPv4Network(one)
    for one in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind an operator's translator; a cloud's metadata at 100.100.100.200
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's own services inside each of its machines, though written like a public address
        "169.254.0.0/16",  # this link; metadata of clouds at 169.254.169.254
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols; a cloud's metadata at 192.0.0.192
        "192.0.2.0/24",  # for documents
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # for measurements
        "198.51.100.0/24",  # for documents
        "203.0.113.0/24",  # for documents
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast at its end
    )
)
PUBLIC_6 = IPv6Network("2000::/3")
"""The only part of IPv6 from which public addresses are given. Outside lie ::1, ::/96, mapped and translated IPv4
(::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48), unique local (fc00::/7), link (fe80::/10), site and multicast."""
REFUSED_6 = tuple(
    IPv6Network(one)
    for one in (
        "2001::/23",  # protocols: Teredo (2001::/32), measurements, ORCHID
        "2001:db8::/32",  # for documents
        "2002::/16",  # 6to4
        "3fff::/20",  # for documents
    )
)
LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_TUNNELLED = {0x00005EFE, 0x02005EFE}  # ISATAP: an IPv4 address in the last 32 bits of a public network

_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_MOST_PARTS = 4


def may_be_called(address: Address, *, allowed: Iterable[Network] = ()) -> bool:
    """Whether the office connects to this address: one of a public network, or of the few that are `allowed`."""
    if any(address in one for one in allowed):
        return True
    if isinstance(address, IPv4Address):
        return not any(address in one for one in REFUSED_4)
    if address not in PUBLIC_6 or any(address in one for one in REFUSED_6):
        return False
    return int(address) >> 32 & 0xFFFFFFFF not in _TUNNELLED


def is_numeric(host: str) -> bool:
    """Whether programs take the host for an IPv4 address: its last part is a number in any writing."""
    return _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]) is not None


def written_address(host: str) -> Address | None:
    """The address that `host` writes: usual, in octal, hexadecimal or fewer parts ("0177.1", "0x7f000001"); else None.

    ValueError for what looks like a number and is no address ("1.2.3.256", "08.1.1.1").
    """
    if ":" in host:
        return ip_address(host)
    if not is_numeric(host):
        return None
    parts = host.removesuffix(".").split(".")
    if len(parts) > _MOST_PARTS or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(f"{host!r} is no address")
    numbers = [_number(part) for part in parts]
    if any(one > 255 for one in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise ValueError(f"{host!r} is no address")
    value = numbers[-1]
    for place, one in enumerate(numbers[:-1]):
        value += one << 8 * (3 - place)
    return IPv4Address(value)


def _number(part: str) -> int:
    """A part of an address as the C library reads it: 0x… hexadecimal, 0… octal, else decimal."""
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8 if part[0] == "0" and len(part) > 1 else 10)
