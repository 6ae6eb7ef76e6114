"""How often one network may do something without an account: counted in the cache that all processes share.

An address stands in the counter as a keyed hash, and leaves it when its time is over.
"""

import ipaddress
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import Refusal
from lachan.office.vault import blind

IPV6_NETWORK = 64  # what one customer gets; an address more costs nobody anything


class TooOften(Refusal):
    """The network has done this as often as it may; the sentence says for how long."""

    status = 429


def network_of(address: str) -> str:
    """The network that is counted: an IPv4 address itself, of an IPv6 address the first 64 bits; "" for neither."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), IPV6_NETWORK), strict=False))
    return str(found)


def count_try(request: HttpRequest, what: str, *, most: int, within: timedelta) -> None:
    """Count one try; `TooOften` when this network has had its `most` in the running span of time.

    Each try takes a place of its own in the counter: of many that come at once, no more get through than may.
    """
    whose = blind(network_of(request.META.get("REMOTE_ADDR", "")), column=f"limits.{what}")[:24]
    seconds = int(within.total_seconds())
    span = int(timezone.now().timestamp()) // seconds
    places = [f"tries-{what}-{whose}-{span}-{place}" for place in range(most)]
    taken = cache.get_many(places)
    if not any(place not in taken and cache.add(place, 1, timeout=seconds) for place in places):
        raise TooOften(
            "too_often",
            _("Mạng của bạn đã gửi quá nhiều lần. Hãy thử lại sau %(minutes)d phút.")
            % {"minutes": max(1, -(-seconds // 60))},
        )
