"""What is read of listings: what is in force, the register, the public pages, the figures of annex 5."""

from lachan.office.listings.queries.figures import counts_in
from lachan.office.listings.queries.published import (
    FeedChange,
    PublishedEntry,
    changed_since,
    last_serial,
    look_up,
    look_up_any,
    published,
)

__all__ = [
    "FeedChange",
    "PublishedEntry",
    "changed_since",
    "counts_in",
    "last_serial",
    "look_up",
    "look_up_any",
    "published",
]
