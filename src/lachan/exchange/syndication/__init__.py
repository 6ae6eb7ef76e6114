"""Advisories as feeds that programs of others read: RSS 2.0, Atom, JSON Feed, CAP 1.2, and campaign days as iCalendar.

Pure: items in, bytes out. What was withdrawn stays in every feed and says so, so that readers take it down too.
"""

from lachan.exchange.syndication.atom import write_atom
from lachan.exchange.syndication.calendar import CampaignDay, write_calendar
from lachan.exchange.syndication.cap import write_cap
from lachan.exchange.syndication.items import Channel, FeedItem, FeedState, FeedText, Sent
from lachan.exchange.syndication.json_feed import write_json_feed
from lachan.exchange.syndication.rss import write_rss

__all__ = [
    "CampaignDay",
    "Channel",
    "FeedItem",
    "FeedState",
    "FeedText",
    "Sent",
    "write_atom",
    "write_calendar",
    "write_cap",
    "write_json_feed",
    "write_rss",
]
