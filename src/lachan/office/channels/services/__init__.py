"""One module a service: what it wants to be told, and what its answers mean. Sibling after sibling of one shape.

A service is asked first whether it has the post already: an answer that got lost must not become a second post.
"""

from lachan.office.channels.models import Channel, ChannelKind
from lachan.office.channels.services import email, facebook, zalo
from lachan.office.channels.services.telling import Done, Reconnect, Service, Told, TooMuch, Trouble

__all__ = ["Done", "Reconnect", "Service", "Told", "TooMuch", "Trouble", "service_of"]

_SERVICES: dict[str, Service] = {
    ChannelKind.FACEBOOK.value: facebook.Facebook(),
    ChannelKind.ZALO.value: zalo.Zalo(),
    ChannelKind.EMAIL.value: email.Email(),
}


def service_of(channel: Channel) -> Service:
    """The service behind a channel."""
    return _SERVICES[channel.kind]
