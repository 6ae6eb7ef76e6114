"""Where messages may go: public https addresses, so that nobody makes the office knock at doors inside its own network.

The name is resolved when a message is sent; `lachan.office.fetching` checks every address that it gives.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lachan.office.fetching.links import Link, read_host
from lachan.office.fetching.networks import LOOPBACK, Network, may_be_called, written_address
from lachan.office.fetching.troubles import NotFetched
from lachan.office.refusals import NotRight

LONGEST_URL = 300
LOWEST_FREE_PORT = 1024
_THIS_MACHINE = "localhost"


def allowed_networks() -> tuple[Network, ...]:
    """Loopback where the setting allows it, else none beyond the public ones."""
    return LOOPBACK if settings.WEBHOOKS_TO_LOOPBACK else ()


def target_of(url: str) -> Link:
    """The parts of the address; NotRight when messages are not sent to such an address."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "")
    except (ValueError, NotFetched):  # a port or a name that cannot be, or an address inside
        raise _refused() from None
    secure = parts.scheme == "https"
    plain = not url.isascii() or any(one <= " " for one in url) or len(url) > LONGEST_URL
    if plain or parts.username is not None or parts.fragment or "\\" in url:
        raise _refused()
    if not secure and not (parts.scheme == "http" and _is_loopback(host)):
        raise _refused()
    port = port or (443 if secure else 80)
    if port not in (443, 80) and port < LOWEST_FREE_PORT:
        raise _refused()
    return Link(secure, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _host(host: str) -> str:
    if host == _THIS_MACHINE and allowed_networks():
        return host
    return read_host(host, allowed=allowed_networks())


def _is_loopback(host: str) -> bool:
    """Whether the host is this machine, and messages may go there."""
    written = written_address(host)
    here = written is not None and written.is_loopback and may_be_called(written, allowed=allowed_networks())
    return host == _THIS_MACHINE or here


def _refused() -> NotRight:
    return NotRight(
        "url_wrong",
        _("Hãy ghi địa chỉ https công khai, ví dụ https://nhan-tin.doanh-nghiep.example/lachan."),
        field="url",
    )
