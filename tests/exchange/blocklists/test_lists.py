"""Lists of sites to block: what may stand in them, how each format says it, what changes between two issues."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.exchange.blocklists import (
    FORMATS,
    BlockList,
    ListedName,
    TrueSites,
    applied,
    delta,
    why_not_carried,
    write_delta,
)
from lachan.readers.errors import InputError
from tests.exchange.blocklists.lists import NOW, issue, listed

HOSTS = ("lua-dao.example", "bad.github.io", "xn--vietcmbank-mp8d.example", "203.0.113.9")
NAMES = st.sampled_from([f"{word}{n}.example" for word in ("qua", "vay", "vip") for n in range(9)])


def text(key: str, block_list: BlockList) -> str:
    return FORMATS[key].write(block_list).decode("utf-8-sig")


def said(key: str, block_list: BlockList) -> list[str]:
    """The lines that are no remark."""
    return [line for line in text(key, block_list).splitlines() if not line.startswith(("#", "!", ";"))]


def test_each_format_lists_the_names_in_its_own_way() -> None:
    block_list = issue(*HOSTS)
    assert said("plain", block_list) == sorted(HOSTS[:3])
    assert said("hosts", block_list) == [f"0.0.0.0 {host}" for host in sorted(HOSTS[:3])]
    assert said("adguard", block_list) == [f"||{host}^" for host in sorted(HOSTS[:3])]
    assert said("dnsmasq", block_list) == [f"local=/{host}/" for host in sorted(HOSTS[:3])]
    zones = [f'local-zone: "{host}." always_nxdomain' for host in sorted(HOSTS[:3])]
    assert said("unbound", block_list) == ["server:", *zones]


def test_a_zone_names_each_host_and_what_is_below_it_and_has_a_serial_of_32_bits() -> None:
    zone = text("rpz", issue("bad.github.io"))
    assert "bad.github.io CNAME .\n*.bad.github.io CNAME .\n" in zone
    serial = int(re.search(r"SOA \S+ \S+ (\d+) ", zone)[1])  # type: ignore[index]
    assert int(NOW.timestamp()) <= serial < 2**32
    assert not re.search(r"^(\*\.)?github\.io", zone, re.MULTILINE)


def test_json_says_all_that_is_public() -> None:
    found = json.loads(text("json", issue(*HOSTS)))
    assert (found["format"], found["serial"], len(found["entries"])) == ("lachan-block-list", 7, 4)
    assert found["entries"][0] == {
        "host": "203.0.113.9", "kind": "address", "trick": "fake_portal", "since": "2026-11-25T08:30:00+07:00",
        "until": "2026-12-25T08:30:00+07:00", "reference": "CB-2026-0001",
    }  # fmt: skip


def test_no_cell_of_the_table_can_be_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(text("csv", issue(*HOSTS)))))
    assert rows[0] == ["host", "kind", "trick", "since", "until", "reference"]
    assert {row[0] for row in rows[1:]} == set(HOSTS)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("key", ["plain", "hosts", "adguard", "rpz", "unbound", "dnsmasq"])
def test_an_issuer_with_line_breaks_in_its_name_writes_no_line_of_the_list(key: str) -> None:
    block_list = issue("lua-dao.example", issuer="Sở\n0.0.0.0 honest.example\r\x85\u2028||honest.example^")
    assert not any("honest" in line for line in said(key, block_list))


@pytest.mark.parametrize(
    "host",
    ["a b.example", "evil.example\nhonest.example", 'x".example', "*.example", "UPPER.example", "example", "",
     "a..example", "-a.example", "bad.example.", "a" * 64 + ".example", "honest.example^", "a/b.example", "1.2.3"],
)  # fmt: skip
def test_what_could_mean_something_else_in_a_list_is_refused(host: str) -> None:
    with pytest.raises(InputError):
        ListedName(host, "name", "", NOW, NOW, "CB-2026-0001")


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("bad.github.io", None),
        ("lua-dao.example", None),
        ("8.8.4.4", None),
        ("github.io", "ending"),
        ("com.vn", "ending"),
        ("vn", "ending"),
        ("weebly.com", "ending"),
        ("sites.google.com", "ending"),
        ("facebook.com", "shared"),
        ("m.facebook.com", "shared"),
        ("hue.gov.vn", "shared"),
        ("192.168.1.1", "no_host"),
        ("facebook.com/ai-do", "no_host"),
        ("ngan-hang-that.example", "true_site"),
        ("www.ngan-hang-that.example", "true_site"),
        ("that.example", "true_site"),
    ],
)
def test_what_others_live_under_and_true_sites_stand_in_no_list(host: str, reason: str | None) -> None:
    assert why_not_carried(host, true_sites=TrueSites({"ngan-hang-that.example", "so.that.example"})) == reason


def test_a_host_stands_once_with_the_warning_that_holds_longer() -> None:
    from lachan.exchange.blocklists import in_order

    short, long = listed("lua-dao.example", "CB-1", days=1), listed("lua-dao.example", "CB-2", days=9)
    assert in_order([long, short]) == in_order([short, long]) == (long,)


@settings(max_examples=40)
@given(st.sets(NAMES), st.sets(NAMES), st.sets(NAMES))
def test_a_reader_of_changes_holds_what_a_reader_of_the_whole_holds(
    old: set[str], new: set[str], longer: set[str]
) -> None:
    before = issue(*old, serial=1)
    entries = tuple(listed(host, days=60 if host in longer else 30) for host in sorted(new))
    after = BlockList(2, before.issued_at, before.valid_until, before.issuer, entries)
    change = delta(before, after)
    assert applied(before, change) == entries
    assert {one.host for one in change.added} == new - old
    assert set(change.removed) == old - new
    assert {one.host for one in change.changed} == old & new & longer
    assert json.loads(write_delta(change))["removed"] == sorted(old - new)
