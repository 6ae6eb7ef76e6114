"""What feeds and the look-up read: in force at that moment, indexed, with serials that only grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lachan.office.listings import queries
from lachan.office.listings.queries import PublishedEntry, public
from lachan.office.registers import next_serial
from tests.office.listings.conftest import ACCOUNT, NUMBER, SITE, Desk
from tests.people import NOW


def test_an_entry_says_what_a_reader_needs(desk: Desk) -> None:
    listing = desk.published()
    (entry,) = queries.published(NOW)
    assert isinstance(entry, PublishedEntry)
    assert (entry.number, entry.kind, entry.key, entry.trick) == (listing.number, "site", SITE, "fake_portal")
    assert (entry.since, entry.until, entry.serial) == (listing.published_at, listing.expires_at, listing.serial)
    assert (entry.shown, entry.appealed) == ("vietcom-bank[.]example", False)


def test_kinds_are_chosen(desk: Desk) -> None:
    for text in (SITE, ACCOUNT, NUMBER):
        desk.published(text)
    assert [one.kind for one in queries.published(NOW)] == ["site", "account", "number"]
    assert [one.kind for one in queries.published(NOW, kinds=("site",))] == ["site"]


def test_the_most_exact_key_is_answered_first(desk: Desk) -> None:
    wide, exact = desk.published("dich-vu.example"), desk.published("rieng.example")
    keys = ("rieng.example", "dich-vu.example")
    for order, first in ((keys, exact), (keys[::-1], wide), (("khong-co.example", keys[1]), wide)):
        found = queries.look_up_any("site", order, NOW)
        assert found is not None
        assert found.number == first.number
    assert queries.look_up_any("site", (), NOW) is None
    assert queries.look_up("account", SITE, NOW) is None


def test_a_look_up_asks_the_index_twice_however_many_there_are(desk: Desk) -> None:
    desk.published()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert queries.look_up("site", SITE, NOW) is not None
    assert len(asked) == 2
    if connection.vendor == "sqlite":
        for one in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plan = " ".join(str(row[-1]) for row in cursor.fetchall())
            assert "SCAN" not in plan, plan


def test_of_each_listing_the_newest_change_is_told(desk: Desk) -> None:
    first, second = desk.published("mot.example"), desk.published("hai.example")
    start = queries.last_serial()
    desk.withdraw(first)
    desk.appeal(second)
    changes = queries.changed_since(0, now=NOW)
    assert [(one.number, one.message) for one in changes] == [(first.number, "withdraw"), (second.number, "update")]
    assert [one.serial for one in changes] == sorted(one.serial for one in changes)
    assert queries.changed_since(start, now=NOW) == changes
    assert queries.changed_since(0, now=NOW, most=1) == changes[:1]
    assert queries.changed_since(queries.last_serial(), now=NOW) == []


def test_what_is_over_is_told_as_withdrawn_before_the_job_has_come_by(desk: Desk) -> None:
    listing = desk.published()
    (change,) = queries.changed_since(0, now=NOW + timedelta(days=60))
    assert (change.number, change.message, change.entry) == (listing.number, "withdraw", None)


def test_serials_only_grow_also_after_a_restore_of_an_old_backup(desk: Desk) -> None:
    desk.published("mot.example")
    serial = queries.last_serial()
    assert next_serial(serial, NOW) == serial + 1
    assert next_serial(serial, NOW + timedelta(days=1)) > serial + 1
    assert next_serial(10**15, NOW) == 10**15 + 1


def test_a_page_of_sites_is_cut_where_it_is_full_and_goes_on_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "PAGE", 2)
    monkeypatch.setattr(public, "LOOKED_AT", 4)
    numbers = [desk.published(f"trang-{n}.example").number for n in range(5)]
    desk.withdraw(desk.published("da-rut.example"))
    desk.published(NUMBER)
    told, before = [], None
    for _page in range(5):
        page = public.newest_sites(NOW, before=before)
        told += [one.number for one in page.listings]
        before = page.before
        if before is None:
            break
    assert told == numbers[::-1]


def test_no_index_makes_whoever_reads_everything_sort_it(desk: Desk) -> None:
    desk.published()
    with CaptureQueriesContext(connection) as asked:
        list(queries.published(NOW))
        public.newest_sites(NOW)
    if connection.vendor == "sqlite":
        for one in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plan = " ".join(str(row[-1]) for row in cursor.fetchall())
            assert "TEMP B-TREE" not in plan, plan
