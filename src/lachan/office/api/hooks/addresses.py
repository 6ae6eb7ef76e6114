"""Where messages may go: public addresses only, so that nobody makes the office knock at doors inside its own network.

The name is resolved when a message is sent, every address that it gives is checked, and the connection is made to a
checked address, not to the name again: a name that changes its address in between gains nothing.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotRight

LONGEST_URL = 300
LOWEST_FREE_PORT = 1024
# Forms of IPv6 that stand for an IPv4 address behind a translator (RFC 3056, 4380, 6052, 8215).
_TRANSLATED = [ip_network(one) for one in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "::/96")]

Address = IPv4Address | IPv6Address


class NotPublic(OSError):
    """The name leads to an address that the office does not call."""


@dataclass(frozen=True)
class Target:
    """An address of a receiver, in its parts; `path` with the query."""

    secure: bool
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """The parts of the address; NotRight when messages are not sent to such an address."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    except ValueError:  # a port or a name that cannot be
        raise _refused() from None
    secure = parts.scheme == "https"
    plain = not url.isascii() or any(one <= " " for one in url) or len(url) > LONGEST_URL
    if plain or not host or parts.username is not None or parts.fragment or "\\" in url:
        raise _refused()
    if not secure and not (parts.scheme == "http" and settings.WEBHOOKS_TO_LOOPBACK and _is_loopback_name(host)):
        raise _refused()
    port = port or (443 if secure else 80)
    if port not in (443, 80) and port < LOWEST_FREE_PORT:
        raise _refused()
    if (written := _written_address(host)) is not None and not may_be_called(written):
        raise _refused()
    return Target(secure, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _refused() -> NotRight:
    return NotRight(
        "url_wrong",
        _("Hãy ghi địa chỉ https công khai, ví dụ https://nhan-tin.doanh-nghiep.example/lachan."),
        field="url",
    )


def _is_loopback_name(host: str) -> bool:
    written = _written_address(host)
    return host == "localhost" or (written is not None and written.is_loopback)


def _written_address(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def may_be_called(address: Address) -> bool:
    """Whether the office connects to this address: a public one, or loopback where the setting allows it."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return may_be_called(address.ipv4_mapped)
        if not address.is_loopback and any(address in one for one in _TRANSLATED):
            return False
    if address.is_loopback:
        return bool(settings.WEBHOOKS_TO_LOOPBACK)
    return address.is_global and not address.is_multicast


def checked_address(target: Target) -> str:
    """An address of the target's host, all of which may be called; NotPublic or OSError else."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(may_be_called(ip_address(one)) for one in addresses):
        raise NotPublic("the name leads to an address that is not public")
    return addresses[0]
