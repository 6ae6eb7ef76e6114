"""Texts to subscribers: one GSM message, no link, no whole number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.checks.subscribers.messages import advice, notice
from lachan.vietnam.sms import length

BEFORE = date(2026, 12, 28)


@given(
    st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), max_size=30),
    st.integers(1, 9), st.integers(0, 100_000),
)  # fmt: skip
def test_a_notice_without_marks_is_one_gsm_message(brand, nth, others):
    size = length(notice(brand, "050****678", nth, 5, BEFORE, others=others))
    assert (size.alphabet, size.parts) == ("gsm7", 1)


def test_a_notice_says_what_is_to_be_done_until_when():
    text = notice("VIETTEL", "050****678", 2, 5, BEFORE)
    assert text == (
        "VIETTEL: Thong tin thue bao 050xxxx678 chua dung (lan 2/5). Moi cap nhat o diem giao dich "
        "truoc 28/12/2026, qua han khoa 1 chieu. Xem: TTTB gui 1414"
    )
    assert "(+3)" in notice("VIETTEL", "050****678", 2, 5, BEFORE, others=3)


@pytest.mark.parametrize("marks", [True, False])
def test_the_advice_names_1414_and_no_link(marks):
    text = advice("MOBIFONE", marks=marks)
    assert "TTTB" in text
    assert "1414" in text
    assert "http" not in text
    size = length(text)
    assert size.parts == (3 if marks else 1)
    assert size.alphabet == ("ucs2" if marks else "gsm7")
