"""The signed list of protected numbers: what was written is read, and nothing else is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.exchange.protected_list import in_order, write_protected_list
from lachan.readers.canonical import canonical, parsed
from lachan.readers.errors import InputError
from lachan.readers.protected_list import (
    FORMAT,
    MOST_BYTES,
    ProtectedList,
    ProtectedRange,
    expired,
    header_of,
    read_protected_list,
    to_sign,
)

KEY = Ed25519PrivateKey.generate()
NOW = datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
AGENCY = ProtectedRange(
    "+842050000000", "+842050000099", "Sở Thử Nghiệm", "only_from", ("Nhà mạng A", "SBC 2"), date(2026, 1, 1), None
)
POLICE = ProtectedRange("113", "113", "Công an", "never", (), date(2026, 1, 1), date(2027, 12, 31))
LIST = ProtectedList(7, NOW, NOW + timedelta(days=30), "Sở phát hành", (POLICE, AGENCY), ("+842050000???", "8469*"))
CONTENT = write_protected_list(LIST, key=KEY)


def read(content: bytes) -> ProtectedList:
    return read_protected_list(content, key=KEY.public_key(), name="ds.signed")


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.message("vi") != caught.value.message("en")
    return caught.value.code


def signed(body: bytes) -> bytes:
    """A body signed by the office's own key, whatever it says."""
    return header_of(body, KEY.sign(to_sign(body))) + b"\n" + body


def changed(**values: Any) -> bytes:
    body = parsed(CONTENT.partition(b"\n")[2], name="")
    return signed(canonical({**body, **values}))


def with_range(**values: Any) -> bytes:
    body = parsed(CONTENT.partition(b"\n")[2], name="")
    return signed(canonical({**body, "ranges": [{**body["ranges"][0], **values}]}))


def header_with(**values: Any) -> bytes:
    line, _, body = CONTENT.partition(b"\n")
    return canonical({**parsed(line, name=""), **values}) + b"\n" + body


def test_what_is_written_is_read() -> None:
    assert read(CONTENT) == LIST


def test_a_list_says_itself_until_when_it_is_good() -> None:
    assert not expired(LIST, LIST.valid_until)
    assert expired(LIST, LIST.valid_until + timedelta(seconds=1))


def test_the_list_is_read_after_its_validity_since_its_user_judges_that() -> None:
    old = replace(LIST, issued_at=NOW - timedelta(days=900), valid_until=NOW - timedelta(days=800))
    assert read(write_protected_list(old, key=KEY)) == old


def test_another_key_is_refused() -> None:
    assert refused(write_protected_list(LIST, key=Ed25519PrivateKey.generate())) == "list_signature"


def test_a_signature_for_something_else_is_none_for_a_list() -> None:
    body = CONTENT.partition(b"\n")[2]
    assert refused(header_of(body, KEY.sign(body)) + b"\n" + body) == "list_signature"


