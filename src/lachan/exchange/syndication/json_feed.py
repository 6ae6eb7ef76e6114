"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from collections.abc import Sequence

from lachan.exchange.syndication.items import Channel, FeedItem

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(channel: Channel, items: Sequence[FeedItem]) -> bytes:
    """The items in the order given; what is this product's own stands under `_lachan`, as the format wants it."""
    feed = {
        "version": VERSION,
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "language": channel.language,
        "authors": [{"name": channel.author}],
        "items": [
            {
                "id": one.address,
                "url": one.address,
                "title": one.title(channel.language),
                "summary": one.text(channel.language).key_line,
                "content_text": one.text(channel.language).plain(),
                "language": one.text(channel.language).language,
                "date_published": one.published_at.isoformat(),
                "date_modified": one.changed_at.isoformat(),
                "_lachan": {
                    "number": one.number, "version": one.version, "state": one.state, "until": one.until.isoformat(),
                    "severity": one.severity, "communes": list(one.geocodes),
                },
            }
            for one in items
        ],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()
