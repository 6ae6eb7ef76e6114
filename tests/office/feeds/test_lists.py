"""What is given out: a published site stands in every file, a withdrawn one in none from the next answer on."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client
from pymisp import MISPEvent

from lachan.exchange import misp
from lachan.exchange.blocklists import FORMATS, ListedName, in_order
from lachan.office.feeds.actions import current_issue, issue_lists
from lachan.office.feeds.models import IssuedSite, ListIssue
from lachan.office.feeds.queries.lists import BY_FILE, block_list, delta_since
from lachan.office.names.models import NameState, ProtectedName
from lachan.office.office_key import office_key
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.readers.canonical import parsed
from lachan.readers.list_signatures import check_list, read_list_signature
from tests.office.listings.conftest import ACCOUNT, NUMBER, SITE, VN_SITE, Desk
from tests.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def got(name: str, **head: str) -> Any:
    return Client().get(f"/danh-sach/{name}", headers={name.replace("_", "-"): value for name, value in head.items()})


def test_a_published_site_stands_in_every_file_and_a_withdrawn_one_in_none(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    for name in BY_FILE:
        assert VN_SITE.encode() in got(name).content, name
    assert f"||{SITE}^".encode() not in got("adguard.txt").content
    before = got("hosts.txt")
    desk.withdraw(listing)
    for name in BY_FILE:
        assert VN_SITE.encode() not in got(name).content, name
    assert int(got("hosts.txt")["X-List-Serial"]) > int(before["X-List-Serial"])


def test_stix_and_misp_say_that_it_was_withdrawn(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    (shown,) = [one for one in json.loads(got("stix.json").content)["objects"] if one["type"] == "indicator"]
    assert (shown["name"], shown["revoked"], shown["external_references"][0]["external_id"]) == (
        VN_SITE, False, listing.number,
    )  # fmt: skip
    desk.withdraw(listing)
    (gone,) = [one for one in json.loads(got("stix.json").content)["objects"] if one["type"] == "indicator"]
    assert (gone["id"], gone["revoked"]) == (shown["id"], True)
    (uuid,) = json.loads(got(f"misp/{misp.MANIFEST}").content)
    event = MISPEvent()
    event.load(got(f"misp/{uuid}.json").content)
    assert [one.deleted for one in event.attributes] == [True]


def test_accounts_numbers_and_sites_that_others_live_under_stand_in_no_list(desk: Desk) -> None:
    for text in (ACCOUNT, NUMBER, "https://wikipedia.org/"):
        desk.published(text)
    ProtectedName.objects.create(
        key="mau", name="Ngân hàng mẫu", kind="bank", domains=[SITE], source="x", valid_from=NOW.date(), written_at=NOW,
        state=NameState.SHIPPED,
    )  # fmt: skip
    desk.published(SITE)
    issue = current_issue(NOW)
    assert issue.entries == 0
    assert sorted(why for _number, _host, why in issue.left_out) == ["shared", "true_site"]


def test_an_unchanged_list_is_answered_with_nothing(desk: Desk) -> None:
    desk.published(VN_SITE)
    first = got("rpz.zone")
    again = got("rpz.zone", If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "set-cookie" not in {name.lower() for name in first.headers}
    desk.published(SITE)
    assert got("rpz.zone", If_None_Match=first["ETag"]).status_code == 200
    assert first["Last-Modified"].endswith("GMT")


def test_every_list_is_signed_with_the_key_that_is_given_out(desk: Desk) -> None:
    from base64 import b64decode

    desk.published(VN_SITE)
    key = Ed25519PublicKey.from_public_bytes(b64decode(got("khoa-cong-khai/").content))
    assert key.public_bytes_raw() == office_key().public_key().public_bytes_raw()
    for name in BY_FILE:
        said = read_list_signature(got(f"{name}.sig").content, key=key)
        check_list(got(name).content, said)
        assert (said.name, said.valid_until) == (name, current_issue(NOW).at + timedelta(days=2))


def test_who_goes_by_changes_holds_what_the_whole_list_holds(desk: Desk) -> None:
    first = desk.published("mot.example")
    old = current_issue(NOW)
    held = {one.host: one for one in block_list(old).entries}
    desk.published("hai.example", now=NOW)
    issue_lists(NOW)
    desk.withdraw(first)
    new = current_issue(LATER)
    change = delta_since(new, old.serial)
    assert [one.host for one in change.added] == ["hai.example"]
    assert change.removed == ("mot.example",)
    for host in change.removed:
        del held[host]
    held |= {one.host: one for one in (*change.added, *change.changed)}
    assert in_order(held.values()) == block_list(new).entries
    told = parsed(got(f"thay-doi.json?tu={old.serial}").content, name="")
    assert (told["removed"], [one["host"] for one in told["added"]]) == (["mot.example"], ["hai.example"])
    assert [one.host for one in delta_since(new, 0).added] == ["hai.example"]
    assert delta_since(new, new.serial).added == ()


@pytest.mark.parametrize("asked", ["x", "-1", "²", "999999999999999", "9" * 40, ""])
def test_a_serial_that_was_never_given_is_not_there(desk: Desk, asked: str) -> None:
    assert got(f"thay-doi.json?tu={asked}").status_code == 404


@pytest.mark.parametrize("name", ["x", "hosts.txt.sig.sig", "..%2fsettings.py", "stix.json%00", "misp/x.json", "misp/"])
def test_a_file_that_is_none_is_not_there(db: None, name: str) -> None:
    assert got(name).status_code == 404


def test_what_is_over_leaves_the_lists_without_any_job(desk: Desk) -> None:
    import time_machine

    desk.published(VN_SITE, days=7)
    assert current_issue(NOW).entries == 1
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        assert VN_SITE.encode() not in got("hosts.txt").content


def test_an_issue_without_news_comes_in_time_and_is_no_event(desk: Desk) -> None:
    desk.published(VN_SITE)
    first = issue_lists(NOW)
    assert issue_lists(LATER) == first
    later = issue_lists(NOW + timedelta(hours=7))
    assert (later.serial > first.serial, later.digest) == (True, first.digest)
    assert Entry.objects.filter(event=Event.BLOCK_LISTS_ISSUED).count() == 1
    assert ListIssue.objects.count() == 2
    assert IssuedSite.objects.count() == 1


def test_two_issues_of_one_second_have_different_zone_serials(desk: Desk) -> None:
    desk.published("mot.example")
    one = issue_lists(NOW)
    desk.published("hai.example")
    two = issue_lists(NOW)
    assert two.at > one.at
    assert two.serial > one.serial


def test_a_site_that_comes_back_begins_a_new_life(desk: Desk) -> None:
    desk.withdraw(desk.published(VN_SITE))
    issue_lists(NOW)
    desk.published(VN_SITE)
    issue_lists(LATER)
    assert IssuedSite.objects.filter(gone_serial__isnull=True, host=VN_SITE).count() == 1


def test_the_page_of_open_data_names_every_file(desk: Desk) -> None:
    page = got("").content.decode()
    for one in FORMATS.values():
        assert f'href="/danh-sach/{one.file}"' in page
        assert f'href="/danh-sach/{one.file}.sig"' in page
    assert "CC BY 4.0" in page


def test_an_entry_is_only_what_is_public_of_the_listing(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    (entry,) = block_list(current_issue(NOW)).entries
    assert listing.published_at is not None
    assert listing.expires_at is not None
    assert entry == ListedName(VN_SITE, "name", "fake_portal", listing.published_at, listing.expires_at, listing.number)
    assert listing.note.encode() not in got("danh-sach.json").content
