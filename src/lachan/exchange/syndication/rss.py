"""RSS 2.0 (specification of the RSS Advisory Board), with the feed's own address as an Atom link."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from lachan.exchange.syndication.items import Channel, FeedItem, newest_change
from lachan.exchange.syndication.xml import added, written

_ATOM = "http://www.w3.org/2005/Atom"


def write_rss(channel: Channel, items: Sequence[FeedItem], *, now: datetime) -> bytes:
    """The items in the order given. A guid holds over all versions, so readers take a correction as the same thing."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM})
    top = added(root, "channel")
    added(top, "title", channel.title)
    added(top, "link", channel.home)
    added(top, "description", channel.description)
    added(top, "language", channel.language)
    added(top, "lastBuildDate", format_datetime(newest_change(items, now)))
    added(top, f"{{{_ATOM}}}link", href=channel.address, rel="self", type="application/rss+xml")
    for one in items:
        entry = added(top, "item")
        added(entry, "title", one.title(channel.language))
        added(entry, "link", one.address)
        added(entry, "description", one.text(channel.language).plain())
        added(entry, "guid", one.address, isPermaLink="true")
        added(entry, "pubDate", format_datetime(one.changed_at))
    return written(root)
