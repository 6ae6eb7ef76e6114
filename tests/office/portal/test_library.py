"""Advisories and tricks for everybody, on pages and in feeds."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from lxml import etree

from lachan.office.advisories import actions
from tests.office.advisories.conftest import _today, published, reviewed_trick, where  # noqa: F401 - the clock
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
FEEDS = ("canh-bao.rss", "canh-bao.atom", "canh-bao.json", "warnings.rss", "warnings.atom", "warnings.json")


def feed(name: str) -> str:
    return Client().get(reverse("portal_feed", args=[name])).content.decode()


def test_an_advisory_in_force_stands_on_the_list_the_front_page_and_in_every_feed(cast: Cast) -> None:
    version = published(cast)
    for name in ("portal", "portal_advisories"):
        page = Client().get(reverse(name)).content.decode()
        assert version.title in page
        assert reverse("public_advisory", args=[version.advisory.number]) in page
    assert all(version.advisory.number in feed(name) for name in FEEDS)


def test_what_is_withdrawn_leaves_the_pages_at_once_and_says_so_in_the_feeds(cast: Cast) -> None:
    version = published(cast)
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        actions.withdraw(**where(version), reason="Nhầm số", actor=cast.actor("minh", now=later), now=later)
        assert version.title not in Client().get(reverse("portal_advisories")).content.decode()
        assert f"ĐÃ RÚT: {version.title}" in feed("canh-bao.rss")
        (one,) = json.loads(feed("canh-bao.json"))["items"]
        assert one["_lachan"]["state"] == "withdrawn"
        alert = etree.fromstring(Client().get(reverse("portal_cap", args=[version.advisory.number])).content)
        assert alert.findtext(f"{CAP}msgType") == "Cancel"
        assert version.advisory.number in (alert.findtext(f"{CAP}references") or "")
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert json.loads(feed("canh-bao.json"))["items"] == []


def test_an_unchanged_feed_is_not_sent_again_and_a_changed_one_is(cast: Cast) -> None:
    address = reverse("portal_feed", args=["canh-bao.atom"])
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    published(cast)
    assert Client().get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_other_feeds_and_numbers_are_not_there() -> None:
    assert Client().get("/nguoi-dan/nguon-tin/x.rss").status_code == 404
    assert Client().get(reverse("portal_cap", args=["CB-2026-9999"])).status_code == 404


def test_a_reviewed_trick_is_read_searched_without_accents_and_found_by_audience(cast: Cast) -> None:
    trick = reviewed_trick(cast)
    page = Client().get(reverse("portal_trick", args=[trick.key])).content.decode()
    assert all(one in page for one in (trick.vietnamese["key_line"], *trick.vietnamese["signs"]))
    title = trick.vietnamese["title"]
    for wanted, there in (
        ({"q": "gia danh cong an"}, True),
        ({"ai": "E"}, True),
        ({"ai": "W"}, False),
        ({"q": "vang"}, False),
    ):
        assert (title in Client().get(reverse("portal_tricks"), wanted).content.decode()) is there, wanted


def test_a_trick_that_nobody_reviewed_is_not_for_everybody(cast: Cast) -> None:
    trick = reviewed_trick(cast)
    actions.retire_trick(trick_id=trick.pk, actor=cast.actor("minh"), now=NOW)
    assert Client().get(reverse("portal_trick", args=[trick.key])).status_code == 404
