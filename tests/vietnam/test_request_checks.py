"""What a request must say: identifiers that can exist, closed and narrow ranges, and who may ask for what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.request_checks import (
    NAMES,
    Identifier,
    problem_of_identifier,
    problem_of_range,
    problems_of_data,
    problems_of_items,
    same_letter_number,
    usual_writing,
)
from lachan.vietnam.requests_law import DATA_KINDS, GROUNDS, KINDS, MOST_IDENTIFIERS, data_for, grounds_for

NOW = datetime(2026, 7, 6, tzinfo=UTC)
HANOI = timezone(timedelta(hours=7))
ADDRESS = Identifier("address", "113.160.0.1", 40123, NOW - timedelta(days=2), NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("number", "+1 202 555 0123", "+12025550123"),
        ("number", "12", None),
        ("address", " 113.160.0.1 ", "113.160.0.1"),
        ("address", "2001:EE0::1", "2001:ee0::1"),
        ("address", "113.160.0.256", None),
        ("address", "113.160.000.001", None),
        ("imei", "490154203237518", "490154203237518"),
        ("imei", "490154203237519", None),
        ("imei", "49015420323751", None),
        ("line", "ftth_ls_0001", "ftth_ls_0001"),
        ("line", "a b", None),
        ("site", "HTTPS://Lua-Dao.example/nap?x=1", "lua-dao.example/nap?x=1"),
        ("site", "lừa-đảo.example/", "lừa-đảo.example"),
        ("site", "javascript:alert(1)", None),
        ("site", "http://127.0.0.1/", None),
        ("site", "http://user:secret@lua-dao.example", None),
        ("account", "facebook.com/lua.dao", "facebook.com/lua.dao"),
        ("account", "x", None),
        ("nothing", "x", None),
    ],
)
def test_an_identifier_has_one_usual_writing_or_none(kind: str, value: str, written: str | None) -> None:
    assert usual_writing(kind, value) == written


@given(st.sampled_from(sorted(NAMES)), st.text(max_size=40))
def test_the_usual_writing_is_its_own_usual_writing(kind: str, text: str) -> None:
    written = usual_writing(kind, text)
    if written is not None:
        assert usual_writing(kind, written) == written


@pytest.mark.parametrize(
    ("value", "port", "code"),
    [
        ("113.160.0.1", 1, None), ("113.160.0.1", 65535, None), ("113.160.0.1", None, None),
        ("113.160.0.1", 0, "port_out_of_range"), ("113.160.0.1", 65536, "port_out_of_range"),
        ("10.0.0.1", 80, "not_public"), ("172.16.9.9", 80, "not_public"), ("192.168.0.1", 80, "not_public"),
        ("100.64.0.1", 80, "not_public"), ("100.127.255.254", 80, "not_public"), ("127.0.0.1", 80, "not_public"),
        ("169.254.169.254", 80, "not_public"), ("224.0.0.1", 80, "not_public"), ("0.0.0.0", 80, "not_public"),
        ("255.255.255.255", 80, "not_public"), ("fe80::1", None, "not_public"), ("fd00::1", None, "not_public"),
        ("::1", None, "not_public"), ("2002:c0a8:0101::1", None, "not_public"),
        ("64:ff9b::1.2.3.4", None, "not_public"),
        ("::ffff:113.160.0.1", None, "ipv4_mapped"), ("2001:ee0::1", None, None),
        ("113.160.0.0/16", None, "not_well_formed"), ("113.160.0.*", None, "too_wide_all"),
    ],
)  # fmt: skip
def test_an_address_is_public_and_its_port_exists(value: str, port: int | None, code: str | None) -> None:
    problem = problem_of_identifier(replace(ADDRESS, value=value, port=port))
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize("words", ["tất cả", "Toàn bộ thuê bao", "ALL", "any number", "*", "091%"])
def test_what_names_everybody_is_refused(words: str) -> None:
    problem = problem_of_identifier(Identifier("number", words))
    assert problem is not None
    assert problem.code == "too_wide_all"


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (NOW - timedelta(days=92), NOW, None),
        (NOW - timedelta(days=92, seconds=1), NOW, "range_too_wide"),
        (NOW - timedelta(days=1), NOW + timedelta(seconds=1), "range_in_future"),
        (NOW, NOW, "range_backwards"),
        (NOW, NOW - timedelta(seconds=1), "range_backwards"),
        (None, NOW, "open_range"),
        (NOW, None, "open_range"),
        ((NOW - timedelta(days=1)).replace(tzinfo=None), NOW, "zone_missing"),
        ((NOW - timedelta(days=1)).astimezone(HANOI), NOW, "clock_change"),
    ],
)
def test_a_range_is_closed_forward_narrow_past_and_in_one_zone(
    since: datetime | None, until: datetime | None, code: str | None
) -> None:
    problem = problem_of_range(replace(ADDRESS, since=since, until=until), widest_days=92, now=NOW)
    assert (problem.code if problem else None) == code


def test_lines_are_counted_and_twins_found() -> None:
    problems = problems_of_items(KINDS["identify"], [ADDRESS, replace(ADDRESS, port=0), ADDRESS], now=NOW)
    assert [(one.code, one.line) for one in problems] == [("port_out_of_range", 2), ("named_twice", 3)]
    assert problems[0].wording.vi.startswith("Dòng 2: ")


def test_none_and_too_many_identifiers_are_refused() -> None:
    assert problems_of_items(KINDS["identify"], [], now=NOW)[0].code == "nothing_named"
    many = [ADDRESS] * (MOST_IDENTIFIERS + 1)
    assert problems_of_items(KINDS["identify"], many, now=NOW)[0].code == "too_many_identifiers"


def test_an_identifier_of_another_kind_of_request_is_refused() -> None:
    assert problems_of_items(KINDS["suspend"], [ADDRESS], now=NOW)[0].code == "identifier_not_for_kind"


def test_content_needs_the_ground_and_the_number_of_a_seizure() -> None:
    asked = ["content"]
    assert not problems_of_data("identify", "police", "seizure", asked, "12/LTG")
    for ground, order in (("seizure", ""), ("cyber_2025_data", "12/LTG"), ("cyber_2025_data", "")):
        codes = {one.code for one in problems_of_data("identify", "police", ground, asked, order)}
        assert "seizure_order_missing" in codes


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_the_police_can_ever_ask_for_content(kind: str) -> None:
    for asker in ("department", "operator", "commune_office", "other"):
        assert not any(one.content for one in data_for(kind, asker))


def test_every_kind_has_a_ground_today_for_each_body_that_may_ask_it() -> None:
    for kind in KINDS.values():
        for asker in kind.askers():
            assert grounds_for(kind.code, asker, NOW.date()), (kind.code, asker)
            assert data_for(kind.code, asker), (kind.code, asker)


def test_what_is_not_sure_says_its_doubt_in_both_languages() -> None:
    for ground in GROUNDS.values():
        assert ground.sure or (ground.doubt.vi and ground.doubt.en), ground.code


def test_grounds_follow_the_date_of_the_letter() -> None:
    before = {one.code for one in grounds_for("block_site", "police", datetime(2026, 6, 30, tzinfo=UTC).date())}
    after = {one.code for one in grounds_for("block_site", "police", datetime(2026, 7, 1, tzinfo=UTC).date())}
    assert before == {"cyber_2018_removal"}
    assert after == {"cyber_2025_removal"}


def test_every_kind_asks_only_for_data_of_the_catalogue() -> None:
    assert all(code in DATA_KINDS for kind in KINDS.values() for code in kind.data_kinds)


def test_letter_numbers_are_compared_without_blanks_and_case() -> None:
    assert same_letter_number("15/PC02-Đ3", " 15 / pc02-đ3 ")
    assert not same_letter_number("15/PC02-Đ3", "51/PC02-Đ3")


def test_who_asks_only_for_holders_of_many_names_nobody() -> None:
    law = KINDS["inspect"]
    assert problems_of_items(law, [], data_kinds=("holders",), now=NOW) == []
    for data_kinds in ((), ("owner",), ("holders", "owner")):
        assert [one.code for one in problems_of_items(law, [], data_kinds=data_kinds, now=NOW)] == ["nothing_named"]