@pytest.mark.parametrize("size", [0, 1, 40, len(CONTENT) // 2, len(CONTENT) - 1])
def test_a_cut_file_is_refused(size: int) -> None:
    assert refused(CONTENT[:size]) in {"not_list", "not_json", "truncated"}


def test_bytes_behind_the_end_are_refused() -> None:
    assert refused(CONTENT + b"\n") == "longer"


def test_a_file_over_the_limit_is_refused_before_it_is_parsed() -> None:
    assert refused(b"{" + b" " * MOST_BYTES) == "too_large"


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}", b"[]\n{}", b"\xff\xfe", b"number,body\n113,x\n", b"{" * 5_000 + b"\n"]
)
def test_another_file_is_no_list(content: bytes) -> None:
    assert refused(content) == "not_list"


def test_a_deep_header_is_refused_without_a_crash() -> None:
    assert refused(b'{"' + FORMAT.encode() + b'":' + b"[" * 900 + b"\n") in {"not_json", "not_canonical"}


def test_a_version_to_come_is_not_called_damaged() -> None:
    assert refused(header_with(version=2)) == "newer"


@pytest.mark.parametrize(
    "values",
    [
        {"format": "lachan-request", "note": FORMAT},
        {"version": True},
        {"version": "1"},
        {"version": 0},
        {"bytes": -1},
        {"bytes": 1.5},
        {"signature": "00"},
        {"signature": "A" * 128},
        {"signature": None},
        {"more": 1},
    ],
)
def test_a_header_of_wrong_types_is_refused(values: dict[str, Any]) -> None:
    assert refused(header_with(**values)) == "field"


@pytest.mark.parametrize(
    "values",
    [
        {"serial": 0},
        {"serial": True},
        {"serial": "7"},
        {"serial": 2**60},
        {"issued_at": "2026-11-25"},
        {"issued_at": "2026-11-25T08:30:00"},
        {"issued_at": 5},
        {"valid_until": "2026-11-25T08:30:00+07:00"},
        {"issuer": ""},
        {"issuer": "x" * 301},
        {"issuer": "hai\ndòng"},
        {"ranges": None},
        {"ranges": {}},
        {"ranges": ["113"]},
        {"patterns": "069*"},
        {"patterns": [7]},
        {"patterns": ["*"]},
        {"patterns": ["06.9*"]},
        {"patterns": ["0*9"]},
        {"patterns": ["069 *"]},
        {"patterns": ["069*", "069*"]},
        {"patterns": ["079*", "069*"]},
        {"more": 1},
    ],
)
def test_a_body_of_wrong_types_is_refused_though_it_is_signed(values: dict[str, Any]) -> None:
    assert refused(changed(**values)) == "field"


@pytest.mark.parametrize(
    "values",
    [
        {"first": "0205 0000000"},
        {"first": "+840123"},
        {"first": "12"},
        {"first": "１１３"},
        {"first": 113},
        {"last": "112"},
        {"last": "+842050000099"},
        {"first": "+842050000000", "last": f"+84{2051000000}"},
        {"body": " "},
        {"originates": "always"},
        {"originates": ["never"]},
        {"originates": "only_from"},
        {"trunks": ["A"]},
        {"originates": "only_from", "trunks": ["B", "A"]},
        {"originates": "only_from", "trunks": ["A", "A"]},
        {"originates": "only_from", "trunks": [3]},
        {"valid_from": "01/01/2026"},
        {"valid_from": "20260101"},
        {"valid_from": None},
        {"valid_to": "2025-12-31"},
        {"valid_to": 7},
        {"remark": "x"},
    ],
)
def test_a_range_of_wrong_types_is_refused_though_it_is_signed(values: dict[str, Any]) -> None:
    assert refused(with_range(**values)) == "field"


def test_a_missing_field_is_named() -> None:
    body = parsed(CONTENT.partition(b"\n")[2], name="")
    del body["ranges"][1]["body"]
    with pytest.raises(InputError, match=r"ds\.signed: .*ranges\[1\]\.body"):
        read(signed(canonical(body)))


def test_another_spelling_of_the_same_content_is_refused() -> None:
    assert refused(signed(CONTENT.partition(b"\n")[2].replace(b'"serial":7', b'"serial": 7'))) == "not_canonical"


def test_ranges_out_of_order_are_refused() -> None:
    body = parsed(CONTENT.partition(b"\n")[2], name="")
    assert refused(changed(ranges=body["ranges"][::-1])) == "field"


def test_overlapping_ranges_are_not_written() -> None:
    inside = replace(AGENCY, first="+842050000050", last="+842050000050", body="Khác")
    with pytest.raises(InputError, match="trùng số"):
        write_protected_list(replace(LIST, ranges=(inside, AGENCY)), key=KEY)


def test_a_number_may_pass_to_another_body_on_a_day() -> None:
    before = replace(AGENCY, valid_to=date(2026, 6, 30))
    after = replace(AGENCY, body="Cơ quan kế nhiệm", valid_from=date(2026, 7, 1))
    assert read(write_protected_list(replace(LIST, ranges=(after, before)), key=KEY)).ranges == (before, after)
    with pytest.raises(InputError, match="trùng số"):
        write_protected_list(replace(LIST, ranges=(replace(after, valid_from=date(2026, 6, 30)), before)), key=KEY)


def test_a_long_range_is_still_open_behind_shorter_ones() -> None:
    wide = replace(AGENCY, first="+842050000000", last="+842050009999")
    first = replace(AGENCY, first="+842050000001", last="+842050000001", valid_from=date(2020, 1, 1))
    ended = replace(first, valid_to=date(2025, 12, 31))
    late = replace(AGENCY, first="+842050009999", last="+842050009999")
    assert read(write_protected_list(replace(LIST, ranges=(wide, ended)), key=KEY)).ranges == (wide, ended)
    with pytest.raises(InputError, match="trùng số"):
        write_protected_list(replace(LIST, ranges=(wide, ended, late)), key=KEY)


LINE = st.text(st.characters(categories=["L", "N"], include_characters="–“” "), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def protected_ranges(draw: st.DrawFn) -> tuple[ProtectedRange, ...]:
    """Ranges that do not overlap: each in a thousand of its own."""
    found = []
    for block in draw(st.lists(st.integers(0, 999), unique=True, max_size=8)):
        low, high = sorted(draw(st.tuples(st.integers(0, 999), st.integers(0, 999))))
        days = sorted(draw(st.tuples(DAYS, DAYS)))
        trunks = tuple(draw(st.lists(LINE, max_size=3)))
        found.append(
            ProtectedRange(
                f"+84205{block:04}{low:03}", f"+84205{block:04}{high:03}", draw(LINE),
                "only_from" if trunks else "never", trunks, days[0], draw(st.sampled_from([None, days[1]])),
            )
        )  # fmt: skip
    return tuple(found)


@given(ranges=protected_ranges(), serial=st.integers(1, 2**53 - 1), issuer=LINE)
def test_every_list_comes_back_as_it_was(ranges: tuple[ProtectedRange, ...], serial: int, issuer: str) -> None:
    listed = replace(LIST, ranges=ranges, serial=serial, issuer=issuer)
    content = write_protected_list(listed, key=KEY)
    assert read(content) == in_order(listed)
    assert write_protected_list(read(content), key=KEY) == content


@settings(max_examples=400)
@given(place=st.integers(0, len(CONTENT) - 1), bit=st.integers(0, 7))
def test_a_file_with_any_flipped_bit_is_refused(place: int, bit: int) -> None:
    flipped = bytearray(CONTENT)
    flipped[place] ^= 1 << bit
    with pytest.raises(InputError):
        read(bytes(flipped))
