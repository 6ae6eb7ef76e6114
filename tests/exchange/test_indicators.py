"""Listed sites for other systems: STIX read back by stix2, a MISP feed read back by PyMISP."""

import json

import stix2
from pymisp import MISPEvent
from stix2patterns.validator import validate

from lachan.exchange import misp, stix
from tests.exchange.blocklists.lists import NOW, OFFICE, told


def test_an_indicator_is_good_stix_and_finds_the_host_alone() -> None:
    made = stix.indicator(told("bad.github.io"), OFFICE)
    read = stix2.parse(made)
    assert json.loads(read.serialize()).keys() <= made.keys()
    assert read.pattern == "[domain-name:value = 'bad.github.io']"
    assert validate(read.pattern)
    assert (read.valid_from, read.created_by_ref, read.revoked) == (NOW, stix.identity_id(OFFICE), False)
    assert read.labels == ["fake_portal"]
    assert stix.indicator(told("203.0.113.9"), OFFICE)["pattern"] == "[ipv4-addr:value = '203.0.113.9']"
    assert stix.indicator(told("2001:db8::9"), OFFICE)["pattern"] == "[ipv6-addr:value = '2001:db8::9']"


def test_a_withdrawn_indicator_is_the_same_one_in_a_later_version_revoked() -> None:
    before, after = (
        stix.indicator(told("lua-dao.example"), OFFICE),
        stix.indicator(told("lua-dao.example", withdrawn=True, minutes=5), OFFICE),
    )
    assert before["id"] == after["id"]
    assert after["revoked"] is True
    assert after["modified"] > before["modified"]


def test_a_bundle_is_read_back_and_the_same_each_time() -> None:
    some = [told(f"qua{n}.example", life=f"CB-{n}") for n in range(3)]
    made = stix.bundle(some, OFFICE)
    assert made == stix.bundle(some, OFFICE)
    read = stix2.parse(made.decode())
    assert [one.type for one in read.objects] == ["marking-definition", "identity", *["indicator"] * 3]
    assert len({one.id for one in read.objects}) == 5


def test_a_feed_has_an_event_a_day_and_the_same_ids_each_time() -> None:
    some = [told("lua-dao.example", life="CB-1"), told("www.lua-dao2.example", life="CB-2")]
    files = misp.feed(some, OFFICE)
    assert files == misp.feed(some, OFFICE)
    (uuid,) = json.loads(files[misp.MANIFEST])
    event = MISPEvent()
    event.load(files[f"{uuid}.json"].decode())
    assert [(one.type, one.value, one.to_ids) for one in event.attributes] == [
        ("domain", "lua-dao.example", True),
        ("hostname", "www.lua-dao2.example", True),
    ]
    assert event.Orgc.name == OFFICE.name
    assert event.published
    assert files[misp.HASHES].count(uuid.encode()) == 2


def test_a_withdrawn_site_is_marked_deleted_in_its_event_and_the_event_is_newer() -> None:
    before = misp.feed([told("lua-dao.example", life="CB-1")], OFFICE)
    after = misp.feed([told("lua-dao.example", life="CB-1", withdrawn=True, minutes=5)], OFFICE)
    (uuid,) = json.loads(after[misp.MANIFEST])
    old, new = (json.loads(files[misp.MANIFEST])[uuid]["timestamp"] for files in (before, after))
    assert new > old
    (attribute,) = json.loads(after[f"{uuid}.json"])["Event"]["Attribute"]
    assert (attribute["deleted"], attribute["to_ids"]) == (True, False)
    assert after[misp.HASHES] == b""
