"""Fetching from addresses that strangers chose: the one way out of the office, for webhooks, feeds and evidence.

Every address that a name has is checked against a table, the connection goes to a checked address and not to the name
again, every redirect is checked anew; size, time and head are bounded; nothing is remembered between two visits.
Knows no rows and no rights.
"""

from lachan.office.fetching.fetch import Fetched, Hop, Limits, fetch
from lachan.office.fetching.links import Link, read_link
from lachan.office.fetching.troubles import NotFetched, Trouble
from lachan.office.fetching.way import OUTSIDE, Way

__all__ = ["OUTSIDE", "Fetched", "Hop", "Limits", "Link", "NotFetched", "Trouble", "Way", "fetch", "read_link"]
