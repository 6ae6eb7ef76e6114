"""Equal things have one writing, and what is shown by default does not give the value away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.cases.masks import masked, tells_somebodys_number, usual
from lachan.office.cases.models import SubjectKind


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("site", "https://Lua-Dao.example/dang-nhap?x=1", "lua-dao.example."),
        ("address", "::ffff:203.0.113.7", "203.0.113.7"),
        ("address", "203.0.113.7:0443", "203.0.113.7:443"),
        ("address", "2001:DB8:0::1", "2001:db8::1"),
        ("account", "@Viec.Nhe", "viec.nhe"),
        ("bank_account", "9704 0000 1234", "9704-0000-1234"),
        ("person", "chu  thị bịa", "Chu Thị Bịa"),
    ],
)
def test_the_same_thing_in_two_writings_is_one(kind: str, one: str, other: str) -> None:
    assert usual(kind, one) == usual(kind, other) is not None


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", "12"), ("number", "không"), ("site", "không phải"), ("site", "203.0.113.7"), ("address", "300.1.1.1"),
     ("address", "203.0.113.7:0"), ("address", "203.0.113.7:70000"), ("bank_account", "abc"), ("person", "  ")],
)  # fmt: skip
def test_what_cannot_be_of_the_kind_is_none(kind: str, value: str) -> None:
    assert usual(kind, value) is None


@given(st.sampled_from(SubjectKind.values), st.text(max_size=60))
def test_the_usual_writing_is_its_own_usual_writing(kind: str, value: str) -> None:
    once = usual(kind, value)
    if once is not None:
        assert usual(kind, once) == once
        assert masked(kind, once)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("number", "+84501234567", "050****567"),
        ("number", "113", "1****"),
        ("person", "Chu Thị Bịa", "C*** T*** B***"),
        ("bank_account", "970400001234", "***234"),
        ("account", "viec.nhe", "vi***"),
        ("address", "203.0.113.7:443", "203.0.***"),
        ("address", "2001:db8::1", "2001:db8:***"),
        ("address", "[2001:db8::1]:443", "2001:db8:***"),
        ("site", "lua-dao.example", "lua-dao.example"),
    ],
)
def test_the_mask_shows_the_beginning_or_the_end_only(kind: str, value: str, shown: str) -> None:
    assert masked(kind, value) == shown


def test_a_text_that_many_read_may_hold_dates_and_amounts_but_nobodys_number() -> None:
    assert not tells_somebodys_number("Ngày 01/02/2026 chuyển 150.000.000 đồng, xem VV-2026-0001")
    assert tells_somebodys_number("gọi từ 050 123 45 67")
    assert tells_somebodys_number("tài khoản 970400001234")
