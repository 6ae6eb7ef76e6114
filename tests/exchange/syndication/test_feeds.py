"""Feeds of advisories against the rules of their formats: RSS 2.0, RFC 4287, JSON Feed 1.1."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lachan.exchange.syndication import FeedText, write_atom, write_json_feed, write_rss
from tests.exchange.syndication.items import AT, CHANNEL, VI, WITHDRAWN, item

ATOM = "{http://www.w3.org/2005/Atom}"
ITEMS = (item(1), WITHDRAWN)


def test_rss_has_what_its_specification_asks_for() -> None:
    root = etree.fromstring(write_rss(CHANNEL, ITEMS, now=AT))
    channel = root.find("channel")
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert [channel.findtext(name) for name in ("title", "link", "language")] == [
        CHANNEL.title, CHANNEL.home, "vi",
    ]  # fmt: skip
    entries = channel.findall("item")
    assert len({one.findtext("guid") for one in entries}) == 2
    for entry in entries:
        assert entry.find("guid").get("isPermaLink") == "true"
        assert entry.findtext("guid").startswith("https://")
        assert parsedate_to_datetime(entry.findtext("pubDate")).tzinfo is not None
    own = channel.find(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", CHANNEL.address)


def test_atom_has_what_rfc_4287_asks_for() -> None:
    root = etree.fromstring(write_atom(CHANNEL, ITEMS, now=AT))
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(ATOM + name)) == 1, name
    assert {one.get("rel") for one in root.findall(f"{ATOM}link")} == {"self", "alternate"}
    entries = root.findall(f"{ATOM}entry")
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(ATOM + name)) == 1, name
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo is not None
    updated = max(datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in entries)
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated")) == updated


def test_json_feed_has_what_its_specification_asks_for() -> None:
    feed = json.loads(write_json_feed(CHANNEL, ITEMS))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["authors"] == [{"name": "Sở"}]
    for one in feed["items"]:
        assert isinstance(one["id"], str)
        assert one["content_text"]
        assert datetime.fromisoformat(one["date_modified"]).tzinfo is not None
        assert all(name.startswith("_") for name in one if name not in KNOWN)


KNOWN = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
    "date_published", "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip


def test_what_was_withdrawn_stays_and_says_so_first() -> None:
    for content in (write_rss(CHANNEL, ITEMS, now=AT), write_atom(CHANNEL, ITEMS, now=AT)):
        assert content.count("ĐÃ RÚT: Giả danh công an".encode()) == 1
    assert json.loads(write_json_feed(CHANNEL, ITEMS))["items"][1]["title"].startswith("ĐÃ RÚT: ")


def test_a_feed_without_items_is_whole_too() -> None:
    assert etree.fromstring(write_rss(CHANNEL, (), now=AT)).find("channel/item") is None
    assert etree.fromstring(write_atom(CHANNEL, (), now=AT)).findtext(f"{ATOM}updated") == AT.isoformat()


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_comes_through_without_breaking_a_feed(title: str, lines: list[str]) -> None:
    said = FeedText("vi", title, VI.key_line, (("Dấu hiệu", tuple(lines)),), VI.area)
    one = item(1, texts=(said,))
    root = etree.fromstring(write_atom(CHANNEL, (one,), now=AT))
    told = root.findtext(f"{ATOM}entry/{ATOM}title") or ""
    allowed = "".join(each for each in title if each in "\t\n\r" or " " <= each <= "\ud7ff" or each >= "\ue000")
    if "\ufffe" not in title and "\uffff" not in title:
        assert told.replace("\n", "").replace("\r", "") == allowed.replace("\n", "").replace("\r", "")
    etree.fromstring(write_rss(CHANNEL, (one,), now=AT))
