"""Facts as reports show them: whatever a rule will put there, no person is told by it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from lachan.documents.checks.facts import facts_of, whole_fact
from lachan.documents.subscriber_checks.masking import masked_fact, masked_subject
from lachan.vietnam.masks import masked_digits, masked_name, masked_number, masked_paper


def test_numbers_papers_and_names_are_masked_as_everywhere_in_the_house() -> None:
    assert masked_number("0501234567") == masked_number("+84501234567") == "050****567"
    assert masked_number("113") == "1****"
    assert masked_number("") == "****"
    assert masked_paper("099199000123") == "****123"
    assert masked_paper("B12") == "****"
    assert masked_name("Người  Bịa Đặt") == "N*** B*** Đ***"
    assert masked_digits("gọi 0501 234 567 hoặc 113") == "gọi ****67 hoặc 113"


def test_what_is_wrong_stays_readable() -> None:
    assert masked_fact("activated_on", "2026-01-05 08:30:00") == "08:30 05/01/2026"
    assert masked_fact("id_issued_on", "2026-01-05") == "05/01/2026"
    assert masked_fact("plan", "prepaid") == "prepaid"
    assert masked_fact("numbers", 12) == "12"
    assert masked_fact("commune_code", "05977") == "05977"
    assert masked_fact("point_id", "LS-0012") == "LS-0012"
    assert masked_fact("operator", "VIETTEL") == "VIETTEL"
    assert masked_fact("contract_signed", True) == "true"


def test_who_it_is_does_not() -> None:
    assert masked_fact("birth_date", "1999-04-30") == "**** 1999"
    assert masked_fact("address", "Phố Bịa Đặt") == "****"
    assert masked_fact("owner_name", "NGƯỜI BỊA") == "N*** B***"
    assert masked_fact("names", ["NGƯỜI BỊA", "KHÁC"]) == "N*** B***, K***"
    assert masked_fact("some_new_fact", "NGƯỜI BỊA") == "N*** B***"
    assert masked_fact("some_new_fact", 501234567) == "****67"
    assert masked_fact("point_id", "0501234567") == "0***"
    assert masked_fact("one", "BỊA") == "B***"
    assert masked_fact("another", "1999-04-30") == "**** 1999"
    assert masked_fact("one", "099199000123") == "****123"
    assert masked_fact("first_number", "0501234567") == "050****567"


def test_subjects_are_masked_part_by_part() -> None:
    assert masked_subject("number", "0501234567") == "050****567"
    assert masked_subject("number", "nguoi.bia@mang") == "****ang"
    assert masked_subject("paper", "cccd:099199000123") == "cccd ****123"
    assert masked_subject("paper", "passport:Người:B1234567") == "****567"
    assert masked_subject("owner", "BỊA|1999-04-30|05977") == "B*** | **** 1999 | 05977"
    assert masked_subject("clerk", "VIETTEL/LS-0001/NV0501234567") == "VIETTEL / LS-0001 / ****567"
    assert masked_subject("point", "VIETTEL/LS-0001") == "VIETTEL / LS-0001"
    assert masked_subject("photo", "a0000248578003166100024857800316") == "****316"
    assert masked_subject("nobody knows", "NGƯỜI BỊA ĐẶT") == "N*** B*** Đ***"


@given(st.text(max_size=30), st.from_regex(r"[0-9]{6,15}", fullmatch=True), st.sampled_from(["", "note", "number"]))
def test_no_six_digits_in_a_row_are_ever_shown(lead: str, digits: str, name: str) -> None:
    shown = masked_fact(name, f"{lead}{digits}")
    assert digits[:6] not in shown or len(digits) < 6


@given(st.text(max_size=20) | st.just("[1]") | st.just('{"a":1}'))
def test_facts_that_cannot_be_read_are_none(text: str) -> None:
    facts = facts_of(text)
    assert isinstance(facts, dict)
    assert facts == {} or json.loads(text) == facts


def test_unmasked_facts_are_whole() -> None:
    assert whole_fact("owner_name", "NGƯỜI BỊA") == "NGƯỜI BỊA"
    assert whole_fact("activated_on", "2026-01-05 00:00:00") == "05/01/2026"
    assert whole_fact("score", 0.5) == "0.5"
    assert whole_fact("n", None) == ""
    assert whole_fact("n", ["a", 1]) == "a, 1"
