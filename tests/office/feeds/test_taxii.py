"""The TAXII server, driven by taxii2-client over HTTP; and the MISP feed, read by PyMISP over HTTP."""

import functools
import socket
from datetime import timedelta
from typing import Any

import pytest
import requests
import stix2
from django.test import Client
from pymisp import MISPEvent
from taxii2client.v21 import Collection, Server, as_pages

from lachan.exchange import stix
from lachan.office.feeds.content import read_content
from lachan.office.feeds.fetching import content_of
from lachan.office.feeds.models import FeedSource, IssuedSite
from lachan.office.fetching import Way, fetch
from tests.office.feeds.conftest import issued
from tests.people import NOW

ROOT = "/taxii2/canh-bao/"
OBJECTS = f"{ROOT}collections/canh-bao/objects/"


@pytest.mark.django_db(transaction=True)
def test_real_clients_read_five_hundred_objects_of_one_moment_each_once(live_server: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "so-khac.example"]
    issue = issued(500)
    server = Server(f"{live_server.url}/taxii2/")
    (root,) = server.api_roots
    (collection,) = root.collections
    assert (collection.can_read, collection.can_write) == (True, False)
    pages = list(as_pages(collection.get_objects, per_request=70))
    found = [one for page in pages for one in page["objects"]]
    assert (len(pages), len(found), len({one["id"] for one in found})) == (8, 500, 500)
    assert {stix2.parse(one).name for one in found[::100]} == {f"qua-{n:04d}.example" for n in range(0, 500, 100)}
    manifest = [one for page in as_pages(collection.get_manifest, per_request=400) for one in page["objects"]]
    assert [one["id"] for one in manifest] == [one["id"] for one in found]
    assert collection.get_objects(added_after=stix.moment(issue.at)) == {}
    _withdrawn_is_told_again(collection, issue.at, found[250])
    _misp_is_read(live_server.url)
    _own_feeds_are_read_in(live_server)


def _withdrawn_is_told_again(collection: Collection, at: Any, one: dict[str, Any]) -> None:
    row = IssuedSite.objects.filter(host=one["name"])
    row.update(gone_serial=202603020900, changed_serial=202603020900, changed_at=at + timedelta(minutes=5))
    (told,) = collection.get_objects(added_after=stix.moment(at))["objects"]
    assert (told["id"], told["revoked"]) == (one["id"], True)
    assert collection.get_object(one["id"])["objects"] == [told]
    assert collection.object_versions(one["id"])["versions"] == [told["modified"]]


def _misp_is_read(url: str) -> None:
    manifest = requests.get(f"{url}/danh-sach/misp/manifest.json", timeout=10).json()
    (uuid,) = manifest
    event = MISPEvent()
    event.load(requests.get(f"{url}/danh-sach/misp/{uuid}.json", timeout=10).text)
    assert sum(one.to_ids for one in event.attributes) == 499
    assert [one.value for one in event.attributes if one.get("deleted")] == ["qua-0250.example"]
    hashes = requests.get(f"{url}/danh-sach/misp/hashes.csv", timeout=10).text.splitlines()
    assert {line.partition(",")[2] for line in hashes} == {uuid}


def _own_feeds_are_read_in(live_server: Any) -> None:
    """What another office would take of us, through the house's own way out: only the last step leads here."""
    address = (live_server.thread.host, live_server.thread.port)
    way = Way(lambda _host, _port: ["8.8.4.4"], lambda _to, _port, wait: socket.create_connection(address, wait))
    get = functools.partial(fetch, way=way)
    for form, path in (("taxii", "taxii2/canh-bao/collections/canh-bao/"), ("rpz", "danh-sach/rpz.zone")):
        taken = FeedSource(name="Sở khác", form=form, address=f"http://so-khac.example/{path}")
        assert len(read_content(content_of(taken, get=get), form=form, name="").entries) == 499


@pytest.mark.django_db
def test_pages_say_when_their_first_and_last_objects_were_added() -> None:
    issue = issued(3)
    answer = Client().get(f"{OBJECTS}?limit=2")
    assert answer["Content-Type"] == "application/taxii+json;version=2.1"
    assert answer["X-TAXII-Date-Added-First"] == answer["X-TAXII-Date-Added-Last"] == stix.moment(issue.at)
    page = answer.json()
    assert (page["more"], len(page["objects"])) == (True, 2)
    last = Client().get(f"{OBJECTS}?limit=2&next={page['next']}").json()
    assert ("more" in last, len(last["objects"])) == (False, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status", "many"),
    [
        ("match[type]=indicator", 200, 3), ("match[type]=malware", 200, 0), ("match[spec_version]=2.0", 200, 0),
        ("match[version]=all", 200, 3), ("match[version]=2020-01-01T00:00:00Z", 200, 0), ("match[id]=x", 200, 0),
        ("limit=0", 400, 0), ("limit=-1", 400, 0), ("limit=x", 400, 0), ("limit=999999", 200, 3), ("next=x", 400, 0),
        ("added_after=yesterday", 400, 0), ("added_after=2026-01-01", 400, 0), ("match[x]=1", 400, 0),
        ("added_after=2020-01-01T00:00:00Z", 200, 3), ("added_after=0001-01-01T00:00:00%2B14:00", 400, 0),
    ],
)  # fmt: skip
def test_filters_are_kept_to_or_refused(query: str, status: int, many: int) -> None:
    issued(3)
    answer = Client().get(f"{OBJECTS}?{query}")
    assert answer.status_code == status
    assert len(answer.json().get("objects", [])) == many
    if status == 400:
        assert answer.json()["http_status"] == "400"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "head", "status"),
    [
        ("get", OBJECTS, {"Accept": "text/html"}, 406),
        ("get", OBJECTS, {"Accept": "application/taxii+json;version=2.0"}, 406),
        ("get", OBJECTS, {"Accept": "application/taxii+json; version=2.1"}, 200),
        ("get", OBJECTS, {"Accept": "text/html, */*;q=0.8"}, 200),
        ("get", OBJECTS, {"Range": "items 0-10"}, 416),
        ("post", OBJECTS, {}, 405),
        ("delete", f"{OBJECTS}indicator--x/", {}, 405),
        ("get", f"{OBJECTS}indicator--x/", {}, 404),
        ("get", f"{ROOT}collections/khac/objects/", {}, 404),
        ("get", f"{ROOT}status/1/", {}, 404),
    ],
)
def test_refusals_are_those_of_the_standard(method: str, path: str, head: dict[str, str], status: int) -> None:
    issued(1)
    answer = getattr(Client(), method)(path, headers=head)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/taxii+json;version=2.1"


@pytest.mark.django_db
def test_a_cursor_of_another_office_is_refused() -> None:
    from django.core import signing

    issued(2)
    forged = signing.dumps([NOW.isoformat(), 1], salt="taxii-next", key="another")
    assert Client().get(f"{OBJECTS}?next={forged}").status_code == 400
