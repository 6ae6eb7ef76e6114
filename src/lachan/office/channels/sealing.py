"""Where the tokens of channels lie in the vault."""

from lachan.office.channels.models import Channel
from lachan.office.vault import open_sealed, place_of, seal


def sealed(channel: Channel, field: str, text: str) -> str:
    """`text` sealed for this field of this channel, which has its id; "" stays ""."""
    return seal(text, place=place_of("channels.Channel", field, channel.pk)) if text else ""


def opened(channel: Channel, field: str) -> str:
    """What was sealed there, "" for nothing; SealBroken when it does not open."""
    found: str = getattr(channel, field)
    return open_sealed(found, place=place_of("channels.Channel", field, channel.pk)) if found else ""
