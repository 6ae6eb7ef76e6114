"""Atom 1.0 (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from lachan.exchange.syndication.items import Channel, FeedItem, newest_change
from lachan.exchange.syndication.xml import added, written

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_atom(channel: Channel, items: Sequence[FeedItem], *, now: datetime) -> bytes:
    """The items in the order given; an id is the address of the advisory's page and never changes."""
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: channel.language}, nsmap={None: _ATOM})
    _said(root, "id", channel.address)
    _said(root, "title", channel.title)
    _said(root, "subtitle", channel.description)
    _said(root, "updated", newest_change(items, now).isoformat())
    added(root, f"{{{_ATOM}}}link", href=channel.address, rel="self", type="application/atom+xml")
    added(root, f"{{{_ATOM}}}link", href=channel.home, rel="alternate", type="text/html")
    _said(added(root, f"{{{_ATOM}}}author"), "name", channel.author)
    for one in items:
        entry = added(root, f"{{{_ATOM}}}entry")
        _said(entry, "id", one.address)
        _said(entry, "title", one.title(channel.language))
        _said(entry, "published", one.published_at.isoformat())
        _said(entry, "updated", one.changed_at.isoformat())
        added(entry, f"{{{_ATOM}}}link", href=one.address, rel="alternate", type="text/html")
        added(entry, f"{{{_ATOM}}}category", term=one.state)
        _said(entry, "summary", one.text(channel.language).key_line)
        _said(entry, "content", one.text(channel.language).plain(), type="text")
    return written(root)


def _said(parent: object, name: str, text: str, **attributes: str) -> None:
    added(parent, f"{{{_ATOM}}}{name}", text, **attributes)
